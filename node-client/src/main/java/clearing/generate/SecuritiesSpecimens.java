package clearing.generate;

import java.util.ArrayList;
import java.util.List;

/** Malformed securities ledgers: an opening, three entries, of which the second is wrong, and a closing. */
final class SecuritiesSpecimens {
    private static final String READS = "securities";
    private static final int BAD_ROW = 2;
    private static final List<String> HEADER = List.of(
            "record",
            "statement",
            "account_id",
            "isin",
            "booking_date",
            "value_date",
            "reference",
            "counterparty",
            "quantity",
            "reversal",
            "text");

    private final String account;
    private final String isin;
    private final Rows right;
    private final List<Specimen> specimens = new ArrayList<>();

    SecuritiesSpecimens(Consortium consortium, Member member) {
        Asset security = consortium.securities().getFirst();
        this.isin = security.code();
        this.account = AccountId.of(consortium.holdersOf(member).getFirst(), security);
        this.right = new Rows(
                HEADER,
                List.of(
                        row("OPENING", "", "", "", "1000"),
                        row("ENTRY", "2026-11-20", "HB261120-000001", "LotusSecurities", "-100"),
                        row("ENTRY", "2026-11-20", "HB261120-000002", "LotusSecurities", "-100"),
                        row("ENTRY", "2026-11-20", "LS261120-000003", "LotusSecurities", "300"),
                        row("CLOSING", "", "", "", "1100")));
    }

    private List<String> row(String record, String valueDate, String reference, String counterparty, String quantity) {
        return List.of(
                record,
                "SEC-20261120",
                account,
                isin,
                "2026-11-20",
                valueDate,
                reference,
                counterparty,
                quantity,
                record.equals("ENTRY") ? "false" : "",
                "");
    }

    List<Specimen> all() {
        specimens.add(Specimen.of("securities/right.csv", READS, 0, "", "nothing is wrong", right.text()));
        bad("fraction-of-a-share", "quantity", "-100.5", "AMOUNT_TOO_PRECISE", "half a piece");
        bad("absurd-exponent", "quantity", "1e100000000", "AMOUNT_MALFORMED", "an exponent that fills the memory");
        bad("huge-quantity", "quantity", "-99999999999999999999", "AMOUNT_TOO_LARGE", "over 64 bits");
        bad("wrong-check-digit", "isin", "HKFCT0000013", "ASSET_UNKNOWN", "an ISIN whose check digit is wrong");
        bad("unknown-account", "account_id", "XX-SEC-HOUSE", "ACCOUNT_UNKNOWN", "an account that nobody mapped");
        bad("no-such-day", "value_date", "2026-11-31", "DATE_MALFORMED", "the thirty-first of November");
        bad("unknown-record", "record", "TOTAL", "FIELD_INVALID", "neither OPENING, ENTRY nor CLOSING");
        String text = right.text();
        whole(
                "sum-differs",
                0,
                "SUM_DIFFERS",
                "entries do not lead to the closing",
                right.with(4, "quantity", "1099").text());
        whole("missing-column", 1, "COLUMN_UNKNOWN", "no column quantity", text.replace("quantity", "pieces"));
        int closing = text.indexOf("CLOSING");
        whole("no-closing", 0, "BALANCE_MISSING", "cut off before its last row", text.substring(0, closing));
        whole(
                "row-too-short",
                Rows.line(BAD_ROW),
                "ROW_WIDTH",
                "a row that breaks off",
                text.replace("HB261120-000002,LotusSecurities,-100,false,", "HB261120-000002"));
        return List.copyOf(specimens);
    }

    private void bad(String name, String column, String value, String code, String note) {
        whole(
                name,
                Rows.line(BAD_ROW),
                code,
                note,
                right.with(BAD_ROW, column, value).text());
    }

    private void whole(String name, int line, String code, String note, String text) {
        specimens.add(Specimen.of("securities/" + name + ".csv", READS, line, code, note, text));
    }
}
