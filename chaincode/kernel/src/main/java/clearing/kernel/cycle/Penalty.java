package clearing.kernel.cycle;

import clearing.kernel.codec.ByteReader;
import clearing.kernel.codec.ByteWriter;
import clearing.kernel.rulebook.CycleTerms;

/**
 * What a member that was short owes the other for the days until the next cycle. It is in funds: on funds that were short it is reckoned
 * on their amount, on securities on the funds that were to be paid for them.
 *
 * @param byFirst true when the first member of the pair owes it
 * @param shortOf number of the asset that was short
 * @param asset number of the currency
 * @param base minor units that it is reckoned on
 * @param days business days
 * @param amount minor units
 */
public record Penalty(
        boolean byFirst,
        int firstAccount,
        int secondAccount,
        int shortOf,
        int asset,
        long base,
        int days,
        int basisPoints,
        long amount) {

    /** Basis points for each day, rounded half up to the minor unit, never above the base itself. */
    static long amount(long base, int days, int basisPoints) {
        long points = (long) days * basisPoints;
        if (points >= CycleTerms.MAX_BASIS_POINTS) {
            return base;
        }
        long whole = base / CycleTerms.MAX_BASIS_POINTS * points;
        long rest = base % CycleTerms.MAX_BASIS_POINTS * points;
        return whole + (rest + CycleTerms.MAX_BASIS_POINTS / 2) / CycleTerms.MAX_BASIS_POINTS;
    }

    void write(ByteWriter out) {
        out.u8(byFirst ? 1 : 0).u8(firstAccount).u8(secondAccount).u16(shortOf).u16(asset);
        out.i64(base).i32(days).u16(basisPoints).i64(amount);
    }

    static Penalty read(ByteReader in, String field) {
        return new Penalty(
                in.flag(field + ".byFirst"),
                in.u8(field + ".firstAccount"),
                in.u8(field + ".secondAccount"),
                in.u16(field + ".shortOf"),
                in.u16(field + ".asset"),
                in.i64(field + ".base"),
                in.i32(field + ".days"),
                in.u16(field + ".basisPoints"),
                in.i64(field + ".amount"));
    }
}
