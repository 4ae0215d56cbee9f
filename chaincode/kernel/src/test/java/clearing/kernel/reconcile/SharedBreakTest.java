package clearing.kernel.reconcile;

import static clearing.kernel.Consortium.BANK;
import static clearing.kernel.Consortium.NORTH;
import static clearing.kernel.Consortium.SOUTH;
import static org.assertj.core.api.Assertions.assertThat;

import clearing.kernel.Consortium;
import clearing.kernel.Outcome;
import clearing.kernel.ResultCode;
import clearing.kernel.Trades;
import clearing.kernel.command.ReconcileCommand;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.TradeId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What becomes of a break that two members share. */
class SharedBreakTest {
    private final SharedBreaks breaks = SharedBreaks.opened();

    @Test
    void it_is_resolved_by_the_fourth_person_and_not_before() {
        Consortium.done(breaks.answer());
        assertThat(breaks.now().state()).isEqualTo(BreakState.ANSWERED);
        Consortium.done(breaks.propose(1, SharedBreaks.NO_FAULT));
        assertThat(breaks.now().state()).isEqualTo(BreakState.PROPOSED);
        Consortium.done(breaks.sign(NORTH, "carl", Hand.CHECKER));
        assertThat(breaks.now().state()).isEqualTo(BreakState.HALF_SIGNED);
        Consortium.done(breaks.sign(SOUTH, "sue", Hand.MAKER));
        assertThat(breaks.now().state()).isEqualTo(BreakState.HALF_SIGNED);
        Consortium.done(breaks.sign(SOUTH, "tom", Hand.CHECKER));

        assertThat(breaks.now().state()).isEqualTo(BreakState.RESOLVED);
        assertThat(breaks.now().resolved()).contains(breaks.ledger().now());
        assertThat(breaks.sign(SOUTH, "tom", Hand.CHECKER)).isEqualTo(Outcome.alreadyRecorded());
        assertThat(breaks.propose(2, SharedBreaks.NO_FAULT).code()).isEqualTo(ResultCode.SHARED_BREAK_ENDED);
    }

    @Test
    void one_person_does_not_check_what_it_made_and_nobody_checks_what_nobody_made() {
        Consortium.done(breaks.propose(1, SharedBreaks.NO_FAULT));

        assertThat(breaks.sign(NORTH, "ann", Hand.CHECKER).code()).isEqualTo(ResultCode.SAME_PERSON);
        assertThat(breaks.sign(SOUTH, "tom", Hand.CHECKER).code()).isEqualTo(ResultCode.MAKER_MISSING);
        assertThat(breaks.sign(BANK, "bob", Hand.MAKER).code()).isEqualTo(ResultCode.NOT_A_PARTY);
        assertThat(breaks.now().state()).isEqualTo(BreakState.PROPOSED);
    }

    @Test
    void a_new_proposal_needs_all_signatures_anew() {
        Consortium.done(breaks.propose(1, SharedBreaks.NO_FAULT));
        Consortium.done(breaks.sign(NORTH, "carl", Hand.CHECKER));
        Resolution other = new Resolution(
                Resolution.Kind.WRITE_OFF, NORTH, 1_000, Optional.empty(), SharedBreaks.hash("we bear it"));
        Consortium.done(breaks.by(SOUTH, "sue", SharedBreaks.proposing(2, other)));

        assertThat(breaks.now().proposal().orElseThrow().opener()).isEqualTo(Signatures.NONE);
        assertThat(breaks.by(SOUTH, "tom", SharedBreaks.signing(1, SharedBreaks.NO_FAULT, Hand.CHECKER))
                        .code())
                .isEqualTo(ResultCode.NO_SUCH_PROPOSAL);
    }

    @Test
    void what_is_signed_is_this_break_this_number_and_this_resolution() {
        BreakId other = new BreakId(NORTH, "B-2");
        assertThat(List.of(
                        ResolutionProposal.hash(SharedBreaks.ID, 1, SharedBreaks.NO_FAULT),
                        ResolutionProposal.hash(SharedBreaks.ID, 2, SharedBreaks.NO_FAULT),
                        ResolutionProposal.hash(other, 1, SharedBreaks.NO_FAULT)))
                .doesNotHaveDuplicates();
    }

