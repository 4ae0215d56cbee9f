package clearing.settlement.api;

import clearing.settlement.desk.proposal.Proposal;
import clearing.settlement.desk.proposal.ProposedPostings;
import clearing.settlement.store.Rows;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Proposals and what follows from them, as the API shows them. */
final class ProposalJson {
    private ProposalJson() {}

    static JsonObject of(Connection connection, Json json, Proposal proposal) throws SQLException {
        JsonObject shown = new JsonObject()
                .put("id", proposal.id())
                .put("kind", proposal.kind().name())
                .put("state", proposal.state())
                .put("account", proposal.account())
                .put("asset", proposal.asset())
                .put("amount", json.amount(proposal.asset(), proposal.amountMinor()))
                .put("postings", new JsonArray(proposal.postings()))
                .put("bookEntries", new JsonArray(proposal.bookings()))
                .put("reason", proposal.reason())
                .put("maker", proposal.maker())
                .put("at", proposal.at().toString())
                .put("approvalsNeeded", proposal.approvalsNeeded())
                .put("decisions", decisions(connection, "proposal", proposal.id()));
        Json.put(shown, "breakId", proposal.breakId());
        Json.put(shown, "matchId", proposal.matchId());
        Json.put(shown, "suggestionId", proposal.suggestionId());
        Json.put(shown, "trade", proposal.trade());
        Json.put(shown, "decidedAt", proposal.decidedAt().map(Instant::toString));
        proposal.adjustment().ifPresent(entry -> {
            String asset = entry.getString("asset");
            JsonObject adjustment = new JsonObject()
                    .put("account", entry.getString("account"))
                    .put("asset", asset)
                    .put("amount", json.amount(asset, entry.getLong("minor")))
                    .put("text", entry.getString("text"));
            Json.put(adjustment, "valueDate", Optional.ofNullable(entry.getString("valueDate")));
            shown.put("adjustment", adjustment);
        });
        return shown;
    }

    /** Decisions on a proposal or a mandate, oldest first. */
    static JsonArray decisions(Connection connection, String of, long id) throws SQLException {
        JsonArray all = new JsonArray();
        String table =
                of.equals("mandate") ? "mandate_decision where mandate_id" : "proposal_decision where proposal_id";
        Rows.list(
                        connection,
                        "select by_whom, approve, reason, at from " + table + " = ? order by at, by_whom",
                        List.of(id),
                        row -> new JsonObject()
                                .put("by", row.getString(1))
                                .put("approve", row.getBoolean(2))
                                .put("reason", row.getString(3))
                                .put("at", Rows.instant(row, "at").toString()))
                .forEach(all::add);
        return all;
    }

    static JsonObject posting(Json json, ProposedPostings.Posting posting) {
        JsonObject shown = new JsonObject()
                .put("id", posting.id())
                .put("account", posting.account())
                .put("asset", posting.asset())
                .put("amount", json.amount(posting.asset(), posting.minor()))
                .put("reference", posting.reference())
                .put("valueDate", posting.valueDate().toString())
                .put("text", posting.text())
                .put("reason", posting.reason())
                .put("breakId", posting.breakId())
                .put("proposalId", posting.proposal())
                .put("maker", posting.maker())
                .put("checkers", new JsonArray(posting.checkers()))
                .put("at", posting.at().toString())
                .put("exported", posting.handOver().isPresent());
        Json.put(shown, "counterparty", Json.nonEmpty(posting.counterparty()));
        return shown;
    }
}
