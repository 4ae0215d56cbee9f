package clearing.kernel.codec;

/** Words for people that nothing obeys. */
public final class PlainText {
    private PlainText() {}

    /** Bounded, and nothing in it that a terminal or a page would obey: control and format characters, halves of a pair. */
    public static boolean isPlain(String text, int maxLength) {
        return text.length() <= maxLength
                && text.codePoints().noneMatch(c -> switch (Character.getType(c)) {
                    case Character.CONTROL,
                            Character.FORMAT,
                            Character.SURROGATE,
                            Character.LINE_SEPARATOR,
                            Character.PARAGRAPH_SEPARATOR -> true;
                    default -> false;
                });
    }
}
