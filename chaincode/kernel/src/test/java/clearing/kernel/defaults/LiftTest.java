package clearing.kernel.defaults;

import static clearing.kernel.Consortium.BANK;
import static clearing.kernel.Consortium.HKD;
import static clearing.kernel.Consortium.HOUSE;
import static clearing.kernel.Consortium.NORTH;
import static clearing.kernel.Consortium.SHARE_CODE;
import static clearing.kernel.Consortium.SOUTH;
import static clearing.kernel.defaults.Market.EAST;
import static org.assertj.core.api.Assertions.assertThat;

import clearing.kernel.Consortium;
import clearing.kernel.ResultCode;
import clearing.kernel.Trades;
import clearing.kernel.command.RiskCommand;
import clearing.kernel.rulebook.DebitCapRule;
import clearing.kernel.rulebook.Rule;
import clearing.kernel.trade.Leg;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.Trade;
import clearing.kernel.trade.TradeKind;
import clearing.kernel.trade.TradeState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The end of a default: by signatures of the committee, when nothing is owed and nobody else has paid for it. */
class LiftTest {
    private static final RiskCommand.LiftDefault LIFT = new RiskCommand.LiftDefault(SOUTH, 1, "declared wrongly");

    private final Market market = Market.open().priced().reserved();
    private final Consortium ledger = market.ledger();

    @Test
    void a_quorum_lifts_what_was_declared_wrongly_and_the_trades_go_on() {
        PageId frozen = market.affirmed(NORTH, SOUTH, 0, Trades.payment("T1", 100));
        market.declared(SOUTH);

        Consortium.done(ledger.as(NORTH, LIFT));

        assertThat(ledger.as(SOUTH, pledge("A")).code()).isEqualTo(ResultCode.MEMBER_IN_DEFAULT);
        assertThat(ledger.as(NORTH, LIFT).code()).isEqualTo(ResultCode.ALREADY_RECORDED);
        assertThat(ledger.as(EAST, new RiskCommand.LiftDefault(SOUTH, 1, "something else"))
                        .code())
                .isEqualTo(ResultCode.CONTENT_CONFLICT);
        Consortium.done(ledger.as(EAST, LIFT));
        assertThat(market.stored(SOUTH).lifted()).isTrue();
        assertThat(ledger.as(SOUTH, pledge("B")).code()).isEqualTo(ResultCode.OK);
        assertThat(ledger.settle(frozen).affected()).isEqualTo(1);
        assertThat(ledger.tradeState(frozen, 0)).isEqualTo(TradeState.SETTLED);
    }

    @Test
    void what_is_lifted_stays_so_and_the_next_default_has_the_next_number() {
        market.declared(SOUTH);
        assertThat(ledger.as(NORTH, new RiskCommand.DeclareDefault(SOUTH, 2, "again"))
                        .code())
                .isEqualTo(ResultCode.DEFAULT_NOT_FOUND);
        lift();

        assertThat(ledger.as(EAST, new RiskCommand.DeclareDefault(SOUTH, 1, "did not pay"))
                        .code())
                .isEqualTo(ResultCode.DEFAULT_LIFTED);
        assertThat(market.waterfall(SOUTH).code()).isEqualTo(ResultCode.DEFAULT_LIFTED);
        assertThat(ledger.as(EAST, LIFT).code()).isEqualTo(ResultCode.ALREADY_RECORDED);
        Consortium.done(ledger.as(NORTH, new RiskCommand.DeclareDefault(SOUTH, 2, "again")));
        Consortium.done(ledger.as(BANK, new RiskCommand.DeclareDefault(SOUTH, 2, "again")));
        assertThat(ledger.as(SOUTH, pledge("A")).code()).isEqualTo(ResultCode.MEMBER_IN_DEFAULT);
    }

    @Test
    void a_default_that_was_only_proposed_can_be_withdrawn() {
        Consortium.done(ledger.as(NORTH, new RiskCommand.DeclareDefault(SOUTH, 1, "a slip")));

        lift();

        Consortium.done(ledger.as(NORTH, new RiskCommand.DeclareDefault(SOUTH, 2, "did not pay")));
    }

    @Test
    void as_long_as_something_is_owed_it_stands() {
        PageId north = market.affirmed(NORTH, SOUTH, 0, received(5_000));
        market.declared(SOUTH);
        market.closeOut(SOUTH, north);

        assertThat(ledger.as(NORTH, LIFT).code()).isEqualTo(ResultCode.DEFAULT_NOT_CURED);

        Consortium.done(market.waterfall(SOUTH));
        lift();
        assertThat(ledger.as(SOUTH, pledge("A")).code()).isEqualTo(ResultCode.OK);
    }

    @Test
    void when_others_have_borne_a_part_it_stands_for_good() {
        long all = ledger.available(SOUTH, HKD);
        ledger.settle(market.affirmed(SOUTH, EAST, 0, Trades.payment("T1", all)));
        PageId north = market.affirmed(NORTH, SOUTH, 0, received(2_000_001));
        market.declared(SOUTH);
        market.closeOut(SOUTH, north);
        Consortium.done(market.waterfall(SOUTH));

        assertThat(ledger.as(NORTH, LIFT).detail()).contains("FIRST_LOSS");
        assertThat(ledger.as(NORTH, LIFT).code()).isEqualTo(ResultCode.DEFAULT_NOT_CURED);
    }

    @Test
    void what_was_held_as_cover_of_overdrafts_is_free_again() {
        List<Rule> rules = new ArrayList<>(Market.rules());
        rules.add(new DebitCapRule(SOUTH, "USD", 1_000));
        Market capped = Market.open(rules).priced().pledged(SOUTH, SHARE_CODE, 100);
        Consortium on = capped.ledger();
        Trade dollars = Trades.base(TradeKind.PAYMENT, "USD", Leg.plain(Consortium.USD, 500), Optional.empty());
        on.settle(capped.affirmed(SOUTH, NORTH, 0, dollars));
        capped.declared(SOUTH);
        long before = on.available(SOUTH, HKD);
        Consortium.done(capped.waterfall(SOUTH));
        assertThat(on.balance(SOUTH).held(HOUSE, HKD)).isEqualTo(3_900);

        for (String member : List.of(NORTH, BANK)) {
            Consortium.done(on.as(member, LIFT));
        }

        assertThat(on.balance(SOUTH).held(HOUSE, HKD)).isZero();
        assertThat(on.available(SOUTH, HKD)).isEqualTo(before);
        assertThat(on.available(SOUTH, Consortium.USD)).isEqualTo(-500);
    }

    private void lift() {
        Consortium.done(ledger.as(NORTH, LIFT));
        Consortium.done(ledger.as(BANK, LIFT));
    }

    private static Trade received(long cents) {
        return Trades.with(Trades.payment("IN" + cents, cents)).received();
    }

    private static RiskCommand pledge(String reference) {
        return new RiskCommand.Pledge(reference, HOUSE, "HKD", 5);
    }
}
