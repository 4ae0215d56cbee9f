package clearing.kernel.trade;

import static clearing.kernel.Consortium.BANK;
import static clearing.kernel.Consortium.NORTH;
import static clearing.kernel.Consortium.SOUTH;
import static org.assertj.core.api.Assertions.assertThat;

import clearing.kernel.Batch;
import clearing.kernel.Consortium;
import clearing.kernel.Effect;
import clearing.kernel.Outcome;
import clearing.kernel.ResultCode;
import clearing.kernel.Trades;
import clearing.kernel.Transition;
import clearing.kernel.command.Command;
import clearing.kernel.state.Keys;
import java.util.List;
import org.junit.jupiter.api.Test;

class TradeLifeTest {
    private final Consortium ledger = Consortium.funded();
    private final Trade one = Trades.dvp("T1", 10, 1000);
    private final Trade two = Trades.pvp("T2", 780, 100);
    private final PageId id = Consortium.page(0);

    @Test
    void recording_a_page_alleges_its_trades() {
        Transition transition =
                ledger.apply(Consortium.caller(NORTH), Batch.of(Consortium.recordCommand(id, one, two)));

        assertThat(transition.outcomes()).containsExactly(Outcome.done(2));
        assertThat(transition.effects())
                .containsExactly(
                        new Effect.TradeRecorded(new TradeId(id, 0), one),
                        new Effect.TradeRecorded(new TradeId(id, 1), two));
        assertThat(transition.writes()).containsOnlyKeys(Keys.page(id), Keys.status(id));
        assertThat(ledger.status(id).count(TradeState.ALLEGED)).isEqualTo(2);
        assertThat(TradePage.decode(ledger.state().get(Keys.page(id)).orElseThrow())
                        .trades())
                .containsExactly(one, two);
    }

    @Test
    void the_same_page_twice_is_recorded_once() {
        ledger.record(0, one);
        String before = ledger.digest();

        assertThat(ledger.as(NORTH, Consortium.recordCommand(id, one)).code()).isEqualTo(ResultCode.ALREADY_RECORDED);
        assertThat(ledger.digest()).isEqualTo(before);
    }

    @Test
    void the_same_page_is_recognised_after_its_trades_have_settled() {
        ledger.affirmed(0, one);
        ledger.settle(id);

        assertThat(ledger.as(NORTH, Consortium.recordCommand(id, one)).code()).isEqualTo(ResultCode.ALREADY_RECORDED);
        assertThat(ledger.tradeState(id, 0)).isEqualTo(TradeState.SETTLED);
    }

    @Test
    void other_content_under_the_same_number_is_a_conflict() {
        ledger.record(0, one);
        String before = ledger.digest();

        assertThat(ledger.as(NORTH, Consortium.recordCommand(id, two)).code()).isEqualTo(ResultCode.CONTENT_CONFLICT);
        PageId otherLane = new PageId("NY", NORTH, SOUTH, 0);
        assertThat(ledger.as(NORTH, Consortium.recordCommand(otherLane, one)).code())
                .isEqualTo(ResultCode.CONTENT_CONFLICT);
        assertThat(ledger.digest()).isEqualTo(before);
    }

    @Test
    void only_the_author_records_its_page() {
        assertThat(ledger.as(SOUTH, Consortium.recordCommand(id, one)).code()).isEqualTo(ResultCode.NOT_A_PARTY);
        assertThat(ledger.as(BANK, Consortium.recordCommand(id, one)).code()).isEqualTo(ResultCode.NOT_A_PARTY);
    }

    @Test
    void the_counterparty_affirms() {
        ledger.record(0, one, two);

        Transition transition = ledger.apply(Consortium.caller(SOUTH), Batch.of(affirm(Selection.of(1))));

        assertThat(transition.outcomes()).containsExactly(Outcome.done(1));
        assertThat(transition.effects())
                .containsExactly(new Effect.TradeMoved(
                        new TradeId(id, 1), TradeState.ALLEGED, TradeState.AFFIRMED, RejectReason.NONE));
        assertThat(transition.writes()).containsOnlyKeys(Keys.status(id));
        assertThat(states()).containsExactly(TradeState.ALLEGED, TradeState.AFFIRMED);
    }

