package clearing.settlement.store;

/** The database cannot be reached, started or used; the message says what to look at and holds no values. */
public final class StorageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message what failed and what to do */
    public StorageException(String message) {
        super(message);
    }

    /**
     * @param message what failed and what to do
     * @param cause the failure below
     */
    public StorageException(String message, Throwable cause) {
        super(message, cause);
    }
}
