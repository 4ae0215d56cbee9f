package clearing.kernel.balance;

import static clearing.kernel.Consortium.BANK;
import static clearing.kernel.Consortium.CLIENT;
import static clearing.kernel.Consortium.HKD;
import static clearing.kernel.Consortium.HOUSE;
import static clearing.kernel.Consortium.NORTH;
import static clearing.kernel.Consortium.SOUTH;
import static clearing.kernel.Consortium.TODAY;
import static org.assertj.core.api.Assertions.assertThat;

import clearing.kernel.Batch;
import clearing.kernel.Consortium;
import clearing.kernel.Effect;
import clearing.kernel.Outcome;
import clearing.kernel.PostingKind;
import clearing.kernel.ResultCode;
import clearing.kernel.Transition;
import clearing.kernel.asset.Asset;
import clearing.kernel.command.Command;
import clearing.kernel.state.Keys;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FundingCommandsTest {
    private final Consortium ledger = Consortium.founded();

    @Test
    void a_deposit_credits_the_holder_and_raises_what_is_issued() {
        Transition transition = ledger.apply(Consortium.caller(BANK), Batch.of(deposit("R1", 500)));

        assertThat(ledger.balance(NORTH).available(CLIENT, HKD)).isEqualTo(500);
        assertThat(ledger.issued("HKD")).contains(500L);
        assertThat(transition.effects())
                .containsExactly(new Effect.Posted(
                        NORTH, CLIENT, "HKD", 500, PostingKind.DEPOSIT, "R1", BANK, TODAY, Optional.empty()));
    }

    @Test
    void the_same_deposit_happens_once() {
        ledger.as(BANK, deposit("R1", 500));
        String before = ledger.digest();

        assertThat(ledger.as(BANK, deposit("R1", 500)).code()).isEqualTo(ResultCode.ALREADY_RECORDED);
        assertThat(ledger.digest()).isEqualTo(before);
    }

    @Test
    void the_same_reference_with_other_terms_is_a_conflict() {
        ledger.as(BANK, deposit("R1", 500));
        String before = ledger.digest();

        assertThat(ledger.as(BANK, deposit("R1", 501)).code()).isEqualTo(ResultCode.CONTENT_CONFLICT);
        assertThat(ledger.as(BANK, new Command.Deposit("R1", SOUTH, CLIENT, "HKD", 500, TODAY))
                        .code())
                .isEqualTo(ResultCode.CONTENT_CONFLICT);
        assertThat(ledger.as(BANK, new Command.Deposit("R1", NORTH, CLIENT, "HKD", 500, TODAY.plusDays(1)))
                        .code())
                .isEqualTo(ResultCode.CONTENT_CONFLICT);
        assertThat(ledger.digest()).isEqualTo(before);
    }

    @Test
    void only_the_issuer_attests_a_deposit_whatever_else_is_wrong_with_it() {
        assertThat(ledger.as(SOUTH, deposit("R1", 500)).code()).isEqualTo(ResultCode.NOT_THE_ISSUER);
        assertThat(ledger.as(SOUTH, deposit("bad reference", -1)).code()).isEqualTo(ResultCode.NOT_THE_ISSUER);
    }

    @Test
    void the_sum_issued_stays_within_the_limit() {
        assertThat(ledger.as(BANK, deposit("R1", Asset.MAX_AMOUNT)).code()).isEqualTo(ResultCode.OK);
        assertThat(ledger.as(BANK, deposit("R2", 1)).code()).isEqualTo(ResultCode.AMOUNT_TOO_LARGE);
        assertThat(ledger.as(BANK, deposit("R3", Asset.MAX_AMOUNT)).code()).isEqualTo(ResultCode.AMOUNT_TOO_LARGE);
    }

    @Test
    void a_requested_withdrawal_is_held() {
        ledger.as(BANK, deposit("R1", 500));

        Transition transition = ledger.apply(Consortium.caller(NORTH), Batch.of(withdraw("W1", 200)));

        BalancePage page = ledger.balance(NORTH);
        assertThat(page.available(CLIENT, HKD)).isEqualTo(300);
        assertThat(page.held(CLIENT, HKD)).isEqualTo(200);
        assertThat(ledger.issued("HKD")).contains(500L);
        assertThat(transition.effects())
                .containsExactly(new Effect.WithdrawalRequested(NORTH, CLIENT, "HKD", 200, "W1", TODAY));
    }

    @Test
    void what_is_held_cannot_be_withdrawn_again() {
        ledger.as(BANK, deposit("R1", 500));
        ledger.as(NORTH, withdraw("W1", 200));

        assertThat(ledger.as(NORTH, withdraw("W2", 301)).code()).isEqualTo(ResultCode.INSUFFICIENT_BALANCE);
        assertThat(ledger.as(NORTH, withdraw("W2", 300)).code()).isEqualTo(ResultCode.OK);
        assertThat(ledger.as(NORTH, withdraw("W3", 1)).code()).isEqualTo(ResultCode.INSUFFICIENT_BALANCE);
    }

    @Test
    void a_paid_withdrawal_leaves_the_ledger() {
        ledger.as(BANK, deposit("R1", 500));
        ledger.as(NORTH, withdraw("W1", 200));

        Transition transition = ledger.apply(Consortium.caller(BANK), Batch.of(attest("W1", true)));

        assertThat(ledger.balance(NORTH).held(CLIENT, HKD)).isZero();
        assertThat(ledger.balance(NORTH).available(CLIENT, HKD)).isEqualTo(300);
        assertThat(ledger.issued("HKD")).contains(300L);
        assertThat(transition.effects())
                .containsExactly(new Effect.Posted(
                        NORTH, CLIENT, "HKD", -200, PostingKind.WITHDRAWAL, "W1", BANK, TODAY, Optional.empty()));
    }

    @Test
    void a_declined_withdrawal_is_available_again() {
        ledger.as(BANK, deposit("R1", 500));
        ledger.as(NORTH, withdraw("W1", 200));

        Transition transition = ledger.apply(Consortium.caller(BANK), Batch.of(attest("W1", false)));

        assertThat(ledger.balance(NORTH).available(CLIENT, HKD)).isEqualTo(500);
        assertThat(ledger.balance(NORTH).held(CLIENT, HKD)).isZero();
        assertThat(ledger.issued("HKD")).contains(500L);
        assertThat(transition.effects())
                .containsExactly(new Effect.WithdrawalDeclined(NORTH, CLIENT, "HKD", 200, "W1"));
    }

    @Test
    void the_issuer_keeps_its_word_about_a_withdrawal() {
        ledger.as(BANK, deposit("R1", 500));
        ledger.as(NORTH, withdraw("W1", 200));
        ledger.as(BANK, attest("W1", true));
        String before = ledger.digest();

        assertThat(ledger.as(BANK, attest("W1", true)).code()).isEqualTo(ResultCode.ALREADY_RECORDED);
        assertThat(ledger.as(BANK, attest("W1", false)).code()).isEqualTo(ResultCode.CONTENT_CONFLICT);
        assertThat(ledger.digest()).isEqualTo(before);
    }

    @Test
    void a_withdrawal_is_asked_for_once() {
        ledger.as(BANK, deposit("R1", 500));
        ledger.as(NORTH, withdraw("W1", 200));

        assertThat(ledger.as(NORTH, withdraw("W1", 200)).code()).isEqualTo(ResultCode.ALREADY_RECORDED);
        assertThat(ledger.as(NORTH, withdraw("W1", 100)).code()).isEqualTo(ResultCode.CONTENT_CONFLICT);
        ledger.as(BANK, attest("W1", false));
        assertThat(ledger.as(NORTH, withdraw("W1", 200)).code()).isEqualTo(ResultCode.ALREADY_RECORDED);
        assertThat(ledger.balance(NORTH).held(CLIENT, HKD)).isZero();
    }

    @Test
    void only_the_issuer_attests_a_withdrawal() {
        ledger.as(BANK, deposit("R1", 500));
        ledger.as(NORTH, withdraw("W1", 200));

        assertThat(ledger.as(SOUTH, attest("W1", true)).code()).isEqualTo(ResultCode.NOT_THE_ISSUER);
        assertThat(ledger.as(BANK, attest("W2", true)).code()).isEqualTo(ResultCode.WITHDRAWAL_NOT_FOUND);
    }

    @Test
    void a_member_and_a_reference_cannot_be_cut_at_another_slash() {
        ledger.as(BANK, deposit("R1", 500));
        ledger.as(NORTH, withdraw("A/B", 200));
        String before = ledger.digest();

        Outcome outcome = ledger.as(BANK, new Command.AttestWithdrawal(NORTH + "/A", "B", true));

        assertThat(outcome.code()).isEqualTo(ResultCode.UNKNOWN_MEMBER);
        assertThat(ledger.digest()).isEqualTo(before);
        assertThat(ledger.as(BANK, attest("a/b", true)).code()).isEqualTo(ResultCode.BAD_REFERENCE);
        assertThat(ledger.as(BANK, attest("A/B", true)).code()).isEqualTo(ResultCode.OK);
    }

    @Test
    void references_of_two_holders_do_not_meet() {
        ledger.deposit("R1", NORTH, CLIENT, "HKD", 500);
        ledger.deposit("R2", SOUTH, CLIENT, "HKD", 500);
        ledger.as(NORTH, withdraw("W1", 200));

        assertThat(ledger.as(SOUTH, withdraw("W1", 100)).code()).isEqualTo(ResultCode.OK);
        assertThat(ledger.state().has(Keys.withdrawal(SOUTH, "W1"))).isTrue();
    }

    @Test
    void dates_lie_between_2000_and_2199() {
        assertDeposit(LocalDate.of(1999, 12, 31), ResultCode.DATE_OUT_OF_RANGE);
        assertDeposit(LocalDate.of(2000, 1, 1), ResultCode.OK);
        assertDeposit(LocalDate.of(2199, 12, 31), ResultCode.OK);
        assertDeposit(LocalDate.of(2200, 1, 1), ResultCode.DATE_OUT_OF_RANGE);
        assertDeposit(LocalDate.ofEpochDay(Integer.MIN_VALUE), ResultCode.DATE_OUT_OF_RANGE);
        assertDeposit(LocalDate.ofEpochDay(Integer.MAX_VALUE), ResultCode.DATE_OUT_OF_RANGE);
    }

    private void assertDeposit(LocalDate valueDate, ResultCode expected) {
        String reference = "D" + Math.abs(valueDate.toEpochDay());
        assertThat(ledger.as(BANK, new Command.Deposit(reference, NORTH, HOUSE, "HKD", 1, valueDate))
                        .code())
                .isEqualTo(expected);
    }

    private static Command deposit(String reference, long amount) {
        return new Command.Deposit(reference, NORTH, CLIENT, "HKD", amount, TODAY);
    }

    private static Command withdraw(String reference, long amount) {
        return new Command.RequestWithdrawal(reference, CLIENT, "HKD", amount, TODAY);
    }

    private static Command attest(String reference, boolean paid) {
        return new Command.AttestWithdrawal(NORTH, reference, paid);
    }
}
