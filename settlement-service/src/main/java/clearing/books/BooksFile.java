package clearing.books;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What reading one file gave.
 *
 * @param name as the caller gave it
 * @param sha256 of the file's bytes, in hex
 * @param statements what was read well
 * @param problems what was not; of an XML file at most one, and then no statement
 * @param rowsRead entries (camt) or data rows (CSV) that were looked at
 * @param rowsRefused rows that a problem left out
 * @param format what the file turned out to be, as far as that was seen
 * @param mapping of columns by which it was read
 * @param refused statements that were understood, but are not taken because of the problems: for people to look at
 * @param notices what a person should know although the file is taken
 */
public record BooksFile(
        String name,
        String sha256,
        List<Statement> statements,
        List<Problem> problems,
        int rowsRead,
        int rowsRefused,
        Optional<BooksFormat> format,
        Optional<MappingVersion> mapping,
        List<Statement> refused,
        List<Notice> notices) {
    public BooksFile {
        statements = List.copyOf(statements);
        problems = List.copyOf(problems);
        refused = List.copyOf(refused);
        notices = List.copyOf(notices);
    }

    /** A file of which there is nothing more to know. */
    public BooksFile(
            String name,
            String sha256,
            List<Statement> statements,
            List<Problem> problems,
            int rowsRead,
            int rowsRefused,
            Optional<BooksFormat> format,
            Optional<MappingVersion> mapping,
            List<Statement> refused) {
        this(name, sha256, statements, problems, rowsRead, rowsRefused, format, mapping, refused, List.of());
    }

    /** A file of which nothing was refused that could be shown. */
    public BooksFile(
            String name,
            String sha256,
            List<Statement> statements,
            List<Problem> problems,
            int rowsRead,
            int rowsRefused) {
        this(name, sha256, statements, problems, rowsRead, rowsRefused, Optional.empty(), Optional.empty(), List.of());
    }

    /** Nothing but one problem. */
    public static BooksFile ofProblem(String name, ProblemCode code, String sentence) {
        return new BooksFile(
                name, "", List.of(), List.of(new Problem(code, new Location(name, 0, 0), "", sentence)), 0, 0);
    }

    /** The same, read by a mapping. */
    public BooksFile by(MappingVersion used) {
        return new BooksFile(
                name, sha256, statements, problems, rowsRead, rowsRefused, format, Optional.of(used), refused, notices);
    }

    /** The same, with one more problem for which nothing is taken. */
    public BooksFile refusedFor(Problem problem) {
        List<Problem> all = new ArrayList<>(problems);
        all.add(problem);
        List<Statement> left = new ArrayList<>(statements);
        left.addAll(refused);
        return new BooksFile(name, sha256, List.of(), all, rowsRead, rowsRead, format, mapping, left, notices);
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
