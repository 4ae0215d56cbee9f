package clearing.settlement.desk;

import java.util.Optional;

/**
 * Where a break stands. It follows from three facts of its row, so it cannot disagree with them: whether it is resolved,
 * whether a proposal waits, and whether it belongs to somebody.
 */
public enum BreakState {
    /** Nobody's. */
    OPEN,
    /** A user's or a group's. */
    ASSIGNED,
    /** A proposal on it waits for a decision. */
    PROPOSED,
    /** Gone. */
    RESOLVED;

    /** What happens to a break. */
    public enum Move {
        /** It is given to somebody. */
        ASSIGN,
        /** It is given to nobody. */
        UNASSIGN,
        /** Somebody proposes how it is to be resolved. */
        PROPOSE,
        /** The proposal is approved, and the items are agreed with it. */
        APPROVE,
        /** The proposal is rejected, withdrawn or stale; or it is approved and what resolves the break is still to come. */
        SETTLE_PROPOSAL,
        /** The engine has found the other side. */
        RESOLVE,
        /** The same disagreement is there again. */
        REOPEN
    }

    /**
     * The state of a row.
     *
     * @param resolved whether the engine holds it for resolved
     * @param proposed whether a proposal waits
     * @param owned whether it belongs to a user or a group
     */
    public static BreakState of(boolean resolved, boolean proposed, boolean owned) {
        if (resolved) {
            return RESOLVED;
        }
        if (proposed) {
            return PROPOSED;
        }
        return owned ? ASSIGNED : OPEN;
    }

    /**
     * Where a move leads.
     *
     * @param owned whether the break belongs to somebody, after the move
     * @return empty when the move cannot be made from here
     */
    public Optional<BreakState> after(Move move, boolean owned) {
        BreakState standing = owned ? ASSIGNED : OPEN;
        return switch (this) {
            case OPEN, ASSIGNED ->
                switch (move) {
                    case ASSIGN, UNASSIGN -> Optional.of(standing);
                    case PROPOSE -> Optional.of(PROPOSED);
                    case RESOLVE -> Optional.of(RESOLVED);
                    case APPROVE, SETTLE_PROPOSAL, REOPEN -> Optional.empty();
                };
            case PROPOSED ->
                switch (move) {
                    case ASSIGN, UNASSIGN -> Optional.of(PROPOSED);
                    case APPROVE, RESOLVE -> Optional.of(RESOLVED);
                    case SETTLE_PROPOSAL -> Optional.of(standing);
                    case PROPOSE, REOPEN -> Optional.empty();
                };
            case RESOLVED -> move == Move.REOPEN ? Optional.of(standing) : Optional.empty();
        };
    }
}
