package clearing.kernel.netting;

import clearing.kernel.InvariantViolation;
import clearing.kernel.MalformedInput;
import clearing.kernel.ResultCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Bilateral netting: each pair of members in each set on its own, in one pass. */
public final class BilateralNetting {
    /** Of members and of sets: their products fit the key of a pair. */
    public static final int MAX_NUMBER = 1 << 20;

    private static final int CELLS = 4;
    private static final long EMPTY = -1;
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private long[] keys = new long[1 << 10];
    private long[] cells = new long[(1 << 10) * CELLS];
    private int pairs;

    private BilateralNetting() {
        Arrays.fill(keys, EMPTY);
    }

    /**
     * The pairs that owe each other anything, ordered by set, first and second member.
     *
     * @throws MalformedInput for a row that is no obligation; {@code AMOUNT_TOO_LARGE} when the gross of all leaves 64 bits
     */
    public static List<PairNet> net(int members, int sets, ObligationColumns rows) {
        if (members > MAX_NUMBER || sets > MAX_NUMBER) {
            throw new MalformedInput(
                    ResultCode.TOO_LARGE, "members", "there are at most " + MAX_NUMBER + " members and netting sets");
        }
        BilateralNetting table = new BilateralNetting();
        long gross = 0;
        for (int i = 0; i < rows.count(); i++) {
            if (!rows.isSound(i, members, sets)) {
                throw rows.fault(i, members, sets);
            }
            gross += rows.amount[i];
            if (gross < 0) {
                throw new MalformedInput(
                        ResultCode.AMOUNT_TOO_LARGE,
                        "obligations[" + i + "].amount",
                        "the gross of all obligations leaves 64 bits");
            }
            table.add(members, rows, i);
        }
        return table.proved(members, gross, rows.count());
    }

    private void add(int members, ObligationColumns rows, int i) {
        boolean upwards = rows.payer[i] < rows.payee[i];
        int first = upwards ? rows.payer[i] : rows.payee[i];
        int second = upwards ? rows.payee[i] : rows.payer[i];
        int at = slot(((long) rows.set[i] * members + first) * members + second) * CELLS + (upwards ? 0 : 2);
        cells[at] += rows.amount[i];
        cells[at + 1]++;
    }

    /** Open addressing by key; where a pair stands in the table decides nothing, since the result is sorted. */
    private int slot(long key) {
        int at = home(key);
        while (keys[at] != key) {
            if (keys[at] == EMPTY) {
                if (pairs * 2 >= keys.length) {
                    grow();
                    return slot(key);
                }
                pairs++;
                keys[at] = key;
                return at;
            }
            at = (at + 1) & (keys.length - 1);
        }
        return at;
    }

    private int home(long key) {
        return (int) (key * SPREAD >>> 32) & (keys.length - 1);
    }

    private void grow() {
        long[] oldKeys = keys;
        long[] oldCells = cells;
        keys = new long[Math.multiplyExact(oldKeys.length, 2)];
        cells = new long[Math.multiplyExact(oldCells.length, 2)];
        Arrays.fill(keys, EMPTY);
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != EMPTY) {
                int at = home(oldKeys[i]);
                while (keys[at] != EMPTY) {
                    at = (at + 1) & (keys.length - 1);
                }
                keys[at] = oldKeys[i];
                System.arraycopy(oldCells, i * CELLS, cells, at * CELLS, CELLS);
            }
        }
    }

    private List<PairNet> proved(int members, long gross, long count) {
        List<PairNet> nets = new ArrayList<>(pairs);
        long grossOfPairs = 0;
        long countOfPairs = 0;
        for (int i = 0; i < keys.length; i++) {
            if (keys[i] != EMPTY) {
                int second = (int) (keys[i] % members);
                int first = (int) (keys[i] / members % members);
                int set = (int) (keys[i] / members / members);
                int at = i * CELLS;
                nets.add(new PairNet(set, first, second, cells[at], cells[at + 1], cells[at + 2], cells[at + 3]));
                grossOfPairs += cells[at] + cells[at + 2];
                countOfPairs += cells[at + 1] + cells[at + 3];
            }
        }
        if (grossOfPairs != gross || countOfPairs != count) {
            throw new InvariantViolation("INV-03: the gross netted is not the gross of the obligations");
        }
        Collections.sort(nets);
        return List.copyOf(nets);
    }
}
