package clearing.books;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The three messages of a bank about an account; their entries are built alike. */
enum CamtMessage {
    REPORT("camt.052", "BkToCstmrAcctRpt", "Rpt", BooksFormat.CAMT052),
    STATEMENT("camt.053", "BkToCstmrStmt", "Stmt", BooksFormat.CAMT053),
    NOTIFICATION("camt.054", "BkToCstmrDbtCdtNtfctn", "Ntfctn", BooksFormat.CAMT054);

    private static final Pattern NAMESPACE =
            Pattern.compile("urn:iso:std:iso:20022:tech:xsd:(camt\\.05[234])\\.001\\.(\\d\\d)");
    private static final int FIRST_VERSION = 2;
    private static final int LAST_VERSION = 14;

    private final String id;
    private final String root;
    private final String item;
    private final BooksFormat format;

    CamtMessage(String id, String root, String item, BooksFormat format) {
        this.id = id;
        this.root = root;
        this.item = item;
        this.format = format;
    }

    /** The message of a namespace, when its version is one that is read. */
    static Optional<CamtMessage> ofNamespace(String namespace) {
        Matcher matcher = NAMESPACE.matcher(namespace);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int version = Integer.parseInt(matcher.group(2));
        for (CamtMessage each : values()) {
            if (each.id.equals(matcher.group(1)) && version >= FIRST_VERSION && version <= LAST_VERSION) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    /** The message of a root element, for files that leave their namespace out. */
    static Optional<CamtMessage> ofRoot(String element) {
        return Arrays.stream(values()).filter(each -> each.root.equals(element)).findFirst();
    }

    /** True for the element that holds the message below its document. */
    static boolean isRoot(String element) {
        return ofRoot(element).isPresent();
    }

    /** Element of the message. */
    String root() {
        return root;
    }

    /** Element of one statement, report or notification. */
    String item() {
        return item;
    }

    BooksFormat format() {
        return format;
    }

    StatementKind kind() {
        return format.kind();
    }

    @Override
    public String toString() {
        return id;
    }
}
