package clearing.client.evidence;

import java.time.Instant;
import java.util.List;

/**
 * What an evidence pack states. Entries and trades are what certificates can prove; the sections are the member's word, and its signature
 * stands under all of it.
 *
 * @param member whose statement it is
 * @param title what it is about, such as "Break 5"
 * @param at of when: the newest thing that it tells of, so that the same facts are the same file
 * @param entries of the books
 * @param trades on the ledger
 * @param audit records of the member's audit log
 * @param sections the rest, in the order in which it is read
 */
public record EvidenceFacts(
        String member,
        String title,
        Instant at,
        List<Entry> entries,
        List<Trade> trades,
        List<AuditRecord> audit,
        List<Section> sections) {
    public EvidenceFacts {
        entries = List.copyOf(entries);
        trades = List.copyOf(trades);
        audit = List.copyOf(audit);
        sections = List.copyOf(sections);
    }

    /**
     * An entry of the books.
     *
     * @param amount decimal text in the asset's scale, with a minus for what goes out
     * @param status what the member makes of it when the pack is made
     */
    public record Entry(
            String account,
            String asset,
            String entry,
            String amount,
            String bookingDate,
            String valueDate,
            String reference,
            String status) {}

    /**
     * A trade.
     *
     * @param place page and index, {@code AUTHOR/COUNTERPARTY/NUMBER#INDEX}
     * @param state its state's name on the ledger
     */
    public record Trade(String reference, String place, String state) {}

    /** A record of the audit log, as it is hashed there. */
    public record AuditRecord(
            long index, String at, String actor, String action, String subject, String detail, String hash) {}

    /**
     * A table.
     *
     * @param note a sentence above it, or empty
     * @param rows each as long as the columns
     */
    public record Section(String title, String note, List<String> columns, List<List<String>> rows) {
        public Section {
            columns = List.copyOf(columns);
            rows = rows.stream().map(List::copyOf).toList();
            int width = columns.size();
            if (rows.stream().anyMatch(row -> row.size() != width)) {
                throw new IllegalArgumentException("A row of '" + title + "' has not " + width + " cells.");
            }
        }
    }
}
