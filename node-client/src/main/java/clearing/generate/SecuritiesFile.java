package clearing.generate;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** {@code <Member>/securities.csv}: the member's internal securities ledger, as its own system extracts it. */
final class SecuritiesFile {
    static final String NAME = "securities.csv";

    private final Csv csv = new Csv(
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
    private final LocalDate date;
    private final String statement;
    private boolean empty = true;

    SecuritiesFile(LocalDate date) {
        this.date = date;
        this.statement = "SEC-" + date.format(DateTimeFormatter.BASIC_ISO_DATE);
    }

    /** One account in one security; nothing is written where there is neither a balance nor an entry. */
    void account(Holder holder, Asset asset, long opening, List<BookEntry> entries) {
        if (opening == 0 && entries.isEmpty()) {
            return;
        }
        empty = false;
        String account = AccountId.of(holder, asset);
        balance("OPENING", account, asset, date, opening);
        long closing = opening;
        LocalDate last = date;
        for (BookEntry entry : entries) {
            closing = Math.addExact(closing, entry.amount());
            last = entry.booked().isAfter(last) ? entry.booked() : last;
            csv.row(
                    "ENTRY",
                    statement,
                    account,
                    asset.code(),
                    entry.booked().toString(),
                    entry.valueDate().toString(),
                    String.join("+", entry.references()),
                    entry.counterparty(),
                    asset.decimal(entry.amount()),
                    Boolean.toString(entry.reversal()),
                    entry.text());
        }
        balance("CLOSING", account, asset, last, closing);
    }

    private void balance(String record, String account, Asset asset, LocalDate day, long balance) {
        csv.row(record, statement, account, asset.code(), day.toString(), "", "", "", asset.decimal(balance), "", "");
    }

    boolean empty() {
        return empty;
    }

    String text() {
        return csv.text();
    }
}
