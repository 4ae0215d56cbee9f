package clearing.settlement.desk.proposal;

import clearing.settlement.desk.BreakFacts;
import clearing.settlement.desk.BreakState;
import clearing.settlement.desk.DeskRefusal;
import clearing.settlement.desk.DeskRefusal.Code;
import clearing.settlement.desk.History;
import clearing.settlement.desk.notify.DeskEvent;
import clearing.settlement.desk.notify.Outbox;
import clearing.settlement.desk.policy.Authority;
import clearing.settlement.desk.policy.Policies;
import clearing.settlement.matching.Scales;
import clearing.settlement.store.AuditLog;
import clearing.settlement.store.Rows;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Makers' side of four eyes: proposals are made and withdrawn here. */
public final class Proposals {
    private final Policies policies;
    private final Outbox outbox;
    private final Scales scales;
    private final Terms terms;
    private final AuditLog audit;
    private final InstantSource clock;

    /** Proposals under the policy in force. */
    public Proposals(Policies policies, Outbox outbox, Scales scales, AuditLog audit, InstantSource clock) {
        this.policies = policies;
        this.outbox = outbox;
        this.scales = scales;
        this.terms = new Terms(scales);
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Makes a proposal, which waits for another person. It checks before it changes anything.
     *
     * @return its number
     */
    public long propose(Connection connection, String maker, Draft draft) throws SQLException {
        if (draft.kind() == ProposalKind.UNDO_MATCH) {
            return undo(connection, maker, draft);
        }
        long breakId = draft.breakId().orElseThrow(() -> DeskRefusal.invalid("breakId", "breakId is missing."));
        BreakFacts facts = BreakFacts.locked(connection, breakId);
        if (facts.state().after(BreakState.Move.PROPOSE, true).isEmpty()) {
            throw DeskRefusal.of(
                    Code.CONFLICT,
                    facts.state() == BreakState.RESOLVED
                            ? "The break is resolved."
                            : "A proposal on the break waits already.");
        }
        Draft.Terms found = terms.of(connection, draft, facts);
        long id = insert(connection, maker, draft, Optional.empty(), found);
        Rows.update(connection, "update break set proposal_id = ? where id = ?", id, breakId);
        String told = "proposal " + id + ": " + draft.kind() + ": " + draft.reason();
        History.note(connection, breakId, clock.instant(), maker, "PROPOSED", told);
        outbox.tell(
                connection,
                clock.instant(),
                DeskEvent.PROPOSED,
                breakId,
                facts.severity(),
                maker,
                "proposal " + id + ": " + draft.kind());
        audit.append(connection, maker, "PROPOSED_" + draft.kind(), "proposal " + id, "break " + breakId);
        return id;
    }

    private long undo(Connection connection, String maker, Draft draft) throws SQLException {
        long match = draft.matchId().orElseThrow(() -> DeskRefusal.invalid("matchId", "matchId is missing."));
        record Made(String account, String asset, BigDecimal minor) {}
        Made made = Rows.first(
                        connection,
                        "select account, asset, minor from match where id = ? and withdrawn_at is null for update",
                        List.of(match),
                        row -> new Made(row.getString(1), row.getString(2), row.getBigDecimal(3)))
                .orElseThrow(() -> DeskRefusal.of(Code.NOT_FOUND, "The match does not exist."));
        if (Rows.number(connection, "select count(*) from proposal where match_id = ? and state = 'PENDING'", match)
                > 0) {
            throw DeskRefusal.of(Code.CONFLICT, "A proposal on the match waits already.");
        }
        Draft.Terms found = new Draft.Terms(
                made.account(),
                made.asset(),
                made.minor().abs(),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                "");
        long id = insert(connection, maker, draft, Optional.empty(), found);
        audit.append(connection, maker, "PROPOSED_UNDO_MATCH", "proposal " + id, "match " + match);
        return id;
    }

    /**
     * Proposes to accept a suggestion, unless who accepts it may do so alone.
     *
     * @param roles words of the maker's roles
     * @return number of the proposal; empty when nobody else is needed, and nothing has changed then
     */
    public Optional<Long> accept(
            Connection connection, String maker, Collection<String> roles, Suggested suggestion, String reason)
            throws SQLException {
        Suggested.Size size = suggestion.free(connection).size(connection);
        if (policies.inForce(connection)
                .policy()
                .acceptsAlone(roles, size.asset(), units(size.asset(), size.minor()))) {
            return Optional.empty();
        }
        Draft.Terms found = new Draft.Terms(
                size.account(),
                size.asset(),
                size.minor(),
                suggestion.postings(),
                suggestion.bookings(),
                Optional.empty(),
                Optional.empty(),
                "");
        Draft draft = new Draft(
                ProposalKind.ACCEPT_SUGGESTION,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                Optional.empty(),
                reason);
        long id = insert(connection, maker, draft, Optional.of(suggestion.id()), found);
        audit.append(
                connection, maker, "PROPOSED_ACCEPT_SUGGESTION", "proposal " + id, "suggestion " + suggestion.id());
        return Optional.of(id);
    }

    private long insert(Connection connection, String maker, Draft draft, Optional<Long> suggestion, Draft.Terms found)
            throws SQLException {
        int needed = new Authority(policies.inForce(connection).policy())
                .approvers(draft.kind().limitedAs(), found.asset(), units(found.asset(), found.amountMinor()))
                .orElseThrow(() -> DeskRefusal.of(
                        Code.OVER_AUTHORITY, "The policy lets nobody decide so much, not even two approvers."));
        return Rows.first(
                        connection,
                        "insert into proposal (kind, state, break_id, match_id, suggestion_id, account, asset, amount_minor, postings, bookings,"
                                + " adjustment, trade, evidence, reason, maker, at, approvals_needed)"
                                + " values (?, 'PENDING', ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?, ?, ?) returning id",
                        List.of(
                                draft.kind().name(),
                                draft.breakId(),
                                draft.matchId(),
                                suggestion,
                                found.account(),
                                found.asset(),
                                found.amountMinor(),
                                found.postings().toArray(Long[]::new),
                                found.bookings().toArray(Long[]::new),
                                found.adjustment().map(JsonObject::encode),
                                found.trade(),
                                found.evidence(),
                                draft.reason(),
                                maker,
                                clock.instant(),
                                needed),
                        row -> row.getLong(1))
                .orElseThrow(() -> new IllegalStateException("an insert gave no number"));
    }

    /** Minor units as units of the asset. */
    BigDecimal units(String asset, BigDecimal minor) {
        return minor.movePointLeft(scales.scale(asset).orElse(0));
    }

    /** Takes an own proposal back. */
    public void withdraw(Connection connection, String user, long id) throws SQLException {
        Proposal proposal = Proposal.locked(connection, id);
        if (!proposal.isPending()) {
            throw DeskRefusal.of(Code.ALREADY_DECIDED, "The proposal waits no more.");
        }
        if (!proposal.maker().equals(user)) {
            throw DeskRefusal.of(Code.CONFLICT, "Only who proposed can withdraw.");
        }
        end(connection, proposal, "WITHDRAWN", user, "");
        audit.append(connection, user, "PROPOSAL_WITHDRAWN", "proposal " + id, "");
    }

    /** Ends a proposal that waits; the break is free for another one. */
    void end(Connection connection, Proposal proposal, String state, String by, String why) throws SQLException {
        Rows.update(
                connection,
                "update proposal set state = ?, approvals_needed = 0, decided_at = ? where id = ?",
                state,
                clock.instant(),
                proposal.id());
        if (proposal.breakId().isPresent()) {
            long breakId = proposal.breakId().get();
            Rows.update(
                    connection,
                    "update break set proposal_id = null where id = ? and proposal_id = ?",
                    breakId,
                    proposal.id());
            String text = "proposal " + proposal.id() + (why.isEmpty() ? "" : ": " + why);
            History.note(connection, breakId, clock.instant(), by, state, text);
        }
    }
}
