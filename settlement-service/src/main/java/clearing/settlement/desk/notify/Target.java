package clearing.settlement.desk.notify;

/** Whom one row of the outbox tells. */
public sealed interface Target permits Channel, Mailbox {
    /** By which the outbox knows it. */
    String name();
}
