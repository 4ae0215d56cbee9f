package clearing.kernel.allocation;

import static clearing.kernel.Consortium.BANK;
import static clearing.kernel.Consortium.CLIENT;
import static clearing.kernel.Consortium.HK;
import static clearing.kernel.Consortium.HKD;
import static clearing.kernel.Consortium.HOUSE;
import static clearing.kernel.Consortium.NORTH;
import static clearing.kernel.Consortium.SHARE;
import static clearing.kernel.Consortium.SOUTH;
import static clearing.kernel.Consortium.TODAY;
import static org.assertj.core.api.Assertions.assertThat;

import clearing.kernel.Batch;
import clearing.kernel.Consortium;
import clearing.kernel.Effect;
import clearing.kernel.Outcome;
import clearing.kernel.ResultCode;
import clearing.kernel.Trades;
import clearing.kernel.Transition;
import clearing.kernel.asset.Asset;
import clearing.kernel.codec.Blob;
import clearing.kernel.command.Command;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.Selection;
import clearing.kernel.trade.Trade;
import clearing.kernel.trade.TradeId;
import clearing.kernel.trade.TradePage;
import clearing.kernel.trade.TradeState;
import java.util.List;
import org.junit.jupiter.api.Test;

class AllocationTest {
    private static final PageId BLOCK = Consortium.page(0);
    private static final PageId BY_AUTHOR = Consortium.page(7);
    private static final PageId BY_COUNTERPARTY = new PageId(HK, SOUTH, NORTH, 0);

    private final Consortium ledger = Consortium.funded();

    @Test
    void the_counterparty_splits_over_its_accounts_and_each_part_settles() {
        block(Trades.dvp("T1", 100, 5_000));

        Transition transition = ledger.apply(
                Consortium.caller(SOUTH),
                Batch.of(allocate(
                        BY_COUNTERPARTY, received("T1-1", 60, 3_000, HOUSE), received("T1-2", 40, 2_000, CLIENT))));

        assertThat(transition.outcomes()).containsExactly(Outcome.done(2));
        assertThat(transition.effects()).contains(new Effect.Allocated(new TradeId(BLOCK, 0), BY_COUNTERPARTY, 2));
        assertThat(ledger.tradeState(BLOCK, 0)).isEqualTo(TradeState.ALLOCATED);
        assertThat(ledger.tradeState(BY_COUNTERPARTY, 1)).isEqualTo(TradeState.AFFIRMED);
        // The client account has no cash yet: that part waits, the other settles.
        assertThat(ledger.settle(BLOCK, BY_COUNTERPARTY).affected()).isEqualTo(1);
        ledger.deposit("F9", SOUTH, CLIENT, "HKD", 2_000);
        assertThat(ledger.settle(BLOCK, BY_COUNTERPARTY).affected()).isEqualTo(1);
        assertThat(ledger.balance(SOUTH).available(CLIENT, SHARE)).isEqualTo(40);
        assertThat(ledger.available(NORTH, HKD)).isEqualTo(100_005_000);
        assertThat(ledger.available(NORTH, SHARE)).isEqualTo(999_900);
    }

    @Test
    void the_author_splits_as_well_and_a_part_can_be_split_again() {
        block(Trades.dvp("T1", 100, 5_000));
        assertThat(ledger.as(NORTH, allocate(BY_AUTHOR, Trades.dvp("A", 99, 4_000), Trades.dvp("B", 1, 1_000))))
                .isEqualTo(Outcome.done(2));

        Command again = new Command.Allocate(
                BY_AUTHOR, 0, page(BY_COUNTERPARTY, received("C", 98, 1, CLIENT), received("D", 1, 3_999, HOUSE)));
        assertThat(ledger.as(SOUTH, again)).isEqualTo(Outcome.done(2));
        assertThat(ledger.tradeState(BY_AUTHOR, 0)).isEqualTo(TradeState.ALLOCATED);
    }

    @Test
    void the_parts_sum_to_the_block_in_every_leg() {
        block(Trades.dvp("T1", 100, 5_000));

        assertRefused(ResultCode.ALLOCATION_SUM_DIFFERS, Trades.dvp("A", 99, 5_000));
        assertRefused(ResultCode.ALLOCATION_SUM_DIFFERS, Trades.dvp("A", 100, 4_999));
        assertRefused(ResultCode.ALLOCATION_SUM_DIFFERS, Trades.dvp("A", 60, 2_500), Trades.dvp("B", 41, 2_500));
        assertRefused(
                ResultCode.ALLOCATION_SUM_DIFFERS,
                Trades.dvp("A", Asset.MAX_AMOUNT, Asset.MAX_AMOUNT),
                Trades.dvp("B", Asset.MAX_AMOUNT, Asset.MAX_AMOUNT));
    }

