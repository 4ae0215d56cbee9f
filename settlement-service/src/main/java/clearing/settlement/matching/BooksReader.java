package clearing.settlement.matching;

import clearing.books.BooksFile;
import java.io.IOException;
import java.io.InputStream;

/** Reads a file of the member's books by the member's configuration. */
@FunctionalInterface
public interface BooksReader {
    /** What the caller says the file is. */
    enum Format {
        /** ISO 20022 camt.053. */
        CAMT053,
        /** Comma-separated, by a mapping of columns. */
        CSV
    }

    /**
     * Reads the file; what is wrong with it is in the result.
     *
     * @param format what it is
     * @param name for people and, for CSV, to find the mapping
     * @param in its bytes
     * @throws IOException when the bytes cannot be had
     */
    BooksFile read(Format format, String name, InputStream in) throws IOException;
}
