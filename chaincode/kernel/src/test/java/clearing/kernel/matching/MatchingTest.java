package clearing.kernel.matching;

import static clearing.kernel.Consortium.BANK;
import static clearing.kernel.Consortium.CLIENT;
import static clearing.kernel.Consortium.HK;
import static clearing.kernel.Consortium.HKD;
import static clearing.kernel.Consortium.HOUSE;
import static clearing.kernel.Consortium.NORTH;
import static clearing.kernel.Consortium.SHARE_CODE;
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
import clearing.kernel.codec.Blob;
import clearing.kernel.command.Command;
import clearing.kernel.rulebook.MatchingRule;
import clearing.kernel.rulebook.Rules;
import clearing.kernel.state.Keys;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.Selection;
import clearing.kernel.trade.Trade;
import clearing.kernel.trade.TradeId;
import clearing.kernel.trade.TradePage;
import clearing.kernel.trade.TradeState;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MatchingTest {
    private static final PageId INSTRUCTIONS = new PageId(HK, SOUTH, NORTH, 0);

    private final Consortium ledger = Consortium.funded();

    @Test
    void two_sides_that_agree_are_matched_and_settle_once() {
        PageId trades = ledger.record(0, Trades.dvp("T1", 10, 1_000));
        instruct(mirror(Trades.dvp("T1", 10, 1_000)));

        Transition transition = ledger.apply(Consortium.caller(SOUTH), Batch.of(match(trades, 1)));

        TradeId trade = new TradeId(trades, 0);
        assertThat(transition.outcomes()).containsExactly(Outcome.done(1));
        assertThat(transition.effects()).contains(new Effect.Matched(trade, new TradeId(INSTRUCTIONS, 0)));
        assertThat(ledger.tradeState(trades, 0)).isEqualTo(TradeState.AFFIRMED);
        assertThat(instructions().state(0)).isEqualTo(Instructions.State.MATCHED);
        assertThat(instructions().trade(0)).contains(trade);
        ledger.settle(trades);
        assertThat(ledger.settle(trades).code()).isEqualTo(ResultCode.NOTHING_TO_DO);
        assertThat(ledger.available(NORTH, HKD)).isEqualTo(100_001_000);
    }

    @Test
    void instructions_are_no_trades_and_never_settle() {
        instruct(mirror(Trades.payment("T1", 5)));

        assertThat(ledger.settle(INSTRUCTIONS).code()).isEqualTo(ResultCode.PAGE_NOT_FOUND);
        assertThat(ledger.as(NORTH, new Command.Affirm(INSTRUCTIONS, new byte[32], Selection.all()))
                        .code())
                .isEqualTo(ResultCode.PAGE_NOT_FOUND);
    }

    @Test
    void a_mismatch_names_each_field_with_both_values_and_leaves_the_trade_alleged() {
        PageId trades = ledger.record(0, Trades.dvp("T1", 10, 1_000));
        Trade other = Trades.with(mirror(Trades.dvp("T1", 11, 1_000))).due(TODAY.plusDays(1));
        instruct(Trades.with(other).accounts(HOUSE, CLIENT));

        Transition transition = ledger.apply(Consortium.caller(NORTH), Batch.of(match(trades, 1)));

        Outcome outcome = transition.outcomes().getFirst();
        assertThat(outcome.code()).isEqualTo(ResultCode.OK);
        assertThat(outcome.affected()).isZero();
        assertThat(outcome.remaining()).isEqualTo(1);
        assertThat(outcome.detail()).isEqualTo("pairs[0] differs in delivery.amount, valueDate, authorAccount");
        assertThat(transition.effects())
                .containsExactly(new Effect.Mismatched(
                        new TradeId(trades, 0),
                        new TradeId(INSTRUCTIONS, 0),
                        List.of(
                                new Difference(MatchField.DELIVERY_AMOUNT, "10", "11"),
                                new Difference(MatchField.VALUE_DATE, "2026-03-02", "2026-03-03"),
                                new Difference(MatchField.AUTHOR_ACCOUNT, "HOUSE", "CLIENT"))));
        assertThat(ledger.tradeState(trades, 0)).isEqualTo(TradeState.ALLEGED);
        assertThat(MatchField.of(instructions().differing(0)))
                .containsExactly(MatchField.DELIVERY_AMOUNT, MatchField.VALUE_DATE, MatchField.AUTHOR_ACCOUNT);
    }

    @Test
    void every_single_field_is_compared() {
        Trade base = Trades.dvp("T1", 10, 1_000);
        assertDiffers(base, Trades.payment("T1", 10), MatchField.KIND, MatchField.DELIVERY_ASSET);
        assertDiffers(base, Trades.with(base).received(), MatchField.SIDE);
        assertDiffers(base, Trades.dvp("T1", 9, 1_000), MatchField.DELIVERY_AMOUNT);
        assertDiffers(base, Trades.dvp("T1", 10, 1_001), MatchField.PAYMENT_AMOUNT);
        assertDiffers(base, Trades.dvp("T2", 10, 1_000), MatchField.REFERENCE);
        assertDiffers(base, Trades.with(base).accounts(CLIENT, HOUSE), MatchField.AUTHOR_ACCOUNT);
        assertDiffers(base, Trades.with(base).accounts(HOUSE, CLIENT), MatchField.COUNTERPARTY_ACCOUNT);
        assertDiffers(base, Trades.with(base).due(TODAY.minusDays(2)), MatchField.TRADE_DATE, MatchField.VALUE_DATE);
    }

    @Test
    void the_same_match_again_changes_nothing() {
        PageId trades = ledger.record(0, Trades.payment("T1", 5), Trades.payment("T2", 6));
        instruct(mirror(Trades.payment("T1", 5)), mirror(Trades.payment("T2", 7)));
        Outcome first = ledger.as(SOUTH, match(trades, 2));
        assertThat(first.affected()).isEqualTo(1);
        assertThat(first.remaining()).isEqualTo(1);
        String before = ledger.digest();

        assertThat(ledger.as(NORTH, match(trades, 1)).code()).isEqualTo(ResultCode.ALREADY_RECORDED);
        assertThat(ledger.as(NORTH, match(trades, 2)).code()).isEqualTo(ResultCode.NOTHING_TO_DO);
        assertThat(ledger.digest()).isEqualTo(before);
    }

    @Test
    void an_instruction_matches_one_trade_and_a_trade_one_instruction() {
        PageId trades = ledger.record(0, Trades.payment("T1", 5));
        PageId again = ledger.record(1, Trades.payment("T1", 5));
        instruct(mirror(Trades.payment("T1", 5)));
        Consortium.done(ledger.as(SOUTH, match(trades, 1)));

        assertThat(ledger.as(SOUTH, match(again, 1)).code()).isEqualTo(ResultCode.STATE_FORBIDS);
        assertThat(ledger.tradeState(again, 0)).isEqualTo(TradeState.ALLEGED);
        Command twice =
                new Command.Match(trades, INSTRUCTIONS, List.of(new Command.Pair(0, 0), new Command.Pair(0, 0)));
        assertThat(ledger.as(SOUTH, twice).code()).isEqualTo(ResultCode.MALFORMED);
    }

    @Test
    void what_the_other_side_rejected_is_not_matched_behind_its_back() {
        PageId trades = ledger.record(0, Trades.payment("T1", 5));
        instruct(mirror(Trades.payment("T1", 5)));
        Consortium.done(ledger.as(SOUTH, ledger.reject(trades)));

        assertThat(ledger.as(NORTH, match(trades, 1)).code()).isEqualTo(ResultCode.STATE_FORBIDS);
    }

    @Test
    void a_withdrawn_instruction_matches_nothing_and_a_matched_one_stays() {
        PageId trades = ledger.record(0, Trades.payment("T1", 5), Trades.payment("T2", 6));
        instruct(mirror(Trades.payment("T1", 5)), mirror(Trades.payment("T2", 6)));
        Command withdraw = new Command.WithdrawInstructions(INSTRUCTIONS, Selection.of(1));
        assertThat(ledger.as(SOUTH, withdraw)).isEqualTo(Outcome.done(1));
        assertThat(ledger.as(SOUTH, withdraw)).isEqualTo(Outcome.alreadyRecorded());

        assertThat(ledger.as(SOUTH, match(trades, 2)).code()).isEqualTo(ResultCode.STATE_FORBIDS);
        Consortium.done(ledger.as(SOUTH, match(trades, 1)));
        assertThat(ledger.as(SOUTH, new Command.WithdrawInstructions(INSTRUCTIONS, Selection.all()))
                        .code())
                .isEqualTo(ResultCode.STATE_FORBIDS);
    }

    @Test
    void only_pages_of_the_two_sides_are_compared() {
        PageId trades = ledger.record(0, Trades.payment("T1", 5));
        PageId foreign = new PageId(HK, BANK, NORTH, 0);
        Consortium.done(ledger.as(BANK, new Command.Instruct(page(foreign, mirror(Trades.payment("T1", 5))))));
        Command match = new Command.Match(trades, foreign, List.of(new Command.Pair(0, 0)));

        assertThat(ledger.as(NORTH, match).code()).isEqualTo(ResultCode.INSTRUCTIONS_NOT_FOUND);
        assertThat(ledger.as(BANK, match).code()).isEqualTo(ResultCode.NOT_A_PARTY);
    }

    @Test
    void the_same_page_of_instructions_is_recognised_and_another_is_a_conflict() {
        instruct(mirror(Trades.payment("T1", 5)));

        assertThat(ledger.as(SOUTH, new Command.Instruct(page(INSTRUCTIONS, mirror(Trades.payment("T1", 5)))))
                        .code())
                .isEqualTo(ResultCode.ALREADY_RECORDED);
        assertThat(ledger.as(SOUTH, new Command.Instruct(page(INSTRUCTIONS, mirror(Trades.payment("T1", 6)))))
                        .code())
                .isEqualTo(ResultCode.CONTENT_CONFLICT);
    }

    @Test
    void within_the_tolerance_the_deliverers_amount_settles() {
        Consortium agreed = agreed(new MatchingRule(HK, 200, 0, "", true, true, true));
        PageId trades = agreed.record(0, Trades.dvp("T1", 10, 1_000), Trades.dvp("T2", 10, 1_000));
        Consortium.done(agreed.as(
                SOUTH,
                new Command.Instruct(
                        page(INSTRUCTIONS, mirror(Trades.dvp("T1", 10, 1_200)), mirror(Trades.dvp("T2", 10, 1_201))))));

        Outcome outcome = agreed.as(SOUTH, match(trades, 2));

        assertThat(outcome.affected()).isEqualTo(1);
        assertThat(outcome.remaining()).isEqualTo(1);
        agreed.settle(trades);
        assertThat(agreed.available(NORTH, HKD)).isEqualTo(1_000);
    }

    @Test
    void where_the_author_receives_the_amounts_are_equal() {
        Consortium agreed = agreed(new MatchingRule(HK, 200, 0, "", true, true, true));
        PageId trades =
                agreed.record(0, Trades.with(Trades.dvp("T1", 10, 1_000)).received());
        Consortium.done(agreed.as(SOUTH, new Command.Instruct(page(INSTRUCTIONS, Trades.dvp("T1", 10, 1_001)))));

        assertThat(agreed.as(SOUTH, match(trades, 1)).remaining()).isEqualTo(1);
    }

    @Test
    void securities_and_both_legs_of_a_pvp_have_no_tolerance() {
        MatchingRule rule = new MatchingRule(HK, 200, 0, "", true, true, true);
        Comparison comparison = Comparison.of(HK, Rules.constitution(1, List.of(rule)));

        assertThat(comparison.differing(Trades.dvp("T", 10, 100), mirror(Trades.dvp("T", 11, 100))))
                .isEqualTo(MatchField.DELIVERY_AMOUNT.bit());
        assertThat(comparison.differing(Trades.pvp("T", 780, 100), mirror(Trades.pvp("T", 781, 101))))
                .isEqualTo(MatchField.DELIVERY_AMOUNT.bit() | MatchField.PAYMENT_AMOUNT.bit());
        assertThat(comparison.differing(Trades.payment("T", 780), mirror(Trades.payment("T", 980))))
                .isZero();
    }

    @Test
    void value_dates_may_differ_by_agreed_business_days() {
        // 2026-03-03 is a holiday of the calendar: the next business day after the 2nd is the 4th.
        Consortium agreed = agreed(new MatchingRule(HK, 0, 1, "HK", false, false, false), Rules.calendar("HK"));
        Trade trade = Trades.dvp("T1", 10, 1_000);
        PageId trades = agreed.record(0, trade, Trades.dvp("T2", 10, 1_000));
        Trade near = Trades.with(mirror(Trades.dvp("X1", 10, 1_000))).due(TODAY.plusDays(2));
        Trade far = Trades.with(mirror(Trades.dvp("X2", 10, 1_000))).due(TODAY.plusDays(3));
        Consortium.done(agreed.as(SOUTH, new Command.Instruct(page(INSTRUCTIONS, near, far))));

        Outcome outcome = agreed.as(SOUTH, match(trades, 2));

        assertThat(outcome.affected()).isEqualTo(1);
        assertThat(outcome.detail()).isEqualTo("pairs[1] differs in valueDate");
    }

    @Test
    void a_rule_without_what_it_needs_cannot_be_ratified() {
        assertThat(new MatchingRule("LN", 0, 0, "", true, true, true).check(Rules.constitution(1, List.of())))
                .isPresent();
        assertThat(new MatchingRule(HK, -1, 0, "", true, true, true).check(Rules.constitution(1, List.of())))
                .isPresent();
        assertThat(new MatchingRule(HK, 0, 1, "HK", true, true, true).check(Rules.constitution(1, List.of())))
                .isPresent();
        assertThat(new MatchingRule(HK, 0, 11, "HK", true, true, true)
                        .check(Rules.constitution(1, List.of(Rules.calendar("HK")))))
                .isPresent();
        assertThat(new MatchingRule(HK, 0, 1, "HK", true, true, true)
                        .check(Rules.constitution(1, List.of(Rules.calendar("HK")))))
                .isEmpty();
    }

    private void assertDiffers(Trade trade, Trade otherView, MatchField... fields) {
        int mask = Comparison.of(HK, Consortium.constitution()).differing(trade, mirror(otherView));
        assertThat(MatchField.of(mask)).contains(fields);
        assertThat(Comparison.of(HK, Consortium.constitution()).differing(trade, mirror(trade)))
                .isZero();
    }

    /** A ledger with these rules, the north with shares and the south with cash. */
    private static Consortium agreed(clearing.kernel.rulebook.Rule... rules) {
        Consortium agreed = Consortium.unconstituted();
        agreed.found(Rules.constitution(1, List.of(rules)));
        agreed.deposit("F1", NORTH, HOUSE, SHARE_CODE, 1_000);
        agreed.deposit("F2", SOUTH, HOUSE, "HKD", 100_000);
        return agreed;
    }

    /** The trade as the other side instructs it. */
    private static Trade mirror(Trade trade) {
        return Trades.with(Trades.with(trade).received()).accounts(trade.counterpartyAccount(), trade.authorAccount());
    }

    private static Blob page(PageId id, Trade... trades) {
        return Blob.of(TradePage.of(id, List.of(trades)).encode());
    }

    private void instruct(Trade... trades) {
        Consortium.done(ledger.as(SOUTH, new Command.Instruct(page(INSTRUCTIONS, trades))));
    }

    private static Command match(PageId trades, int pairs) {
        return new Command.Match(
                trades,
                INSTRUCTIONS,
                IntStream.range(0, pairs).mapToObj(i -> new Command.Pair(i, i)).toList());
    }

    private Instructions instructions() {
        return Instructions.decode(
                ledger.state().get(Keys.instructions(INSTRUCTIONS)).orElseThrow());
    }
}
