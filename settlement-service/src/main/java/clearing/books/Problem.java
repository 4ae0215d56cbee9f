package clearing.books;

/**
 * One thing that is wrong with a file.
 *
 * @param location where
 * @param field the field's name in the file, or empty when none is meant
 * @param sentence for a person; it quotes at most a few characters of the file and no control characters
 */
public record Problem(ProblemCode code, Location location, String field, String sentence) {
    /** {@code file:line:column: CODE field: sentence}, the form that the command line prints. */
    @Override
    public String toString() {
        return location + ": " + code + (field.isEmpty() ? "" : " " + field) + ": " + sentence;
    }
}
