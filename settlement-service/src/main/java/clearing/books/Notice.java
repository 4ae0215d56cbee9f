package clearing.books;

/**
 * Something that a person should know of a file that is taken.
 *
 * @param location where
 * @param value what it is about, such as the id of a statement, or empty
 * @param sentence for a person; it quotes at most a few characters of the file and no control characters
 */
public record Notice(NoticeCode code, Location location, String value, String sentence) {
    /** {@code file:line:column: CODE: sentence}, the form that the command line prints. */
    @Override
    public String toString() {
        return location + ": " + code + ": " + sentence;
    }
}
