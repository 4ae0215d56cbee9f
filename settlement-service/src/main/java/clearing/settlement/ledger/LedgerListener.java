package clearing.settlement.ledger;

/** Hears of what is durable. Called on the tail's thread, after the commit; must not take long and not fail. */
public interface LedgerListener {
    /** Blocks were applied. */
    void applied(Applied applied);

    /** The status changed in a way that people want to see. */
    void changed(LedgerStatus status);
}
