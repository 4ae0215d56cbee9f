package clearing.client.chain;

import org.jspecify.annotations.Nullable;

/** A delivery of blocks ended. Another source, or the same one later, may go on. */
public final class BlockSourceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param sentence what ended it
     * @param cause    the failure below, if there was one
     */
    public BlockSourceException(String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
    }
}
