package clearing.generate;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Malformed bank statements: a right one of three entries, with one thing wrong at a time. */
final class StatementSpecimens {
    private static final String READS = "statement";
    private static final LocalDate DATE = LocalDate.of(2026, 11, 20);
    /** The second entry's amount, which stands once in the statement. */
    private static final String AMOUNT = "<Amt Ccy=\"HKD\">222.22</Amt>";

    private static final String DECLARATION = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

    private final String right;
    private final List<Specimen> specimens = new ArrayList<>();

    StatementSpecimens(Consortium consortium, Member member) {
        Holder holder = consortium.holdersOf(member).getFirst();
        Member counterparty = consortium.members().get(1);
        Asset currency = consortium.currency("HKD");
        List<BookEntry> entries = new ArrayList<>();
        long[] amounts = {111_11, -222_22, 333_33};
        for (int i = 0; i < amounts.length; i++) {
            entries.add(BookEntry.of(new Posting(
                    holder,
                    currency,
                    amounts[i],
                    "HB261120-00000" + (i + 1),
                    counterparty,
                    DATE,
                    Posting.Source.PAYMENT)));
        }
        this.right = CamtStatement.of(consortium, holder, currency, DATE, 1_000_00, entries);
    }

    List<Specimen> all() {
        add("right", 0, "", "nothing is wrong", right);
        attacks();
        amounts();
        fields();
        sums();
        return List.copyOf(specimens);
    }

    private void attacks() {
        // Each entity is ten of the one before: "ha" grows to two hundred million characters.
        StringBuilder entities = new StringBuilder("<!ENTITY a \"ha\">");
        for (char name = 'b'; name <= 'i'; name++) {
            String ten = ("&" + (char) (name - 1) + ";").repeat(10);
            entities.append("<!ENTITY ").append(name).append(" \"").append(ten).append("\">");
        }
        String bomb = "<!DOCTYPE Document [" + entities + "]>\n";
        doctype("entity-bomb", "nine entities that grow to two hundred million characters", bomb, "&i;");
        doctype(
                "external-entity",
                "an entity that reads a local file",
                "<!DOCTYPE Document [<!ENTITY x SYSTEM \"file:///etc/hostname\">]>\n",
                "&x;");
        doctype(
                "external-parameter-entity",
                "a declaration fetched from elsewhere",
                "<!DOCTYPE Document [<!ENTITY % x SYSTEM \"http://localhost:9/x.dtd\"> %x;]>\n",
                "");
        doctype(
                "external-declaration",
                "a document type fetched from elsewhere",
                "<!DOCTYPE Document SYSTEM \"x.dtd\">\n",
                "");
        String inclusion = "<xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\" href=\"file:///etc/hostname\"/>";
        replaced("inclusion", "XML_NAMESPACE", "an element that includes a local file", AMOUNT, inclusion + AMOUNT);
        String deep = "<a>".repeat(2_000) + "</a>".repeat(2_000);
        replaced("too-deep", "XML_TOO_DEEP", "two thousand elements inside each other", AMOUNT, deep + AMOUNT);
        add(
                "truncated",
                0,
                "XML_MALFORMED",
                "cut off in the second entry",
                right.substring(0, right.indexOf(AMOUNT) + AMOUNT.length()));
        add(
                "other-message",
                0,
                "MESSAGE_UNSUPPORTED",
                "a payment order, not a statement",
                right.replace("camt.053", "pain.001"));
        add(
                "no-xml",
                0,
                "XML_MALFORMED",
                "a spreadsheet with the wrong name",
                "reference,amount\r\nHB261120-000001,5\r\n");
    }

    private void amounts() {
        replaced("too-many-decimals", "AMOUNT_TOO_PRECISE", "three decimals", AMOUNT, amount("222.225"));
        replaced(
                "absurd-exponent",
                "AMOUNT_MALFORMED",
                "an exponent that fills the memory",
                AMOUNT,
                amount("1e100000000"));
        replaced("negative-amount", "AMOUNT_MALFORMED", "a sign beside the indicator", AMOUNT, amount("-222.22"));
        replaced("huge-amount", "AMOUNT_TOO_LARGE", "over 64 bits", AMOUNT, amount("99999999999999999.99"));
        replaced("decimal-comma", "AMOUNT_MALFORMED", "a comma for the point", AMOUNT, amount("222,22"));
        replaced(
                "wrong-currency",
                "ASSET_DIFFERS",
                "an amount in another currency than the account",
                AMOUNT,
                AMOUNT.replace("HKD", "USD"));
    }

    private void fields() {
        String indicator = AMOUNT + "<CdtDbtInd>DBIT</CdtDbtInd>";
        replaced(
                "unknown-indicator",
                "FIELD_INVALID",
                "neither credit nor debit",
                indicator,
                AMOUNT + "<CdtDbtInd>BOTH</CdtDbtInd>");
        replaced("no-indicator", "FIELD_MISSING", "no direction", indicator, AMOUNT);
        replaced("no-amount", "FIELD_MISSING", "no amount", AMOUNT, "");
        String booked = indicator + "<Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-11-";
        replaced("no-such-day", "DATE_MALFORMED", "the thirty-first of November", booked + "20", booked + "31");
        add(
                "unknown-account",
                0,
                "ACCOUNT_UNKNOWN",
                "an account that nobody mapped",
                right.replace("HB-HOUSE-HKD", "XX-HOUSE-HKD"));
    }

    private void sums() {
        add("sum-differs", 0, "SUM_DIFFERS", "entries do not lead to the closing", right.replace("1222.22", "1222.23"));
        add(
                "count-differs",
                0,
                "COUNT_DIFFERS",
                "announces four entries and has three",
                right.replace("<TtlNtries><NbOfNtries>3<", "<TtlNtries><NbOfNtries>4<"));
        int closing = right.indexOf("<Bal><Tp><CdOrPrtry><Cd>CLBD");
        add(
                "no-closing",
                0,
                "BALANCE_MISSING",
                "no closing balance",
                right.substring(0, closing) + right.substring(right.indexOf("<TxsSummry>")));
    }

    private static String amount(String value) {
        return AMOUNT.replace("222.22", value);
    }

    /** A document type declaration, used in the second entry's text. */
    private void doctype(String name, String note, String declaration, String use) {
        String text = right.replace(DECLARATION, DECLARATION + declaration)
                .replace("<AddtlNtryInf>Payment made", "<AddtlNtryInf>" + use);
        add(name, 2, "XML_DOCTYPE", note, text);
    }

    private void replaced(String name, String code, String note, String part, String by) {
        int at = right.indexOf(part);
        if (at < 0 || by.equals(part)) {
            throw new IllegalStateException(name + " changes nothing");
        }
        int line = (int) right.substring(0, at).lines().count();
        add(name, line, code, note, right.substring(0, at) + by + right.substring(at + part.length()));
    }

    private void add(String name, int line, String code, String note, String text) {
        specimens.add(Specimen.of("statements/" + name + ".xml", READS, line, code, note, text));
    }
}
