package clearing.kernel.simulation;

import clearing.kernel.command.Command;

/**
 * One command and what it means to the model.
 *
 * @param onModel does nothing when the rules say that the command is refused
 */
record Step(Kind kind, Command command, Runnable onModel) {
    /** What the simulation must have met often enough to be worth anything. */
    enum Kind {
        DEPOSIT,
        REQUEST_WITHDRAWAL,
        ATTEST_WITHDRAWAL,
        RECORD,
        RECORD_AGAIN,
        REVERSE,
        AFFIRM,
        REJECT,
        CANCEL,
        SETTLE,
        OFFSET,
        SETTLE_ROUND,
        SETTLE_SET,
        REFUSED_SET,
        FAIL_OVERDUE,
        REFUSED_GROUP,
        HOLD,
        POST_HOLD,
        RELEASE_HOLD,
        INSTRUCT,
        MATCH,
        WITHDRAW,
        AMEND,
        ALLOCATE,
        REFUSED_ALLOCATION
    }
}
