package clearing.settlement.desk.proposal;

import clearing.reconcile.AgreementRefused;
import clearing.settlement.desk.BreakFacts;
import clearing.settlement.desk.DeskRefusal;
import clearing.settlement.desk.DeskRefusal.Code;
import clearing.settlement.desk.notify.DeskEvent;
import clearing.settlement.desk.notify.Outbox;
import clearing.settlement.desk.policy.Authority;
import clearing.settlement.desk.policy.Policies;
import clearing.settlement.desk.routing.Evidence;
import clearing.settlement.matching.Outcome;
import clearing.settlement.matching.PartedMatches;
import clearing.settlement.matching.Reconciliation;
import clearing.settlement.store.AuditLog;
import clearing.settlement.store.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Checkers' side of four eyes. Check and deed are one transaction, under the engine's lock, so that nothing is done twice. */
public final class Decisions {
    private final Reconciliation reconciliation;
    private final Proposals proposals;
    private final Policies policies;
    private final Outbox outbox;
    private final AuditLog audit;
    private final InstantSource clock;

    /** Decisions under the policy in force. */
    public Decisions(
            Reconciliation reconciliation,
            Proposals proposals,
            Policies policies,
            Outbox outbox,
            AuditLog audit,
            InstantSource clock) {
        this.reconciliation = reconciliation;
        this.proposals = proposals;
        this.policies = policies;
        this.outbox = outbox;
        this.audit = audit;
        this.clock = clock;
    }

    /** Refused before anything was touched, or done. */
    private record Result(Optional<DeskRefusal> refusal, Outcome outcome) {
        static Result refused(Code code, String sentence) {
            return new Result(Optional.of(DeskRefusal.of(code, sentence)), Outcome.NONE);
        }
    }

    /**
     * Approves or rejects.
     *
     * @param roles words of the checker's roles
     * @return what the verdicts that followed brought about
     * @throws DeskRefusal when it may not be decided so; nothing has changed then, but for a stale proposal, which ends
     */
    public Outcome decide(String checker, Collection<String> roles, long id, boolean approve, String reason) {
        try {
            Result result = reconciliation.inTransaction(
                    clock.instant(), unit -> decide(unit, checker, roles, id, approve, reason));
            if (result.refusal().isPresent()) {
                throw result.refusal().get();
            }
            return result.outcome();
        } catch (AgreementRefused e) {
            throw DeskRefusal.of(Code.STALE, Objects.toString(e.getMessage(), "The items are matched by now."));
        }
    }

