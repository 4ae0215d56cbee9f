package clearing.kernel.netting;

import clearing.kernel.MalformedInput;
import clearing.kernel.ResultCode;
import java.util.Optional;

/**
 * Multilateral netting in one pass over the columns, block by block. Blocks of small amounts go into {@link PackedCells}; in any other block each
 * row is checked and each addition is checked on its own.
 */
public final class MultilateralNetting {
    /** Members times sets: what one cycle may hold in memory (128 MiB). */
    public static final int MAX_POSITIONS = 4 * 1024 * 1024;

    static final int CELLS = 4;
    static final int INCOMING = 0;
    static final int INCOMING_COUNT = 1;
    static final int OUTGOING = 2;
    static final int OUTGOING_COUNT = 3;

    private final int members;
    private final int sets;
    private final ObligationColumns rows;
    private final long[] cells;
    private final Optional<PackedCells> packed;
    private long control;

    private MultilateralNetting(int members, int sets, ObligationColumns rows) {
        this.members = members;
        this.sets = sets;
        this.rows = rows;
        this.cells = new long[members * sets * CELLS];
        this.packed = PackedCells.hold(members, sets) ? Optional.of(new PackedCells(members, sets)) : Optional.empty();
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
        for (int from = 0; from < rows.count(); from += PackedCells.BLOCK) {
            netting.add(from, Math.min(rows.count(), from + PackedCells.BLOCK));
        }
        netting.unpack();
        return Positions.proved(members, sets, netting.cells, netting.control, rows.count());
    }

    private void add(int from, int to) {
        if (packed.isPresent()) {
            if (packed.get().areFull()) {
                unpack();
            }
            if (packed.get().add(rows, from, to)) {
                return;
            }
            // What is packed comes first, so that the fault that is told is that of the first row with one.
            unpack();
        }
        for (int i = from; i < to; i++) {
            if (!rows.isSound(i, members, sets)) {
                throw rows.fault(i, members, sets);
            }
        }
        addExactly(from, to);
    }

    private void unpack() {
        if (packed.isEmpty()) {
            return;
        }
        PackedCells sums = packed.get();
        if (sums.holdStrangers(members, sets)) {
            throw firstFault();
        }
        for (int set = 0; set < sets; set++) {
            for (int member = 0; member < members; member++) {
                int at = (set * members + member) * CELLS;
                cells[at + INCOMING] = added(cells[at + INCOMING], sums.incoming(set, member));
                cells[at + INCOMING_COUNT] += sums.incomingCount(set, member);
                cells[at + OUTGOING] = added(cells[at + OUTGOING], sums.outgoing(set, member));
                cells[at + OUTGOING_COUNT] += sums.outgoingCount(set, member);
            }
        }
        // May wrap over many blocks, and so does the sum that it is compared with.
        control += sums.value();
        sums.empty();
    }

    private MalformedInput firstFault() {
        int row = 0;
        while (row < rows.count() - 1 && rows.isSound(row, members, sets)) {
            row++;
        }
        return rows.fault(row, members, sets);
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
            control += rows.amount[i];
            cells[out + OUTGOING_COUNT]++;
            cells[in + INCOMING_COUNT]++;
        }
    }

    private static long added(long a, long b) {
        try {
            return Math.addExact(a, b);
        } catch (ArithmeticException e) {
            throw tooLarge("obligations");
        }
    }

    private static MalformedInput tooLarge(String field) {
        return new MalformedInput(
                ResultCode.AMOUNT_TOO_LARGE, field, "a member's position in the netting set leaves 64 bits");
    }
}
