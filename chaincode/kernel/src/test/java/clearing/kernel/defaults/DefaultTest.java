package clearing.kernel.defaults;

import static clearing.kernel.Consortium.BANK;
import static clearing.kernel.Consortium.HKD;
import static clearing.kernel.Consortium.HOUSE;
import static clearing.kernel.Consortium.NORTH;
import static clearing.kernel.Consortium.SHARE;
import static clearing.kernel.Consortium.SHARE_CODE;
import static clearing.kernel.Consortium.SOUTH;
import static clearing.kernel.Consortium.TODAY;
import static clearing.kernel.defaults.Market.EAST;
import static org.assertj.core.api.Assertions.assertThat;

import clearing.kernel.Batch;
import clearing.kernel.Consortium;
import clearing.kernel.Effect;
import clearing.kernel.ResultCode;
import clearing.kernel.Trades;
import clearing.kernel.Transition;
import clearing.kernel.command.Command;
import clearing.kernel.command.QueueCommand;
import clearing.kernel.command.RiskCommand;
import clearing.kernel.queue.QueueControl;
import clearing.kernel.rulebook.DebitCapRule;
import clearing.kernel.rulebook.Rule;
import clearing.kernel.trade.Leg;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.Selection;
import clearing.kernel.trade.Trade;
import clearing.kernel.trade.TradeKind;
import clearing.kernel.trade.TradeState;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DefaultTest {
    private final Market market = Market.open().priced().reserved();
    private final Consortium ledger = market.ledger();

    @Test
    void a_quorum_of_the_committee_declares_and_freezes() {
        RiskCommand.DeclareDefault declare = new RiskCommand.DeclareDefault(SOUTH, 1, "did not pay");

        Consortium.done(ledger.as(NORTH, declare));

        assertThat(market.stored(SOUTH).declared()).isFalse();
        assertThat(ledger.as(SOUTH, pledge()).code()).isEqualTo(ResultCode.OK);
        assertThat(ledger.as(NORTH, declare).code()).isEqualTo(ResultCode.ALREADY_RECORDED);
        Consortium.done(ledger.as(
                EAST,
                new RiskCommand.ApproveDefault(SOUTH, 1, market.stored(SOUTH).hash())));
        assertThat(market.stored(SOUTH).declared()).isTrue();
        assertThat(market.stored(SOUTH).signatures()).containsExactly(EAST, NORTH);
        assertThat(ledger.as(SOUTH, pledge()).code()).isEqualTo(ResultCode.MEMBER_IN_DEFAULT);
    }

    @Test
    void only_the_committee_signs_and_only_what_it_read() {
        Consortium.done(ledger.as(NORTH, new RiskCommand.DeclareDefault(SOUTH, 1, "did not pay")));

        assertThat(ledger.as(EAST, new RiskCommand.DeclareDefault(SOUTH, 1, "another reason"))
                        .code())
                .isEqualTo(ResultCode.CONTENT_CONFLICT);
        assertThat(ledger.as(EAST, new RiskCommand.ApproveDefault(SOUTH, 1, new byte[32]))
                        .code())
                .isEqualTo(ResultCode.CONTENT_HASH_DIFFERS);
        assertThat(ledger.as(SOUTH, new RiskCommand.DeclareDefault(EAST, 1, "no"))
                        .code())
                .isEqualTo(ResultCode.NOT_A_PARTY);
        assertThat(ledger.as(EAST, new RiskCommand.DeclareDefault(EAST, 1, "ours"))
                        .code())
                .isEqualTo(ResultCode.NOT_A_PARTY);
    }

    @Test
    void a_defaulters_trades_wait_and_deposits_to_it_still_count() {
        PageId frozen = market.affirmed(NORTH, SOUTH, 0, Trades.payment("T1", 100));
        PageId alleged = market.recorded(NORTH, SOUTH, 1, Trades.payment("T2", 100));
        PageId others = market.affirmed(NORTH, EAST, 0, Trades.payment("T3", 100));
        ledger.as(SOUTH, new Command.RequestWithdrawal("W1", HOUSE, "HKD", 5, TODAY));
        market.declared(SOUTH);

        assertThat(ledger.settle(frozen, others).affected()).isEqualTo(1);
        assertThat(ledger.tradeState(frozen, 0)).isEqualTo(TradeState.AFFIRMED);
        assertThat(ledger.as(NORTH, new Command.SettleSet(Consortium.HK, Consortium.wholePages(frozen)))
                        .code())
                .isEqualTo(ResultCode.MEMBER_IN_DEFAULT);
        assertThat(ledger.as(NORTH, new Command.RequestCancel(frozen, Selection.all()))
                        .code())
                .isEqualTo(ResultCode.MEMBER_IN_DEFAULT);
        assertThat(ledger.as(SOUTH, ledger.affirm(alleged)).code()).isEqualTo(ResultCode.MEMBER_IN_DEFAULT);
        assertThat(ledger.as(NORTH, record(2)).code()).isEqualTo(ResultCode.MEMBER_IN_DEFAULT);
        assertThat(ledger.as(BANK, new Command.AttestWithdrawal(SOUTH, "W1", true))
                        .code())
                .isEqualTo(ResultCode.MEMBER_IN_DEFAULT);
        assertThat(ledger.as(BANK, new Command.AttestWithdrawal(SOUTH, "W1", false))
                        .code())
                .isEqualTo(ResultCode.OK);
        long before = ledger.available(SOUTH, HKD);
        market.fund(SOUTH, "HKD", 7);
        assertThat(ledger.available(SOUTH, HKD)).isEqualTo(before + 7);
    }

    @Test
    void close_out_nets_by_counterparty_and_asset_and_values_against_the_defaulter() {
        // The south buys 10 shares for 1,000.00 from the north (worth 900.00), and owes it 50.00.
        PageId first = market.affirmed(NORTH, SOUTH, 0, Trades.dvp("T1", 10, 100_000), received(5_000));
        // It sells 3 shares to the east for 200.00: they are worth 270.00.
        PageId second = market.affirmed(SOUTH, EAST, 0, Trades.dvp("T2", 3, 20_000));
        PageId third = market.recorded(NORTH, SOUTH, 1, Trades.payment("T3", 1));
        market.declared(SOUTH);

        assertThat(market.closeOut(SOUTH, first).affected()).isEqualTo(2);
        assertThat(market.closeOut(SOUTH, second, third).affected()).isEqualTo(2);

        DefaultCase open = market.stored(SOUTH);
        assertThat(open.trades()).isEqualTo(3);
        assertThat(open.owed(NORTH)).containsEntry("HKD", big(105_000)).containsEntry(SHARE_CODE, big(-10));
        assertThat(open.closeOutSum(NORTH)).isEqualTo(105_000 - 90_000);
        assertThat(open.closeOutSum(EAST)).isEqualTo(27_000 - 20_000);
        assertThat(ledger.tradeState(first, 1)).isEqualTo(TradeState.CLOSED_OUT);
        assertThat(ledger.tradeState(third, 0)).isEqualTo(TradeState.EXPIRED);
        assertThat(market.closeOut(SOUTH, first, second, third).code()).isEqualTo(ResultCode.NOTHING_TO_DO);
    }

    @Test
    void close_out_takes_what_is_left_of_a_trade_that_settled_in_part() {
        long covered = ledger.available(NORTH, HKD);
        PageId id = market.affirmed(NORTH, SOUTH, 0, Trades.payment("T1", 100_000_700));
        for (String member : List.of(NORTH, SOUTH)) {
            Consortium.done(
                    ledger.as(member, new QueueCommand.Control(id, Selection.all(), new QueueControl.Divide(1))));
        }
        Consortium.done(ledger.as(NORTH, new Command.SettleRound(Consortium.HK, List.of(id))));
        market.declared(SOUTH);

        assertThat(market.closeOut(SOUTH, id).affected()).isEqualTo(1);
        assertThat(market.stored(SOUTH).owed(NORTH)).containsEntry("HKD", big(covered - 100_000_700));
    }

    @Test
    void an_asset_without_a_fresh_price_cannot_be_closed_out() {
        PageId page = market.affirmed(NORTH, SOUTH, 0, Trades.pvp("T1", 780, 100));
        market.declared(SOUTH);
        ledger.later(java.time.Duration.ofDays(2));

        assertThat(market.closeOut(SOUTH, page).code()).isEqualTo(ResultCode.NO_FRESH_VALUATION);

        Consortium.done(ledger.as(BANK, new RiskCommand.AttestPrice("USD", TODAY.plusDays(2), 0, Market.USD_PRICE)));
        assertThat(market.closeOut(SOUTH, page).code()).isEqualTo(ResultCode.OK);
    }

    @Test
    void a_loss_runs_down_the_waterfall_in_its_order() {
        market.pledged(SOUTH, "HKD", 1_000_000).pledged(SOUTH, SHARE_CODE, 100);
        spendAllCash(SOUTH);
        // It owes the north 200,000.00, the east 100,000.01 and is owed 10,000.00 by the bank.
        PageId north = market.affirmed(NORTH, SOUTH, 0, received(20_000_000));
        PageId east = market.affirmed(SOUTH, EAST, 0, Trades.payment("T2", 10_000_001));
        PageId bank = market.affirmed(BANK, SOUTH, 5, Trades.payment("T3", 1_000_000));
        market.declared(SOUTH);
        market.closeOut(SOUTH, north, east, bank);

        Transition run = ledger.apply(Consortium.caller(NORTH), Batch.of(new RiskCommand.RunWaterfall(SOUTH, 1)));

        assertThat(market.steps(SOUTH).stream().map(Market::line))
                .containsExactly(
                        "RECEIVABLES 30000001 -> 29000001 | " + BANK + " 1000000",
                        "COLLATERAL 29000001 -> 27280001 | " + SOUTH + " 1000000 | " + BANK + " 720000 for 100 "
                                + SHARE_CODE,
                        "OWN_RESERVE 27280001 -> 25280001 | " + SOUTH + " 2000000",
                        "FIRST_LOSS 25280001 -> 24280001 | " + BANK + " 1000000",
                        "RESERVE 24280001 -> 16280001 | " + NORTH + " 3000000 | " + BANK + " 4000000 | " + EAST
                                + " 1000000",
                        "LOSS_ALLOCATION 16280001 -> 2780001 | " + NORTH + " 4000000 | " + BANK + " 9000000 | " + EAST
                                + " 500000",
                        "PAYMENT 30000001 -> 2780001 | " + NORTH + " 18146666 of 20000000 | " + EAST
                                + " 9073334 of 10000001");
        assertThat(run.effects().stream().filter(Effect.Posted.class::isInstance))
                .isNotEmpty();
        assertThat(ledger.balance(SOUTH).available(HOUSE, HKD)).isZero();
        assertThat(ledger.balance(SOUTH).held(HOUSE, SHARE)).isZero();
        assertThat(market.contribution(NORTH).fund()).isZero();
    }

    @Test
    void what_a_default_lacks_is_known_before_and_after_a_waterfall_and_changes_nothing() {
        spendAllCash(SOUTH);
        PageId north = market.affirmed(NORTH, SOUTH, 0, received(50_000_000));
        market.declared(SOUTH);
        market.closeOut(SOUTH, north);
        String digest = ledger.digest();

        assertThat(Shortfall.of(ledger.state(), ledger.now(), SOUTH, 1)).contains(big(50_000_000));
        assertThat(Shortfall.of(ledger.state(), ledger.now(), NORTH, 1)).isEmpty();
        assertThat(ledger.digest()).isEqualTo(digest);

        Consortium.done(market.waterfall(SOUTH));
        List<WaterfallRecord> steps = market.steps(SOUTH);
        assertThat(steps.getFirst().before()).isEqualTo(50_000_000);
        assertThat(Shortfall.of(ledger.state(), ledger.now(), SOUTH, 1))
                .contains(steps.getLast().after());
    }

    @Test
    void running_again_adds_nothing_until_more_comes_in() {
        spendAllCash(SOUTH);
        PageId north = market.affirmed(NORTH, SOUTH, 0, received(50_000_000));
        market.declared(SOUTH);
        market.closeOut(SOUTH, north);
        Consortium.done(market.waterfall(SOUTH));
        String digest = ledger.digest();

        assertThat(market.waterfall(SOUTH).code()).isEqualTo(ResultCode.NOTHING_TO_DO);
        assertThat(ledger.digest()).isEqualTo(digest);

        market.fund(SOUTH, "HKD", 1_000);
        Consortium.done(market.waterfall(SOUTH));
        List<WaterfallRecord> steps = market.steps(SOUTH);
        assertThat(steps.getLast().pass()).isEqualTo(2);
        assertThat(steps.getLast().lines().getFirst().amount()).isEqualTo(1_000);
    }

    @Test
    void a_survivor_that_cannot_pay_at_once_owes_the_same_share_later() {
        spendAllCash(SOUTH);
        PageId north = market.affirmed(NORTH, SOUTH, 0, received(15_000_000));
        spendAllCash(BANK);
        market.declared(SOUTH);
        market.closeOut(SOUTH, north);
        Consortium.done(market.waterfall(SOUTH));
        // Beyond the fund 40,000.00 are missing: 3/8 north, 4/8 bank, 1/8 east, which bears 5,000.00.
        WaterfallRecord first = market.steps(SOUTH).stream()
                .filter(step -> step.step() == WaterfallStep.LOSS_ALLOCATION)
                .findFirst()
                .orElseThrow();
        assertThat(Market.line(first))
                .isEqualTo("LOSS_ALLOCATION 4000000 -> 2000000 | " + NORTH + " 1500000 | " + BANK + " 0 of 2000000 | "
                        + EAST + " 500000");

        market.fund(BANK, "HKD", 5_000_000);
        Consortium.done(market.waterfall(SOUTH));

        assertThat(market.steps(SOUTH).stream().skip(5).map(Market::line))
                .contains("LOSS_ALLOCATION 2000000 -> 0 | " + BANK + " 2000000");
        assertThat(market.stored(SOUTH).paid(NORTH)).isEqualTo(15_000_000);
        assertThat(market.waterfall(SOUTH).code()).isEqualTo(ResultCode.NOTHING_TO_DO);
    }

    @Test
    void what_is_not_needed_stays_with_the_defaulter() {
        market.pledged(SOUTH, SHARE_CODE, 100);
        spendAllCash(SOUTH);
        // 100.00 are missing; a share brings 72.00, so two are sold and 44.00 are left over.
        PageId north = market.affirmed(NORTH, SOUTH, 0, received(10_000));
        market.declared(SOUTH);
        market.closeOut(SOUTH, north);

        Consortium.done(market.waterfall(SOUTH));

        assertThat(ledger.balance(SOUTH).held(HOUSE, SHARE)).isEqualTo(98);
        assertThat(ledger.balance(SOUTH).available(HOUSE, HKD)).isEqualTo(4_400);
        assertThat(market.contribution(NORTH).fund()).isEqualTo(3_000_000);
    }

    @Test
    void what_a_defaulter_used_of_its_caps_is_part_of_the_loss() {
        List<Rule> rules = new ArrayList<>(Market.rules());
        rules.add(new DebitCapRule(SOUTH, "USD", 1_000));
        Market capped = Market.open(rules).priced().reserved().pledged(SOUTH, SHARE_CODE, 100);
        Consortium on = capped.ledger();
        long all = on.available(SOUTH, HKD);
        Trade dollars =
                Trades.base(TradeKind.PAYMENT, "USD", Leg.plain(Consortium.USD, 500), java.util.Optional.empty());
        on.settle(capped.affirmed(SOUTH, NORTH, 0, Trades.payment("T1", all + 700_000), dollars));
        assertThat(on.available(SOUTH, HKD)).isEqualTo(-700_000);
        assertThat(on.available(SOUTH, Consortium.USD)).isEqualTo(-500);
        capped.declared(SOUTH);

        Consortium.done(capped.waterfall(SOUTH));

        // 500 cents at 7.8 are 3,900; 98 shares bring 705,600, and 1,700 are left over.
        assertThat(capped.steps(SOUTH).stream().map(Market::line))
                .containsExactly(
                        "COLLATERAL 703900 -> 0 | " + BANK + " 705600 for 98 " + SHARE_CODE,
                        "PAYMENT 3900 -> 0 | " + SOUTH + " 3900");
        assertThat(on.available(SOUTH, HKD)).isEqualTo(1_700);
        assertThat(on.balance(SOUTH).held(HOUSE, HKD)).isEqualTo(2_000_000 + 3_900);
    }

    @Test
    void a_survivors_contribution_is_used_although_its_account_is_overdrawn() {
        List<Rule> rules = new ArrayList<>(Market.rules());
        rules.add(new DebitCapRule(EAST, "HKD", 5_000_000));
        Market capped = Market.open(rules).priced().reserved();
        Consortium on = capped.ledger();
        long ofSouth = on.available(SOUTH, HKD);
        long ofEast = on.available(EAST, HKD);
        on.settle(capped.affirmed(SOUTH, NORTH, 0, Trades.payment("T1", ofSouth)));
        on.settle(capped.affirmed(EAST, NORTH, 0, Trades.payment("T2", ofEast + 2_000_000)));
        PageId owed = capped.affirmed(NORTH, SOUTH, 0, received(11_000_000));
        capped.declared(SOUTH);
        capped.closeOut(SOUTH, owed);

        Consortium.done(capped.waterfall(SOUTH));

        // 20,000.00 of its own, 10,000.00 of the bank's before the fund, and the whole fund of 80,000.00.
        assertThat(capped.stored(SOUTH).paid(NORTH)).isEqualTo(11_000_000);
        assertThat(capped.contribution(EAST).fund()).isZero();
        assertThat(on.balance(EAST).held(HOUSE, HKD)).isZero();
        assertThat(on.available(EAST, HKD)).isEqualTo(-2_000_000);
    }

    private void spendAllCash(String member) {
        String to = member.equals(EAST) ? NORTH : EAST;
        long all = ledger.available(member, HKD);
        ledger.settle(market.affirmed(member, to, 99, Trades.payment("SPEND", all)));
        assertThat(ledger.available(member, HKD)).isZero();
    }

    /** The author is paid. */
    private static Trade received(long cents) {
        return Trades.with(Trades.payment("IN" + cents, cents)).received();
    }

    private static Command record(int number) {
        return Consortium.recordCommand(Consortium.page(number), Trades.payment("T9", 1));
    }

    private static RiskCommand pledge() {
        return new RiskCommand.Pledge("OWN", HOUSE, "HKD", 5);
    }

    private static BigInteger big(long value) {
        return BigInteger.valueOf(value);
    }
}
