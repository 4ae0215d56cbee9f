package clearing.generate;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** A CSV file under construction: RFC 4180, header row first. */
final class Csv {
    private final StringWriter text = new StringWriter();
    private final CsvWriter writer;

    Csv(String... header) {
        writer = CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(text);
        row(header);
    }

    void row(String... fields) {
        writer.writeRecord(fields);
    }

    String text() {
        try {
            writer.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
