package clearing.books;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads SWIFT statements (MT940, MT950) and reports of the day so far (MT942), any number in a file, as banks really send them.
 *
 * <p>A file is read whole or refused whole; a problem of one message does not hide those of the next.
 */
public final class MtBooks {
    private static final Charset WESTERN = Charset.forName("windows-1252");
    private static final int MAX_PROBLEMS = 1_000;

    private final BooksConfig config;
    private final AssetScales scales;
    private final Limits limits;

    public MtBooks(BooksConfig config, AssetScales scales) {
        this(config, scales, Limits.STANDARD);
    }

    public MtBooks(BooksConfig config, AssetScales scales, Limits limits) {
        this.config = config;
        this.scales = scales;
        this.limits = limits;
    }

    /**
     * Reads a file in UTF-8, or in windows-1252, which has the letters of ISO 8859-1, where it is none.
     *
     * @param file name for locations
     * @param in the bytes, read to the end and not closed
     * @return the statements, or problems and no statement
     * @throws IOException when the stream itself fails
     */
    public BooksFile read(String file, InputStream in) throws IOException {
        BoundedInput bytes = new BoundedInput(in, limits.bytes());
        Reading reading = new Reading();
        String hash = "";
        try {
            byte[] content = bytes.readAllBytes();
            hash = bytes.sha256();
            reading.file(file, text(file, content));
        } catch (BoundedInput.TooLarge e) {
            return BooksFile.ofProblem(
                    file, ProblemCode.TOO_LARGE, "The file has more than " + limits.bytes() + " bytes.");
        } catch (BooksException e) {
            reading.problems.add(e.problem());
        }
        boolean taken = reading.problems.isEmpty();
        return new BooksFile(
                file,
                hash,
                taken ? reading.gathered.statements() : List.of(),
                reading.problems,
                reading.rows,
                taken ? 0 : reading.rows,
                reading.format,
                Optional.empty(),
                taken ? List.of() : reading.gathered.statements(),
                reading.gathered.notices());
    }

    static String text(String file, byte[] content) {
        try {
            return CsvDecoder.text(file, content, StandardCharsets.UTF_8);
        } catch (BooksException e) {
            return new String(content, WESTERN);
        }
    }

    /** One pass over one file. */
    private final class Reading {
        private final Gathered gathered = new Gathered();
        private final List<Problem> problems = new ArrayList<>();
        private Optional<BooksFormat> format = Optional.empty();
        private int rows;

        void file(String file, String text) {
            List<MtMessage> messages = MtLexer.messages(file, text, limits);
            if (messages.isEmpty()) {
                throw new BooksException(
                        ProblemCode.MESSAGE_UNSUPPORTED,
                        new Location(file, 1, 0),
                        "",
                        "There is no field of an MT940, MT942 or MT950 in the file.");
            }
            format = Optional.of(messages.getFirst().format());
            for (MtMessage message : messages) {
                MtStatement reader = new MtStatement(config, scales, message, gathered.last());
                Optional<Statement> read = reader.read();
                problems.addAll(reader.problems());
                rows += reader.lines();
                read.ifPresent(statement -> gather(statement, reader.problems().isEmpty(), message));
                if (problems.size() > MAX_PROBLEMS || rows > limits.entries()) {
                    throw new BooksException(
                            ProblemCode.TOO_LARGE,
                            message.location,
                            "",
                            "The file has more than " + limits.entries() + " entries or " + MAX_PROBLEMS
                                    + " problems.");
                }
            }
        }

        /** Banks give many messages the same field 20, so that only their numbers tell them apart. */
        private void gather(Statement read, boolean well, MtMessage message) {
            if (!well) {
                gathered.show(read);
                return;
            }
            try {
                gathered.add(
                        read,
                        false,
                        message.location,
                        message.has("28C") ? ":28C:" : message.has("28") ? ":28:" : ":20:");
            } catch (BooksException e) {
                problems.add(e.problem());
            }
        }
    }
}
