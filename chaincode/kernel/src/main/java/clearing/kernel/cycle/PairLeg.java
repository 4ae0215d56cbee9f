package clearing.kernel.cycle;

import clearing.kernel.codec.ByteReader;
import clearing.kernel.codec.ByteWriter;

/**
 * What two members owe each other in one asset between two of their accounts, in minor units.
 *
 * @param firstAccount number of the first member's account
 * @param secondAccount number of the second member's account
 * @param asset number of the asset in the constitution
 * @param toSecond sum of what the first owes the second
 * @param toSecondCount number of those obligations
 * @param toFirst sum of what the second owes the first
 * @param toFirstCount number of those obligations
 */
public record PairLeg(
        int firstAccount,
        int secondAccount,
        int asset,
        long toSecond,
        int toSecondCount,
        long toFirst,
        int toFirstCount) {

    /** What the first receives: positive when the second owes more. */
    public long net() {
        return toFirst - toSecond;
    }

    void write(ByteWriter out) {
        out.u8(firstAccount).u8(secondAccount).u16(asset);
        out.i64(toSecond).i32(toSecondCount).i64(toFirst).i32(toFirstCount);
    }

    static PairLeg read(ByteReader in, String field) {
        return new PairLeg(
                in.u8(field + ".firstAccount"),
                in.u8(field + ".secondAccount"),
                in.u16(field + ".asset"),
                in.i64(field + ".toSecond"),
                in.i32(field + ".toSecondCount"),
                in.i64(field + ".toFirst"),
                in.i32(field + ".toFirstCount"));
    }
}