    @Test
    void affirming_again_moves_only_what_is_still_alleged() {
        ledger.record(0, one, two);
        ledger.as(SOUTH, affirm(Selection.of(0)));

        assertThat(ledger.as(SOUTH, affirm(Selection.all()))).isEqualTo(Outcome.done(1));
        assertThat(ledger.as(SOUTH, affirm(Selection.all())).code()).isEqualTo(ResultCode.ALREADY_RECORDED);
    }

    @Test
    void the_author_cannot_affirm_its_own_page() {
        ledger.record(0, one);

        assertThat(ledger.as(NORTH, affirm(Selection.all())).code()).isEqualTo(ResultCode.NOT_A_PARTY);
        assertThat(ledger.as(BANK, affirm(Selection.all())).code()).isEqualTo(ResultCode.NOT_A_PARTY);
    }

    @Test
    void affirmation_is_of_the_content_that_the_caller_saw() {
        ledger.record(0, one);

        Outcome outcome = ledger.as(SOUTH, new Command.Affirm(id, new byte[32], Selection.all()));

        assertThat(outcome.code()).isEqualTo(ResultCode.CONTENT_HASH_DIFFERS);
        assertThat(states()).containsExactly(TradeState.ALLEGED);
    }

    @Test
    void a_selection_names_trades_that_exist() {
        ledger.record(0, one, two);

        assertThat(ledger.as(SOUTH, affirm(Selection.of(2))).code()).isEqualTo(ResultCode.SELECTION_OUT_OF_RANGE);
        assertThat(ledger.as(SOUTH, affirm(Selection.of())).code()).isEqualTo(ResultCode.SELECTION_OUT_OF_RANGE);
        assertThat(ledger.as(NORTH, new Command.RequestCancel(id, Selection.of(0, 2)))
                        .code())
                .isEqualTo(ResultCode.SELECTION_OUT_OF_RANGE);
    }

    @Test
    void a_page_in_another_lane_is_another_page() {
        ledger.record(0, one);
        PageId otherLane = new PageId("NY", NORTH, SOUTH, 0);

        assertThat(ledger.as(SOUTH, new Command.Affirm(otherLane, ledger.contentHash(id), Selection.all()))
                        .code())
                .isEqualTo(ResultCode.PAGE_NOT_FOUND);
    }

    @Test
    void a_rejection_states_its_reason_and_is_final() {
        ledger.record(0, one, two);

        Transition transition = ledger.apply(
                Consortium.caller(SOUTH),
                Batch.of(new Command.Reject(
                        id, ledger.contentHash(id), Selection.of(0), RejectReason.QUANTITY_DIFFERS)));

        assertThat(transition.effects())
                .containsExactly(new Effect.TradeMoved(
                        new TradeId(id, 0), TradeState.ALLEGED, TradeState.REJECTED, RejectReason.QUANTITY_DIFFERS));
        assertThat(ledger.status(id).reason(0)).isEqualTo(RejectReason.QUANTITY_DIFFERS);
        assertThat(ledger.status(id).reason(1)).isEqualTo(RejectReason.NONE);
        assertThat(ledger.as(SOUTH, affirm(Selection.of(0))).code()).isEqualTo(ResultCode.STATE_FORBIDS);
        assertThat(ledger.as(SOUTH, ledger.reject(id)).code()).isEqualTo(ResultCode.OK);
        assertThat(ledger.as(SOUTH, ledger.reject(id)).code()).isEqualTo(ResultCode.ALREADY_RECORDED);
        assertThat(ledger.status(id).reason(0)).isEqualTo(RejectReason.QUANTITY_DIFFERS);
    }

    @Test
    void a_rejection_without_a_reason_is_malformed() {
        ledger.record(0, one);

        Outcome outcome =
                ledger.as(SOUTH, new Command.Reject(id, ledger.contentHash(id), Selection.all(), RejectReason.NONE));

        assertThat(outcome.code()).isEqualTo(ResultCode.MALFORMED);
        assertThat(outcome.field()).isEqualTo("reason");
    }

    @Test
    void what_is_affirmed_cannot_be_rejected_and_one_such_trade_stops_the_command() {
        ledger.record(0, one, two);
        ledger.as(SOUTH, affirm(Selection.of(1)));
        String before = ledger.digest();

        Outcome outcome = ledger.as(SOUTH, ledger.reject(id));

        assertThat(outcome.code()).isEqualTo(ResultCode.STATE_FORBIDS);
        assertThat(outcome.field()).isEqualTo("selection[1]");
        assertThat(ledger.digest()).isEqualTo(before);
    }