    private Result decide(
            Reconciliation.Unit unit, String checker, Collection<String> roles, long id, boolean approve, String reason)
            throws SQLException {
        Connection connection = unit.connection();
        Optional<Proposal> found =
                Rows.first(connection, "select * from proposal where id = ? for update", List.of(id), Proposal::of);
        if (found.isEmpty()) {
            return Result.refused(Code.NOT_FOUND, "The proposal does not exist.");
        }
        Proposal proposal = found.get();
        if (!proposal.isPending()) {
            return Result.refused(Code.ALREADY_DECIDED, "The proposal waits no more.");
        }
        List<String> before = Rows.list(
                connection,
                "select by_whom from proposal_decision where proposal_id = ? order by at, by_whom",
                List.of(id),
                row -> row.getString(1));
        if (proposal.maker().equals(checker) || before.contains(checker)) {
            return Result.refused(Code.OWN_PROPOSAL, "Who proposed, or approved before, cannot decide.");
        }
        Optional<Integer> needed = new Authority(policies.inForce(connection).policy())
                .approvers(
                        roles,
                        proposal.kind().limitedAs(),
                        proposal.asset(),
                        proposals.units(proposal.asset(), proposal.amountMinor()));
        if (approve && needed.isEmpty()) {
            return Result.refused(Code.OVER_AUTHORITY, "None of your roles may decide so much.");
        }
        if (hasEnded(connection, proposal)) {
            proposals.end(connection, proposal, "STALE", "service", "the suggestion is decided on");
            audit.append(connection, "service", "PROPOSAL_STALE", "proposal " + id, "");
            return Result.refused(Code.STALE, "The suggestion does not stand any more.");
        }
        if (proposal.breakId().isPresent()
                && !Evidence.of(BreakFacts.locked(connection, proposal.breakId().get()))
                        .equals(proposal.evidence())) {
            proposals.end(connection, proposal, "STALE", "service", "its items have changed");
            audit.append(connection, "service", "PROPOSAL_STALE", "proposal " + id, "");
            return Result.refused(Code.STALE, "The items of the break have changed since; propose again.");
        }
        Rows.update(
                connection,
                "insert into proposal_decision (proposal_id, by_whom, approve, reason, at) values (?, ?, ?, ?, ?)",
                id,
                checker,
                approve,
                reason,
                clock.instant());
        Outcome outcome = Outcome.NONE;
        if (!approve) {
            proposals.end(connection, proposal, "REJECTED", checker, reason);
            tell(connection, proposal, DeskEvent.REJECTED, checker);
        } else if (before.size() + 1 < needed.orElse(Integer.MAX_VALUE)) {
            Rows.update(
                    connection,
                    "update proposal set approvals_needed = ? where id = ?",
                    needed.orElse(2) - before.size() - 1,
                    id);
        } else {
            String approvers = String.join(", ", with(before, checker));
            proposals.end(connection, proposal, "APPROVED", checker, reason);
            tell(connection, proposal, DeskEvent.APPROVED, checker);
            outcome = carryOut(unit, proposal, approvers);
        }
        audit.append(
                connection, checker, approve ? "PROPOSAL_APPROVED" : "PROPOSAL_REJECTED", "proposal " + id, reason);
        return new Result(Optional.empty(), outcome);
    }

    private static boolean hasEnded(Connection connection, Proposal proposal) throws SQLException {
        return proposal.suggestionId().isPresent()
                && Rows.number(
                                connection,
                                "select count(*) from suggestion where id = ? and state = 'OPEN'",
                                proposal.suggestionId().get())
                        == 0;
    }

    private static List<String> with(List<String> before, String checker) {
        return java.util.stream.Stream.concat(before.stream(), java.util.stream.Stream.of(checker))
                .toList();
    }

    private void tell(Connection connection, Proposal proposal, DeskEvent event, String by) throws SQLException {
        if (proposal.breakId().isPresent()) {
            BreakFacts facts = BreakFacts.locked(connection, proposal.breakId().get());
            outbox.tell(
                    connection,
                    clock.instant(),
                    event,
                    facts.id(),
                    facts.severity(),
                    by,
                    "proposal " + proposal.id() + ": " + proposal.kind());
        }
    }

    private void undo(Reconciliation.Unit unit, Proposal proposal, String approvers) throws SQLException {
        long match = proposal.matchId().orElse(0L);
        long agreement = Rows.number(
                unit.connection(), "select agreement_id from match where id = ? and withdrawn_at is null", match);
        if (agreement == 0) {
            PartedMatches.part(unit, match, clock.instant(), proposal.maker(), approvers, proposal.reason());
        } else {
            unit.undo(agreement, proposal.maker(), Optional.of(approvers), proposal.reason());
        }
    }

    private Outcome carryOut(Reconciliation.Unit unit, Proposal proposal, String approvers) throws SQLException {
        switch (proposal.kind()) {
            case FORCE_MATCH, WRITE_OFF -> {
                Agreeing.agree(
                        unit, proposal.postings(), proposal.bookings(), proposal.maker(), approvers, proposal.reason());
                return unit.store();
            }
            case UNDO_MATCH -> {
                undo(unit, proposal, approvers);
                return unit.store();
            }
            case ACCEPT_SUGGESTION -> {
                Suggested.open(unit.connection(), proposal.suggestionId().orElse(0L))
                        .accept(unit, proposal.maker(), Optional.of(approvers), proposal.reason(), clock.instant());
                return unit.store();
            }
            case ADJUSTMENT -> ProposedPostings.add(unit.connection(), clock.instant(), proposal, approvers);
            case REVERSAL -> {
                // Nothing is done here: the trade file is made when it is asked for, and both members sign it.
            }
        }
        return Outcome.NONE;
    }
}
