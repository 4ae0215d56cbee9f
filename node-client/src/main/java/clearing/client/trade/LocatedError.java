package clearing.client.trade;

import java.nio.file.Path;

/**
 * What is wrong with an input file, and where.
 *
 * @param file     the file
 * @param line     line, from 1; 0 for the whole file
 * @param column   number of the field in its row, from 1; 0 for the whole row
 * @param code     stable name of the fault
 * @param sentence the fault in words, naming the column
 */
public record LocatedError(Path file, long line, int column, String code, String sentence) {
    /** {@code file:line:column: CODE sentence}. */
    @Override
    public String toString() {
        return file + ":" + line + ":" + column + ": " + code + " " + sentence;
    }
}
