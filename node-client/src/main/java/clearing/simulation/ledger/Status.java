package clearing.simulation.ledger;

/** Where a transaction is and what became of it. */
public record Status(TxCode code, long block) {}
