package clearing.client.trade;

import clearing.kernel.constitution.Constitution;
import clearing.kernel.constitution.Lane;
import clearing.kernel.rulebook.AgentRule;
import clearing.kernel.settlement.Lease;
import clearing.kernel.settlement.Turns;
import clearing.kernel.state.Keys;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * When a member's agent asks for a round of a lane. The ledger says from when on it may ({@link Turns}); beside that it gives those before it
 * in turn time to take up work that has just come, so that after a quiet night not all agents ask at once. For one thread.
 */
final class AgentTurns {
    private static final long MILLIS = 1_000;

    private final String member;
    private final LedgerView view;
    private final boolean patient;
    private final Map<String, Work> work = new HashMap<>();

    /** Work that nobody has taken up: since when, and the journal that stood then. */
    private record Work(Instant since, String journal) {}

    private AgentTurns(String member, LedgerView view, boolean patient) {
        this.member = member;
        this.view = view;
        this.patient = patient;
    }

    /** Of an agent that runs on and gives those before it in turn time. */
    static AgentTurns patient(String member, LedgerView view) {
        return new AgentTurns(member, view, true);
    }

    /** Of somebody who asks once, by hand. */
    static AgentTurns atOnce(String member, LedgerView view) {
        return new AgentTurns(member, view, false);
    }

    String member() {
        return member;
    }

    /** True when the agent is to ask for a round now that something waits. */
    boolean isOwn(Lane lane, Constitution constitution, Instant now) {
        Optional<AgentRule> rule = constitution.rules().agents(lane.code());
        if (rule.isEmpty()) {
            return true;
        }
        Optional<Lease> lease = Lease.decode(view.get(Keys.lease(lane.code())));
        String journal = view.get(Keys.journal(lane.code()))
                .map(bytes -> HexFormat.of().formatHex(bytes))
                .orElse("");
        Work known = work.get(lane.code());
        if (known == null || !known.journal().equals(journal)) {
            known = new Work(now, journal);
            work.put(lane.code(), known);
        }
        long millis = now.toEpochMilli();
        long patience = patient
                ? ahead(rule.get(), constitution, lease, millis) * rule.get().silence() * MILLIS
                : 0;
        return millis >= Turns.from(rule.get(), constitution, lease, member, millis)
                && millis >= known.since().toEpochMilli() + patience;
    }

    /** Nothing waits: what comes next is new. */
    void nothingWaits(Lane lane) {
        work.remove(lane.code());
    }

    /** How many are before this member in turn. */
    private long ahead(AgentRule rule, Constitution constitution, Optional<Lease> lease, long now) {
        List<String> ring = Turns.ring(constitution);
        int own = ring.indexOf(member);
        if (lease.isEmpty()) {
            return own;
        }
        int behind = Math.floorMod(own - ring.indexOf(lease.get().holder()), ring.size());
        boolean over = now >= lease.get().since() + rule.term() * MILLIS;
        return over ? Math.floorMod(behind - 1, ring.size()) : behind;
    }
}
