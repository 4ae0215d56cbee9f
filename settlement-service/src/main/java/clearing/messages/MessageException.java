package clearing.messages;

/** Facts that the wanted message cannot carry; the sentence says which and why. */
public final class MessageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param sentence for the person who asked for the message */
    public MessageException(String sentence) {
        super(sentence, null, false, false);
    }
}
