package clearing.kernel.settlement;

import static clearing.kernel.Consortium.BANK;
import static clearing.kernel.Consortium.HK;
import static clearing.kernel.Consortium.NORTH;
import static clearing.kernel.Consortium.SOUTH;
import static org.assertj.core.api.Assertions.assertThat;

import clearing.kernel.Batch;
import clearing.kernel.Consortium;
import clearing.kernel.Outcome;
import clearing.kernel.QueueEffect;
import clearing.kernel.ResultCode;
import clearing.kernel.Trades;
import clearing.kernel.Transition;
import clearing.kernel.command.Command;
import clearing.kernel.command.Command.PageSelection;
import clearing.kernel.command.QueueCommand;
import clearing.kernel.rulebook.AgentRule;
import clearing.kernel.rulebook.Rules;
import clearing.kernel.state.Keys;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.Selection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A term of ten minutes, a silence of one; the ring is north, south, bank. */
class TurnsTest {
    private final Consortium ledger = Consortium.funded();
    private int page;

    TurnsTest() {
        ledger.found(Rules.constitution(2, List.of(new AgentRule(HK, 600, 60))));
    }

    @Test
    void the_first_round_takes_the_turn_and_later_ones_renew_it_by_themselves() {
        assertThat(round(SOUTH).code()).isEqualTo(ResultCode.OK);
        long began = Consortium.MORNING.toEpochMilli();
        assertThat(lease()).isEqualTo(new Lease(1, SOUTH, began, began));
        ledger.later(Duration.ofSeconds(50));
        round(SOUTH);

        assertThat(lease()).isEqualTo(new Lease(1, SOUTH, began, began + 50_000));
        assertThat(round(BANK).code()).isEqualTo(ResultCode.NOT_YOUR_TURN);
    }

    @Test
    void after_a_silence_the_next_in_turn_takes_over_and_the_one_after_it_a_silence_later() {
        round(NORTH);
        ledger.later(Duration.ofSeconds(60));
        assertThat(attempt(BANK)).isEqualTo(ResultCode.NOT_YOUR_TURN);
        assertThat(attempt(SOUTH)).isEqualTo(ResultCode.OK);
        ledger.later(Duration.ofSeconds(60));

        assertThat(round(BANK).code()).isEqualTo(ResultCode.OK);
        assertThat(lease().holder()).isEqualTo(BANK);
        assertThat(lease().epoch()).isEqualTo(2);
        assertThat(attempt(NORTH)).isEqualTo(ResultCode.NOT_YOUR_TURN);
    }

    @Test
    void a_term_ends_however_busy_the_holder_is() {
        for (int i = 0; i < 12; i++) {
            assertThat(round(NORTH).code()).isEqualTo(ResultCode.OK);
            ledger.later(Duration.ofSeconds(50));
        }
        assertThat(attempt(NORTH)).isEqualTo(ResultCode.NOT_YOUR_TURN);
        Transition taken = ledger.apply(Consortium.caller(SOUTH), Batch.of(command()));
        assertThat(taken.effects()).contains(new QueueEffect.TurnTaken(HK, 2, SOUTH, Optional.of(NORTH)));
    }

    @Test
    void the_holder_goes_on_in_a_new_term_when_nobody_else_comes() {
        round(NORTH);
        ledger.later(Duration.ofSeconds(659));
        assertThat(attempt(NORTH)).isEqualTo(ResultCode.NOT_YOUR_TURN);
        ledger.later(Duration.ofSeconds(1));

        assertThat(round(NORTH).code()).isEqualTo(ResultCode.OK);
        assertThat(lease().epoch()).isEqualTo(2);
    }

