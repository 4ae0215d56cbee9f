package clearing.books;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One pass over the rows of a file of columns. */
final class TableReading {
    private static final int MAX_PROBLEMS = 10_000;

    final List<Problem> problems = new ArrayList<>();
    List<Statement> statements = List.of();
    int rows;
    int refused;

    private final BooksConfig config;
    private final AssetScales scales;
    private final Limits limits;
    private final String file;
    private final CsvMapping mapping;

    TableReading(BooksConfig config, AssetScales scales, Limits limits, String file, CsvMapping mapping) {
        this.config = config;
        this.scales = scales;
        this.limits = limits;
        this.file = file;
        this.mapping = mapping;
    }

    void read(RowSource reader) {
        if (!reader.next()) {
            throw new BooksException(
                    ProblemCode.FIELD_MISSING, new Location(file, 1, 0), "", "The file has no header row.");
        }
        boolean hasIds = mapping.has(CsvTarget.ENTRY_ID) || mapping.values().containsKey(CsvTarget.ENTRY_ID);
        CsvGroups groups = new CsvGroups(file, mapping.has(CsvTarget.RECORD), hasIds);
        CsvRows into = new CsvRows(config, scales, mapping, reader, file, groups);
        boolean more = true;
        while (more) {
            try {
                more = row(reader, into);
            } catch (BooksException e) {
                if (e.endsFile()) {
                    throw e;
                }
                rows++;
                refused++;
                problems.add(e.problem());
            }
            if (rows > limits.entries() || problems.size() > MAX_PROBLEMS) {
                throw new BooksException(
                        ProblemCode.TOO_LARGE,
                        new Location(file, reader.line(), 0),
                        "",
                        "The file has more than " + limits.entries() + " rows or " + MAX_PROBLEMS + " problems.");
            }
        }
        statements = groups.close(problems);
        refused += groups.refusedRows();
    }

    private boolean row(RowSource reader, CsvRows into) {
        if (!reader.next()) {
            return false;
        }
        into.add();
        rows++;
        return true;
    }

    BooksFile file(String hash, BooksFormat format) {
        return new BooksFile(
                file, hash, statements, problems, rows, refused, Optional.of(format), Optional.empty(), List.of());
    }
}
