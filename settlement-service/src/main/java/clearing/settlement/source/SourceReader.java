package clearing.settlement.source;

import clearing.books.AssetScales;
import clearing.books.BookEntry;
import clearing.books.BooksConfig;
import clearing.books.BooksFile;
import clearing.books.CsvBooks;
import clearing.books.CsvMapping;
import clearing.books.Problem;
import clearing.books.Statement;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Reads rows of a source as the reader of CSV books would, with the member's own names of accounts and counterparties. */
public final class SourceReader {
    private final CsvBooks csv;

    /**
     * @param config the member's books
     * @param scales decimals of assets
     */
    public SourceReader(BooksConfig config, AssetScales scales) {
        this.csv = new CsvBooks(config, scales);
    }

    /**
     * An entry with the account as the source names it.
     *
     * @param internal the source's own name
     */
    public record SourceEntry(String internal, BookEntry entry) {}

    /**
     * What reading gave.
     *
     * @param entries in the order of the rows, without bad ones
     * @param problems of rows; line 2 is the first row
     */
    public record Read(List<SourceEntry> entries, List<Problem> problems) {
        public Read {
            entries = List.copyOf(entries);
            problems = List.copyOf(problems);
        }
    }

    /** Reads rows through the mapping; one without a column for records, so each row is an entry. */
    public Read read(String name, SourceRows rows, CsvMapping mapping) {
        BooksFile file;
        try {
            file = csv.read(name, new ByteArrayInputStream(rows.csv()), mapping);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<SourceEntry> entries = new ArrayList<>();
        for (Statement statement : file.statements()) {
            statement.entries().forEach(e -> entries.add(new SourceEntry(statement.internalAccountId(), e)));
        }
        entries.sort(Comparator.comparingInt(e -> e.entry().location().line()));
        return new Read(entries, file.problems());
    }
}
