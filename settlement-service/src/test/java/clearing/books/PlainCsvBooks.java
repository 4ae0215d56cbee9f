package clearing.books;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Reads a CSV file in the plainest way that gives the right answer: the second implementation of {@link CsvBooks}. */
final class PlainCsvBooks {
    private static final int MAX_PROBLEMS = 10_000;

    private PlainCsvBooks() {}

    static BooksFile read(
            BooksConfig config, AssetScales scales, Limits limits, String file, byte[] content, CsvMapping mapping) {
        List<Problem> problems = new ArrayList<>();
        int[] counts = new int[2];
        List<Statement> statements = new ArrayList<>();
        String hash = "";
        try {
            if (content.length > limits.bytes()) {
                throw new BooksException(
                        ProblemCode.TOO_LARGE,
                        new Location(file, 0, 0),
                        "",
                        "The file has more than " + limits.bytes() + " bytes.");
            }
            hash = HexFormat.of().formatHex(Hashes.sha256().digest(content));
            String text = decode(file, content, mapping.charset());
            PlainCsvReader reader =
                    new PlainCsvReader(file, text, mapping.delimiter(), mapping.quote(), limits.textLength());
            List<PlainCsvReader.Field> header = header(reader, file, mapping);
            PlainCsvGroups groups = new PlainCsvGroups(file, mapping.has(CsvTarget.RECORD));
            PlainCsvRows into = new PlainCsvRows(config, scales, mapping, new PlainCsvColumns(mapping, header), groups);
            rows(reader, into, file, limits, problems, counts);
            statements.addAll(groups.close(problems));
            counts[1] += groups.refusedRows();
        } catch (BooksException e) {
            problems.add(e.problem());
        }
        return new BooksFile(
                file,
                hash,
                statements,
                problems,
                counts[0],
                counts[1],
                Optional.of(BooksFormat.CSV),
                Optional.empty(),
                List.of());
    }

    private static List<PlainCsvReader.Field> header(PlainCsvReader reader, String file, CsvMapping mapping) {
        Optional<List<PlainCsvReader.Field>> top = Optional.empty();
        for (int i = 0; i < 50; i++) {
            try {
                Optional<List<PlainCsvReader.Field>> row = reader.next();
                if (row.isEmpty()) {
                    break;
                }
                if (PlainCsvColumns.isHeader(mapping, row.get())) {
                    return row.get();
                }
                top = top.or(() -> row);
            } catch (BooksException e) {
                // What stands above the table is no row of it.
            }
        }
        return top.orElseThrow(() -> new BooksException(
                ProblemCode.FIELD_MISSING, new Location(file, 1, 0), "", "The file has no header row."));
    }

    private static void rows(
            PlainCsvReader reader,
            PlainCsvRows into,
            String file,
            Limits limits,
            List<Problem> problems,
            int[] counts) {
        while (true) {
            try {
                Optional<List<PlainCsvReader.Field>> row = reader.next();
                if (row.isEmpty()) {
                    return;
                }
                into.add(row.get());
                counts[0]++;
            } catch (BooksException e) {
                counts[0]++;
                counts[1]++;
                problems.add(e.problem());
            }
            if (counts[0] > limits.entries() || problems.size() > MAX_PROBLEMS) {
                throw new BooksException(
                        ProblemCode.TOO_LARGE,
                        new Location(file, reader.line(), 0),
                        "",
                        "The file has more than " + limits.entries() + " rows or " + MAX_PROBLEMS + " problems.");
            }
        }
    }

    private static String decode(String file, byte[] bytes, Charset stated) {
        byte[][] marks = {
            {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF}, {(byte) 0xFE, (byte) 0xFF}, {(byte) 0xFF, (byte) 0xFE}
        };
        Charset[] marked = {StandardCharsets.UTF_8, StandardCharsets.UTF_16BE, StandardCharsets.UTF_16LE};
        for (int i = 0; i < marks.length; i++) {
            int length = marks[i].length;
            if (bytes.length >= length && Arrays.equals(bytes, 0, length, marks[i], 0, length)) {
                return strictly(file, ByteBuffer.wrap(bytes, length, bytes.length - length), marked[i]);
            }
        }
        return strictly(file, ByteBuffer.wrap(bytes), stated);
    }

    private static String strictly(String file, ByteBuffer bytes, Charset charset) {
        CharsetDecoder decoder = charset.newDecoder();
        CharBuffer out = CharBuffer.allocate(bytes.remaining() + 1);
        CoderResult result = decoder.decode(bytes, out, true);
        out.flip();
        if (result.isError()) {
            int line = 1 + (int) out.chars().filter(c -> c == '\n').count();
            throw new BooksException(
                    ProblemCode.CHARSET,
                    new Location(file, line, out.length() - out.toString().lastIndexOf('\n')),
                    "",
                    "The bytes from offset " + bytes.position() + " on are no text in " + charset.name() + ".");
        }
        return out.toString();
    }

    /** The bytes that make a statement, written out whole and then hashed. */
    static Statement withContentHash(Statement s) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            for (String each : List.of("statement-1", s.statementId(), s.internalAccountId(), s.account(), s.asset())) {
                field(out, each);
            }
            for (long each : new long[] {s.sequence().orElse(-1), s.page(), s.lastPage() ? 1 : 0, s.notBooked()}) {
                out.writeLong(each);
            }
            balance(out, "opening", s.opening());
            balance(out, "closing", s.closing());
            out.writeLong(s.entries().size());
            for (BookEntry e : s.entries()) {
                field(out, e.entryId());
                field(out, e.account());
                field(out, e.asset());
                out.writeLong(e.amountMinor());
                out.writeLong(e.bookingDate().toEpochDay());
                out.writeLong(e.valueDate().toEpochDay());
                out.writeLong(e.references().size());
                for (String reference : e.references()) {
                    field(out, reference);
                }
                field(out, e.counterparty());
                out.writeLong(e.reversal() ? 1 : 0);
                field(out, e.transactionCode());
                field(out, e.text());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return s.withContentHash(HexFormat.of().formatHex(Hashes.sha256().digest(bytes.toByteArray())));
    }

    private static void balance(DataOutputStream out, String name, Optional<Balance> balance) throws IOException {
        if (balance.isPresent()) {
            field(out, name);
            out.writeLong(balance.get().minor());
            out.writeLong(balance.get().date().toEpochDay());
        }
    }

    private static void field(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeLong(bytes.length);
        out.write(bytes);
    }
}
