package clearing.bench.revenue;

import clearing.kernel.Batch;
import clearing.kernel.Caller;
import clearing.kernel.Kernel;
import clearing.kernel.Outcome;
import clearing.kernel.ResultCode;
import clearing.kernel.Role;
import clearing.kernel.Transition;
import clearing.kernel.TxContext;
import clearing.kernel.asset.Asset;
import clearing.kernel.asset.AssetKind;
import clearing.kernel.codec.Blob;
import clearing.kernel.codec.Bytes;
import clearing.kernel.command.Command;
import clearing.kernel.command.RevenueCommand;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.constitution.Lane;
import clearing.kernel.constitution.Member;
import clearing.kernel.constitution.MemberRole;
import clearing.kernel.revenue.terms.Aggregation;
import clearing.kernel.revenue.terms.Changeover;
import clearing.kernel.revenue.terms.Clause;
import clearing.kernel.revenue.terms.Cycle;
import clearing.kernel.revenue.terms.Limits;
import clearing.kernel.revenue.terms.Measure;
import clearing.kernel.revenue.terms.Party;
import clearing.kernel.revenue.terms.Terms;
import clearing.kernel.revenue.terms.Unit;
import clearing.kernel.revenue.terms.View;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The kernel over a state in memory, as a peer applies it: a platform and an adviser that share by metered calls. */
final class SharedLedger {
    static final String PLATFORM = "LanternPay";
    static final String ADVISER = "QuillTech";
    static final String CALLS = "calls";
    static final LocalDate PERIOD = LocalDate.of(2026, 11, 1);

    private static final long FEES = 100_000_000;
    private static final Instant BEFORE = Instant.parse("2026-11-02T02:00:00Z");
    private static final Instant AFTER = Instant.parse("2026-12-02T02:00:00Z");

    private final Map<String, byte[]> state = new HashMap<>();
    private Instant now = BEFORE;
    private int transactions;

    SharedLedger() {
        Constitution constitution = new Constitution(
                1,
                List.of(new Lane("HK", 480)),
                List.of(new Asset("HKD", AssetKind.CASH, 2, PLATFORM, "HK")),
                List.of(
                        new Member(PLATFORM, PLATFORM, List.of(MemberRole.PLATFORM), List.of("HOUSE")),
                        new Member(ADVISER, ADVISER, List.of(MemberRole.PLATFORM), List.of("HOUSE"))));
        done(PLATFORM, new Command.Constitute(constitution));
        done(ADVISER, new Command.Ratify(1, Bytes.sha256(constitution.encode())));
    }

    /** The period is over from now on. */
    void end() {
        now = AFTER;
    }

    /** Proposed by one, signed by the other. */
    void agree(String id) {
        byte[] terms = terms(id).encode();
        done(PLATFORM, new RevenueCommand.ProposeTerms(Blob.of(terms)));
        done(ADVISER, new RevenueCommand.SignTerms(id, 1, Blob.of(Bytes.sha256(terms))));
    }

    /** Reports the fees of the period. */
    RevenueCommand fees(String id) {
        return new RevenueCommand.ReportFacts(
                id, PERIOD, List.of(new RevenueCommand.FactReport("fees", 0, 0, FEES, 1, Blob.of(new byte[32]))));
    }

    /** Applies a batch and commits what it writes. */
    void done(String member, Command... commands) {
        Caller caller = new Caller(member, EnumSet.allOf(Role.class));
        TxContext tx = new TxContext("tx-" + transactions++, now);
        Transition transition = Kernel.applyQuietly(
                key -> Optional.ofNullable(state.get(key)), caller, tx, Batch.of(List.of(commands)));
        for (Outcome outcome : transition.outcomes()) {
            if (outcome.code() != ResultCode.OK) {
                throw new IllegalStateException("expected OK, got " + outcome);
            }
        }
        state.putAll(transition.writes());
    }

    boolean has(String key) {
        return state.containsKey(key);
    }

    private static Terms terms(String id) {
        return new Terms(
                id,
                1,
                "Calls of the adviser",
                "HKD",
                Cycle.MONTHLY,
                PERIOD,
                Optional.empty(),
                Changeover.AT_PERIOD,
                List.of(new Party(PLATFORM, "HOUSE", View.ALL), new Party(ADVISER, "HOUSE", View.ALL)),
                PLATFORM,
                Optional.empty(),
                List.of(
                        measure(CALLS, new Unit.Count("calls"), true, ADVISER),
                        measure("fees", new Unit.Money("HKD"), false, PLATFORM)),
                List.of("fees"),
                List.of(
                        new Clause.Tiers(
                                "CALLS",
                                "For each call",
                                ADVISER,
                                CALLS,
                                false,
                                List.of(new Clause.Band(0, 30_000), new Clause.Band(1_000_000, 20_000)),
                                Limits.NONE),
                        new Clause.Residual(
                                "REST", "The rest", List.of(new Clause.Portion(PLATFORM, 1_000_000)), false)),
                Optional.empty(),
                12);
    }

    private static Measure measure(String name, Unit unit, boolean inParts, String reporter) {
        return new Measure(name, name, unit, Aggregation.SUM, inParts, reporter, List.of(), 0, 0, 100_000_000_000_000L);
    }
}
