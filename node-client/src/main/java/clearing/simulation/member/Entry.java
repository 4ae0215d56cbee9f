package clearing.simulation.member;

import clearing.simulation.ledger.Envelope;
import java.util.Optional;

/**
 * An intent in the outbox and how far it is.
 *
 * @param envelope the one under way, or that was decided
 * @param block where it was decided
 * @param doubted whether its outcome was unknown for a while
 */
public record Entry(Intent intent, State state, Optional<Envelope> envelope, long block, boolean doubted) {
    /** How far an intent is; the last three are final. */
    public enum State {
        NEW,
        ENDORSED,
        SENT,
        UNKNOWN,
        COMMITTED,
        INVALID,
        REFUSED;

        public boolean terminal() {
            return ordinal() >= COMMITTED.ordinal();
        }
    }

    static Entry of(Intent intent) {
        return new Entry(intent, State.NEW, Optional.empty(), -1, false);
    }

    Entry to(State next) {
        return new Entry(intent, next, envelope, block, doubted || next == State.UNKNOWN);
    }

    Entry endorsed(Envelope signed) {
        return new Entry(intent, State.ENDORSED, Optional.of(signed), block, doubted);
    }

    Entry renewed() {
        return new Entry(intent, State.NEW, Optional.empty(), -1, doubted);
    }

    Entry decided(State next, long at) {
        return new Entry(intent, next, envelope, at, doubted);
    }
}
