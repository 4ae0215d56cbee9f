package clearing.client.submit;

/** Lets a test end the work at a named step, as a crash would. */
@FunctionalInterface
public interface FailPoint {
    /** The steps of a delivery between which a crash makes a difference. */
    enum Step {
        /** Endorsed by the peers, not stored. */
        ENDORSED,
        /** The signed envelope is on the disk, not sent. */
        ENVELOPE_STORED,
        /** Sent, not noted. */
        SENT,
        /** The ledger has answered, not stored. */
        ANSWERED
    }

    /** Never fails. */
    FailPoint NONE = step -> {};

    /** Called when a step is reached; throwing leaves everything as a crash there would. */
    void reached(Step step);
}
