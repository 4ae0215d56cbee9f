package clearing.books;

/**
 * A place in a file, for people.
 *
 * @param file name as the caller gave it
 * @param line from 1; 0 when the file as a whole is meant
 * @param column from 1; 0 when the line as a whole is meant
 */
public record Location(String file, int line, int column) {
    @Override
    public String toString() {
        return line == 0 ? file : column == 0 ? file + ":" + line : file + ":" + line + ":" + column;
    }
}
