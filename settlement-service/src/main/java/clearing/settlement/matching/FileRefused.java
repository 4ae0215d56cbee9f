package clearing.settlement.matching;

import io.vertx.core.json.JsonArray;

/** A file of which nothing went in. */
public final class FileRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient JsonArray errors;

    /**
     * @param sentence why
     * @param errors as the API shows them
     */
    public FileRefused(String sentence, JsonArray errors) {
        super(sentence, null, false, false);
        this.errors = errors.copy();
    }

    /** As the API shows them. */
    public JsonArray errors() {
        return errors.copy();
    }
}
