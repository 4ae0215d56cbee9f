package clearing.kernel.settlement;

import clearing.kernel.balance.BalancePage;
import clearing.kernel.balance.Floors;
import clearing.kernel.collateral.Cover;
import clearing.kernel.constitution.Lane;
import clearing.kernel.execution.Execution;
import clearing.kernel.rulebook.BilateralLimitRule;
import clearing.kernel.rulebook.DebitCapRule;
import clearing.kernel.state.Keys;
import clearing.kernel.state.LedgerState;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The members' limits and what is used of them, by the rules that rounds go by, over a state that is only read.
 *
 * @param caps net debit caps, by member and asset
 * @param towards limits towards counterparties, by member, counterparty and asset
 */
public record LimitUse(List<Cap> caps, List<Towards> towards) {
    public LimitUse {
        caps = List.copyOf(caps);
        towards = List.copyOf(towards);
    }

    /**
     * A net debit cap, in minor units.
     *
     * @param agreed what the rulebook says
     * @param covered whether it counts only as far as collateral covers it
     * @param cover what the member's collateral carries after haircuts, at fresh prices; zero where the cap needs none
     * @param counts how far the position may fall below zero now
     * @param available of the position that the cap counts in
     */
    public record Cap(
            String member, String asset, long agreed, boolean covered, BigInteger cover, long counts, long available) {

        /** What the position is below zero. */
        public BigInteger used() {
            return BigInteger.valueOf(available).negate().max(BigInteger.ZERO);
        }

        /** What of the cap may still be used. */
        public BigInteger headroom() {
            return BigInteger.valueOf(counts).subtract(used()).max(BigInteger.ZERO);
        }

        /** What is used and not covered: above zero the position gives nothing more, and the others stand unsecured. */
        public BigInteger uncovered() {
            return covered ? used().subtract(cover).max(BigInteger.ZERO) : BigInteger.ZERO;
        }
    }

    /**
     * A limit towards a counterparty on the business day of the asset's lane, in minor units.
     *
     * @param used what was given net today; negative when more was received
     */
    public record Towards(String member, String counterparty, String asset, long limit, long used) {

        /** What may still be given. */
        public long headroom() {
            return Math.max(0, limit - used);
        }
    }

    /** Caps whose use collateral does not carry any more. */
    public List<Cap> uncovered() {
        return caps.stream().filter(cap -> cap.uncovered().signum() > 0).toList();
    }

    /**
     * All limits; none where there is no constitution.
     *
     * @param now which prices are fresh, and which business day it is
     */
    public static LimitUse of(LedgerState state, Instant now) {
        List<Cap> caps = new ArrayList<>();
        List<Towards> towards = new ArrayList<>();
        Execution.reading(state, now).ifPresent(x -> {
            x.constitution().rules().all(DebitCapRule.class).forEach(rule -> caps.add(cap(rule, x)));
            x.constitution().rules().all(BilateralLimitRule.class).forEach(rule -> towards.add(towards(rule, x)));
        });
        return new LimitUse(caps, towards);
    }

    private static Cap cap(DebitCapRule rule, Execution x) {
        int asset = x.constitution().assetIndex(rule.asset()).orElseThrow();
        String lane = x.constitution().asset(asset).lane();
        BalancePage page = x.ledger().balance(lane, rule.member());
        boolean covered = x.constitution().rules().isCapCovered(rule.member(), rule.asset());
        return new Cap(
                rule.member(),
                rule.asset(),
                rule.cap(),
                covered,
                covered ? Cover.of(Cover.pledges(rule.member(), x), rule.asset(), x) : BigInteger.ZERO,
                Cover.cap(rule.member(), rule.asset(), x),
                page.available(Floors.CAPPED_ACCOUNT, asset));
    }

    private static Towards towards(BilateralLimitRule rule, Execution x) {
        int asset = x.constitution().assetIndex(rule.asset()).orElseThrow();
        Lane lane = x.constitution().lane(x.constitution().asset(asset).lane()).orElseThrow();
        boolean ascending = rule.member().compareTo(rule.counterparty()) < 0;
        String key = ascending
                ? Keys.exposure(lane.code(), rule.member(), rule.counterparty())
                : Keys.exposure(lane.code(), rule.counterparty(), rule.member());
        int today = SettlementCommands.businessDay(lane, x.tx().timestamp());
        long net = PairExposure.decode(x.ledger().get(key), today).net(asset);
        return new Towards(rule.member(), rule.counterparty(), rule.asset(), rule.limit(), ascending ? net : -net);
    }
}
