package clearing.settlement.desk;

import clearing.settlement.desk.attachment.Attachments;
import clearing.settlement.desk.mandate.MandateRun;
import clearing.settlement.desk.mandate.Mandates;
import clearing.settlement.desk.notify.Outbox;
import clearing.settlement.desk.policy.Policies;
import clearing.settlement.desk.proposal.Decisions;
import clearing.settlement.desk.proposal.Proposals;
import clearing.settlement.desk.routing.Routing;
import clearing.settlement.desk.work.BreakWork;
import clearing.settlement.desk.work.SharedComments;
import clearing.settlement.matching.Reconciliation;
import clearing.settlement.matching.Scales;
import clearing.settlement.store.AuditLog;
import clearing.settlement.store.Database;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The desk of one member.
 *
 * @param policies how it works
 * @param routing what happens to breaks without anybody
 * @param work what people do to breaks
 * @param attachments files of breaks
 * @param proposals what only two may do, from the maker's side
 * @param decisions the same from the checker's side
 * @param mandates what is resolved without asking
 * @param mandateRun uses mandates
 * @param outbox who is told
 */
public record Desk(
        Policies policies,
        Routing routing,
        BreakWork work,
        Attachments attachments,
        Proposals proposals,
        Decisions decisions,
        Mandates mandates,
        MandateRun mandateRun,
        Outbox outbox) {
    /** The desk on a member's database; from now on it hears of the verdicts. */
    public static Desk open(
            Database database,
            Reconciliation reconciliation,
            Scales scales,
            AuditLog audit,
            Outbox outbox,
            InstantSource clock) {
        return open(database, reconciliation, scales, audit, outbox, clock, Optional.empty());
    }

    /**
     * The same.
     *
     * @param carried takes shared comments to the ledger, where the service may
     */
    public static Desk open(
            Database database,
            Reconciliation reconciliation,
            Scales scales,
            AuditLog audit,
            Outbox outbox,
            InstantSource clock,
            Optional<SharedComments> carried) {
        Policies policies = new Policies(database, audit, clock);
        Routing routing = new Routing(database, policies, scales, outbox, audit, clock);
        MandateRun mandateRun = new MandateRun(database, reconciliation, audit, clock);
        reconciliation.listen(new DeskListener(mandateRun, routing));
        Proposals proposals = new Proposals(policies, outbox, scales, audit, clock);
        return new Desk(
                policies,
                routing,
                new BreakWork(policies, outbox, audit, clock, carried),
                new Attachments(audit, clock),
                proposals,
                new Decisions(reconciliation, proposals, policies, outbox, audit, clock),
                new Mandates(audit, clock),
                mandateRun,
                outbox);
    }

    /**
     * Looks at what time alone has changed, and uses mandates of a new day, or new ones, for breaks of before.
     *
     * @return breaks that changed
     */
    public List<Long> tick() {
        List<Long> changed = new ArrayList<>(routing.tick());
        changed.addAll(mandateRun.run());
        return changed.stream().distinct().sorted().toList();
    }
}
