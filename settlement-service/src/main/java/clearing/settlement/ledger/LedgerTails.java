package clearing.settlement.ledger;

import clearing.settlement.matching.Reconciliation;
import clearing.settlement.matching.Scales;
import clearing.settlement.store.AuditLog;
import clearing.settlement.store.Database;
import clearing.settlement.store.FailPoints;
import java.time.InstantSource;

/** Puts a tail together. */
public final class LedgerTails {
    private LedgerTails() {}

    /**
     * A tail that is not started yet.
     *
     * @param source where blocks come from
     * @param member the own member id
     * @param database the member's
     * @param reconciliation takes own postings
     * @param scales learns the constitution
     * @param audit hears of halts
     * @param clock time of commits
     * @param listener hears of what is durable
     * @param cycles hears of cycles that are over
     * @param measurements counts it
     * @param failPoints where tests let the process die
     */
    public static LedgerTail tail(
            BlockSource source,
            String member,
            Database database,
            Reconciliation reconciliation,
            Scales scales,
            AuditLog audit,
            InstantSource clock,
            LedgerListener listener,
            CycleListener cycles,
            Measurements measurements,
            FailPoints failPoints) {
        BlockApplier applier = new BlockApplier(
                source.channel(),
                source.chaincode(),
                member,
                database,
                reconciliation,
                scales,
                audit,
                clock,
                cycles,
                failPoints);
        return new LedgerTail(source, applier, listener, measurements, clock, member);
    }
}
