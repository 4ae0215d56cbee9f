package clearing.books;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One pass over the rows of a file of columns. */
final class TableReading {
    private static final int MAX_PROBLEMS = 10_000;
    /** Rows above the header, in which banks name the account and the period. */
    private static final int MAX_ABOVE = 50;

    final List<Problem> problems = new ArrayList<>();
    final List<Notice> notices = new ArrayList<>();
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
        findHeader(reader);
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
        notices.addAll(groups.notices());
        refused += groups.refusedRows();
    }

    /** The first of the rows at the top that names every column of the mapping; where none does, the first says what it lacks. */
    private void findHeader(RowSource reader) {
        Optional<BooksException> top = Optional.empty();
        for (int i = 0; i < MAX_ABOVE; i++) {
            try {
                if (!reader.next()) {
                    break;
                }
                if (CsvColumns.isHeader(mapping, reader.row())) {
                    return;
                }
                top = top.or(() -> lacking(reader));
            } catch (BooksException e) {
                // Above the table stands what is no row of it.
                if (e.endsFile()) {
                    throw e;
                }
            }
        }
        throw top.orElseGet(() -> new BooksException(
                ProblemCode.FIELD_MISSING, new Location(file, 1, 0), "", "The file has no header row."));
    }

    private Optional<BooksException> lacking(RowSource reader) {
        try {
            new CsvColumns(mapping, reader).requireWidth();
            return Optional.empty();
        } catch (BooksException e) {
            return Optional.of(e);
        }
    }

    private boolean row(RowSource reader, CsvRows into) {
        if (!reader.next()) {
            return false;
        }
        if (into.add()) {
            rows++;
        }
        return true;
    }

    BooksFile file(String hash, BooksFormat format) {
        return new BooksFile(
                file,
                hash,
                statements,
                problems,
                rows,
                refused,
                Optional.of(format),
                Optional.empty(),
                List.of(),
                notices);
    }
}
