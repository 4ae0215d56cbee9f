package clearing.client.outbox;

/** A key that already stands for other content. Nothing was changed. */
public final class ContentConflict extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String key;

    /** @param key the key that was used twice */
    public ContentConflict(String key) {
        super("CONTENT_CONFLICT: '" + key + "' already stands for other content.");
        this.key = key;
    }

    /** The key that was used twice. */
    public String key() {
        return key;
    }
}
