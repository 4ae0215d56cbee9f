package clearing.settlement.evidence;

import clearing.client.evidence.EvidenceFacts.AuditRecord;
import clearing.client.evidence.EvidenceFacts.Entry;
import clearing.client.evidence.EvidenceFacts.Section;
import clearing.client.evidence.EvidenceFacts.Trade;
import clearing.kernel.trade.TradeState;
import clearing.settlement.ledger.TradeNames;
import clearing.settlement.matching.Scales;
import clearing.settlement.store.Rows;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** What packs of both kinds read, each in a fixed order. */
final class EvidenceRows {
    /** What is noted of a pack that was read; a pack leaves it out, so that reading it does not change it. */
    static final String READ = "EVIDENCE_READ";

    private static final List<String> STATUS = List.of("PENDING", "MATCHED", "BROKEN", "CARRIED");

    private final Connection connection;
    private final Scales scales;

    EvidenceRows(Connection connection, Scales scales) {
        this.connection = connection;
        this.scales = scales;
    }

    String amount(String asset, BigDecimal minor) {
        return scales.text(asset, minor.toBigIntegerExact());
    }

    static String word(int status) {
        return status >= 0 && status < STATUS.size() ? STATUS.get(status) : Integer.toString(status);
    }

    /** Book entries by a condition of fixed text. */
    List<Entry> entries(String condition, List<?> values) throws SQLException {
        return Rows.list(
                connection,
                "select * from book_entry where " + condition + " order by id",
                values,
                row -> new Entry(
                        row.getString("account"),
                        row.getString("asset"),
                        row.getString("entry_id"),
                        scales.text(row.getString("asset"), row.getLong("minor")),
                        row.getString("booking_date"),
                        row.getString("value_date"),
                        row.getString("reference"),
                        word(row.getInt("status"))));
    }

    /** The trades behind postings. */
    List<Trade> trades(Long[] postings) throws SQLException {
        List<Trade> trades = new ArrayList<>();
        for (String name : Rows.list(
                connection,
                "select distinct trade from posting where id = any(?) and trade is not null order by trade",
                List.of((Object) postings),
                row -> row.getString(1))) {
            var id = TradeNames.meant(connection, name);
            if (id.isPresent()) {
                Rows.first(
                                connection,
                                "select reference, state from trade where author = ? and counterparty = ? and page = ? and idx = ?",
                                List.of(
                                        id.get().page().author(),
                                        id.get().page().counterparty(),
                                        id.get().page().number(),
                                        id.get().index()),
                                row -> new Trade(
                                        row.getString(1),
                                        id.get().page().path() + "#" + id.get().index(),
                                        TradeState.ofNumber(row.getInt(2)).name()))
                        .ifPresent(trades::add);
            }
        }
        return trades;
    }

    /** Statements with the hash of the file that each came in. */
    Section statements(String condition, List<?> values) throws SQLException {
        return new Section(
                "Statements",
                "",
                List.of(
                        "Statement",
                        "File",
                        "From",
                        "To",
                        "Opening",
                        "Closing",
                        "Adds up",
                        "Follows on",
                        "Taken in",
                        "SHA-256 of the file"),
                Rows.list(
                        connection,
                        "select s.*, f.name, f.sha256, f.ingested_at, f.ingested_by from statement s join books_file f on f.id = s.file_id where "
                                + condition + " order by s.id",
                        values,
                        row -> List.of(
                                row.getString("reference"),
                                row.getString("name"),
                                text(row, "from_date"),
                                text(row, "to_date"),
                                balance(row, "opening"),
                                balance(row, "closing"),
                                row.getBoolean("consistent") ? "yes" : "no",
                                row.getBoolean("continuous") ? "yes" : "no",
                                Rows.instant(row, "ingested_at") + " by " + row.getString("ingested_by"),
                                HexFormat.of().formatHex(row.getBytes("sha256")))));
    }

    private String balance(ResultSet row, String column) throws SQLException {
        long minor = row.getLong(column);
        return row.wasNull() ? "" : scales.text(row.getString("asset"), minor);
    }

    /** A column as text, empty for null. */
    static String text(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column)).orElse("");
    }

    /** The transactions behind postings, with their blocks and signatures. */
    Section transactions(Long[] postings) throws SQLException {
        return new Section(
                "Blocks and signatures",
                "What this member's own replay of the chain found; a certificate lets others see it for themselves.",
                List.of(
                        "Block",
                        "Hash of the block",
                        "Transaction",
                        "Code",
                        "Submitted by",
                        "Endorsed by",
                        "Re-computed"),
                Rows.list(
                        connection,
                        "select t.*, b.hash from tx t join block b on b.number = t.block where (t.block, t.idx) in"
                                + " (select block, tx from posting where id = any(?)) order by t.block, t.idx",
                        List.of((Object) postings),
                        row -> List.of(
                                Long.toString(row.getLong("block")),
                                HexFormat.of().formatHex(row.getBytes("hash")),
                                row.getString("tx_id"),
                                row.getString("code_name"),
                                row.getString("submitted_by") + " at " + Rows.instant(row, "at"),
                                String.join(", ", (String[])
                                        row.getArray("endorsers").getArray()),
                                row.getBoolean("verified") ? "yes, the same" : "no")));
    }

    /** Records of the audit log about these subjects. */
    List<AuditRecord> audit(List<String> subjects) throws SQLException {
        return Rows.list(
                connection,
                "select * from audit where subject = any(?) and action <> ? order by idx",
                List.of(subjects.toArray(String[]::new), READ),
                row -> new AuditRecord(
                        row.getLong("idx"),
                        Rows.instant(row, "at").toString(),
                        row.getString("actor"),
                        row.getString("action"),
                        row.getString("subject"),
                        row.getString("detail"),
                        HexFormat.of().formatHex(row.getBytes("hash"))));
    }
}
