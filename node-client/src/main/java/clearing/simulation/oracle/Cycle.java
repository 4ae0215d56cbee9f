package clearing.simulation.oracle;

import clearing.kernel.calendar.CycleId;
import java.util.ArrayList;
import java.util.List;

/** A cycle that is cut off. */
public final class Cycle {
    /** What two members come to in it, and what became of that. */
    record Pair(String first, String second, CycleId since, String outcome, CycleId next, List<Owed> legs) {
        Pair became(String what, CycleId into) {
            return new Pair(first, second, since, what, into, legs);
        }

        String name() {
            return first + "/" + second;
        }
    }

    final CycleId id;
    String state = "CUT_OFF";
    final long cutOffMillis;
    long nettedMillis;
    long settledMillis;
    int trades;
    int closed;
    /** Root of the tree, in hex. */
    String root = "0".repeat(64);

    List<Pair> pairs = new ArrayList<>();

    Cycle(CycleId id, long cutOffMillis) {
        this.id = id;
        this.cutOffMillis = cutOffMillis;
    }

    Cycle copy() {
        Cycle copy = new Cycle(id, cutOffMillis);
        copy.state = state;
        copy.nettedMillis = nettedMillis;
        copy.settledMillis = settledMillis;
        copy.trades = trades;
        copy.closed = closed;
        copy.root = root;
        copy.pairs = new ArrayList<>(pairs);
        return copy;
    }

    public String state() {
        return state;
    }

    /** All that is known of it, in one line: what a record on the ledger has to say too. */
    public String line() {
        StringBuilder line = new StringBuilder(id + " " + state + " " + cutOffMillis + " " + nettedMillis + " "
                + settledMillis + " " + trades + " " + closed + " " + root);
        for (Pair pair : pairs) {
            line.append(" | ").append(pair.name()).append(" since ").append(pair.since());
            line.append(' ').append(pair.outcome()).append(' ').append(pair.next());
            for (Owed leg : pair.legs()) {
                line.append(" (%d,%d,%d:%d/%d,%d/%d)"
                        .formatted(
                                leg.firstAccount(),
                                leg.secondAccount(),
                                leg.asset(),
                                leg.toSecond(),
                                leg.toSecondCount(),
                                leg.toFirst(),
                                leg.toFirstCount()));
            }
        }
        return line.toString();
    }
}
