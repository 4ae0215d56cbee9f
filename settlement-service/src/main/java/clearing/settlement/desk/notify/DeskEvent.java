package clearing.settlement.desk.notify;

/** What others are told of. */
public enum DeskEvent {
    ASSIGNED,
    COMMENTED,
    PROPOSED,
    APPROVED,
    REJECTED,
    ESCALATED,
    SLA_BREACHED
}
