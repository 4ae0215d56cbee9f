package clearing.settlement.matching;

import clearing.books.BookEntry;
import clearing.books.BooksFile;
import clearing.books.Statement;
import io.vertx.core.json.JsonArray;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an upload of a file would do at this moment.
 *
 * @param file as it was read
 * @param sha256 of its bytes
 * @param already the same bytes went in before, so nothing would happen
 * @param statements what was understood, taken or not
 * @param errors as the API shows them: of reading, and of what contradicts the stored statements
 */
public record FileCheck(
        BooksFile file, String sha256, boolean already, List<CheckedStatement> statements, JsonArray errors) {
    /** Copies. */
    public FileCheck {
        statements = List.copyOf(statements);
        errors = errors.copy();
    }

    @Override
    public JsonArray errors() {
        return errors.copy();
    }

    /**
     * One statement of the file.
     *
     * @param taken its entries would count
     * @param already the same statement came in another file
     * @param consistent opening + entries = closing, as far as it has both
     * @param continuous it opens with the closing of the one before, as far as both have one
     * @param previousClosing of the one before, minor units
     * @param numbering how its number follows
     * @param missing numbers or pages that are left out before it
     */
    public record CheckedStatement(
            Statement statement,
            boolean taken,
            boolean already,
            boolean consistent,
            boolean continuous,
            Optional<Long> previousClosing,
            String numbering,
            long missing) {}

    static FileCheck of(
            BooksFile file, String sha256, boolean already, boolean allOrNothing, FileReview read, FileReview refused) {
        JsonArray errors = Ingestion.errors(file.problems());
        file.notices().forEach(notice -> errors.add(Ingestion.told(notice)));
        read.contradictions().forEach(errors::add);
        read.repeated().forEach(errors::add);
        boolean taken = !already
                && read.contradictions().isEmpty()
                && !file.accepted(allOrNothing).isEmpty();
        List<CheckedStatement> statements = new ArrayList<>();
        read.statements().forEach(each -> statements.add(checked(each, taken && !each.already())));
        refused.statements().forEach(each -> statements.add(checked(each, false)));
        return new FileCheck(file, sha256, already, statements, errors);
    }

    private static CheckedStatement checked(FileReview.Reviewed of, boolean taken) {
        Statement s = of.statement();
        boolean consistent = s.opening().isEmpty()
                || s.closing().isEmpty()
                || Math.addExact(s.opening().get().minor(), s.movementsMinor())
                        == s.closing().get().minor();
        return new CheckedStatement(
                s,
                taken,
                of.already(),
                consistent,
                of.standing().continuous(),
                of.standing().before().flatMap(StatementChain.Link::closing),
                of.standing().numbering().name(),
                of.standing().missing());
    }

    /** True when all of the file would count. */
    public boolean isWhole() {
        return file.isClean() && statements.stream().allMatch(CheckedStatement::taken);
    }

    /** Entries that would count. */
    public int entries() {
        return statements.stream()
                .filter(CheckedStatement::taken)
                .mapToInt(each -> each.statement().entries().size())
                .sum();
    }

    /** Every entry that was understood, with the statement that it stands in. */
    public List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        for (CheckedStatement each : statements) {
            for (BookEntry entry : each.statement().entries()) {
                lines.add(new Line(each, entry));
            }
        }
        Map<String, Integer> files = new HashMap<>();
        lines.forEach(line -> files.putIfAbsent(line.entry().location().file(), files.size()));
        lines.sort(Comparator.<Line>comparingInt(
                        line -> files.getOrDefault(line.entry().location().file(), 0))
                .thenComparingInt(line -> line.entry().location().line()));
        return lines;
    }

    /** One entry of the file. */
    public record Line(CheckedStatement of, BookEntry entry) {}
}
