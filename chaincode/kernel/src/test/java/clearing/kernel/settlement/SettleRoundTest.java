package clearing.kernel.settlement;

import static clearing.kernel.Consortium.HK;
import static clearing.kernel.Consortium.HKD;
import static clearing.kernel.Consortium.NORTH;
import static clearing.kernel.Consortium.SOUTH;
import static org.assertj.core.api.Assertions.assertThat;

import clearing.kernel.Batch;
import clearing.kernel.Caller;
import clearing.kernel.Consortium;
import clearing.kernel.Kernel;
import clearing.kernel.Outcome;
import clearing.kernel.ResultCode;
import clearing.kernel.Trades;
import clearing.kernel.TxContext;
import clearing.kernel.command.Command;
import clearing.kernel.command.Command.PageSelection;
import clearing.kernel.rulebook.LaneStepsRule;
import clearing.kernel.rulebook.Rules;
import clearing.kernel.state.Keys;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.Selection;
import clearing.kernel.trade.Trade;
import clearing.kernel.trade.TradeState;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Both brokers have 100,000,000 cents of HKD and of USD, and 1,000,000 shares. */
class SettleRoundTest {
    private final Consortium ledger = Consortium.funded();

    @Test
    void what_is_covered_settles_and_what_offsets_settles_with_it() {
        PageId there = ledger.affirmed(0, Trades.payment("T1", 200_000_000), Trades.payment("T2", 7));
        PageId back = ledger.affirmed(1, received(Trades.payment("T3", 150_000_000)));

        assertThat(round(there, back)).isEqualTo(new Outcome(ResultCode.OK, "", "", 3, 0));
        assertThat(ledger.available(NORTH, HKD)).isEqualTo(49_999_993);
    }

    @Test
    void what_waits_takes_part_in_later_rounds_whether_or_not_they_name_it() {
        PageId there = ledger.affirmed(0, Trades.payment("T1", 200_000_000));
        assertThat(round(there)).isEqualTo(new Outcome(ResultCode.OK, "", "", 0, 1));
        assertThat(waiting()).containsExactly(there);
        PageId back = ledger.affirmed(1, received(Trades.payment("T2", 150_000_000)));

        assertThat(round(back)).isEqualTo(new Outcome(ResultCode.OK, "", "", 2, 0));
        assertThat(waiting()).isEmpty();
    }

    @Test
    void a_round_that_names_nothing_settles_what_has_found_cover() {
        PageId id = ledger.affirmed(0, Trades.payment("T1", 200_000_000));
        round(id);
        assertThat(round()).isEqualTo(new Outcome(ResultCode.NOTHING_TO_DO, "", "", 0, 1));
        ledger.deposit("MORE", NORTH, Consortium.HOUSE, "HKD", 100_000_000);

        assertThat(round()).isEqualTo(new Outcome(ResultCode.OK, "", "", 1, 0));
        assertThat(ledger.tradeState(id, 0)).isEqualTo(TradeState.SETTLED);
    }

    @Test
    void a_proposal_that_overlooks_what_waits_is_refused_though_it_does_not_name_it() {
        PageId first = ledger.affirmed(0, Trades.payment("T1", 200_000_000));
        round(first);
        PageId later = ledger.affirmed(1, Trades.payment("T2", 90_000_000));
        Command set = new Command.SettleSet(HK, List.of(PageSelection.all(later)));

        Outcome overtaking = ledger.as(SOUTH, set);
        assertThat(overtaking.code()).isEqualTo(ResultCode.PROPOSAL_OUT_OF_ORDER);
        assertThat(overtaking.detail()).contains(first.path() + "#0");
        ledger.deposit("MORE", NORTH, Consortium.HOUSE, "HKD", 190_000_000);
        Outcome incomplete = ledger.as(SOUTH, set);
        assertThat(incomplete.code()).isEqualTo(ResultCode.PROPOSAL_NOT_MAXIMAL);
        assertThat(incomplete.field()).isEqualTo("pages");
    }

