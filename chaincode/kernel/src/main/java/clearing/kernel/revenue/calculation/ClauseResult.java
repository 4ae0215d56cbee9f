package clearing.kernel.revenue.calculation;

import clearing.kernel.codec.ByteReader;
import clearing.kernel.codec.ByteWriter;
import clearing.kernel.revenue.exact.Fraction;
import java.util.ArrayList;
import java.util.List;

/**
 * What one clause came to.
 *
 * <pre>result := version i32 | clause text | amounts u8 | (member text, amount fraction){amounts} | derivation</pre>
 *
 * @param version of the terms
 * @param amounts by party, in minor units, exact; below zero where something is taken back
 * @param how the whole amount's derivation
 */
public record ClauseResult(int version, String clause, List<Amount> amounts, Derivation how) {
    public ClauseResult {
        amounts = List.copyOf(amounts);
    }

    /** What a party gets by the clause. */
    public record Amount(String member, Fraction amount) {}

    /** What a party gets by the clause; zero where it is not named. */
    public Fraction of(String member) {
        Fraction sum = Fraction.ZERO;
        for (Amount amount : amounts) {
            if (amount.member().equals(member)) {
                sum = sum.plus(amount.amount());
            }
        }
        return sum;
    }

    public void write(ByteWriter out) {
        out.i32(version).text(clause).u8(amounts.size());
        for (Amount amount : amounts) {
            amount.amount().write(out.text(amount.member()));
        }
        how.write(out);
    }

    /** @throws clearing.kernel.MalformedInput when the bytes are no result */
    public static ClauseResult read(ByteReader in, String field) {
        int version = in.i32(field + ".version");
        String clause = in.text(field + ".clause");
        int count = in.u8(field + ".amounts");
        List<Amount> amounts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            String path = field + ".amounts[" + i + "]";
            amounts.add(new Amount(in.text(path + ".member"), Fraction.read(in, path + ".amount")));
        }
        return new ClauseResult(version, clause, amounts, Derivation.read(in, field + ".how"));
    }
}
