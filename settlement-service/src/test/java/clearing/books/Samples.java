package clearing.books;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Books of one member for the tests, and statements made of parts. */
final class Samples {
    static final AssetScales SCALES = asset -> switch (asset) {
        case "HKD", "CNY", "USD", "EUR" -> OptionalInt.of(2);
        case "JPY", "HK0000069689", "US0378331005" -> OptionalInt.of(0);
        default -> OptionalInt.empty();
    };

    private Samples() {}

    static BooksConfig config() {
        return new BooksConfig(
                "HarbourBrokers",
                List.of(
                        new BooksConfig.Account("HB-HOUSE-HKD", "HOUSE", "HKD"),
                        new BooksConfig.Account("HB-CLIENT-HKD", "CLIENT", "HKD"),
                        new BooksConfig.Account("HB-JPY", "HOUSE", "JPY"),
                        new BooksConfig.Account("NL26VAYB8060476890", "HOUSE", "EUR"),
                        new BooksConfig.Account("HB-SEC", "HOUSE", BooksConfig.ANY_ASSET)),
                Map.of("Lotus Securities Limited", "LotusSecurities", "LOTUHKHH", "LotusSecurities"),
                List.of(),
                List.of(),
                Map.of());
    }

    static BooksConfig configWithReferences(List<BooksConfig.ReferenceField> references) {
        BooksConfig base = config();
        return new BooksConfig(
                base.member(), base.accounts(), base.counterparties(), references, base.files(), base.mappings());
    }

    static BooksFile read(String xml) {
        return read(xml.getBytes(StandardCharsets.UTF_8));
    }

    static BooksFile read(byte[] xml) {
        try {
            return new CamtBooks(configWithReferences(BooksConfig.DEFAULT_REFERENCES), SCALES)
                    .read("statement.xml", new ByteArrayInputStream(xml));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Statement only(BooksFile file) {
        if (!file.problems().isEmpty() || file.statements().size() != 1) {
            throw new AssertionError(file.toString());
        }
        return file.statements().getFirst();
    }

    static String document(int version, String content) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001."
                + (version < 10 ? "0" : "") + version + "\"><BkToCstmrStmt><GrpHdr><MsgId>M1</MsgId></GrpHdr>\n"
                + content
                + "\n</BkToCstmrStmt></Document>\n";
    }

    static String statement(String opening, String closing, String... entries) {
        return "<Stmt><Id>S1</Id><ElctrncSeqNb>7</ElctrncSeqNb>" + account("HB-HOUSE-HKD", "HKD")
                + balance("OPBD", opening, "HKD") + balance("CLBD", closing, "HKD") + "\n" + String.join("\n", entries)
                + "</Stmt>";
    }

    static String account(String id, String currency) {
        return "<Acct><Id><Othr><Id>" + id + "</Id></Othr></Id><Ccy>" + currency + "</Ccy></Acct>";
    }

    /** A signed amount becomes amount and indicator. */
    static String balance(String type, String amount, String currency) {
        return "<Bal><Tp><CdOrPrtry><Cd>" + type + "</Cd></CdOrPrtry></Tp>" + amount(amount, currency)
                + "<Dt><Dt>2026-11-23</Dt></Dt></Bal>";
    }

    static String amount(String signed, String currency) {
        boolean debit = signed.startsWith("-");
        return "<Amt Ccy=\"" + currency + "\">" + (debit ? signed.substring(1) : signed) + "</Amt><CdtDbtInd>"
                + (debit ? "DBIT" : "CRDT") + "</CdtDbtInd>";
    }

    static String entry(String amount, String details) {
        return "<Ntry>" + amount(amount, "HKD")
                + "<Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-11-23</Dt></BookgDt><ValDt><Dt>2026-11-24</Dt></ValDt>"
                + "<NtryDtls>" + details + "</NtryDtls></Ntry>";
    }

    static String reference(String reference) {
        return "<TxDtls><Refs><EndToEndId>" + reference + "</EndToEndId></Refs></TxDtls>";
    }
}
