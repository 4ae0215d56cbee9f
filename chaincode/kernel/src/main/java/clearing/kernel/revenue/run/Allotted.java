package clearing.kernel.revenue.run;

import clearing.kernel.ResultCode;
import clearing.kernel.codec.ByteReader;
import clearing.kernel.codec.ByteWriter;
import clearing.kernel.execution.Execution;
import clearing.kernel.revenue.terms.Period;
import clearing.kernel.state.Keys;
import java.math.BigInteger;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What parties have been allotted for a calculated period so far, true-ups included: what a correction is measured against.
 *
 * <pre>allotted := format u8 | pool i64 | parties u8 (member text, places blob){parties} | marks u16 (clause text, mark i64){marks}</pre>
 *
 * @param pool minor units
 * @param places by member, in 10^-18 minor units
 * @param marks high-water marks before the period
 */
record Allotted(long pool, SortedMap<String, BigInteger> places, SortedMap<String, Long> marks) {
    private static final int FORMAT = 1;
    private static final int MAX_PLACES = 64;

    Allotted {
        places = Collections.unmodifiableSortedMap(new TreeMap<>(places));
        marks = Collections.unmodifiableSortedMap(new TreeMap<>(marks));
    }

    static Allotted of(String agreement, Period period, Execution x) {
        return x.ledger()
                .read(Keys.allotted(agreement, period.start()), Allotted::decode)
                .orElseThrow();
    }

    byte[] encode() {
        ByteWriter out = new ByteWriter(256).u8(FORMAT).i64(pool).u8(places.size());
        places.forEach((member, amount) -> out.text(member).blob(amount.toByteArray()));
        out.u16(marks.size());
        marks.forEach((clause, mark) -> out.text(clause).i64(mark));
        return out.toBytes();
    }

    static Allotted decode(byte[] stored) {
        ByteReader in = new ByteReader(stored);
        if (in.u8("allotted.format") != FORMAT) {
            throw in.fault(ResultCode.UNSUPPORTED_VERSION, "allotted.format", "is not 1");
        }
        long pool = in.i64("allotted.pool");
        SortedMap<String, BigInteger> places = new TreeMap<>();
        for (int left = in.u8("allotted.parties"); left > 0; left--) {
            places.put(in.text("allotted.member"), new BigInteger(in.blob(MAX_PLACES, "allotted.places")));
        }
        SortedMap<String, Long> marks = new TreeMap<>();
        for (int left = in.u16("allotted.marks"); left > 0; left--) {
            marks.put(in.text("allotted.clause"), in.i64("allotted.mark"));
        }
        in.end("allotted");
        return new Allotted(pool, places, marks);
    }
}
