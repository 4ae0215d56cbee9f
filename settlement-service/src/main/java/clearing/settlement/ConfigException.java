package clearing.settlement;

/** A configuration that cannot be used; the message names file, field and fault in one line. */
public final class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message file, field and what is wrong */
    public ConfigException(String message) {
        super(message);
    }
}
