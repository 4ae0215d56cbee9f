package clearing.kernel.settlement;

import static clearing.kernel.Consortium.BANK;
import static clearing.kernel.Consortium.HKD;
import static clearing.kernel.Consortium.NORTH;
import static clearing.kernel.Consortium.SHARE_CODE;
import static clearing.kernel.Consortium.SOUTH;
import static clearing.kernel.Consortium.TODAY;
import static org.assertj.core.api.Assertions.assertThat;

import clearing.kernel.Consortium;
import clearing.kernel.ResultCode;
import clearing.kernel.Trades;
import clearing.kernel.collateral.Price;
import clearing.kernel.command.Command;
import clearing.kernel.command.RiskCommand;
import clearing.kernel.defaults.Market;
import clearing.kernel.rulebook.BilateralLimitRule;
import clearing.kernel.rulebook.Rule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is used of limits, as members that ask for it see it. */
class LimitUseTest {
    private final Market market = market();
    private final Consortium ledger = market.ledger();

    private static Market market() {
        List<Rule> rules = new ArrayList<>(Market.rules());
        rules.add(new BilateralLimitRule(NORTH, SOUTH, "HKD", 1_000));
        rules.add(new BilateralLimitRule(SOUTH, NORTH, "HKD", 500));
        return Market.open(rules).priced().pledged(SOUTH, SHARE_CODE, 100);
    }

    @Test
    void a_covered_cap_counts_as_far_as_collateral_after_its_haircut() {
        LimitUse.Cap cap = use().caps().getFirst();

        assertThat(cap.agreed()).isEqualTo(50_000_000);
        assertThat(cap.cover()).isEqualTo(720_000);
        assertThat(cap.counts()).isEqualTo(720_000);
        assertThat(cap.used()).isZero();
        assertThat(cap.headroom()).isEqualTo(720_000);
        assertThat(use().uncovered()).isEmpty();
    }

    @Test
    void collateral_that_falls_below_what_is_used_is_told_with_what_is_missing() {
        long all = ledger.available(SOUTH, HKD);
        Consortium.done(ledger.settle(market.affirmed(SOUTH, Market.EAST, 0, Trades.payment("T1", all + 700_000))));
        assertThat(use().caps().getFirst().headroom()).isEqualTo(20_000);
        assertThat(use().uncovered()).isEmpty();

        Consortium.done(ledger.as(BANK, new RiskCommand.AttestPrice(SHARE_CODE, TODAY, 1, new Price(8_000, 1))));

        assertThat(use().uncovered())
                .extracting(LimitUse.Cap::uncovered)
                .singleElement()
                .isEqualTo(big(60_000));
        assertThat(use().caps().getFirst().headroom()).isZero();
        assertThat(ledger.as(SOUTH, new RiskCommand.Release("R", 0, SHARE_CODE, 1))
                        .code())
                .isEqualTo(ResultCode.COVER_NEEDED);
        ledger.later(Duration.ofDays(4));
        assertThat(use().uncovered().getFirst().uncovered())
                .as("a stale price covers nothing")
                .isEqualTo(700_000);
    }

    @Test
    void a_limit_towards_a_counterparty_shows_what_was_given_net() {
        Consortium.done(ledger.as(
                BANK,
                new Command.SettleRound(
                        Consortium.HK, List.of(market.affirmed(NORTH, SOUTH, 0, Trades.payment("T1", 300))))));

        assertThat(use().towards())
                .extracting(LimitUse.Towards::member, LimitUse.Towards::used, LimitUse.Towards::headroom)
                .containsExactly(
                        org.assertj.core.api.Assertions.tuple(NORTH, 300L, 700L),
                        org.assertj.core.api.Assertions.tuple(SOUTH, -300L, 800L));
        ledger.later(Duration.ofDays(1));
        assertThat(use().towards().getFirst().used()).as("another day").isZero();
    }

    private LimitUse use() {
        return LimitUse.of(ledger.state(), ledger.now());
    }

    private static java.math.BigInteger big(long value) {
        return java.math.BigInteger.valueOf(value);
    }
}
