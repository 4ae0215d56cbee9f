package clearing.devnet.chaincode;

/** A chaincode that could not be run to its end. The message has Fabric's wording. */
public final class ExecutionException extends Exception {

    private static final long serialVersionUID = 1L;

    /** A failure without a cause in this program. */
    public ExecutionException(String message) {
        super(message);
    }
}
