package clearing.client.revenue.usage;

import clearing.client.trade.BadInput;
import clearing.client.trade.LocatedError;
import clearing.kernel.asset.Asset;
import clearing.kernel.codec.Blob;
import clearing.kernel.codec.Bytes;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * A file of metered facts (RFC 4180, UTF-8), read row by row and strictly: columns {@code at,customer,quantity} and, if wanted,
 * {@code reference}. However long it is, one row at a time is in memory.
 *
 * @param path where it is
 * @param from first instant that a fact may have
 * @param until first instant after them
 */
public record UsageFile(Path path, Instant from, Instant until) {
    private static final List<String> SHORT = List.of("at", "customer", "quantity");
    private static final List<String> LONG = List.of("at", "customer", "quantity", "reference");
    private static final Pattern QUANTITY = Pattern.compile("0|[1-9][0-9]{0,18}");
    private static final int MAX_ERRORS = 100;
    private static final int BUFFER = 64 * 1024;

    /**
     * Tells each fact, in the order of the file. What was told counts only when this returns.
     *
     * @return SHA-256 of what was read
     * @throws BadInput when anything is wrong, with the first hundred faults
     */
    public Blob read(Consumer<MeteredFact> told) {
        List<LocatedError> errors = new ArrayList<>();
        long line = 0;
        long facts = 0;
        MessageDigest sha = Bytes.newSha256();
        try (Reader text = new InputStreamReader(
                        new DigestInputStream(Files.newInputStream(path), sha), StandardCharsets.UTF_8.newDecoder());
                CsvReader<CsvRecord> rows = CsvReader.builder()
                        .skipEmptyLines(true)
                        .maxBufferSize(BUFFER)
                        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .allowExtraCharsAfterClosingQuote(false)
                        .ofCsvRecord(text)) {
            List<String> header = List.of();
            for (CsvRecord row : rows) {
                line = row.getStartingLineNumber();
                if (header.isEmpty()) {
                    header = header(row);
                } else {
                    int before = errors.size();
                    MeteredFact fact = fact(row, header.size(), errors);
                    if (errors.size() == before) {
                        facts++;
                        told.accept(fact);
                    } else if (errors.size() >= MAX_ERRORS) {
                        throw new BadInput(errors);
                    }
                }
            }
        } catch (CsvParseException e) {
            errors.add(at(line + 1, 0, "MALFORMED_CSV", "No RFC 4180 row can be read here."));
        } catch (CharacterCodingException e) {
            errors.add(at(line + 1, 0, "NOT_UTF8", "From here on the bytes are not UTF-8 text."));
        } catch (NoSuchFileException e) {
            errors.add(at(0, 0, "UNREADABLE", "There is no such file."));
        } catch (UncheckedIOException | IOException e) {
            boolean coding = e.getCause() instanceof CharacterCodingException;
            errors.add(
                    coding
                            ? at(line + 1, 0, "NOT_UTF8", "From here on the bytes are not UTF-8 text.")
                            : at(line, 0, "UNREADABLE", "Cannot be read: " + e.getMessage()));
        }
        if (errors.isEmpty() && facts == 0) {
            errors.add(at(1, 0, "EMPTY_FILE", "There is no fact."));
        }
        if (!errors.isEmpty()) {
            throw new BadInput(errors);
        }
        return Blob.of(sha.digest());
    }

    private List<String> header(CsvRecord row) {
        List<String> names = row.getFields().stream()
                .map(name -> name.startsWith("\uFEFF") ? name.substring(1) : name)
                .toList();
        if (!names.equals(SHORT) && !names.equals(LONG)) {
            throw new BadInput(List.of(at(
                    row.getStartingLineNumber(),
                    1,
                    "WRONG_COLUMNS",
                    "The columns are at,customer,quantity and, if wanted, reference.")));
        }
        return names;
    }

    private MeteredFact fact(CsvRecord row, int width, List<LocatedError> errors) {
        long line = row.getStartingLineNumber();
        if (row.getFieldCount() != width) {
            errors.add(at(
                    line,
                    Math.min(row.getFieldCount(), width + 1),
                    "FIELD_COUNT",
                    "The row has " + row.getFieldCount() + " fields, the header " + width + "."));
            return new MeteredFact(from, "", 0, "");
        }
        Instant instant = instant(row.getField(0), line, errors);
        String customer = text(row.getField(1), line, 2, "customer", errors);
        if (customer.isBlank()) {
            errors.add(at(line, 2, "BAD_CUSTOMER", "customer is empty."));
        }
        long quantity = quantity(row.getField(2), line, errors);
        String reference = width > 3 ? text(row.getField(3), line, 4, "reference", errors) : "";
        return new MeteredFact(instant, customer, quantity, reference);
    }

    private Instant instant(String field, long line, List<LocatedError> errors) {
        try {
            Instant instant = Instant.parse(field);
            if (instant.getNano() % 1_000_000 != 0) {
                errors.add(at(line, 1, "BAD_TIME", "at is finer than a millisecond."));
            } else if (instant.isBefore(from) || !instant.isBefore(until)) {
                errors.add(at(
                        line,
                        1,
                        "OUTSIDE_PERIOD",
                        "at lies outside the period, from " + from + " until " + until + "."));
            }
            return instant;
        } catch (DateTimeException e) {
            errors.add(at(line, 1, "BAD_TIME", "at is no time such as 2026-11-30T08:15:00Z."));
            return from;
        }
    }

    private String text(String field, long line, int column, String name, List<LocatedError> errors) {
        if (field.getBytes(StandardCharsets.UTF_8).length > MeteredFact.MAX_TEXT) {
            errors.add(at(line, column, "FIELD_TOO_LONG", name + " has more than " + MeteredFact.MAX_TEXT + " bytes."));
        }
        return field;
    }

    private long quantity(String field, long line, List<LocatedError> errors) {
        long quantity = QUANTITY.matcher(field).matches() ? parse(field) : -1;
        if (quantity < 0 || quantity > Asset.MAX_AMOUNT / UsagePage.MAX_FACTS) {
            errors.add(at(
                    line,
                    3,
                    "BAD_QUANTITY",
                    "quantity is a whole number from 0 to " + Asset.MAX_AMOUNT / UsagePage.MAX_FACTS + "."));
            return 0;
        }
        return quantity;
    }

    private static long parse(String digits) {
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private LocatedError at(long line, int column, String code, String sentence) {
        return new LocatedError(path, line, column, code, sentence);
    }
}
