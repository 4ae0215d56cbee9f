package clearing.kernel.netting;

import clearing.kernel.MalformedInput;
import clearing.kernel.ResultCode;

/**
 * Multilateral netting in one pass over the columns. As long as the sum of all amounts fits 64 bits no single position can
 * leave them, so one check a row stands for all; beyond that each addition is checked on its own.
 */
public final class MultilateralNetting {
    /** Members times sets: what one cycle may hold in memory (128 MiB). */
    public static final int MAX_POSITIONS = 4 * 1024 * 1024;

    static final int CELLS = 4;
    static final int INCOMING = 0;
    static final int INCOMING_COUNT = 1;
    static final int OUTGOING = 2;
    static final int OUTGOING_COUNT = 3;

    private MultilateralNetting() {}

    /**
     * The positions of all members in all sets; the sums and counts are proved against the rows before they are handed out (INV-03).
     *
     * @param members number of members
     * @param sets number of netting sets
     * @throws MalformedInput for a row that is no obligation, more positions than {@link #MAX_POSITIONS}, and with
     *     {@code AMOUNT_TOO_LARGE} when a position or the gross of a set leaves 64 bits
     */
    public static Positions net(int members, int sets, ObligationColumns rows) {
        long positions = (long) members * sets;
        if (members < 0 || sets < 0 || positions > MAX_POSITIONS) {
            throw new MalformedInput(
                    ResultCode.TOO_LARGE, "sets", "members times netting sets is at most " + MAX_POSITIONS);
        }
        long[] cells = new long[(int) positions * CELLS];
        int done = addWhileSmall(cells, members, sets, rows);
        if (done < rows.count()) {
            addExactly(cells, members, sets, rows, done);
        }
        return Positions.proved(members, sets, cells, rows);
    }

    /** Adds rows until one is unsound or the sum of all leaves 64 bits; answers how many were added. */
    private static int addWhileSmall(long[] cells, int members, int sets, ObligationColumns rows) {
        int[] payers = rows.payer;
        int[] payees = rows.payee;
        int[] setOf = rows.set;
        long[] amounts = rows.amount;
        int lastMember = members - 1;
        int lastSet = sets - 1;
        long sum = 0;
        for (int i = 0; i < amounts.length; i++) {
            int payer = payers[i];
            int payee = payees[i];
            int set = setOf[i];
            long amount = amounts[i];
            sum += amount;
            // One sign bit for all checks: each term is negative exactly when its check fails.
            int outside = payer | payee | set | (lastMember - payer) | (lastMember - payee) | (lastSet - set);
            int same = (payer ^ payee) - 1;
            if ((outside | same) < 0 || (amount | (amount - 1) | sum) < 0) {
                return i;
            }
            int base = set * members;
            int out = (base + payer) * CELLS + OUTGOING;
            cells[out] += amount;
            cells[out + 1]++;
            int in = (base + payee) * CELLS;
            cells[in] += amount;
            cells[in + 1]++;
        }
        return amounts.length;
    }

    private static void addExactly(long[] cells, int members, int sets, ObligationColumns rows, int from) {
        for (int i = from; i < rows.count(); i++) {
            if (!rows.isSound(i, members, sets)) {
                throw rows.fault(i, members, sets);
            }
            int base = rows.set[i] * members;
            int out = (base + rows.payer[i]) * CELLS;
            int in = (base + rows.payee[i]) * CELLS;
            try {
                cells[out + OUTGOING] = Math.addExact(cells[out + OUTGOING], rows.amount[i]);
                cells[in + INCOMING] = Math.addExact(cells[in + INCOMING], rows.amount[i]);
            } catch (ArithmeticException e) {
                throw new MalformedInput(
                        ResultCode.AMOUNT_TOO_LARGE,
                        "obligations[" + i + "].amount",
                        "the member's position in the netting set leaves 64 bits");
            }
            cells[out + OUTGOING_COUNT]++;
            cells[in + INCOMING_COUNT]++;
        }
    }
}
