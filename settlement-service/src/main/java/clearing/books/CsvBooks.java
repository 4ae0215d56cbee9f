package clearing.books;

import java.io.IOException;
import java.io.InputStream;

/**
 * Reads a CSV file of books through a mapping of its columns. A bad row is reported with line and column and left out; what then
 * counts is for the caller to say ({@link BooksFile#accepted}).
 */
public final class CsvBooks {
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
        TableReading reading = new TableReading(config, scales, limits, file, mapping);
        String hash = "";
        try {
            byte[] content = bytes.readAllBytes();
            hash = bytes.sha256();
            reading.read(new CsvReader(
                    file,
                    CsvDecoder.decode(file, content, mapping.charset()),
                    mapping.delimiter(),
                    mapping.quote(),
                    limits.textLength()));
        } catch (BoundedInput.TooLarge e) {
            reading.problems.add(new Problem(
                    ProblemCode.TOO_LARGE,
                    new Location(file, 0, 0),
                    "",
                    "The file has more than " + limits.bytes() + " bytes."));
        } catch (BooksException e) {
            reading.problems.add(e.problem());
        }
        return reading.file(hash, BooksFormat.CSV);
    }
}
