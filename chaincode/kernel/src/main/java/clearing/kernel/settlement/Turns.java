package clearing.kernel.settlement;

import clearing.kernel.Outcome;
import clearing.kernel.QueueEffect;
import clearing.kernel.ResultCode;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.constitution.Member;
import clearing.kernel.execution.Execution;
import clearing.kernel.rulebook.AgentRule;
import clearing.kernel.state.Keys;
import java.util.List;
import java.util.Optional;

/**
 * Who may run a lane's rounds when. The holder may until its term ends. The next acting member in the order of the constitution may from the
 * end of the term or after a silence of the holder, whichever is first; the one after it a silence later, and so on round the ring. When
 * nobody has come a silence after the term's end, the holder may go on in a new term: a lane never stands still for want of others.
 */
public final class Turns {
    private static final long MILLIS = 1_000;

    private Turns() {}

    /**
     * From when on a member may run a round, in milliseconds since 1970, if nobody else does before.
     *
     * @param member an acting member
     */
    public static long from(AgentRule rule, Constitution constitution, Optional<Lease> lease, String member, long now) {
        if (lease.isEmpty()) {
            return 0;
        }
        Lease held = lease.get();
        long end = held.since() + rule.term() * MILLIS;
        long silence = rule.silence() * MILLIS;
        if (member.equals(held.holder())) {
            return now < end ? held.since() : end + silence;
        }
        long passesOn = Math.min(end, held.last() + silence);
        return passesOn + (distance(constitution, held.holder(), member) - 1) * silence;
    }

    /** Acting members in the order in which they take turns. */
    public static List<String> ring(Constitution constitution) {
        return constitution.members().stream()
                .filter(member -> !member.readOnly())
                .map(Member::id)
                .toList();
    }

    private static long distance(Constitution constitution, String holder, String member) {
        List<String> ring = ring(constitution);
        return Math.floorMod(ring.indexOf(member) - ring.indexOf(holder), ring.size());
    }

    /** The lease after a round. */
    static Lease after(AgentRule rule, Optional<Lease> lease, String member, long now) {
        if (lease.isPresent()
                && lease.get().holder().equals(member)
                && now < lease.get().since() + rule.term() * MILLIS) {
            Lease held = lease.get();
            return new Lease(held.epoch(), member, held.since(), Math.max(held.last(), now));
        }
        return new Lease(lease.map(held -> held.epoch() + 1).orElse(1L), member, now, now);
    }

    /** Why the caller may not run a round of the lane now, or empty when it may. */
    public static Optional<Outcome> refuse(String lane, Execution x) {
        Optional<AgentRule> rule = x.constitution().rules().agents(lane);
        if (rule.isEmpty()) {
            return Optional.empty();
        }
        long now = now(x);
        Optional<Lease> lease = lease(lane, x);
        long from = from(rule.get(), x.constitution(), lease, x.caller().memberId(), now);
        return now >= from
                ? Optional.empty()
                : Optional.of(Outcome.refused(
                        ResultCode.NOT_YOUR_TURN,
                        "caller",
                        "the turn is " + lease.map(Lease::holder).orElse("nobody") + "'s; the caller's comes in "
                                + (from - now) + " ms"));
    }

    /** Notes that the caller has run a round that changed something. */
    public static void renew(String lane, Execution x) {
        Optional<AgentRule> rule = x.constitution().rules().agents(lane);
        if (rule.isEmpty()) {
            return;
        }
        Optional<Lease> before = lease(lane, x);
        Lease after = after(rule.get(), before, x.caller().memberId(), now(x));
        x.ledger().put(Keys.lease(lane), after.encode());
        if (before.map(lease -> lease.epoch() != after.epoch()).orElse(true)) {
            x.effects()
                    .add(() ->
                            new QueueEffect.TurnTaken(lane, after.epoch(), after.holder(), before.map(Lease::holder)));
        }
    }

    private static Optional<Lease> lease(String lane, Execution x) {
        return Lease.decode(x.ledger().get(Keys.lease(lane)));
    }

    private static long now(Execution x) {
        return x.tx().timestamp().toEpochMilli();
    }
}
