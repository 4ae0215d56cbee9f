package clearing.kernel.netting;

import static clearing.kernel.netting.MultilateralNetting.CELLS;
import static clearing.kernel.netting.MultilateralNetting.INCOMING;
import static clearing.kernel.netting.MultilateralNetting.INCOMING_COUNT;
import static clearing.kernel.netting.MultilateralNetting.OUTGOING;
import static clearing.kernel.netting.MultilateralNetting.OUTGOING_COUNT;

import clearing.kernel.InvariantViolation;
import clearing.kernel.MalformedInput;
import clearing.kernel.ResultCode;

/** What each member has to receive and to pay in each netting set, in minor units, with the number of obligations on each side. */
public final class Positions {
    private final int members;
    private final long[] cells;
    private final long[] gross;
    private final long[] counts;

    private Positions(int members, long[] cells, long[] gross, long[] counts) {
        this.members = members;
        this.cells = cells;
        this.gross = gross;
        this.counts = counts;
    }

    /**
     * Positions of which INV-03 is proved: in each set what goes in is what goes out, in value and in number, so the nets sum to
     * zero; and over all sets the gross and the number are those of the rows.
     *
     * @param control sum of all amounts, added up on its own; may have wrapped, as the sum of all gross does
     * @param rows number of obligations
     */
    static Positions proved(int members, int sets, long[] cells, long control, int rows) {
        long[] gross = new long[sets];
        long[] counts = new long[sets];
        long grossOfAll = 0;
        long countOfAll = 0;
        for (int set = 0; set < sets; set++) {
            long outgoing = 0;
            long outgoingCount = 0;
            long nets = 0;
            for (int member = 0; member < members; member++) {
                int at = (set * members + member) * CELLS;
                gross[set] = added(gross[set], cells[at + INCOMING]);
                outgoing = added(outgoing, cells[at + OUTGOING]);
                counts[set] += cells[at + INCOMING_COUNT];
                outgoingCount += cells[at + OUTGOING_COUNT];
                nets += cells[at + INCOMING] - cells[at + OUTGOING];
            }
            if (gross[set] != outgoing || counts[set] != outgoingCount || nets != 0) {
                throw new InvariantViolation("INV-03: the nets of netting set " + set + " do not sum to zero");
            }
            // May wrap, and so does the sum over the rows: equal they must be all the same.
            grossOfAll += gross[set];
            countOfAll += counts[set];
        }
        if (grossOfAll != control || countOfAll != rows) {
            throw new InvariantViolation("INV-03: the gross netted is not the gross of the obligations");
        }
        return new Positions(members, cells, gross, counts);
    }

    private static long added(long a, long b) {
        try {
            return Math.addExact(a, b);
        } catch (ArithmeticException e) {
            throw new MalformedInput(
                    ResultCode.AMOUNT_TOO_LARGE, "obligations", "the gross of a netting set leaves 64 bits");
        }
    }

    public int members() {
        return members;
    }

    public int sets() {
        return gross.length;
    }

    /** Sum of all obligations of the set. */
    public long gross(int set) {
        return gross[set];
    }

    /** Number of obligations of the set. */
    public long count(int set) {
        return counts[set];
    }

    public long incoming(int set, int member) {
        return cells[at(set, member) + INCOMING];
    }

    public long outgoing(int set, int member) {
        return cells[at(set, member) + OUTGOING];
    }

    public long incomingCount(int set, int member) {
        return cells[at(set, member) + INCOMING_COUNT];
    }

    public long outgoingCount(int set, int member) {
        return cells[at(set, member) + OUTGOING_COUNT];
    }

    /** Incoming less outgoing: positive when the member receives. */
    public long net(int set, int member) {
        return incoming(set, member) - outgoing(set, member);
    }

    /** The nets of all members in one set, by member number; they sum to zero. */
    public long[] nets(int set) {
        long[] nets = new long[members];
        for (int member = 0; member < members; member++) {
            nets[member] = net(set, member);
        }
        return nets;
    }

    private int at(int set, int member) {
        if (member < 0 || member >= members) {
            throw new IndexOutOfBoundsException("member " + member + " of " + members);
        }
        return (set * members + member) * CELLS;
    }
}
