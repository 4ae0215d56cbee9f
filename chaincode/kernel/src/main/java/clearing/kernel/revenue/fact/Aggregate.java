package clearing.kernel.revenue.fact;

import clearing.kernel.asset.Asset;
import clearing.kernel.codec.Blob;
import clearing.kernel.codec.Bytes;
import clearing.kernel.revenue.exact.Fraction;
import clearing.kernel.revenue.terms.Aggregation;
import clearing.kernel.revenue.terms.Measure;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;

/** What the parts of a measure come to, exactly. */
final class Aggregate {
    /** The most parts of a measure: sealing reads them all. */
    static final int MAX_PARTS = 10_000;
    /** The most parts of a measure that is its largest part: a correction may have to read them all again. */
    static final int MAX_PARTS_OF_MAX = 1_000;

    private static final Fraction LIMIT = Fraction.of(Asset.MAX_AMOUNT);

    private Aggregate() {}

    static int mostParts(Measure measure) {
        if (!measure.inParts()) {
            return 1;
        }
        return measure.aggregation() == Aggregation.MAX ? MAX_PARTS_OF_MAX : MAX_PARTS;
    }

    /** @param parts at least one, in order */
    static SealedMeasure of(Measure measure, List<FactPart> parts, LocalDate today) {
        Fraction value = switch (measure.aggregation()) {
            case SUM -> sum(parts);
            case LAST -> Fraction.of(parts.getLast().value());
            case MAX -> largest(parts);
            case AVERAGE -> sum(parts).over(Fraction.of(parts.size()));
        };
        MessageDigest content = Bytes.newSha256();
        long count = 0;
        for (FactPart part : parts) {
            content.update(part.hash().bytes());
            count = plus(count, part.count());
        }
        return measured(parts.size(), value, count, 0, today, Blob.of(content.digest()));
    }

    /**
     * With one part superseded.
     *
     * @param index of the part
     * @param all the parts as they stand now, for where they have to be read again
     */
    static SealedMeasure corrected(
            Measure measure,
            SealedMeasure measured,
            int index,
            FactPart old,
            FactPart now,
            Supplier<List<FactPart>> all,
            LocalDate today) {
        Fraction change = Fraction.of(now.value()).minus(Fraction.of(old.value()));
        Fraction value = switch (measure.aggregation()) {
            case SUM -> measured.value().plus(change);
            case LAST -> index == measured.parts() - 1 ? Fraction.of(now.value()) : measured.value();
            case MAX -> largest(all.get());
            case AVERAGE -> measured.value().plus(change.over(Fraction.of(measured.parts())));
        };
        long count = plus(measured.count() - old.count(), now.count());
        MessageDigest content = Bytes.newSha256();
        content.update(measured.content().bytes());
        content.update(now.hash().bytes());
        return measured(measured.parts(), value, count, measured.revision() + 1, today, Blob.of(content.digest()));
    }

    /** Whether amounts can be calculated with it. */
    static boolean isWithinLimit(SealedMeasure measured) {
        return measured.value().compareTo(LIMIT) <= 0
                && measured.value().compareTo(LIMIT.negate()) >= 0
                && measured.count() <= Asset.MAX_AMOUNT;
    }

    private static SealedMeasure measured(
            int parts, Fraction value, long count, int revision, LocalDate today, Blob content) {
        return new SealedMeasure(
                parts,
                value,
                count,
                revision,
                today,
                content,
                Collections.emptySortedSet(),
                Collections.emptySortedMap());
    }

    private static Fraction sum(List<FactPart> parts) {
        BigInteger sum = BigInteger.ZERO;
        for (FactPart part : parts) {
            sum = sum.add(BigInteger.valueOf(part.value()));
        }
        return new Fraction(sum, BigInteger.ONE);
    }

    private static Fraction largest(List<FactPart> parts) {
        return Fraction.of(parts.stream().mapToLong(FactPart::value).max().orElseThrow());
    }

    /** Counts are at most 10^18 each, so that a sum beyond that is still seen as one. */
    private static long plus(long count, long more) {
        return Math.min(count + more, Asset.MAX_AMOUNT + 1);
    }
}
