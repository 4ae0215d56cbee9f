package clearing.kernel.netting;

import clearing.kernel.MalformedInput;
import clearing.kernel.ResultCode;

/**
 * Multilateral netting in one pass over the columns, block by block. A block is checked and summed first, without branches; when its sum
 * is small, value and number of each row go into one packed cell by a single addition, else each addition is checked on its own.
 */
public final class MultilateralNetting {
    /** Members times sets: what one cycle may hold in memory (128 MiB). */
    public static final int MAX_POSITIONS = 4 * 1024 * 1024;

    static final int CELLS = 4;
    static final int INCOMING = 0;
    static final int INCOMING_COUNT = 1;
    static final int OUTGOING = 2;
    static final int OUTGOING_COUNT = 3;

    /** Rows of a block: its columns stay in the nearest cache between checking and adding. */
    private static final int BLOCK = 2_048;
    /** No sum of a block of smaller amounts leaves 64 bits. */
    private static final long SMALL_AMOUNT = 1L << 51;
    /** Bits of the value in a packed cell; the number of rows stands above them. */
    private static final int VALUE_BITS = 47;

    private static final long VALUE = (1L << VALUE_BITS) - 1;
    private static final int MAX_PACKED_ROWS = (1 << 16) - 1;
    /** Beyond, emptying the packed cells would cost more than they save. */
    private static final int MAX_PACKED_POSITIONS = 1 << 14;

    private final int members;
    private final int sets;
    private final ObligationColumns rows;
    private final long[] cells;
    private final long[] incoming;
    private final long[] outgoing;
    private long packedValue;
    private int packedRows;
    private long control;

    private MultilateralNetting(int members, int sets, ObligationColumns rows) {
        this.members = members;
        this.sets = sets;
        this.rows = rows;
        int positions = members * sets;
        int packed = positions <= MAX_PACKED_POSITIONS ? positions : 0;
        this.cells = new long[positions * CELLS];
        this.incoming = new long[packed];
        this.outgoing = new long[packed];
    }

    /**
     * The positions of all members in all sets; the sums and counts are proved against the rows before they are handed out (INV-03).
     *
     * @param members number of members
     * @param sets number of netting sets
     * @throws MalformedInput for a row that is no obligation, more positions than {@link #MAX_POSITIONS}, and with
     *     {@code AMOUNT_TOO_LARGE} when a position or the gross of a set leaves 64 bits
     */
    public static Positions net(int members, int sets, ObligationColumns rows) {
        if (members < 0 || sets < 0 || (long) members * sets > MAX_POSITIONS) {
            throw new MalformedInput(
                    ResultCode.TOO_LARGE, "sets", "members times netting sets is at most " + MAX_POSITIONS);
        }
        MultilateralNetting netting = new MultilateralNetting(members, sets, rows);
        for (int from = 0; from < rows.count(); from += BLOCK) {
            netting.add(from, Math.min(rows.count(), from + BLOCK));
        }
        netting.unpack();
        return Positions.proved(members, sets, netting.cells, netting.control, rows.count());
    }

    private void add(int from, int to) {
        long bits = 0;
        long sum = 0;
        long[] amount = rows.amount;
        for (int i = from; i < to; i++) {
            bits |= amount[i] | (amount[i] - 1);
            sum += amount[i];
        }
        if (bits < 0 || !areInside(from, to)) {
            throw firstFault(from, to);
        }
        // May wrap over many blocks, and so does the sum that it is compared with.
        control += sum;
        if (incoming.length == 0 || bits >= SMALL_AMOUNT || sum > VALUE) {
            addExactly(from, to);
            return;
        }
        if (packedValue + sum > VALUE || packedRows + BLOCK > MAX_PACKED_ROWS) {
            unpack();
        }
        packedValue += sum;
        packedRows += to - from;
        addPacked(from, to);
    }

    /** One sign bit for all checks of all rows: each term is negative exactly when its check fails. */
    private boolean areInside(int from, int to) {
        int[] payer = rows.payer;
        int[] payee = rows.payee;
        int[] set = rows.set;
        int lastMember = members - 1;
        int lastSet = sets - 1;
        int signs = 0;
        for (int i = from; i < to; i++) {
            int outside = payer[i] | payee[i] | set[i] | (lastMember - payer[i]) | (lastMember - payee[i]);
            // One reduction an iteration, or the loop is not vectorised.
            signs |= outside | (lastSet - set[i]) | ((payer[i] ^ payee[i]) - 1);
        }
        return signs >= 0;
    }

    private MalformedInput firstFault(int from, int to) {
        int row = from;
        while (row < to - 1 && rows.isSound(row, members, sets)) {
            row++;
        }
        return rows.fault(row, members, sets);
    }

    private void addPacked(int from, int to) {
        int[] payer = rows.payer;
        int[] payee = rows.payee;
        int[] set = rows.set;
        long[] amount = rows.amount;
        long[] in = incoming;
        long[] out = outgoing;
        for (int i = from; i < to; i++) {
            int base = set[i] * members;
            long valueAndOne = amount[i] + (1L << VALUE_BITS);
            out[base + payer[i]] += valueAndOne;
            in[base + payee[i]] += valueAndOne;
        }
    }

    private void unpack() {
        for (int i = 0; i < incoming.length; i++) {
            int at = i * CELLS;
            cells[at + INCOMING] = added(cells[at + INCOMING], incoming[i] & VALUE, "obligations");
            cells[at + INCOMING_COUNT] += incoming[i] >>> VALUE_BITS;
            cells[at + OUTGOING] = added(cells[at + OUTGOING], outgoing[i] & VALUE, "obligations");
            cells[at + OUTGOING_COUNT] += outgoing[i] >>> VALUE_BITS;
            incoming[i] = 0;
            outgoing[i] = 0;
        }
        packedValue = 0;
        packedRows = 0;
    }

    private void addExactly(int from, int to) {
        for (int i = from; i < to; i++) {
            int base = rows.set[i] * members;
            int out = (base + rows.payer[i]) * CELLS;
            int in = (base + rows.payee[i]) * CELLS;
            try {
                cells[out + OUTGOING] = Math.addExact(cells[out + OUTGOING], rows.amount[i]);
                cells[in + INCOMING] = Math.addExact(cells[in + INCOMING], rows.amount[i]);
            } catch (ArithmeticException e) {
                throw tooLarge("obligations[" + i + "].amount");
            }
            cells[out + OUTGOING_COUNT]++;
            cells[in + INCOMING_COUNT]++;
        }
    }

    private static long added(long a, long b, String field) {
        try {
            return Math.addExact(a, b);
        } catch (ArithmeticException e) {
            throw tooLarge(field);
        }
    }

    private static MalformedInput tooLarge(String field) {
        return new MalformedInput(
                ResultCode.AMOUNT_TOO_LARGE, field, "a member's position in the netting set leaves 64 bits");
    }
}
