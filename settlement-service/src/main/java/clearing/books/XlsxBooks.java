package clearing.books;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * Reads the first sheet of a workbook (Office Open XML) through the same mapping of columns as a CSV file. Cells keep their type: a
 * number is a number whatever its format shows, and the number of a day is that day.
 */
public final class XlsxBooks {
    private final BooksConfig config;
    private final AssetScales scales;
    private final Limits limits;

    public XlsxBooks(BooksConfig config, AssetScales scales) {
        this(config, scales, Limits.STANDARD);
    }

    public XlsxBooks(BooksConfig config, AssetScales scales, Limits limits) {
        this.config = config;
        this.scales = scales;
        this.limits = limits;
    }

    /**
     * Reads a file. A line of a location is a row of the sheet, a column a column of it.
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
            XlsxPackage workbook = XlsxPackage.open(file, content, limits);
            try (XlsxRows rows = new XlsxRows(workbook, mapping, limits)) {
                reading.read(rows);
            }
        } catch (BoundedInput.TooLarge e) {
            return BooksFile.ofProblem(
                    file, ProblemCode.TOO_LARGE, "The file has more than " + limits.bytes() + " bytes.");
        } catch (BooksException e) {
            // A sheet that breaks off in the middle says nothing of the rows before: they may be half of it.
            reading.statements = List.of();
            reading.problems.add(e.problem());
        }
        return reading.file(hash, BooksFormat.XLSX);
    }
}
