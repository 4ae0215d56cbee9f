package clearing.settlement.desk.proposal;

import clearing.reconcile.Evidence;
import clearing.settlement.desk.DeskRefusal;
import clearing.settlement.desk.DeskRefusal.Code;
import clearing.settlement.matching.EvidenceJson;
import clearing.settlement.matching.NewAgreement;
import clearing.settlement.matching.Reconciliation;
import clearing.settlement.store.Rows;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A suggestion of a rule that nobody has decided on.
 *
 * @param key that a declined one is remembered by
 */
public record Suggested(
        long id, String key, String rule, int version, List<Long> postings, List<Long> bookings, Evidence evidence) {
    public Suggested {
        postings = List.copyOf(postings);
        bookings = List.copyOf(bookings);
    }

    /**
     * What limits are measured against.
     *
     * @param minor the larger of both sides' sums in the asset
     */
    public record Size(String account, String asset, BigDecimal minor) {}

    /**
     * The suggestion, kept from others until the transaction ends.
     *
     * @throws DeskRefusal when there is none, or it is decided on
     */
    public static Suggested open(Connection connection, long id) throws SQLException {
        record Found(Suggested suggestion, String state) {}
        Found found = Rows.first(
                        connection,
                        "select * from suggestion where id = ? for update",
                        List.of(id),
                        row -> new Found(
                                new Suggested(
                                        row.getLong("id"),
                                        row.getString("key"),
                                        row.getString("rule"),
                                        row.getInt("rule_version"),
                                        List.of((Long[])
                                                row.getArray("postings").getArray()),
                                        List.of((Long[])
                                                row.getArray("bookings").getArray()),
                                        EvidenceJson.evidence(new JsonObject(row.getString("evidence")))),
                                row.getString("state")))
                .orElseThrow(() -> DeskRefusal.of(Code.NOT_FOUND, "The suggestion does not exist."));
        if (!found.state().equals("OPEN")) {
            throw DeskRefusal.of(Code.CONFLICT, "The suggestion is " + found.state() + ".");
        }
        return found.suggestion();
    }

    /** Refuses while its acceptance waits for another person. */
    public Suggested free(Connection connection) throws SQLException {
        long waiting =
                Rows.number(connection, "select id from proposal where suggestion_id = ? and state = 'PENDING'", id);
        if (waiting > 0) {
            throw DeskRefusal.of(Code.CONFLICT, "Proposal " + waiting + " to accept the suggestion waits already.");
        }
        return this;
    }

    /** Its largest sum of one account and asset on either side. */
    public Size size(Connection connection) throws SQLException {
        return Rows.first(
                        connection,
                        "select account, asset, greatest(abs(sum(chain)), abs(sum(books))) as size from"
                                + " (select account, asset, minor::numeric as chain, 0::numeric as books from posting"
                                + " where id = any(?) union all select account, asset, 0, minor from book_entry"
                                + " where id = any(?)) items group by account, asset order by size desc, account, asset",
                        List.of(postings.toArray(Long[]::new), bookings.toArray(Long[]::new)),
                        row -> new Size(row.getString(1), row.getString(2), row.getBigDecimal(3)))
                .orElseThrow(() -> DeskRefusal.of(Code.STALE, "The items of the suggestion do not exist any more."));
    }

    /** Puts the items together; {@link Reconciliation.Unit#store} is the caller's. */
    public void accept(Reconciliation.Unit unit, String by, Optional<String> approvers, String reason, Instant now)
            throws SQLException {
        long agreement = unit.agree(new NewAgreement(
                postings,
                bookings,
                rule,
                version,
                NewAgreement.difference(unit.connection(), postings, bookings),
                evidence,
                by,
                approvers,
                reason));
        decide(unit.connection(), "ACCEPTED", by, reason, Optional.of(agreement), now);
    }

    /** Notes that it was declined; that no rule suggests it again is the caller's. */
    public void decline(Connection connection, String by, String reason, Instant now) throws SQLException {
        decide(connection, "DECLINED", by, reason, Optional.empty(), now);
    }

    private void decide(
            Connection connection, String state, String by, String reason, Optional<Long> agreement, Instant now)
            throws SQLException {
        Rows.update(
                connection,
                "update suggestion set state = ?, decided_at = ?, decided_by = ?, decided_because = ?, agreement_id = ?"
                        + " where id = ?",
                state,
                now,
                by,
                reason,
                agreement,
                id);
    }
}