    @Test
    void a_page_without_anything_short_leaves_the_list() {
        PageId id = ledger.affirmed(0, Trades.payment("T1", 200_000_000));
        round(id);
        ledger.as(NORTH, new Command.RequestCancel(id, Selection.all()));
        ledger.as(SOUTH, new Command.RequestCancel(id, Selection.all()));

        assertThat(round().code()).isEqualTo(ResultCode.OK);
        assertThat(waiting()).isEmpty();
        assertThat(round().code()).isEqualTo(ResultCode.NOTHING_TO_DO);
    }

    @Test
    void a_lane_settles_as_far_as_its_members_agreed() {
        Trade there = Trades.payment("T1", 200_000_000);
        Trade back = received(Trades.payment("T2", 150_000_000));
        assertThat(settledUpTo(LaneStepsRule.Step.GROSS, there, back)).isZero();
        assertThat(settledUpTo(LaneStepsRule.Step.BILATERAL, there, back)).isEqualTo(2);
        assertThat(settledUpTo(LaneStepsRule.Step.MULTILATERAL, there, back)).isEqualTo(2);

        // The south lacks shares: its buyer's payment may only pass where overtaking is allowed.
        Trade short1 = received(Trades.dvp("T1", 2_000_000, 10));
        Trade payment = Trades.payment("T2", 5);
        assertThat(settledUpTo(LaneStepsRule.Step.MULTILATERAL, short1, payment))
                .isZero();
        assertThat(settledUpTo(LaneStepsRule.Step.RESOLUTION, short1, payment)).isEqualTo(1);
    }

    @Test
    void offsets_and_proposals_beyond_what_is_agreed_are_refused() {
        ledger.found(Rules.constitution(2, List.of(new LaneStepsRule(HK, LaneStepsRule.Step.BILATERAL))));
        PageId id = ledger.affirmed(0, Trades.payment("T1", 1));
        List<PageSelection> pages = List.of(PageSelection.all(id));

        assertThat(ledger.as(NORTH, new Command.Offset(HK, pages)).code()).isEqualTo(ResultCode.STEP_NOT_AGREED);
        assertThat(ledger.as(NORTH, new Command.SettleSet(HK, pages)).code()).isEqualTo(ResultCode.STEP_NOT_AGREED);
    }

    @Test
    void a_round_reads_the_pages_that_it_is_given_and_those_that_wait_and_no_others() {
        for (int n = 0; n < 20; n++) {
            ledger.settle(ledger.affirmed(n, Trades.payment("S" + n, 1)));
        }
        round(ledger.affirmed(20, Trades.payment("T1", 200_000_000)));
        PageId fresh = ledger.affirmed(21, Trades.payment("T2", 1));
        Set<String> read = new TreeSet<>();
        Caller caller = Consortium.caller(NORTH);
        Kernel.apply(
                key -> {
                    read.add(key);
                    return ledger.state().get(key);
                },
                caller,
                new TxContext("t", Consortium.MORNING),
                Batch.of(new Command.SettleRound(HK, List.of(fresh))));

        assertThat(read)
                .containsExactlyInAnyOrder(
                        "K",
                        Keys.journal(HK),
                        Keys.waiting(HK),
                        Keys.wishes(HK),
                        Keys.page(Consortium.page(20)),
                        Keys.status(Consortium.page(20)),
                        Keys.page(fresh),
                        Keys.status(fresh),
                        Keys.balance(HK, NORTH),
                        Keys.balance(HK, SOUTH));
    }

    private static int settledUpTo(LaneStepsRule.Step step, Trade... trades) {
        Consortium other = Consortium.funded();
        other.found(Rules.constitution(2, List.of(new LaneStepsRule(HK, step))));
        PageId id = other.affirmed(0, trades);
        return other.as(NORTH, new Command.SettleRound(HK, List.of(id))).affected();
    }

    private Outcome round(PageId... pages) {
        return ledger.as(NORTH, new Command.SettleRound(HK, List.of(pages)));
    }

    private List<PageId> waiting() {
        return WaitingList.decode(HK, ledger.state().get(Keys.waiting(HK)));
    }

    private static Trade received(Trade trade) {
        return Trades.with(trade).received();
    }
}
