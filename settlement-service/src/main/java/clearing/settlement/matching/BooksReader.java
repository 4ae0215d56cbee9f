package clearing.settlement.matching;

import clearing.books.BooksFile;
import clearing.books.BooksFormat;
import java.util.Optional;

/** Reads a file of the member's books by the member's configuration. */
@FunctionalInterface
public interface BooksReader {
    /** Reads the file; what is wrong with it is in the result. */
    BooksFile read(Upload upload);

    /**
     * A file that someone hands in.
     *
     * @param format what they say that it is; without it the content tells
     * @param mapping name of the mapping of columns; without it the file's name tells
     * @param name for people
     * @param bytes not to be changed
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Upload(Optional<BooksFormat> format, Optional<String> mapping, String name, byte[] bytes) {
        /** A file of a known format. */
        public static Upload of(BooksFormat format, String name, byte[] bytes) {
            return new Upload(Optional.of(format), Optional.empty(), name, bytes);
        }
    }
}
