package clearing.books;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads ISO 20022 account reports, statements and debit and credit notifications, camt.052, 053 and 054.001.02 to 14: a {@code
 * Document}, also within envelopes of any name and their header, with any number of documents and statements. Streaming: only one
 * entry is in memory as XML.
 *
 * <p>A file is read whole or refused whole: from its first error on nothing in it can be trusted.
 */
public final class CamtBooks {
    private static final Pattern ANY_MESSAGE = Pattern.compile("urn:iso:std:iso:20022:tech:xsd:(.{1,30})");
    private static final int ENVELOPE_DEPTH = 6;

    private final BooksConfig config;
    private final AssetScales scales;
    private final Limits limits;

    public CamtBooks(BooksConfig config, AssetScales scales) {
        this(config, scales, Limits.STANDARD);
    }

    public CamtBooks(BooksConfig config, AssetScales scales, Limits limits) {
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
        Reading reading = new Reading();
        byte[] content;
        try {
            content = bytes.readAllBytes();
        } catch (BoundedInput.TooLarge e) {
            return BooksFile.ofProblem(
                    file, ProblemCode.TOO_LARGE, "The file has more than " + limits.bytes() + " bytes.");
        }
        try (XmlCursor cursor = new XmlCursor(file, content, limits)) {
            reading.file(cursor);
        } catch (BooksException e) {
            problems.add(e.problem());
        }
        boolean taken = problems.isEmpty();
        List<Statement> statements = reading.gathered.statements();
        return new BooksFile(
                file,
                bytes.sha256(),
                taken ? statements : List.of(),
                problems,
                taken ? reading.rows : 0,
                0,
                reading.format,
                Optional.empty(),
                taken ? List.of() : statements,
                reading.gathered.notices());
    }

    /** One pass over one file. */
    private final class Reading {
        private final Gathered gathered = new Gathered();
        private Optional<BooksFormat> format = Optional.empty();
        private int rows;
        private int documents;
        private String headerMessage = "";
        private Optional<Node> created = Optional.empty();

        void file(XmlCursor cursor) {
            BooksException otherFile = unsupported("nothing", "", cursor.location());
            if (cursor.nextElement()) {
                otherFile = unsupported(cursor.name(), cursor.namespace(), cursor.location());
                root(cursor, ENVELOPE_DEPTH, otherFile);
                if (cursor.nextElement()) {
                    throw new BooksException(
                            ProblemCode.XML_MALFORMED,
                            cursor.location(),
                            cursor.name(),
                            "There is more than one root element.");
                }
            }
            if (documents == 0) {
                throw otherFile;
            }
        }

        /** The cursor stands on a document, its content, or an envelope around either. */
        private void root(XmlCursor cursor, int depthLeft, BooksException otherFile) {
            if (cursor.name().equals("Document")) {
                document(cursor);
            } else if (CamtMessage.isRoot(cursor.name())) {
                message(cursor);
            } else if (cursor.name().equals("AppHdr")) {
                header(cursor);
            } else {
                if (depthLeft == 0) {
                    throw otherFile;
                }
                while (cursor.nextElement()) {
                    root(cursor, depthLeft - 1, otherFile);
                }
            }
        }

        /** Of the header one field counts; signatures and what else it has are of other namespaces. */
        private void header(XmlCursor cursor) {
            while (cursor.nextElement()) {
                if (cursor.name().equals("MsgDefIdr")) {
                    headerMessage = cursor.tree(cursor.namespace()).text;
                } else {
                    cursor.skip();
                }
            }
        }

        private void document(XmlCursor cursor) {
            Optional<CamtMessage> stated = cursor.namespace().isEmpty()
                    ? Optional.empty()
                    : Optional.of(CamtMessage.ofNamespace(cursor.namespace()).orElseThrow(() -> unsupported(cursor)));
            boolean found = false;
            while (cursor.nextElement()) {
                if (!CamtMessage.isRoot(cursor.name())
                        || found
                        || stated.filter(known -> !cursor.name().equals(known.root()))
                                .isPresent()) {
                    throw unsupported(cursor);
                }
                found = true;
                message(cursor);
            }
            if (!found) {
                throw new BooksException(
                        ProblemCode.FIELD_MISSING, cursor.location(), "Document", "The document holds no message.");
            }
        }

        private void message(XmlCursor cursor) {
            String namespace = cursor.namespace();
            CamtMessage known = (namespace.isEmpty()
                            ? CamtMessage.ofRoot(cursor.name())
                            : CamtMessage.ofNamespace(namespace)
                                    .filter(m -> m.root().equals(cursor.name())))
                    .orElseThrow(() -> unsupported(cursor));
            format = format.or(() -> Optional.of(known.format()));
            documents++;
            created = Optional.empty();
            String name = namespace.substring(namespace.lastIndexOf(':') + 1);
            if (!headerMessage.isEmpty() && !namespace.isEmpty() && !headerMessage.equals(name)) {
                throw new BooksException(
                        ProblemCode.MESSAGE_CONFLICT,
                        cursor.location(),
                        "MsgDefIdr",
                        "The header names " + Texts.quote(headerMessage) + ", the document is " + name + ".");
            }
            // A header is that of the one document behind it.
            headerMessage = "";
            boolean found = false;
            while (cursor.nextElement()) {
                cursor.requireNamespace(namespace);
                if (cursor.name().equals(known.item())) {
                    found = true;
                    statement(cursor, known);
                } else if (cursor.name().equals("GrpHdr")) {
                    created = cursor.tree(namespace).find("CreDtTm");
                } else {
                    cursor.skip();
                }
            }
            if (!found) {
                throw new BooksException(
                        ProblemCode.FIELD_MISSING,
                        cursor.location(),
                        known.item(),
                        "The message has no " + known.item() + ".");
            }
        }

        private void statement(XmlCursor cursor, CamtMessage known) {
            String namespace = cursor.namespace();
            CamtStatement statement = new CamtStatement(config, scales, known, cursor.location(), created);
            while (cursor.nextElement()) {
                cursor.requireNamespace(namespace);
                switch (cursor.name()) {
                    case "Id",
                            "FrToDt",
                            "ElctrncSeqNb",
                            "LglSeqNb",
                            "CreDtTm",
                            "StmtPgntn",
                            "RptPgntn",
                            "NtfctnPgntn",
                            "Acct",
                            "Bal",
                            "TxsSummry" -> statement.head(cursor.tree(namespace));
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
            Statement read = statement.read();
            try {
                read = statement.proven(read);
            } catch (BooksException e) {
                gathered.show(read);
                throw e;
            }
            gathered.add(read, true, statement.location(), known.item() + "/Id");
            statement.notice().ifPresent(gathered::tell);
        }

        private BooksException unsupported(XmlCursor cursor) {
            return unsupported(cursor.name(), cursor.namespace(), cursor.location());
        }

        private static BooksException unsupported(String name, String namespace, Location location) {
            Matcher other = ANY_MESSAGE.matcher(namespace);
            String what =
                    other.matches() ? other.group(1) : name + (namespace.isEmpty() ? "" : " of namespace " + namespace);
            return new BooksException(
                    ProblemCode.MESSAGE_UNSUPPORTED,
                    location,
                    name,
                    "This reader takes camt.052, 053 and 054.001.02 to 14, this is " + Texts.quote(what) + ".");
        }
    }
}
