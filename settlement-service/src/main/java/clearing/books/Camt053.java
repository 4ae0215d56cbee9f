package clearing.books;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads ISO 20022 bank-to-customer statements, camt.053.001.02 to 13: a {@code Document}, also within a business message envelope
 * with its header, with any number of statements. Streaming: only one entry is in memory as XML.
 *
 * <p>A file is read whole or refused whole: from its first error on nothing in it can be trusted.
 */
public final class Camt053 {
    private static final Pattern NAMESPACE =
            Pattern.compile("urn:iso:std:iso:20022:tech:xsd:(camt\\.053\\.001\\.(\\d\\d))");
    private static final Pattern OTHER_MESSAGE = Pattern.compile("urn:iso:std:iso:20022:tech:xsd:(.{1,30})");
    private static final int FIRST_VERSION = 2;
    private static final int LAST_VERSION = 13;
    private static final int ENVELOPE_DEPTH = 3;

    private final BooksConfig config;
    private final AssetScales scales;
    private final Limits limits;

    public Camt053(BooksConfig config, AssetScales scales) {
        this(config, scales, Limits.STANDARD);
    }

    public Camt053(BooksConfig config, AssetScales scales, Limits limits) {
        this.config = config;
        this.scales = scales;
        this.limits = limits;
    }

    /**
     * Reads a file.
     *
     * @param file name for locations
     * @param in the bytes, read to the end and not closed
     * @return the statements, or one problem and no statement
     * @throws IOException when the stream itself fails
     */
    public BooksFile read(String file, InputStream in) throws IOException {
        BoundedInput bytes = new BoundedInput(in, limits.bytes());
        List<Problem> problems = new ArrayList<>();
        List<Statement> statements = List.of();
        int rows = 0;
        try (XmlCursor cursor = new XmlCursor(file, bytes, limits)) {
            Reading reading = new Reading(cursor);
            reading.file();
            statements = reading.statements;
            rows = reading.rows;
        } catch (BooksException e) {
            problems.add(e.problem());
        }
        try {
            return new BooksFile(file, bytes.sha256(), statements, problems, rows, 0);
        } catch (BoundedInput.TooLarge e) {
            Problem problem = new Problem(
                    ProblemCode.TOO_LARGE,
                    new Location(file, 0, 0),
                    "",
                    "The file has more than " + limits.bytes() + " bytes.");
            return new BooksFile(file, "", List.of(), List.of(problem), 0, 0);
        }
    }

    /** One pass over one file. */
    private final class Reading {
        private final XmlCursor cursor;
        private final List<Statement> statements = new ArrayList<>();
        private int rows;
        private int documents;
        private String headerMessage = "";

        Reading(XmlCursor cursor) {
            this.cursor = cursor;
        }

        void file() {
            if (cursor.nextElement()) {
                root(ENVELOPE_DEPTH);
                if (cursor.nextElement()) {
                    throw new BooksException(
                            ProblemCode.XML_MALFORMED,
                            cursor.location(),
                            cursor.name(),
                            "There is more than one root element.");
                }
            }
            if (documents == 0) {
                throw new BooksException(
                        ProblemCode.MESSAGE_UNSUPPORTED,
                        cursor.location(),
                        "",
                        "There is no camt.053 document in the file.");
            }
        }

        /** The cursor stands on a document, its content, or an envelope around either. */
        private void root(int depthLeft) {
            switch (cursor.name()) {
                case "Document" -> document();
                case "BkToCstmrStmt" -> message();
                case "AppHdr" -> header();
                default -> {
                    if (depthLeft == 0 || !ENVELOPE.matcher(cursor.name()).matches()) {
                        throw unsupported();
                    }
                    while (cursor.nextElement()) {
                        root(depthLeft - 1);
                    }
                }
            }
        }

        private void header() {
            Node header = cursor.tree(cursor.namespace());
            headerMessage = header.textAt("MsgDefIdr");
        }

        private void document() {
            Matcher matcher = NAMESPACE.matcher(cursor.namespace());
            if (!matcher.matches()) {
                throw unsupported();
            }
            boolean found = false;
            while (cursor.nextElement()) {
                if (!cursor.name().equals("BkToCstmrStmt") || found) {
                    throw unsupported();
                }
                found = true;
                message();
            }
        }

        private void message() {
            Matcher matcher = NAMESPACE.matcher(cursor.namespace());
            if (!matcher.matches()
                    || Integer.parseInt(matcher.group(2)) < FIRST_VERSION
                    || Integer.parseInt(matcher.group(2)) > LAST_VERSION) {
                throw unsupported();
            }
            if (++documents > 1) {
                throw new BooksException(
                        ProblemCode.MESSAGE_CONFLICT,
                        cursor.location(),
                        "",
                        "There is more than one document in the file.");
            }
            if (!headerMessage.isEmpty() && !headerMessage.equals(matcher.group(1))) {
                throw new BooksException(
                        ProblemCode.MESSAGE_CONFLICT,
                        cursor.location(),
                        "MsgDefIdr",
                        "The header names " + Texts.quote(headerMessage) + ", the document is " + matcher.group(1)
                                + ".");
            }
            String namespace = cursor.namespace();
            while (cursor.nextElement()) {
                cursor.requireNamespace(namespace);
                if (cursor.name().equals("Stmt")) {
                    statement(namespace);
                } else {
                    cursor.skip();
                }
            }
            if (statements.isEmpty()) {
                throw new BooksException(
                        ProblemCode.FIELD_MISSING, cursor.location(), "Stmt", "The message has no statement.");
            }
        }

        private void statement(String namespace) {
            CamtStatement statement = new CamtStatement(config, scales, cursor.location());
            while (cursor.nextElement()) {
                cursor.requireNamespace(namespace);
                switch (cursor.name()) {
                    case "Id", "ElctrncSeqNb", "LglSeqNb", "StmtPgntn", "Acct", "Bal", "TxsSummry" ->
                        statement.head(cursor.tree(namespace));
                    case "Ntry" -> {
                        if (++rows > limits.entries()) {
                            throw new BooksException(
                                    ProblemCode.TOO_LARGE,
                                    cursor.location(),
                                    "Ntry",
                                    "The file has more than " + limits.entries() + " entries.");
                        }
                        statement.entry(cursor.tree(namespace));
                    }
                    default -> cursor.skip();
                }
            }
            Statement done = statement.done();
            for (Statement other : statements) {
                if (other.statementId().equals(done.statementId())
                        && other.internalAccountId().equals(done.internalAccountId())
                        && other.page() == done.page()) {
                    throw new BooksException(
                            ProblemCode.FIELD_DUPLICATE,
                            statement.location(),
                            "Stmt/Id",
                            "Statement " + Texts.quote(done.statementId()) + " is in the file twice.");
                }
            }
            statements.add(done);
        }

        private BooksException unsupported() {
            Matcher other = OTHER_MESSAGE.matcher(cursor.namespace());
            String what = other.matches() ? other.group(1) : cursor.name() + " of namespace " + cursor.namespace();
            return new BooksException(
                    ProblemCode.MESSAGE_UNSUPPORTED,
                    cursor.location(),
                    cursor.name(),
                    "This reader takes camt.053.001.02 to 13, this is " + Texts.quote(what) + ".");
        }
    }

    /** Names that envelopes have in use; anything else at the root is another kind of file. */
    private static final Pattern ENVELOPE =
            Pattern.compile("BizMsgEnvlp|BusinessMessage|Message|RequestPayload|DataPDU|Body|Xchg|Payload|Msg");
}
