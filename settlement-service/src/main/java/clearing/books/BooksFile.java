package clearing.books;

import java.util.List;

/**
 * What reading one file gave.
 *
 * @param name as the caller gave it
 * @param sha256 of the file's bytes, in hex
 * @param statements what was read well
 * @param problems what was not; of an XML file at most one, and then no statement
 * @param rowsRead entries (camt) or data rows (CSV) that were looked at
 * @param rowsRefused rows that a problem left out
 */
public record BooksFile(
        String name, String sha256, List<Statement> statements, List<Problem> problems, int rowsRead, int rowsRefused) {
    public BooksFile {
        statements = List.copyOf(statements);
        problems = List.copyOf(problems);
    }

    /** True when nothing is wrong with the file. */
    public boolean isClean() {
        return problems.isEmpty();
    }

    /**
     * What the caller takes in: with {@code allOrNothing} a file with any problem gives nothing, without it the good rows count.
     */
    public List<Statement> accepted(boolean allOrNothing) {
        return allOrNothing && !problems.isEmpty() ? List.of() : statements;
    }

    /** One line for a person: what was read, refused, and what counts under the caller's choice. */
    public String summary(boolean allOrNothing) {
        int entries = accepted(allOrNothing).stream()
                .mapToInt(s -> s.entries().size())
                .sum();
        String taken = "%s: %d rows read, %d refused, %d problems; %d entries of %d statements taken"
                .formatted(
                        name,
                        rowsRead,
                        rowsRefused,
                        problems.size(),
                        entries,
                        accepted(allOrNothing).size());
        return allOrNothing && !problems.isEmpty() ? taken + " (all or nothing: the file has problems)" : taken;
    }
}
