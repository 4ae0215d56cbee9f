package clearing.settlement.evidence;

import clearing.client.evidence.EvidenceFacts.Section;
import clearing.settlement.store.Rows;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Ledger and books beside each other: a column for each entry, or, where there are many, a line. */
final class BothSides {
    private static final int COLUMNS = 4;
    private static final List<String> FIELDS =
            List.of("Amount", "Reference", "Counterparty", "Value date", "Booking date", "Text", "Found in", "Status");

    private final Connection connection;
    private final EvidenceRows rows;

    BothSides(Connection connection, EvidenceRows rows) {
        this.connection = connection;
        this.rows = rows;
    }

    private record Side(String name, List<String> values) {}

    Section of(Long[] postings, Long[] bookings) throws SQLException {
        List<Side> sides = new ArrayList<>(Rows.list(
                connection,
                "select * from posting where id = any(?) order by id",
                List.of((Object) postings),
                this::posting));
        sides.addAll(Rows.list(
                connection,
                "select e.*, f.name from book_entry e join statement s on s.id = e.statement_id join books_file f on f.id = s.file_id"
                        + " where e.id = any(?) order by e.id",
                List.of((Object) bookings),
                this::booking));
        if (postings.length == 0) {
            sides.addFirst(new Side("Ledger", List.of("nothing", "", "", "", "", "", "", "")));
        }
        if (bookings.length == 0) {
            sides.add(new Side("Books", List.of("nothing", "", "", "", "", "", "", "")));
        }
        List<String> columns = new ArrayList<>();
        List<List<String>> lines = new ArrayList<>();
        if (sides.size() <= COLUMNS) {
            columns.add("Field");
            sides.forEach(side -> columns.add(side.name()));
            for (int f = 0; f < FIELDS.size(); f++) {
                List<String> line = new ArrayList<>(List.of(FIELDS.get(f)));
                for (Side side : sides) {
                    line.add(side.values().get(f));
                }
                lines.add(line);
            }
        } else {
            columns.add("Side");
            columns.addAll(FIELDS);
            for (Side side : sides) {
                List<String> line = new ArrayList<>(List.of(side.name()));
                line.addAll(side.values());
                lines.add(line);
            }
        }
        return new Section("Both sides", "", columns, lines);
    }

    private Side posting(ResultSet row) throws SQLException {
        return new Side(
                "Ledger",
                List.of(
                        amount(row),
                        row.getString("reference"),
                        row.getString("counterparty"),
                        row.getString("value_date"),
                        "",
                        row.getString("kind"),
                        "block " + row.getLong("block") + ", transaction " + row.getInt("tx") + ", effect "
                                + row.getInt("effect"),
                        EvidenceRows.word(row.getInt("status"))));
    }

    private Side booking(ResultSet row) throws SQLException {
        int line = row.getInt("line");
        return new Side(
                "Books",
                List.of(
                        amount(row),
                        row.getString("reference"),
                        row.getString("counterparty"),
                        row.getString("value_date"),
                        row.getString("booking_date"),
                        row.getString("note"),
                        row.getString("name") + (line > 0 ? ", line " + line : "") + ", entry "
                                + row.getString("entry_id"),
                        EvidenceRows.word(row.getInt("status"))));
    }

    private String amount(ResultSet row) throws SQLException {
        String asset = row.getString("asset");
        return rows.amount(asset, BigDecimal.valueOf(row.getLong("minor"))) + " " + asset;
    }
}
