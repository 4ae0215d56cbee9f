package clearing.books;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads a CSV file of books through a mapping of its columns. A bad row is reported with line and column and left out; what then
 * counts is for the caller to say ({@link BooksFile#accepted}).
 */
public final class CsvBooks {
    private static final int MAX_PROBLEMS = 10_000;

    private final BooksConfig config;
    private final AssetScales scales;
    private final Limits limits;

    public CsvBooks(BooksConfig config, AssetScales scales) {
        this(config, scales, Limits.STANDARD);
    }

    public CsvBooks(BooksConfig config, AssetScales scales, Limits limits) {
        this.config = config;
        this.scales = scales;
        this.limits = limits;
    }

    /**
     * Reads a file.
     *
     * @param file name for locations
     * @param in the bytes, read to the end and not closed
     * @return one statement per account and asset, and the problems of the rows that are not in them
     * @throws IOException when the stream itself fails
     */
    public BooksFile read(String file, InputStream in, CsvMapping mapping) throws IOException {
        BoundedInput bytes = new BoundedInput(in, limits.bytes());
        Reading reading = new Reading(file, mapping);
        String hash = "";
        try {
            byte[] content = bytes.readAllBytes();
            hash = bytes.sha256();
            reading.file(CsvText.decode(file, content, mapping.charset()));
        } catch (BoundedInput.TooLarge e) {
            reading.problems.add(new Problem(
                    ProblemCode.TOO_LARGE,
                    new Location(file, 0, 0),
                    "",
                    "The file has more than " + limits.bytes() + " bytes."));
        } catch (BooksException e) {
            reading.problems.add(e.problem());
        }
        return new BooksFile(
                file,
                hash,
                reading.statements,
                reading.problems,
                reading.rows,
                reading.refused,
                Optional.of(BooksFormat.CSV),
                Optional.empty(),
                List.of());
    }

    /** One pass over one file. */
    private final class Reading {
        private final String file;
        private final CsvMapping mapping;
        private final List<Problem> problems = new ArrayList<>();
        private List<Statement> statements = List.of();
        private int rows;
        private int refused;

        Reading(String file, CsvMapping mapping) {
            this.file = file;
            this.mapping = mapping;
        }

        void file(String text) {
            CsvReader reader = new CsvReader(file, text, mapping.delimiter(), mapping.quote(), limits.textLength());
            List<CsvReader.Field> header = reader.next()
                    .orElseThrow(() -> new BooksException(
                            ProblemCode.FIELD_MISSING, new Location(file, 1, 0), "", "The file has no header row."));
            CsvGroups groups = new CsvGroups(file, mapping.has(CsvTarget.RECORD));
            CsvRows into = new CsvRows(config, scales, mapping, new CsvColumns(mapping, header), groups);
            boolean more = true;
            while (more) {
                try {
                    more = row(reader, into);
                } catch (BooksException e) {
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

        private boolean row(CsvReader reader, CsvRows into) {
            Optional<List<CsvReader.Field>> row = reader.next();
            if (row.isEmpty()) {
                return false;
            }
            into.add(row.get());
            rows++;
            return true;
        }
    }
}
