package clearing.kernel.hold;

import static clearing.kernel.Consortium.BANK;
import static clearing.kernel.Consortium.CLIENT;
import static clearing.kernel.Consortium.HKD;
import static clearing.kernel.Consortium.HOUSE;
import static clearing.kernel.Consortium.MORNING;
import static clearing.kernel.Consortium.NORTH;
import static clearing.kernel.Consortium.SOUTH;
import static clearing.kernel.Consortium.TODAY;
import static clearing.kernel.Consortium.WATCH;
import static org.assertj.core.api.Assertions.assertThat;

import clearing.kernel.Batch;
import clearing.kernel.Consortium;
import clearing.kernel.Effect;
import clearing.kernel.Outcome;
import clearing.kernel.PostingKind;
import clearing.kernel.ResultCode;
import clearing.kernel.Trades;
import clearing.kernel.Transition;
import clearing.kernel.command.Command;
import clearing.kernel.rulebook.DebitCapRule;
import clearing.kernel.rulebook.Rules;
import clearing.kernel.trade.PageId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HoldTest {
    private static final long FUNDS = 100_000_000;
    private static final Instant DEADLINE = MORNING.plus(Duration.ofHours(1));

    private final Consortium ledger = Consortium.funded();

    @Test
    void pending_value_is_held_and_nobody_elses_yet() {
        assertThat(ledger.as(NORTH, place(400))).isEqualTo(Outcome.done(1));

        assertThat(ledger.available(NORTH, HKD)).isEqualTo(FUNDS - 400);
        assertThat(ledger.balance(NORTH).held(HOUSE, HKD)).isEqualTo(400);
        assertThat(ledger.balance(SOUTH).available(CLIENT, HKD)).isZero();
    }

    @Test
    void all_of_it_goes_to_the_beneficiary() {
        Consortium.done(ledger.as(NORTH, place(400)));

        Transition transition =
                ledger.apply(Consortium.caller(SOUTH), Batch.of(new Command.PostHold(NORTH, "H1", 400)));

        assertThat(ledger.available(NORTH, HKD)).isEqualTo(FUNDS - 400);
        assertThat(ledger.balance(NORTH).held(HOUSE, HKD)).isZero();
        assertThat(ledger.balance(SOUTH).available(CLIENT, HKD)).isEqualTo(400);
        assertThat(transition.effects())
                .startsWith(
                        new Effect.Posted(
                                NORTH, HOUSE, "HKD", -400, PostingKind.HOLD, "H1", SOUTH, TODAY, Optional.empty()),
                        new Effect.Posted(
                                SOUTH, CLIENT, "HKD", 400, PostingKind.HOLD, "H1", NORTH, TODAY, Optional.empty()));
    }

    @Test
    void the_rest_of_a_part_goes_back_in_the_same_step() {
        Consortium.done(ledger.as(NORTH, place(400)));
        Consortium.done(ledger.as(SOUTH, new Command.PostHold(NORTH, "H1", 150)));

        assertThat(ledger.available(NORTH, HKD)).isEqualTo(FUNDS - 150);
        assertThat(ledger.balance(NORTH).held(HOUSE, HKD)).isZero();
        assertThat(ledger.balance(SOUTH).available(CLIENT, HKD)).isEqualTo(150);
    }

    @Test
    void a_hold_is_resolved_once() {
        Consortium.done(ledger.as(NORTH, place(400)));
        Consortium.done(ledger.as(SOUTH, new Command.PostHold(NORTH, "H1", 150)));
        String before = ledger.digest();

        assertThat(ledger.as(SOUTH, new Command.PostHold(NORTH, "H1", 150)).code())
                .isEqualTo(ResultCode.ALREADY_RECORDED);
        assertThat(ledger.as(SOUTH, new Command.PostHold(NORTH, "H1", 151)).code())
                .isEqualTo(ResultCode.HOLD_RESOLVED);
        assertThat(ledger.as(SOUTH, new Command.ReleaseHold(NORTH, "H1")).code())
                .isEqualTo(ResultCode.HOLD_RESOLVED);
        assertThat(ledger.as(NORTH, place(400)).code()).isEqualTo(ResultCode.ALREADY_RECORDED);
        assertThat(ledger.as(NORTH, place(401)).code()).isEqualTo(ResultCode.CONTENT_CONFLICT);
        assertThat(ledger.digest()).isEqualTo(before);
    }

    @Test
    void the_beneficiary_gives_it_up_and_the_holder_cannot_take_it_back() {
        Consortium.done(ledger.as(NORTH, place(400)));

        assertThat(ledger.as(NORTH, new Command.ReleaseHold(NORTH, "H1")).code())
                .isEqualTo(ResultCode.HOLD_NOT_EXPIRED);
        assertThat(ledger.as(NORTH, new Command.PostHold(NORTH, "H1", 1)).code())
                .isEqualTo(ResultCode.NOT_A_PARTY);
        Consortium.done(ledger.as(SOUTH, new Command.ReleaseHold(NORTH, "H1")));
        assertThat(ledger.available(NORTH, HKD)).isEqualTo(FUNDS);
        assertThat(ledger.as(SOUTH, new Command.ReleaseHold(NORTH, "H1")).code())
                .isEqualTo(ResultCode.ALREADY_RECORDED);
        assertThat(ledger.as(SOUTH, new Command.PostHold(NORTH, "H1", 400)).code())
                .isEqualTo(ResultCode.HOLD_RESOLVED);
    }

    @Test
    void up_to_the_deadline_it_can_be_posted_and_from_then_on_anybody_gives_it_back() {
        Consortium.done(ledger.as(NORTH, place(400)));
        ledger.at(DEADLINE.minusMillis(1));
        assertThat(ledger.as(BANK, new Command.ReleaseHold(NORTH, "H1")).code()).isEqualTo(ResultCode.HOLD_NOT_EXPIRED);
        assertThat(ledger.attempt(Consortium.caller(SOUTH), Batch.of(new Command.PostHold(NORTH, "H1", 400)))
                        .outcomes())
                .containsExactly(Outcome.done(1));

        ledger.at(DEADLINE);
        assertThat(ledger.as(SOUTH, new Command.PostHold(NORTH, "H1", 400)).code())
                .isEqualTo(ResultCode.HOLD_EXPIRED);
        Consortium.done(ledger.as(BANK, new Command.ReleaseHold(NORTH, "H1")));
        assertThat(ledger.available(NORTH, HKD)).isEqualTo(FUNDS);
        assertThat(ledger.balance(NORTH).held(HOUSE, HKD)).isZero();
    }

    @Test
    void more_than_is_there_is_neither_held_nor_posted() {
        assertThat(ledger.as(NORTH, place(FUNDS + 1)).code()).isEqualTo(ResultCode.INSUFFICIENT_BALANCE);
        Consortium.done(ledger.as(NORTH, place(FUNDS)));
        assertThat(ledger.as(SOUTH, new Command.PostHold(NORTH, "H1", FUNDS + 1))
                        .code())
                .isEqualTo(ResultCode.HOLD_EXCEEDED);
    }

    @Test
    void held_value_pays_no_trade() {
        Consortium.done(ledger.as(NORTH, place(FUNDS)));
        PageId page = ledger.affirmed(0, Trades.payment("T1", 1));

        assertThat(ledger.settle(page).remaining()).isEqualTo(1);
    }

    @Test
    void a_hold_takes_from_what_a_debit_cap_lets_a_member_give_and_uses_no_cap_itself() {
        Consortium capped = Consortium.unconstituted();
        capped.found(Rules.constitution(1, List.of(new DebitCapRule(NORTH, "HKD", 100))));
        capped.deposit("F1", NORTH, HOUSE, "HKD", 50);
        assertThat(capped.as(NORTH, place(51)).code()).isEqualTo(ResultCode.INSUFFICIENT_BALANCE);
        Consortium.done(capped.as(NORTH, place(30)));

        PageId over = capped.affirmed(0, Trades.payment("T1", 121));
        PageId within = capped.affirmed(1, Trades.payment("T2", 120));
        assertThat(capped.settle(over).remaining()).isEqualTo(1);
        Consortium.done(capped.settle(within));

        assertThat(capped.available(NORTH, HKD)).isEqualTo(-100);
        assertThat(capped.balance(NORTH).held(HOUSE, HKD)).isEqualTo(30);
        // What comes back pays off the overdraft first.
        Consortium.done(capped.as(SOUTH, new Command.PostHold(NORTH, "H1", 10)));
        assertThat(capped.available(NORTH, HKD)).isEqualTo(-80);
        assertThat(capped.balance(SOUTH).available(CLIENT, HKD)).isEqualTo(10);
    }

    @Test
    void a_deadline_is_ahead_and_not_too_far() {
        assertThat(ledger.as(NORTH, until(MORNING)).code()).isEqualTo(ResultCode.HOLD_DEADLINE);
        assertThat(ledger.as(NORTH, until(MORNING.plus(HoldCommands.LONGEST).plusMillis(1)))
                        .code())
                .isEqualTo(ResultCode.HOLD_DEADLINE);
        assertThat(ledger.as(NORTH, until(MORNING.plus(HoldCommands.LONGEST))).code())
                .isEqualTo(ResultCode.OK);
    }

    @Test
    void terms_name_what_exists() {
        assertThat(hold("h 1", "HKD", SOUTH, 0)).isEqualTo(ResultCode.BAD_REFERENCE);
        assertThat(hold("H1", "JPY", SOUTH, 0)).isEqualTo(ResultCode.UNKNOWN_ASSET);
        assertThat(hold("H1", "HKD", NORTH, 0)).isEqualTo(ResultCode.OWN_COUNTERPARTY);
        assertThat(hold("H1", "HKD", WATCH, 0)).isEqualTo(ResultCode.READ_ONLY_MEMBER);
        assertThat(hold("H1", "HKD", "Nobody", 0)).isEqualTo(ResultCode.UNKNOWN_MEMBER);
        assertThat(hold("H1", "HKD", SOUTH, 2)).isEqualTo(ResultCode.UNKNOWN_ACCOUNT);
        assertThat(ledger.as(SOUTH, new Command.PostHold(NORTH + "/A", "B", 1)).code())
                .isEqualTo(ResultCode.UNKNOWN_MEMBER);
        assertThat(ledger.as(SOUTH, new Command.PostHold(NORTH, "B", 1)).code()).isEqualTo(ResultCode.HOLD_NOT_FOUND);
    }

    private ResultCode hold(String reference, String asset, String beneficiary, int account) {
        return ledger.as(NORTH, new Command.PlaceHold(reference, HOUSE, asset, 1, beneficiary, account, DEADLINE))
                .code();
    }

    private static Command place(long amount) {
        return new Command.PlaceHold("H1", HOUSE, "HKD", amount, SOUTH, CLIENT, DEADLINE);
    }

    private static Command until(Instant deadline) {
        return new Command.PlaceHold("H1", HOUSE, "HKD", 1, SOUTH, CLIENT, deadline);
    }
}
