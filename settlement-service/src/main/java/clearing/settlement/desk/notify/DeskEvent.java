package clearing.settlement.desk.notify;

/** What others are told of. */
public enum DeskEvent {
    /** A rule has named who is told of a new break, and given it to nobody. */
    ROUTED,
    ASSIGNED,
    COMMENTED,
    PROPOSED,
    APPROVED,
    REJECTED,
    ESCALATED,
    SLA_BREACHED
}
