package clearing.kernel.collateral;

import static clearing.kernel.Consortium.BANK;
import static clearing.kernel.Consortium.CLIENT;
import static clearing.kernel.Consortium.HKD;
import static clearing.kernel.Consortium.HOUSE;
import static clearing.kernel.Consortium.NORTH;
import static clearing.kernel.Consortium.SHARE;
import static clearing.kernel.Consortium.SHARE_CODE;
import static clearing.kernel.Consortium.SOUTH;
import static clearing.kernel.Consortium.TODAY;
import static org.assertj.core.api.Assertions.assertThat;

import clearing.kernel.Consortium;
import clearing.kernel.EffectLogs;
import clearing.kernel.ResultCode;
import clearing.kernel.Seeds;
import clearing.kernel.Trades;
import clearing.kernel.TxContext;
import clearing.kernel.command.RiskCommand;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.defaults.Market;
import clearing.kernel.execution.Execution;
import clearing.kernel.execution.InForce;
import clearing.kernel.execution.WorkingSet;
import clearing.kernel.state.Keys;
import clearing.kernel.state.Overlay;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.TradeState;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class CollateralTest {
    private final Market market = Market.open().priced();
    private final Consortium ledger = market.ledger();

    @Test
    void pledged_value_is_held_in_its_own_position_and_released_from_there() {
        Consortium.done(ledger.as(SOUTH, pledge("P1", SHARE_CODE, 40)));

        assertThat(ledger.balance(SOUTH).available(HOUSE, SHARE)).isEqualTo(9_960);
        assertThat(ledger.balance(SOUTH).held(HOUSE, SHARE)).isEqualTo(40);
        Consortium.done(ledger.as(SOUTH, release("P2", SHARE_CODE, 15)));
        assertThat(pledges(SOUTH).quantity(HOUSE, SHARE)).isEqualTo(25);
        assertThat(ledger.balance(SOUTH).held(HOUSE, SHARE)).isEqualTo(25);
        assertThat(ledger.as(SOUTH, release("P3", SHARE_CODE, 26)).code()).isEqualTo(ResultCode.PLEDGE_EXCEEDED);
    }

    @Test
    void a_movement_happens_once() {
        Consortium.done(ledger.as(SOUTH, pledge("P1", "HKD", 40)));

        assertThat(ledger.as(SOUTH, pledge("P1", "HKD", 40)).code()).isEqualTo(ResultCode.ALREADY_RECORDED);
        assertThat(ledger.as(SOUTH, pledge("P1", "HKD", 41)).code()).isEqualTo(ResultCode.CONTENT_CONFLICT);
        assertThat(ledger.as(SOUTH, release("P1", "HKD", 40)).code()).isEqualTo(ResultCode.CONTENT_CONFLICT);
        assertThat(pledges(SOUTH).quantity(HOUSE, HKD)).isEqualTo(40);
    }

    @Test
    void only_what_the_rulebook_accepts_and_the_member_has_is_pledged() {
        assertThat(ledger.as(SOUTH, pledge("P1", "EUR", 1)).code()).isEqualTo(ResultCode.NO_SUCH_RULE);
        assertThat(ledger.as(SOUTH, pledge("P1", "USD", 1)).code()).isEqualTo(ResultCode.INSUFFICIENT_BALANCE);
        assertThat(ledger.as(SOUTH, new RiskCommand.Pledge("P1", CLIENT + 1, "HKD", 1))
                        .code())
                .isEqualTo(ResultCode.UNKNOWN_ACCOUNT);
        assertThat(ledger.as(SOUTH, pledge("P1", "HKD", 0)).code()).isEqualTo(ResultCode.AMOUNT_NOT_POSITIVE);
        assertThat(ledger.as(SOUTH, pledge("p 1", "HKD", 1)).code()).isEqualTo(ResultCode.BAD_REFERENCE);
    }

    @Test
    void cover_is_rounded_down_after_the_haircut_and_fails_closed_when_prices_are_stale() {
        market.fund(SOUTH, "USD", 1_001);
        market.pledged(SOUTH, "HKD", 77).pledged(SOUTH, SHARE_CODE, 3).pledged(SOUTH, "USD", 1_001);

        // 77 + 3 * 9,000 * 0.8 + floor(1,001 * 7.8 * 0.95 = 7,417.41)
        assertThat(cover(SOUTH)).isEqualTo(77 + 21_600 + 7_417);
        ledger.later(Duration.ofDays(2));
        assertThat(cover(SOUTH)).isEqualTo(77 + 21_600);
        ledger.later(Duration.ofDays(2));
        assertThat(cover(SOUTH)).isEqualTo(77);
    }

    @Test
    void of_several_valuers_the_first_with_a_fresh_price_counts() {
        market.fund(SOUTH, "USD", 1_000);
        market.pledged(SOUTH, "USD", 1_000);
        Consortium.done(ledger.as(NORTH, new RiskCommand.AttestPrice("USD", TODAY, 0, new Price(1, 1))));
        assertThat(cover(SOUTH)).isEqualTo(7_410);

        ledger.later(Duration.ofDays(2));
        Consortium.done(ledger.as(NORTH, new RiskCommand.AttestPrice("USD", TODAY.plusDays(2), 0, new Price(2, 1))));

        assertThat(cover(SOUTH)).isEqualTo(1_900);
    }

    @Test
    void a_price_is_superseded_and_never_changed() {
        RiskCommand second = new RiskCommand.AttestPrice("USD", TODAY, 1, new Price(77, 10));
        Consortium.done(ledger.as(BANK, second));

        assertThat(ledger.as(BANK, second).code()).isEqualTo(ResultCode.ALREADY_RECORDED);
        assertThat(ledger.as(BANK, new RiskCommand.AttestPrice("USD", TODAY, 0, Market.USD_PRICE))
                        .code())
                .isEqualTo(ResultCode.ALREADY_RECORDED);
        assertThat(ledger.as(BANK, new RiskCommand.AttestPrice("USD", TODAY, 1, new Price(1, 1)))
                        .code())
                .isEqualTo(ResultCode.CONTENT_CONFLICT);
        assertThat(ledger.as(BANK, new RiskCommand.AttestPrice("USD", TODAY, 3, new Price(1, 1)))
                        .code())
                .isEqualTo(ResultCode.VALUATION_SUPERSEDED);
        assertThat(ledger.as(BANK, new RiskCommand.AttestPrice("USD", TODAY.minusDays(1), 0, new Price(1, 1)))
                        .code())
                .isEqualTo(ResultCode.VALUATION_SUPERSEDED);
        assertThat(ledger.state().has(Keys.valuationFact("USD", BANK, day(), 0)))
                .isTrue();
        assertThat(Valuation.decode(
                        ledger.state().get(Keys.valuation("USD", BANK)).orElseThrow()))
                .isEqualTo(new Valuation(day(), 1, new Price(77, 10)));
    }

    @Test
    void only_the_valuer_states_a_price_and_none_of_a_day_to_come() {
        assertThat(ledger.as(SOUTH, new RiskCommand.AttestPrice("USD", TODAY, 0, Market.USD_PRICE))
                        .code())
                .isEqualTo(ResultCode.NOT_A_PARTY);
        assertThat(ledger.as(BANK, new RiskCommand.AttestPrice("USD", TODAY.plusDays(1), 0, Market.USD_PRICE))
                        .code())
                .isEqualTo(ResultCode.DATE_OUT_OF_RANGE);
        assertThat(ledger.as(BANK, new RiskCommand.AttestPrice("USD", TODAY, 0, new Price(0, 1)))
                        .code())
                .isEqualTo(ResultCode.AMOUNT_NOT_POSITIVE);
        assertThat(ledger.as(BANK, new RiskCommand.AttestPrice("EUR", TODAY, 0, Market.USD_PRICE))
                        .code())
                .isEqualTo(ResultCode.NO_SUCH_RULE);
    }

    @Test
    void a_covered_cap_counts_as_far_as_the_collateral_and_holds_it_while_it_is_used() {
        market.pledged(SOUTH, SHARE_CODE, 100);
        PageId page = market.affirmed(SOUTH, NORTH, 0, Trades.payment("T1", 100_720_000), Trades.payment("T2", 1));

        assertThat(ledger.settle(page).affected()).isEqualTo(1);

        assertThat(ledger.available(SOUTH, HKD)).isEqualTo(-720_000);
        assertThat(ledger.tradeState(page, 1)).isEqualTo(TradeState.QUEUED);
        assertThat(ledger.as(SOUTH, release("Q1", SHARE_CODE, 1)).code()).isEqualTo(ResultCode.COVER_NEEDED);
        market.fund(SOUTH, "HKD", 7_200);
        assertThat(ledger.as(SOUTH, release("Q2", SHARE_CODE, 2)).code()).isEqualTo(ResultCode.COVER_NEEDED);
        Consortium.done(ledger.as(SOUTH, release("Q2", SHARE_CODE, 1)));
    }

    @Test
    void stale_prices_leave_a_covered_cap_of_nothing() {
        market.pledged(SOUTH, SHARE_CODE, 100);
        ledger.later(Duration.ofDays(4));

        PageId page = market.affirmed(SOUTH, NORTH, 0, Trades.payment("T1", 100_000_001));

        assertThat(ledger.settle(page).affected()).isZero();
    }

    @Test
    void a_contribution_is_held_and_goes_back_down_to_its_target() {
        market.contributed(NORTH, false, 3_000_000).contributed(NORTH, false, 500);
        long before = ledger.available(NORTH, HKD);

        assertThat(ledger.as(NORTH, new RiskCommand.TakeBack("B1", false, 501)).code())
                .isEqualTo(ResultCode.BELOW_RESERVE_TARGET);
        Consortium.done(ledger.as(NORTH, new RiskCommand.TakeBack("B1", false, 500)));
        assertThat(ledger.as(NORTH, new RiskCommand.TakeBack("B1", false, 500)).code())
                .isEqualTo(ResultCode.ALREADY_RECORDED);

        assertThat(market.contribution(NORTH).fund()).isEqualTo(3_000_000);
        assertThat(ledger.available(NORTH, HKD)).isEqualTo(before + 500);
        assertThat(ledger.balance(NORTH).held(HOUSE, HKD)).isEqualTo(3_000_000);
        assertThat(ledger.as(NORTH, new RiskCommand.Contribute("B2", false, before + 501))
                        .code())
                .isEqualTo(ResultCode.INSUFFICIENT_BALANCE);
    }

    @Test
    void the_reserve_fund_stays_in_its_currency_and_account() {
        Constitution without = Market.constitution(2, java.util.List.of());

        assertThat(ledger.as(NORTH, new clearing.kernel.command.Command.Constitute(without))
                        .code())
                .isEqualTo(ResultCode.NOT_AN_EXTENSION);
    }

    @Test
    void values_are_those_of_decimal_arithmetic() {
        long seed = Seeds.seed(20_260_304L);
        RandomGenerator random = Seeds.generator(seed);
        for (int round = 0; round < 5_000; round++) {
            Price price = new Price(1 + random.nextLong(1L << random.nextInt(1, 60)), 1 + random.nextInt(10_000));
            int haircut = random.nextInt(10_000);
            long quantity = random.nextLong(1L << random.nextInt(1, 60));
            // Rational to 60 digits: enough to tell on which side of an integer it lies, as the denominator is small.
            BigDecimal exact = BigDecimal.valueOf(quantity)
                    .multiply(BigDecimal.valueOf(price.numerator()))
                    .multiply(BigDecimal.valueOf(10_000 - haircut));
            BigDecimal scale = BigDecimal.valueOf(price.denominator()).multiply(BigDecimal.valueOf(10_000));
            BigInteger covering = exact.divide(scale, 0, RoundingMode.FLOOR).toBigInteger();
            BigInteger owed = BigDecimal.valueOf(-quantity)
                    .multiply(BigDecimal.valueOf(price.numerator()))
                    .divide(BigDecimal.valueOf(price.denominator()), 0, RoundingMode.CEILING)
                    .toBigInteger();

            assertThat(price.covering(quantity, haircut)).as(Seeds.hint(seed)).isEqualTo(covering);
            assertThat(price.roundedUp(BigInteger.valueOf(-quantity))).isEqualTo(owed);
            BigInteger amount = covering.max(BigInteger.ONE);
            BigInteger needed = price.unitsFor(amount, haircut);
            assertThat(value(price, needed, haircut)).isGreaterThanOrEqualTo(amount);
            assertThat(value(price, needed.subtract(BigInteger.ONE), haircut)).isLessThan(amount);
            BigInteger within = price.unitsWithin(amount, haircut);
            assertThat(value(price, within, haircut)).isLessThanOrEqualTo(amount);
            assertThat(value(price, within.add(BigInteger.ONE), haircut)).isGreaterThan(amount);
        }
    }

    private static BigInteger value(Price price, BigInteger units, int haircut) {
        return units.multiply(BigInteger.valueOf(price.numerator()))
                .multiply(BigInteger.valueOf(10_000 - haircut))
                .divide(BigInteger.valueOf(price.denominator()).multiply(BigInteger.valueOf(10_000)));
    }

    private BigInteger cover(String member) {
        Overlay overlay = new Overlay(ledger.state());
        WorkingSet working = new WorkingSet(overlay, new InForce());
        TxContext tx = new TxContext("look", ledger.now());
        Execution x = new Execution(
                Consortium.caller(member), tx, working.constitution().orElseThrow(), working, EffectLogs.none());
        return Cover.of(Cover.pledges(member, x), "HKD", x);
    }

    private Pledges pledges(String member) {
        return Pledges.decode(ledger.state().get(Keys.pledges(member)));
    }

    private static int day() {
        return Math.toIntExact(TODAY.toEpochDay());
    }

    private static RiskCommand pledge(String reference, String asset, long quantity) {
        return new RiskCommand.Pledge(reference, HOUSE, asset, quantity);
    }

    private static RiskCommand release(String reference, String asset, long quantity) {
        return new RiskCommand.Release(reference, HOUSE, asset, quantity);
    }
}
