package clearing.settlement.ledger;

/** Another consumer moved the cursor or took a newer epoch; this one has to stop. */
final class FencedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FencedException(String message) {
        super(message);
    }
}
