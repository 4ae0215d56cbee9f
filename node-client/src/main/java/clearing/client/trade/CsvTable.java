package clearing.client.trade;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A CSV file (RFC 4180, UTF-8, header row) read strictly: bytes that are not UTF-8, characters after a closing quote, a doubled column
 * and a file above its bounds are errors; a row with another number of fields than the header is an error of that row.
 *
 * @param file    the file
 * @param header  column names with their positions, from 0
 * @param rows    the rows that have the header's number of fields
 * @param errors  what is wrong with the others
 */
public record CsvTable(Path file, Map<String, Integer> header, List<Row> rows, List<LocatedError> errors) {
    static final long MAX_BYTES = 512L * 1024 * 1024;
    static final int MAX_FIELD = 4096;
    private static final int BUFFER = 1024 * 1024;

    /**
     * @param line   line on which the row begins, from 1
     * @param fields its fields
     */
    public record Row(long line, List<String> fields) {}

    /** @throws BadInput when the file as a whole cannot be read as a table */
    public static CsvTable read(Path file, char separator) {
        return parse(file, text(file), separator);
    }

    /**
     * Reads a table from text that was read already.
     *
     * @param file name of the text, for errors
     * @throws BadInput when the text as a whole cannot be read as a table
     */
    public static CsvTable parse(Path file, String text, char separator) {
        Map<String, Integer> header = new LinkedHashMap<>();
        List<Row> rows = new ArrayList<>();
        List<LocatedError> errors = new ArrayList<>();
        long line = 0;
        try (CsvReader<CsvRecord> reader = CsvReader.builder()
                .fieldSeparator(separator)
                .skipEmptyLines(true)
                .maxBufferSize(BUFFER)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowExtraCharsAfterClosingQuote(false)
                .ofCsvRecord(text)) {
            for (CsvRecord record : reader) {
                line = record.getStartingLineNumber();
                if (header.isEmpty()) {
                    header(file, record, header);
                } else {
                    row(file, record, header.size(), rows, errors);
                }
            }
        } catch (CsvParseException e) {
            throw new BadInput(List.of(new LocatedError(
                    file, line + 1, 0, "MALFORMED_CSV", "No RFC 4180 row can be read here: " + reason(e))));
        } catch (IOException e) {
            throw unreadable(file, e);
        }
        if (header.isEmpty()) {
            throw new BadInput(List.of(new LocatedError(file, 1, 0, "EMPTY_FILE", "There is no header row.")));
        }
        return new CsvTable(file, header, rows, errors);
    }

    private static String reason(CsvParseException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return String.valueOf(cause.getMessage());
    }

    private static void header(Path file, CsvRecord record, Map<String, Integer> header) {
        for (int i = 0; i < record.getFieldCount(); i++) {
            String name = record.getField(i).strip();
            if (header.put(name, i) != null) {
                throw new BadInput(List.of(new LocatedError(
                        file,
                        record.getStartingLineNumber(),
                        i + 1,
                        "DOUBLED_COLUMN",
                        "Column '" + name + "' stands twice.")));
            }
        }
    }

    private static void row(Path file, CsvRecord record, int width, List<Row> rows, List<LocatedError> errors) {
        long line = record.getStartingLineNumber();
        if (record.getFieldCount() != width) {
            errors.add(new LocatedError(
                    file,
                    line,
                    Math.min(record.getFieldCount(), width + 1),
                    "FIELD_COUNT",
                    "The row has " + record.getFieldCount() + " fields, the header " + width + "."));
            return;
        }
        for (int i = 0; i < width; i++) {
            if (record.getField(i).length() > MAX_FIELD) {
                errors.add(new LocatedError(
                        file, line, i + 1, "FIELD_TOO_LONG", "A field has at most " + MAX_FIELD + " characters."));
                return;
            }
        }
        rows.add(new Row(line, List.copyOf(record.getFields())));
    }

    private static String text(Path file) {
        byte[] bytes;
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new BadInput(List.of(
                        new LocatedError(file, 0, 0, "FILE_TOO_LARGE", "A file has at most " + MAX_BYTES + " bytes.")));
            }
            bytes = Files.readAllBytes(file);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(in).toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            long line = 1;
            for (int i = 0; i < in.position(); i++) {
                line += bytes[i] == '\n' ? 1 : 0;
            }
            throw new BadInput(
                    List.of(new LocatedError(file, line, 0, "NOT_UTF8", "The bytes here are not UTF-8 text.")));
        }
    }

    private static BadInput unreadable(Path file, IOException e) {
        String why = e instanceof java.nio.file.NoSuchFileException
                ? "There is no such file."
                : "Cannot be read: " + e.getMessage();
        return new BadInput(List.of(new LocatedError(file, 0, 0, "UNREADABLE", why)));
    }
}
