package clearing.generate;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Malformed trade files. The fault stands in the second of three rows. */
final class TradeSpecimens {
    private static final String READS = "trades";
    private static final int BAD_ROW = 1;
    private static final List<String> HEADER = List.of(
            "reference",
            "side",
            "kind",
            "counterparty",
            "account",
            "counterparty_account",
            "asset",
            "quantity",
            "settlement_asset",
            "settlement_amount",
            "trade_date",
            "value_date",
            "priority",
            "reverses",
            "price",
            "client",
            "text");

    private final Rows right;
    private final Consortium consortium;
    private final Member member;
    private final List<Specimen> specimens = new ArrayList<>();

    TradeSpecimens(Consortium consortium, Member member) {
        this.consortium = consortium;
        this.member = member;
        this.right = new Rows(HEADER, List.of(row("1"), row("2"), row("3")));
    }

    private List<String> row(String number) {
        return List.of(
                member.prefix() + "261120-00000" + number,
                "SELL",
                "DVP",
                "LotusSecurities",
                "HOUSE",
                "HOUSE",
                consortium.securities().getFirst().code(),
                "100",
                "HKD",
                "4835.00",
                "2026-11-20",
                "2026-11-20",
                "NORMAL",
                "",
                "48.35",
                "",
                "");
    }

    List<Specimen> all() {
        specimens.add(Specimen.of("trades/right.csv", READS, 0, "", "nothing is wrong", right.text()));
        amounts();
        names();
        dates();
        meanings();
        tables();
        return List.copyOf(specimens);
    }

    private void amounts() {
        bad("too-many-decimals", "settlement_amount", "4835.005", "BAD_AMOUNT", "three decimals of a cent currency");
        bad("fraction-of-a-share", "quantity", "100.5", "BAD_AMOUNT", "half a piece of a security");
        bad("absurd-exponent", "settlement_amount", "1e100000000", "BAD_AMOUNT", "an exponent that fills the memory");
        bad("negative-amount", "settlement_amount", "-4835.00", "BAD_AMOUNT", "a sign in an amount");
        bad("zero-amount", "quantity", "0", "AMOUNT_NOT_POSITIVE", "nothing is delivered");
        bad("huge-amount", "settlement_amount", "99999999999999999999.00", "AMOUNT_TOO_LARGE", "over 64 bits");
        bad("endless-amount", "settlement_amount", "9".repeat(5000), "FIELD_TOO_LONG", "five thousand digits");
        bad("thousands-mark", "settlement_amount", "4,835.00", "BAD_AMOUNT", "a comma for thousands");
        bad("wide-digits", "settlement_amount", "４８３５.00", "BAD_AMOUNT", "digits of another script");
        bad("not-a-number", "settlement_amount", "NaN", "BAD_AMOUNT", "no number at all");
        bad("blank-amount", "quantity", " 100", "BAD_AMOUNT", "a blank before the digits");
    }

    private void names() {
        bad("unknown-member", "counterparty", "NobodyBank", "UNKNOWN_MEMBER", "a counterparty nobody knows");
        bad("own-counterparty", "counterparty", member.id(), "OWN_COUNTERPARTY", "a trade with itself");
        bad("unknown-account", "account", "NOSTRO", "UNKNOWN_ACCOUNT", "an account that the member does not have");
        bad("wrong-check-digit", "asset", "HKFCT0000013", "UNKNOWN_ASSET", "an ISIN whose check digit is wrong");
        bad("unknown-currency", "settlement_asset", "JPY", "UNKNOWN_ASSET", "a currency that the ledger does not hold");
        bad("small-letters", "reference", "hb261120-000002", "BAD_REFERENCE", "small letters in a reference");
        bad("long-reference", "reference", "HB261120-00000000002", "BAD_REFERENCE", "twenty characters");
        bad("injected-reference", "reference", "X'; DROP TABLE--", "BAD_REFERENCE", "a statement for a database");
        bad("unknown-side", "side", "SHORT", "BAD_VALUE", "neither SELL nor BUY");
        bad("unknown-kind", "kind", "REPO", "BAD_VALUE", "a kind that the ledger does not settle");
        bad("unknown-priority", "priority", "ASAP", "BAD_VALUE", "a priority of its own");
    }

    private void dates() {
        bad("no-such-day", "value_date", "2026-11-31", "BAD_DATE", "the thirty-first of November");
        bad("other-date-format", "value_date", "20/11/2026", "BAD_DATE", "day first");
        bad("value-before-trade", "value_date", "2026-11-19", "DATE_OUT_OF_RANGE", "value date before trade date");
        bad("far-future", "value_date", "2999-11-20", "DATE_OUT_OF_RANGE", "a value date in a thousand years");
    }

    private void meanings() {
        String security = consortium.securities().get(1).code();
        bad("security-for-security", "settlement_asset", security, "KIND_MISMATCH", "a security paid with a security");
        bad("payment-with-two-legs", "kind", "PAYMENT", "KIND_MISMATCH", "a payment that has a settlement amount");
        bad("duplicate-in-file", "reference", "HB261120-000001", "DUPLICATE_REFERENCE", "the first row's reference");
        Rows other = right.with(BAD_ROW, "settlement_amount", "4836.00");
        specimens.add(Specimen.of(
                        "trades/other-contents.csv",
                        READS,
                        Rows.line(BAD_ROW),
                        "CONTENT_CONFLICT",
                        "a trade that was sent before, now with another amount",
                        other.text())
                .takenAfter("trades/right.csv"));
    }

    private void tables() {
        String text = right.text();
        int second = text.indexOf("HB261120-000002");
        int third = text.indexOf("HB261120-000003");
        whole("missing-column", 1, "MISSING_COLUMN", "no column quantity", text.replace("quantity", "pieces"));
        whole("doubled-column", 1, "DOUBLED_COLUMN", "two columns text", text.replace("client,text", "text,text"));
        whole(
                "field-too-few",
                Rows.line(BAD_ROW),
                "FIELD_COUNT",
                "a row that breaks off",
                text.substring(0, second) + "HB261120-000002,SELL,DVP\r\n" + text.substring(third));
        whole(
                "text-after-quote",
                Rows.line(BAD_ROW),
                "MALFORMED_CSV",
                "characters after a closing quote",
                text.substring(0, second) + "\"HB\"261120-000002" + text.substring(second + 15));
        whole("empty", 1, "EMPTY_FILE", "not even a header", "");
        String foreign = text.replace("48.35,,\r\nHB261120-000003", "48.35,,Zürich\r\nHB261120-000003");
        specimens.add(new Specimen(
                "trades/other-charset.csv",
                READS,
                "",
                Rows.line(BAD_ROW),
                "NOT_UTF8",
                "text in ISO 8859-1",
                foreign,
                StandardCharsets.ISO_8859_1));
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
        specimens.add(Specimen.of("trades/" + name + ".csv", READS, line, code, note, text));
    }
}
