package clearing.messages;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;

/**
 * A statement as the CSV form of a securities ledger that {@code docs/books.md} defines: opening, entries, closing. It takes any
 * asset; camt messages take currencies alone, since their amounts have a currency code of three letters and a security is counted in
 * units of an ISIN.
 */
public final class StatementCsv {
    private static final String HEADER =
            "record,statement,account_id,isin,booking_date,value_date,reference,counterparty,quantity,reversal,text\n";
    private static final int HASH = 16;

    private final AccountHead head;
    private final Facts facts;
    private final Ledgered<LedgerEntry> entries;

    /** @param facts of the same entries */
    public StatementCsv(AccountHead head, Facts facts, Ledgered<LedgerEntry> entries) {
        this.head = head;
        this.facts = facts;
        this.entries = entries;
    }

    /** Writes the statement. The stream is flushed and not closed. */
    public void write(OutputStream stream) {
        try {
            put(stream, HEADER);
            balance(stream, "OPENING", BigInteger.valueOf(head.opening()), head.from());
            entries.each(e -> entry(stream, e));
            balance(stream, "CLOSING", facts.closing(head), head.to());
            stream.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void balance(OutputStream stream, String record, BigInteger minor, LocalDate day) {
        row(stream, record, id(), head.accountId(), head.asset(), day.toString(), "", "", "", decimal(minor), "", "");
    }

    private void entry(OutputStream stream, LedgerEntry e) {
        row(
                stream,
                "ENTRY",
                id(),
                head.accountId(),
                head.asset(),
                e.bookingDate().toString(),
                e.valueDate().toString(),
                e.reference(),
                e.counterparty(),
                decimal(BigInteger.valueOf(e.minor())),
                "false",
                e.kind() + " " + e.id());
    }

    private String id() {
        return head.from() + "-" + head.to() + "-" + facts.sha256().substring(0, HASH);
    }

    private String decimal(BigInteger minor) {
        return new BigDecimal(minor, head.scale()).toPlainString();
    }

    private static void row(OutputStream stream, String... fields) {
        StringBuilder row = new StringBuilder(128);
        for (int i = 0; i < fields.length; i++) {
            row.append(i == 0 ? "" : ",").append(quoted(fields[i]));
        }
        put(stream, row.append('\n').toString());
    }

    private static String quoted(String field) {
        boolean plain = field.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? field : '"' + field.replace("\"", "\"\"") + '"';
    }

    private static void put(OutputStream stream, String text) {
        try {
            stream.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