    @Test
    void the_clock_says_who_is_late_and_either_may_say_so_aloud() {
        breaks.ledger().later(SharedBreaks.ANSWER);
        assertThat(breaks.now().late(breaks.ledger().now())).isEmpty();
        breaks.ledger().later(Duration.ofMillis(1));
        assertThat(breaks.now().late(breaks.ledger().now())).containsExactly(SOUTH);

        Consortium.done(breaks.by(NORTH, "ann", new ReconcileCommand.EscalateBreak(SharedBreaks.ID, "no answer")));
        assertThat(breaks.now().state()).isEqualTo(BreakState.ESCALATED);
        assertThat(breaks.now().escalation().orElseThrow().late()).containsExactly(SOUTH);
        assertThat(breaks.by(SOUTH, "sue", new ReconcileCommand.EscalateBreak(SharedBreaks.ID, "we know")))
                .isEqualTo(Outcome.alreadyRecorded());

        Consortium.done(breaks.answer());
        Consortium.done(breaks.propose(1, SharedBreaks.NO_FAULT));
        Consortium.done(breaks.sign(NORTH, "carl", Hand.CHECKER));
        breaks.ledger().later(SharedBreaks.RESOLVE);
        assertThat(breaks.now().late(breaks.ledger().now())).containsExactly(SOUTH);
        Consortium.done(breaks.sign(SOUTH, "sue", Hand.MAKER));
        Consortium.done(breaks.sign(SOUTH, "tom", Hand.CHECKER));
        assertThat(breaks.now().state()).isEqualTo(BreakState.RESOLVED);
        assertThat(breaks.now().late(breaks.ledger().now())).isEmpty();
    }

    @Test
    void the_opener_takes_it_back_by_a_second_person() {
        ReconcileCommand back = new ReconcileCommand.WithdrawBreak(SharedBreaks.ID, "found it");
        assertThat(breaks.by(NORTH, "ann", back).code()).isEqualTo(ResultCode.SAME_PERSON);
        assertThat(breaks.by(SOUTH, "tom", back).code()).isEqualTo(ResultCode.NOT_A_PARTY);
        Consortium.done(breaks.by(NORTH, "carl", back));
        assertThat(breaks.now().state()).isEqualTo(BreakState.WITHDRAWN);
    }

    @Test
    void a_reversal_names_a_settled_trade_of_the_two() {
        PageId page = breaks.ledger().affirmed(0, Trades.payment("T1", 1_000));
        TradeId trade = new TradeId(page, 0);
        Resolution reversal =
                new Resolution(Resolution.Kind.REVERSAL, "", 0, Optional.of(trade), SharedBreaks.hash("booked twice"));
        assertThat(breaks.propose(1, reversal).code()).isEqualTo(ResultCode.REVERSED_TRADE_NOT_SETTLED);
        Consortium.done(breaks.ledger().settle(page));
        Consortium.done(breaks.propose(1, reversal));
        Resolution absent = new Resolution(
                Resolution.Kind.REVERSAL, "", 0, Optional.of(new TradeId(page, 1)), SharedBreaks.hash("booked twice"));
        assertThat(breaks.propose(2, absent).code()).isEqualTo(ResultCode.REVERSED_TRADE_NOT_FOUND);
    }

    @Test
    void an_opening_happens_once_and_its_comments_are_chained() {
        assertThat(breaks.by(NORTH, "carl", SharedBreaks.opening("B-1", Consortium.MORNING)))
                .isEqualTo(Outcome.alreadyRecorded());
        assertThat(breaks.by(NORTH, "carl", SharedBreaks.opening("B-1", Consortium.MORNING.plusMillis(1)))
                        .code())
                .isEqualTo(ResultCode.CONTENT_CONFLICT);
        Consortium.done(breaks.by(SOUTH, "sue", SharedBreaks.commenting("one")));
        var first = breaks.now().lastComment();
        Consortium.done(breaks.by(NORTH, "ann", SharedBreaks.commenting("one")));
        assertThat(breaks.now().comments()).isEqualTo(2);
        assertThat(breaks.now().lastComment()).isNotEqualTo(first);
    }
}
