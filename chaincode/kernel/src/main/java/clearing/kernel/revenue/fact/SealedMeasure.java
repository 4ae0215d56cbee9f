package clearing.kernel.revenue.fact;

import clearing.kernel.ResultCode;
import clearing.kernel.codec.Blob;
import clearing.kernel.codec.ByteReader;
import clearing.kernel.codec.ByteWriter;
import clearing.kernel.revenue.exact.Fraction;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A measure of a period once its reporter has sealed it: what is calculated with. A correction makes another one, with one revision more and
 * a window of its own.
 *
 * <pre>
 * sealed := format u8 | parts i32 | value fraction | count i64 | revision i32 | sealed on i32 | content 32 bytes
 *         | attested u8 (member text){attested} | challenges u8 (member text, reason text){challenges}
 * </pre>
 *
 * @param parts how many
 * @param value aggregated, in the unit of the measure; whole but for an average
 * @param count sum of the parts' counts
 * @param revision how often a part has been superseded since it was sealed
 * @param sealedOn the lane's business day of the sealing or last correction
 * @param content hash over the parts: what attesters and challengers name
 * @param attested ids of who agreed to this content
 * @param challenges reason by id of who objects to this content
 */
public record SealedMeasure(
        int parts,
        Fraction value,
        long count,
        int revision,
        LocalDate sealedOn,
        Blob content,
        SortedSet<String> attested,
        SortedMap<String, String> challenges) {
    private static final int FORMAT = 1;

    public SealedMeasure {
        attested = Collections.unmodifiableSortedSet(new TreeSet<>(attested));
        challenges = Collections.unmodifiableSortedMap(new TreeMap<>(challenges));
    }

    /** Whether somebody objects. */
    public boolean challenged() {
        return !challenges.isEmpty();
    }

    /** The last day on which it can be challenged. */
    public LocalDate windowEnd(int windowDays) {
        return sealedOn.plusDays(windowDays);
    }

    /** Whether it can be calculated with: all who are named have attested it, or its window has passed. */
    public boolean isFinal(List<String> attesters, int windowDays, LocalDate today) {
        return windowDays == 0
                || !attesters.isEmpty() && attested.containsAll(attesters)
                || today.isAfter(windowEnd(windowDays));
    }

    public byte[] encode() {
        ByteWriter out = new ByteWriter(128).u8(FORMAT).i32(parts);
        value.write(out);
        out.i64(count).i32(revision).i32(Math.toIntExact(sealedOn.toEpochDay())).fixed(content.bytes());
        out.u8(attested.size());
        attested.forEach(out::text);
        out.u8(challenges.size());
        challenges.forEach((member, reason) -> out.text(member).text(reason));
        return out.toBytes();
    }

    /** @throws clearing.kernel.MalformedInput when the bytes are no sealed measure */
    public static SealedMeasure decode(byte[] stored) {
        ByteReader in = new ByteReader(stored);
        if (in.u8("measure.format") != FORMAT) {
            throw in.fault(ResultCode.UNSUPPORTED_VERSION, "measure.format", "is not 1");
        }
        int parts = in.i32("measure.parts");
        Fraction value = Fraction.read(in, "measure.value");
        long count = in.i64("measure.count");
        int revision = in.i32("measure.revision");
        LocalDate sealedOn = LocalDate.ofEpochDay(in.i32("measure.sealedOn"));
        Blob content = Blob.of(in.fixed(32, "measure.content"));
        SortedSet<String> attested = new TreeSet<>();
        for (int left = in.u8("measure.attested"); left > 0; left--) {
            String member = in.text("measure.attested");
            if (!attested.isEmpty() && member.compareTo(attested.last()) <= 0) {
                throw in.fault(ResultCode.MALFORMED, "measure.attested", "is out of order");
            }
            attested.add(member);
        }
        SortedMap<String, String> challenges = new TreeMap<>();
        for (int left = in.u8("measure.challenges"); left > 0; left--) {
            String member = in.text("measure.challenges.member");
            if (!challenges.isEmpty() && member.compareTo(challenges.lastKey()) <= 0) {
                throw in.fault(ResultCode.MALFORMED, "measure.challenges.member", "is out of order");
            }
            challenges.put(member, in.text("measure.challenges.reason"));
        }
        in.end("measure");
        return new SealedMeasure(parts, value, count, revision, sealedOn, content, attested, challenges);
    }
}