    @Test
    void a_trade_is_cancelled_when_both_sides_ask() {
        ledger.affirmed(0, one, two);

        Transition first = ledger.apply(Consortium.caller(NORTH), Batch.of(cancel(Selection.of(0))));
        assertThat(first.effects()).containsExactly(new Effect.CancelAsked(new TradeId(id, 0), NORTH));
        assertThat(states()).containsExactly(TradeState.AFFIRMED, TradeState.AFFIRMED);

        Transition second = ledger.apply(Consortium.caller(SOUTH), Batch.of(cancel(Selection.of(0))));
        assertThat(second.effects())
                .containsExactly(new Effect.TradeMoved(
                        new TradeId(id, 0), TradeState.AFFIRMED, TradeState.CANCELLED, RejectReason.NONE));
        assertThat(states()).containsExactly(TradeState.CANCELLED, TradeState.AFFIRMED);
    }

    @Test
    void one_side_cannot_cancel_alone_however_often_it_asks() {
        ledger.affirmed(0, one);

        assertThat(ledger.as(NORTH, cancel(Selection.all())).code()).isEqualTo(ResultCode.OK);
        assertThat(ledger.as(NORTH, cancel(Selection.all())).code()).isEqualTo(ResultCode.ALREADY_RECORDED);
        assertThat(states()).containsExactly(TradeState.AFFIRMED);
    }

    @Test
    void a_third_member_cannot_cancel() {
        ledger.affirmed(0, one);

        assertThat(ledger.as(BANK, cancel(Selection.all())).code()).isEqualTo(ResultCode.NOT_A_PARTY);
    }

    @Test
    void an_alleged_trade_can_be_cancelled_too() {
        ledger.record(0, one);
        ledger.as(SOUTH, cancel(Selection.all()));
        ledger.as(NORTH, cancel(Selection.all()));

        assertThat(states()).containsExactly(TradeState.CANCELLED);
        assertThat(ledger.as(NORTH, cancel(Selection.all())).code()).isEqualTo(ResultCode.ALREADY_RECORDED);
    }

    @Test
    void a_wish_to_cancel_stands_while_the_trade_is_affirmed_and_queued() {
        Trade tooBig = Trades.dvp("T1", 2_000_000, 1000);
        ledger.record(0, tooBig);
        ledger.as(NORTH, cancel(Selection.all()));
        ledger.as(SOUTH, ledger.affirm(id));
        ledger.settle(id);
        assertThat(states()).containsExactly(TradeState.QUEUED);
        assertThat(ledger.status(id).cancelAskedBy(0, NORTH)).isTrue();

        ledger.as(SOUTH, cancel(Selection.all()));

        assertThat(states()).containsExactly(TradeState.CANCELLED);
        assertThat(ledger.status(id).cancelAskedBy(0, NORTH)).isFalse();
    }

    @Test
    void what_has_settled_cannot_be_cancelled() {
        ledger.affirmed(0, one);
        ledger.as(NORTH, cancel(Selection.all()));
        ledger.settle(id);

        assertThat(ledger.as(SOUTH, cancel(Selection.all())).code()).isEqualTo(ResultCode.STATE_FORBIDS);
        assertThat(states()).containsExactly(TradeState.SETTLED);
    }

    @Test
    void a_page_that_is_no_page_is_one_refused_command_among_others() {
        byte[] cut = new byte[] {1, 2, 3};

        List<Outcome> outcomes = ledger.apply(
                        Consortium.caller(NORTH),
                        Batch.of(new Command.RecordPage(cut), Consortium.recordCommand(id, one)))
                .outcomes();

        assertThat(outcomes.getFirst().code()).isEqualTo(ResultCode.MALFORMED);
        assertThat(outcomes.getLast().code()).isEqualTo(ResultCode.OK);
    }

    private Command.Affirm affirm(Selection selection) {
        return new Command.Affirm(id, ledger.contentHash(id), selection);
    }

    private Command.RequestCancel cancel(Selection selection) {
        return new Command.RequestCancel(id, selection);
    }

    private List<TradeState> states() {
        StatusPage status = ledger.status(id);
        return java.util.stream.IntStream.range(0, status.count())
                .mapToObj(status::state)
                .toList();
    }
}
