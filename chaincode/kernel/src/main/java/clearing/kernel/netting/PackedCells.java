package clearing.kernel.netting;

import java.util.Arrays;

/**
 * Sums of small amounts at the speed of memory: value and number of a member's rows in one 64-bit cell, so that a row costs one addition
 * on each side. Members and sets are rounded up to powers of two; a row of a member or set that is not there falls on a cell
 * that must stay empty, or is told by the bits that its block answers. Nothing is checked before it is added, and what was added in vain is taken back: additions
 * that wrap are undone exactly by subtractions that wrap.
 */
final class PackedCells {
    /** Rows of a block: its columns stay in the nearest cache between adding them and summing them up. */
    static final int BLOCK = 1_024;
    /** Beyond, emptying the cells would cost more than they save. */
    private static final int MAX_CELLS = 1 << 15;
    /** Bits of the value in a cell; the number of rows stands above them. */
    private static final int VALUE_BITS = 47;

    private static final long ONE_ROW = 1L << VALUE_BITS;
    private static final long VALUE = ONE_ROW - 1;
    private static final int MAX_ROWS = (1 << 17) - 1;
    /** An amount in a cell has fewer bits: a block of them has at most half of what a cell holds. */
    private static final int AMOUNT_BITS = 36;

    private static final long MOST_BEFORE_BLOCK = VALUE - ((long) BLOCK << AMOUNT_BITS);

    private final int memberBits;
    private final int setBits;
    private final long[] cells;
    private long value;
    private int rows;

    /** Cells for so many members and sets, both at least one. */
    PackedCells(int members, int sets) {
        this.memberBits = bits(members);
        this.setBits = bits(sets);
        this.cells = new long[2 << (memberBits + setBits)];
    }

    /** Whether so many are worth cells. */
    static boolean hold(int members, int sets) {
        return members > 0 && sets > 0 && 2L << (bits(members) + bits(sets)) <= MAX_CELLS;
    }

    private static int bits(int count) {
        return Integer.SIZE - Integer.numberOfLeadingZeros(count - 1);
    }

    /** Whether the cells must be emptied before another block. */
    boolean areFull() {
        return value > MOST_BEFORE_BLOCK || rows > MAX_ROWS - BLOCK;
    }

    /**
     * Adds a block of at most {@link #BLOCK} rows. A member or set may still be one that only the rounding has made.
     *
     * @return whether all were small amounts of two different members; if not, the cells are as before
     */
    boolean add(ObligationColumns columns, int from, int to) {
        accumulate(columns, from, to);
        long sum = sumOfSmall(columns.amount, from, to);
        if (sum < 0 || !areMembers(columns, from, to)) {
            takeBack(columns, from, to);
            return false;
        }
        value += sum;
        rows += to - from;
        return true;
    }

    private void accumulate(ObligationColumns columns, int from, int to) {
        accumulate(columns, columns.payer, 0, from, to);
        accumulate(columns, columns.payee, cells.length / 2, from, to);
    }

    private void accumulate(ObligationColumns columns, int[] side, int start, int from, int to) {
        int[] set = columns.set;
        long[] amount = columns.amount;
        long[] all = cells;
        int stride = 1 << memberBits;
        for (int i = from; i < to; i++) {
            int at = (start + set[i] * stride + side[i]) & (all.length - 1);
            all[at] = all[at] + amount[i] + ONE_ROW;
        }
    }

    /** The sum of the amounts, or a negative number when one is no small amount. */
    private static long sumOfSmall(long[] amount, int from, int to) {
        long bits = 0;
        long sum = 0;
        for (int i = from; i < to; i++) {
            bits |= amount[i] - 1;
            sum += amount[i];
        }
        return bits >>> AMOUNT_BITS == 0 ? sum : -1;
    }

    /** All checks of all rows in the bits of one number: two equal members give -1, whose high bits are set. */
    private boolean areMembers(ObligationColumns columns, int from, int to) {
        int[] payer = columns.payer;
        int[] payee = columns.payee;
        int[] set = columns.set;
        int noMember = -(1 << memberBits);
        int noSet = -(1 << setBits);
        int bits = 0;
        for (int i = from; i < to; i++) {
            // One reduction an iteration, or the loop is not vectorised.
            bits |= ((payer[i] | payee[i] | ((payer[i] ^ payee[i]) - 1)) & noMember) | (set[i] & noSet);
        }
        return bits == 0;
    }

    private void takeBack(ObligationColumns columns, int from, int to) {
        int mask = cells.length - 1;
        for (int i = from; i < to; i++) {
            int base = columns.set[i] << memberBits;
            long valueAndRow = columns.amount[i] + ONE_ROW;
            cells[(base + columns.payer[i]) & mask] -= valueAndRow;
            cells[(base + columns.payee[i] + cells.length / 2) & mask] -= valueAndRow;
        }
    }

    /** Whether a row was added of a member or a set that there is not. */
    boolean holdStrangers(int members, int sets) {
        for (int i = 0; i < cells.length; i++) {
            int at = i & (cells.length / 2 - 1);
            boolean stranger = (at & ((1 << memberBits) - 1)) >= members || at >>> memberBits >= sets;
            if (stranger && cells[i] != 0) {
                return true;
            }
        }
        return false;
    }

    private int outgoingAt(int set, int member) {
        return (set << memberBits) + member;
    }

    private int incomingAt(int set, int member) {
        return outgoingAt(set, member) + cells.length / 2;
    }

    long outgoing(int set, int member) {
        return cells[outgoingAt(set, member)] & VALUE;
    }

    long outgoingCount(int set, int member) {
        return cells[outgoingAt(set, member)] >>> VALUE_BITS;
    }

    long incoming(int set, int member) {
        return cells[incomingAt(set, member)] & VALUE;
    }

    long incomingCount(int set, int member) {
        return cells[incomingAt(set, member)] >>> VALUE_BITS;
    }

    /** Sum of all amounts in the cells, added up apart from them. */
    long value() {
        return value;
    }

    void empty() {
        Arrays.fill(cells, 0);
        value = 0;
        rows = 0;
    }
}
