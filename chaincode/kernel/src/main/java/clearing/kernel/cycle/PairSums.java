package clearing.kernel.cycle;

import clearing.kernel.ResultCode;
import clearing.kernel.codec.ByteReader;
import clearing.kernel.codec.ByteWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Sums between two members by their accounts and the asset: a working copy. The legs come out in the order of first account, second
 * account and asset.
 */
final class PairSums {
    private static final int TO_SECOND = 0;
    private static final int TO_SECOND_COUNT = 1;
    private static final int TO_FIRST = 2;
    private static final int TO_FIRST_COUNT = 3;
    private static final int CELLS = 4;
    private static final int FIRST_SHIFT = 24;
    private static final int SECOND_SHIFT = 16;
    private static final int MAX_LEGS = 0xFFFF;

    private final TreeMap<Integer, long[]> cells = new TreeMap<>();

    /** An obligation of the first member, or of the second; a negative number takes it out again. */
    void add(int firstAccount, int secondAccount, int asset, boolean toSecond, long amount, int count) {
        int key = (firstAccount << FIRST_SHIFT) | (secondAccount << SECOND_SHIFT) | asset;
        long[] sums = cells.computeIfAbsent(key, absent -> new long[CELLS]);
        int at = toSecond ? TO_SECOND : TO_FIRST;
        sums[at] = Math.addExact(sums[at], amount);
        sums[at + 1] = Math.addExact(sums[at + 1], count);
        if (sums[TO_SECOND_COUNT] == 0 && sums[TO_FIRST_COUNT] == 0) {
            cells.remove(key);
        }
    }

    /** @param turned true when the leg's first member is the second here */
    void add(PairLeg leg, boolean turned) {
        int first = turned ? leg.secondAccount() : leg.firstAccount();
        int second = turned ? leg.firstAccount() : leg.secondAccount();
        if (leg.toSecondCount() != 0) {
            add(first, second, leg.asset(), !turned, leg.toSecond(), leg.toSecondCount());
        }
        if (leg.toFirstCount() != 0) {
            add(first, second, leg.asset(), turned, leg.toFirst(), leg.toFirstCount());
        }
    }

    /** True when no sum is above the limit. */
    boolean within(long limit) {
        return cells.values().stream().allMatch(sums -> sums[TO_SECOND] <= limit && sums[TO_FIRST] <= limit);
    }

    boolean isEmpty() {
        return cells.isEmpty();
    }

    List<PairLeg> legs() {
        List<PairLeg> legs = new ArrayList<>(cells.size());
        cells.forEach((key, sums) -> legs.add(new PairLeg(
                key >>> FIRST_SHIFT,
                (key >>> SECOND_SHIFT) & 0xFF,
                key & 0xFFFF,
                sums[TO_SECOND],
                Math.toIntExact(sums[TO_SECOND_COUNT]),
                sums[TO_FIRST],
                Math.toIntExact(sums[TO_FIRST_COUNT]))));
        return legs;
    }

    static void write(ByteWriter out, List<PairLeg> legs) {
        out.u16(legs.size());
        legs.forEach(leg -> leg.write(out));
    }

    static List<PairLeg> read(ByteReader in, String field) {
        int count = in.u16(field);
        List<PairLeg> legs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            PairLeg leg = PairLeg.read(in, field + "[" + i + "]");
            if (leg.toFirst() < 0 || leg.toSecond() < 0 || leg.toFirstCount() < 0 || leg.toSecondCount() < 0) {
                throw in.fault(ResultCode.MALFORMED, field, "has a negative sum");
            }
            legs.add(leg);
        }
        return legs;
    }

    /** True when no further leg can be stored. */
    boolean isFull() {
        return cells.size() >= MAX_LEGS;
    }

    static PairSums of(List<PairLeg> legs) {
        PairSums sums = new PairSums();
        legs.forEach(leg -> sums.add(leg, false));
        return sums;
    }
}
