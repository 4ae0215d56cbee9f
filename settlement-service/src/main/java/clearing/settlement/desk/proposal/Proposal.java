package clearing.settlement.desk.proposal;

import clearing.settlement.desk.DeskRefusal;
import clearing.settlement.store.Rows;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A proposal as it is stored.
 *
 * @param state PENDING, APPROVED, REJECTED, WITHDRAWN or STALE
 * @param breakId the break; empty for the undoing of a match
 * @param matchId the match that is to go
 * @param suggestionId the suggestion that is to be accepted
 * @param amountMinor what the authority limits are measured against, 0 or more
 * @param adjustment account, asset, minor, valueDate and text of an adjusting entry
 * @param trade the trade that is to be given back
 * @param evidence hash of what the break was made of when it was proposed
 * @param approvalsNeeded how many more approvers it takes at least
 */
public record Proposal(
        long id,
        ProposalKind kind,
        String state,
        Optional<Long> breakId,
        Optional<Long> matchId,
        Optional<Long> suggestionId,
        String account,
        String asset,
        BigDecimal amountMinor,
        List<Long> postings,
        List<Long> bookings,
        Optional<JsonObject> adjustment,
        Optional<String> trade,
        String evidence,
        String reason,
        String maker,
        Instant at,
        int approvalsNeeded,
        Optional<Instant> decidedAt) {
    public Proposal {
        postings = List.copyOf(postings);
        bookings = List.copyOf(bookings);
    }

    boolean isPending() {
        return state.equals("PENDING");
    }

    /** One proposal, kept from others until the transaction ends. */
    static Proposal locked(Connection connection, long id) throws SQLException {
        return Rows.first(connection, "select * from proposal where id = ? for update", List.of(id), Proposal::of)
                .orElseThrow(() -> DeskRefusal.of(DeskRefusal.Code.NOT_FOUND, "The proposal does not exist."));
    }

    /** A whole row of the table. */
    public static Proposal of(ResultSet row) throws SQLException {
        long breakId = row.getLong("break_id");
        long matchId = row.getLong("match_id");
        long suggestionId = row.getLong("suggestion_id");
        return new Proposal(
                row.getLong("id"),
                ProposalKind.valueOf(row.getString("kind")),
                row.getString("state"),
                breakId > 0 ? Optional.of(breakId) : Optional.empty(),
                matchId > 0 ? Optional.of(matchId) : Optional.empty(),
                suggestionId > 0 ? Optional.of(suggestionId) : Optional.empty(),
                row.getString("account"),
                row.getString("asset"),
                row.getBigDecimal("amount_minor"),
                List.of((Long[]) row.getArray("postings").getArray()),
                List.of((Long[]) row.getArray("bookings").getArray()),
                Optional.ofNullable(row.getString("adjustment")).map(JsonObject::new),
                Optional.ofNullable(row.getString("trade")),
                row.getString("evidence"),
                row.getString("reason"),
                row.getString("maker"),
                Rows.instant(row, "at"),
                row.getInt("approvals_needed"),
                row.getObject("decided_at") == null ? Optional.empty() : Optional.of(Rows.instant(row, "decided_at")));
    }
}
