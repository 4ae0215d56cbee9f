package clearing.client.outbox;

import org.jspecify.annotations.Nullable;

/** The outbox cannot do its work: it is locked by another process, damaged, or its disk fails. */
public final class OutboxException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param sentence what is wrong, with the file
     * @param cause    the failure below, if there was one
     */
    public OutboxException(String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
    }
}