    @Test
    void a_part_changes_nothing_for_the_other_side() {
        block(Trades.dvp("T1", 100, 5_000));
        Trade whole = Trades.dvp("A", 100, 5_000);

        assertRefused(ResultCode.ALLOCATION_TERMS_DIFFER, Trades.with(whole).accounts(HOUSE, CLIENT));
        assertRefused(ResultCode.ALLOCATION_TERMS_DIFFER, Trades.with(whole).received());
        assertRefused(ResultCode.ALLOCATION_TERMS_DIFFER, Trades.with(whole).urgent());
        assertRefused(ResultCode.ALLOCATION_TERMS_DIFFER, Trades.with(whole).due(TODAY.plusDays(1)));
        assertRefused(ResultCode.ALLOCATION_TERMS_DIFFER, Trades.payment("A", 100));
        assertRefused(ResultCode.ALLOCATION_TERMS_DIFFER, whole.amending(new clearing.kernel.trade.Amendment(0, 0)));
        assertThat(ledger.as(NORTH, allocate(BY_AUTHOR, Trades.with(whole).accounts(CLIENT, HOUSE))))
                .isEqualTo(Outcome.done(1));
    }

    @Test
    void only_an_affirmed_trade_that_has_not_settled_is_split_and_once() {
        ledger.record(0, Trades.dvp("T1", 100, 5_000));
        Command split = allocate(BY_AUTHOR, Trades.dvp("A", 100, 5_000));
        assertThat(ledger.as(NORTH, split).code()).isEqualTo(ResultCode.STATE_FORBIDS);
        Consortium.done(ledger.as(SOUTH, ledger.affirm(BLOCK)));

        Consortium.done(ledger.as(NORTH, split));
        String before = ledger.digest();
        assertThat(ledger.as(NORTH, split).code()).isEqualTo(ResultCode.ALREADY_RECORDED);
        assertThat(ledger.as(NORTH, allocate(Consortium.page(8), Trades.dvp("B", 100, 5_000)))
                        .code())
                .isEqualTo(ResultCode.STATE_FORBIDS);
        assertThat(ledger.as(NORTH, new Command.RequestCancel(BLOCK, Selection.all()))
                        .code())
                .isEqualTo(ResultCode.STATE_FORBIDS);
        assertThat(ledger.settle(BLOCK).code()).isEqualTo(ResultCode.NOTHING_TO_DO);
        assertThat(ledger.failOverdue(BLOCK).code()).isEqualTo(ResultCode.NOTHING_TO_DO);
        assertThat(ledger.digest()).isEqualTo(before);
    }

    @Test
    void a_settled_trade_is_not_split() {
        block(Trades.dvp("T1", 100, 5_000));
        ledger.settle(BLOCK);

        assertRefused(ResultCode.STATE_FORBIDS, Trades.dvp("A", 100, 5_000));
    }

    @Test
    void a_third_member_splits_nothing() {
        block(Trades.dvp("T1", 100, 5_000));
        PageId foreign = new PageId(HK, BANK, NORTH, 0);

        assertThat(ledger.as(BANK, allocate(foreign, Trades.dvp("A", 100, 5_000)))
                        .code())
                .isEqualTo(ResultCode.NOT_A_PARTY);
    }

    private void block(Trade trade) {
        ledger.affirmed(0, trade);
    }

    private void assertRefused(ResultCode code, Trade... parts) {
        String before = ledger.digest();
        assertThat(ledger.as(NORTH, allocate(BY_AUTHOR, parts)).code()).isEqualTo(code);
        assertThat(ledger.digest()).isEqualTo(before);
    }

    /** A part as the receiving side writes it: the south is the author, the north delivers from its house account. */
    private static Trade received(String reference, long shares, long cents, int account) {
        return Trades.with(Trades.with(Trades.dvp(reference, shares, cents)).received())
                .accounts(account, HOUSE);
    }

    private static Command allocate(PageId parts, Trade... trades) {
        return new Command.Allocate(BLOCK, 0, page(parts, trades));
    }

    private static Blob page(PageId id, Trade... trades) {
        return Blob.of(TradePage.of(id, List.of(trades)).encode());
    }
}
