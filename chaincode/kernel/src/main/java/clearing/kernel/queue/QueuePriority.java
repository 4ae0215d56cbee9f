package clearing.kernel.queue;

/** Which class of a lane's queue a trade waits in, first to last; the order is part of the ledger's encoding. */
public enum QueuePriority {
    /** As the trade itself says: urgent or normal. */
    AS_TRADED,
    URGENT,
    NORMAL,
    /** Behind all others. */
    LOW
}