    @Test
    void every_kind_of_round_needs_the_turn_and_a_proposal_that_is_checked_against_all_does_not() {
        round(NORTH);
        PageId id = ledger.affirmed(90, Trades.payment("P1", 7));
        List<PageSelection> pages = List.of(PageSelection.all(id));
        for (Command round : List.of(
                new Command.Settle(HK, pages), new Command.FailOverdue(HK, pages), new Command.Offset(HK, pages))) {
            assertThat(ledger.as(SOUTH, round).code()).isEqualTo(ResultCode.NOT_YOUR_TURN);
        }
        Lease before = lease();

        assertThat(ledger.as(SOUTH, new Command.SettleSet(HK, pages)).code()).isEqualTo(ResultCode.OK);
        assertThat(lease()).isEqualTo(before);
    }

    @Test
    void who_is_left_out_has_the_lane_look_at_its_pages_without_a_turn() {
        round(NORTH);
        PageId mine = ledger.affirmed(91, Trades.payment("P1", 200_000_000));
        Command enlist = new QueueCommand.Enlist(HK, List.of(mine));
        assertThat(ledger.as(BANK, enlist).code()).isEqualTo(ResultCode.NOT_A_PARTY);
        assertThat(ledger.as(SOUTH, enlist)).isEqualTo(Outcome.done(1));
        assertThat(ledger.as(SOUTH, enlist).code()).isEqualTo(ResultCode.NOTHING_TO_DO);

        // The holder names another page, smaller and younger: it may not overtake what it would rather not see.
        PageId favoured = ledger.affirmed(92, Trades.payment("P2", 90_000_000));
        Outcome round = ledger.as(NORTH, new Command.SettleRound(HK, List.of(favoured)));
        assertThat(round).isEqualTo(new Outcome(ResultCode.OK, "", "", 0, 2));
    }

    @Test
    void who_has_the_turn_cannot_pick_what_it_settles() {
        PageId mine = ledger.affirmed(93, Trades.payment("P1", 7));
        List<PageSelection> chosen = List.of(PageSelection.all(mine));

        assertThat(ledger.as(NORTH, new Command.Settle(HK, chosen)).code()).isEqualTo(ResultCode.STEP_NOT_AGREED);
        assertThat(ledger.as(NORTH, new Command.Offset(HK, chosen)).code()).isEqualTo(ResultCode.STEP_NOT_AGREED);
    }

    @Test
    void a_round_that_finds_nothing_does_not_keep_the_turn() {
        round(NORTH);
        Lease before = lease();
        ledger.later(Duration.ofSeconds(40));

        Outcome idle = ledger.as(NORTH, new Command.SettleRound(HK, List.of()));

        assertThat(idle.code()).isEqualTo(ResultCode.NOTHING_TO_DO);
        assertThat(lease()).isEqualTo(before);
    }

    @Test
    void refused_proposals_of_the_holder_do_not_keep_the_turn() {
        round(NORTH);
        PageId id = ledger.affirmed(94, Trades.payment("P1", 7), Trades.payment("P2", 8));
        Lease before = lease();
        ledger.later(Duration.ofSeconds(60));

        Outcome lie = ledger.as(NORTH, new Command.SettleSet(HK, List.of(new PageSelection(id, Selection.of(0)))));

        assertThat(lie.code()).isEqualTo(ResultCode.PROPOSAL_NOT_MAXIMAL);
        assertThat(lease()).isEqualTo(before);
        assertThat(attempt(SOUTH)).isEqualTo(ResultCode.OK);
    }

    @Test
    void a_lane_without_the_rule_has_no_turns() {
        Consortium other = Consortium.funded();
        PageId id = other.affirmed(0, Trades.payment("P1", 7));
        other.as(SOUTH, new Command.SettleRound(HK, List.of(id)));

        assertThat(other.state().has(Keys.lease(HK))).isFalse();
    }

    private Outcome round(String member) {
        return ledger.as(member, command());
    }

    private ResultCode attempt(String member) {
        return ledger.attempt(Consortium.caller(member), Batch.of(command()))
                .outcomes()
                .getFirst()
                .code();
    }

    /** A round that has something to do. */
    private Command command() {
        return new Command.SettleRound(HK, List.of(ledger.affirmed(page, Trades.payment("T" + page++, 1))));
    }

    private Lease lease() {
        return Lease.decode(ledger.state().get(Keys.lease(HK))).orElseThrow();
    }
}
