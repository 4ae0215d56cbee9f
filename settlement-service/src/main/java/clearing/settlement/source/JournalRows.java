package clearing.settlement.source;

import clearing.kernel.codec.Bytes;
import clearing.settlement.matching.Reconciliation;
import clearing.settlement.store.Rows;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;

/** The rows of one day's journal. */
final class JournalRows {
    private JournalRows() {}

    static void write(Reconciliation.Unit unit, String source, JournalKey key, DayPlan day, Instant now)
            throws SQLException {
        long statement = day.statement.isPresent() ? day.statement.get() : begin(unit, source, key, day, now);
        if (day.opens()) {
            unit.opened(key.account(), key.asset(), day.day);
        }
        unit.entries(statement, day.fresh);
        Connection connection = unit.connection();
        Rows.update(
                connection,
                "update statement set opening = ?, closing = ?, movements = ?, entries = entries + ?, continuous = ? where id = ?",
                day.opening,
                day.closing(),
                BigDecimal.valueOf(day.movements()),
                day.fresh.size(),
                day.continuous,
                statement);
        Rows.update(
                connection,
                "update books_file set entries = entries + ? where id = (select file_id from statement where id = ?)",
                day.fresh.size(),
                statement);
        Rows.update(
                connection,
                "update source_journal set opening_stated = ?, closed = ? where statement_id = ?",
                day.openingStated,
                day.closed,
                statement);
    }

    private static long begin(Reconciliation.Unit unit, String source, JournalKey key, DayPlan day, Instant now)
            throws SQLException {
        Connection connection = unit.connection();
        String name = source + " " + key.internal() + " " + key.asset() + " " + day.day;
        byte[] identity = Bytes.sha256(
                ("journal\u001f" + source + "\u001f" + key.internal() + "\u001f" + key.asset() + "\u001f" + day.day)
                        .getBytes(StandardCharsets.UTF_8));
        long file = unit.nextFile();
        long statement = unit.nextStatement();
        Rows.update(
                connection,
                "insert into books_file (id, sha256, name, format, ingested_at, ingested_by, statements, entries, rejected, matched,"
                        + " breaks_opened, errors) values (?, ?, ?, 'JOURNAL', ?, ?, 1, 0, 0, 0, 0, '[]'::jsonb)",
                file,
                identity,
                name,
                now,
                SourceName.actor(source));
        Rows.update(
                connection,
                "insert into statement (id, file_id, reference, content_hash, internal_account, account, asset, from_date, to_date,"
                        + " movements, entries, consistent, continuous, page, last_page)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, true, true, 1, true)",
                statement,
                file,
                name,
                HexFormat.of().formatHex(identity),
                key.internal(),
                key.account(),
                key.asset(),
                day.day,
                day.day);
        Rows.update(
                connection,
                "insert into source_journal (source, internal_account, asset, day, statement_id, opening_stated, closed)"
                        + " values (?, ?, ?, ?, ?, ?, ?)",
                source,
                key.internal(),
                key.asset(),
                day.day,
                statement,
                day.openingStated,
                day.closed);
        return statement;
    }
}
