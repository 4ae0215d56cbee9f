package clearing.settlement.desk.proposal;

import clearing.settlement.desk.BreakFacts;
import clearing.settlement.store.AuditLog;
import clearing.settlement.store.Rows;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** Adjusting entries for the internal books. Each is handed over once; a hand-over can be had again. */
public final class ProposedPostings {
    private static final int MOST_AT_ONCE = 10_000;

    private ProposedPostings() {}

    /**
     * An adjusting entry.
     *
     * @param minor signed minor units
     * @param reference unique among all that this member's desk ever proposed
     * @param checkers who approved
     * @param handOver number of the hand-over, where it was handed over
     */
    public record Posting(
            long id,
            long proposal,
            long breakId,
            String account,
            String asset,
            long minor,
            String reference,
            String counterparty,
            LocalDate valueDate,
            String text,
            String reason,
            String maker,
            List<String> checkers,
            Instant at,
            Optional<Long> handOver) {
        public Posting {
            checkers = List.copyOf(checkers);
        }
    }

    static void add(Connection connection, Instant now, Proposal proposal, String approvers) throws SQLException {
        JsonObject entry =
                proposal.adjustment().orElseThrow(() -> new IllegalStateException("an adjustment has no entry"));
        long breakId = proposal.breakId().orElseThrow(() -> new IllegalStateException("an adjustment has no break"));
        BreakFacts facts = BreakFacts.locked(connection, breakId);
        LocalDate valueDate = Optional.ofNullable(entry.getString("valueDate"))
                .map(LocalDate::parse)
                .orElseGet(() -> LocalDate.ofInstant(now, ZoneOffset.UTC));
        Rows.update(
                connection,
                "insert into proposed_posting (proposal_id, break_id, account, asset, minor, reference, counterparty,"
                        + " value_date, note, reason, maker, checkers, at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                proposal.id(),
                breakId,
                entry.getString("account"),
                entry.getString("asset"),
                entry.getLong("minor"),
                "ADJ-" + proposal.id(),
                facts.counterparty(),
                valueDate,
                entry.getString("text"),
                proposal.reason(),
                proposal.maker(),
                approvers.split(", "),
                now);
    }

    /** All that a hand-over now takes, which then counts as handed over; or what the last one took. */
    public static List<Posting> handOver(
            Connection connection, AuditLog audit, Instant now, String by, String format, boolean again)
            throws SQLException {
        Rows.list(connection, "select pg_advisory_xact_lock(hashtext('hand_over'))", List.of(), row -> true);
        long last = Rows.number(connection, "select coalesce(max(id), 0) from hand_over");
        if (again) {
            return Rows.list(
                    connection,
                    "select * from proposed_posting where hand_over = ? order by id",
                    List.of(last),
                    ProposedPostings::of);
        }
        long number = last + 1;
        int taken = Rows.update(
                connection,
                "update proposed_posting set hand_over = ? where id in (select id from proposed_posting where hand_over is null"
                        + " order by id limit ?)",
                number,
                MOST_AT_ONCE);
        if (taken == 0) {
            return List.of();
        }
        Rows.update(
                connection,
                "insert into hand_over (id, at, by_whom, format, postings) values (?, ?, ?, ?, ?)",
                number,
                now,
                by,
                format,
                taken);
        audit.append(connection, by, "POSTINGS_HANDED_OVER", "hand-over " + number, taken + " postings as " + format);
        return Rows.list(
                connection,
                "select * from proposed_posting where hand_over = ? order by id",
                List.of(number),
                ProposedPostings::of);
    }

    /** A whole row of the table. */
    public static Posting of(ResultSet row) throws SQLException {
        long handOver = row.getLong("hand_over");
        return new Posting(
                row.getLong("id"),
                row.getLong("proposal_id"),
                row.getLong("break_id"),
                row.getString("account"),
                row.getString("asset"),
                row.getLong("minor"),
                row.getString("reference"),
                row.getString("counterparty"),
                row.getObject("value_date", LocalDate.class),
                row.getString("note"),
                row.getString("reason"),
                row.getString("maker"),
                List.of((String[]) row.getArray("checkers").getArray()),
                Rows.instant(row, "at"),
                handOver > 0 ? Optional.of(handOver) : Optional.empty());
    }
}
