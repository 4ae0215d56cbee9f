package clearing.kernel.settlement;

import static clearing.kernel.Consortium.BANK;
import static clearing.kernel.Consortium.CLIENT;
import static clearing.kernel.Consortium.HK;
import static clearing.kernel.Consortium.HKD;
import static clearing.kernel.Consortium.HOUSE;
import static clearing.kernel.Consortium.NORTH;
import static clearing.kernel.Consortium.SOUTH;
import static clearing.kernel.Consortium.TODAY;
import static org.assertj.core.api.Assertions.assertThat;

import clearing.kernel.Consortium;
import clearing.kernel.Outcome;
import clearing.kernel.ResultCode;
import clearing.kernel.Trades;
import clearing.kernel.command.Command;
import clearing.kernel.rulebook.BilateralLimitRule;
import clearing.kernel.rulebook.DebitCapRule;
import clearing.kernel.rulebook.Rule;
import clearing.kernel.rulebook.Rules;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.Trade;
import clearing.kernel.trade.TradeState;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Net debit caps and limits towards counterparties; nobody has anything at first. */
class LimitsTest {
    private final Consortium ledger = Consortium.unconstituted();
    private int version;

    @Test
    void a_member_may_owe_up_to_its_cap_and_not_a_cent_more() {
        agree(new DebitCapRule(NORTH, "HKD", 500));
        PageId id = ledger.affirmed(0, Trades.payment("T1", 500), Trades.payment("T2", 1));

        assertThat(round(id)).isEqualTo(new Outcome(ResultCode.OK, "", "", 1, 1));
        assertThat(ledger.available(NORTH, HKD)).isEqualTo(-500);
        assertThat(ledger.available(SOUTH, HKD)).isEqualTo(500);
        assertThat(ledger.issued("HKD").orElse(0L)).isZero();
    }

    @Test
    void a_gross_round_keeps_the_cap_too() {
        agree(new DebitCapRule(NORTH, "HKD", 500));
        PageId id = ledger.affirmed(0, Trades.payment("T1", 500), Trades.payment("T2", 1));

        assertThat(ledger.settle(id)).isEqualTo(new Outcome(ResultCode.OK, "", "", 1, 1));
        assertThat(ledger.available(NORTH, HKD)).isEqualTo(-500);
    }

    @Test
    void without_a_cap_and_in_accounts_kept_for_others_all_is_prefunded() {
        agree(new DebitCapRule(NORTH, "HKD", 500));
        Trade ofClients = Trades.with(Trades.payment("T1", 1)).accounts(CLIENT, HOUSE);
        PageId id = ledger.affirmed(
                0, ofClients, Trades.with(Trades.payment("T2", 1)).received());

        assertThat(round(id)).isEqualTo(new Outcome(ResultCode.OK, "", "", 0, 2));
    }

    @Test
    void a_member_above_a_lowered_cap_gives_nothing_until_it_is_back_within_it() {
        agree(new DebitCapRule(NORTH, "HKD", 500));
        round(ledger.affirmed(0, Trades.payment("T1", 400)));
        agree(new DebitCapRule(NORTH, "HKD", 100));
        PageId id = ledger.affirmed(1, Trades.payment("T2", 1));
        assertThat(round(id).affected()).isZero();
        ledger.deposit("D1", NORTH, HOUSE, "HKD", 301);

        assertThat(round(id).affected()).isEqualTo(1);
        assertThat(ledger.available(NORTH, HKD)).isEqualTo(-100);
    }

    @Test
    void nobody_withdraws_on_credit_and_nobody_is_paid_what_others_still_owe() {
        agree(new DebitCapRule(NORTH, "HKD", 500));
        ledger.deposit("D1", NORTH, HOUSE, "HKD", 100);
        round(ledger.affirmed(0, Trades.payment("T1", 300)));
        assertThat(withdraw(NORTH, "W1", 1).code()).isEqualTo(ResultCode.INSUFFICIENT_BALANCE);
        assertThat(withdraw(SOUTH, "W2", 101).code()).isEqualTo(ResultCode.OK);
        assertThat(withdraw(SOUTH, "W3", 100).code()).isEqualTo(ResultCode.OK);

        assertThat(pay("W2").code()).isEqualTo(ResultCode.NOT_ENOUGH_ISSUED);
        assertThat(pay("W3").code()).isEqualTo(ResultCode.OK);
        assertThat(ledger.issued("HKD")).contains(0L);
        ledger.deposit("D2", NORTH, HOUSE, "HKD", 200);
        assertThat(pay("W2").code()).isEqualTo(ResultCode.OK);
        assertThat(ledger.issued("HKD")).contains(99L);
    }

    @Test
    void what_passes_a_limit_towards_a_counterparty_waits_for_value_to_come_back_or_for_the_next_day() {
        agree(new BilateralLimitRule(NORTH, SOUTH, "HKD", 100));
        ledger.deposit("D1", NORTH, HOUSE, "HKD", 1_000);
        PageId id = ledger.affirmed(0, Trades.payment("T1", 80), Trades.payment("T2", 50), Trades.payment("T3", 90));
        assertThat(round(id)).isEqualTo(new Outcome(ResultCode.OK, "", "", 1, 2));
        assertThat(ledger.settle(id).affected()).isZero();

        PageId back = ledger.affirmed(1, Trades.with(Trades.payment("T4", 30)).received());
        assertThat(round(back)).isEqualTo(new Outcome(ResultCode.OK, "", "", 2, 1));
        ledger.later(Duration.ofDays(1));
        assertThat(round()).isEqualTo(new Outcome(ResultCode.OK, "", "", 1, 0));
        assertThat(ledger.tradeState(id, 2)).isEqualTo(TradeState.SETTLED);
    }

    @Test
    void a_limit_binds_the_one_direction_that_it_names() {
        agree(new BilateralLimitRule(SOUTH, NORTH, "HKD", 0));
        ledger.deposit("D1", NORTH, HOUSE, "HKD", 100);
        PageId id = ledger.affirmed(
                0,
                Trades.with(Trades.payment("T1", 1)).received(),
                Trades.payment("T2", 60),
                Trades.with(Trades.payment("T3", 59)).received());

        assertThat(round(id)).isEqualTo(new Outcome(ResultCode.OK, "", "", 3, 0));
        assertThat(round(ledger.affirmed(1, Trades.with(Trades.payment("T4", 1)).received())))
                .isEqualTo(new Outcome(ResultCode.OK, "", "", 0, 1));
    }

    @Test
    void a_late_round_of_the_day_before_neither_forgets_what_today_has_used_nor_passes_it() {
        agree(new BilateralLimitRule(NORTH, SOUTH, "HKD", 100));
        ledger.deposit("D1", NORTH, HOUSE, "HKD", 1_000);
        PageId id = ledger.affirmed(0, Trades.payment("T1", 100));
        Instant midnight = TODAY.plusDays(1).atStartOfDay().toInstant(ZoneOffset.ofHours(8));
        ledger.at(midnight.plusSeconds(10));
        assertThat(round(id).affected()).isEqualTo(1);
        PageId more = ledger.affirmed(1, Trades.payment("T2", 1));

        ledger.at(midnight.minusSeconds(10));
        assertThat(round(more).affected()).isZero();
        ledger.at(midnight.plusSeconds(20));
        assertThat(round(more).affected()).isZero();
    }

    private void agree(Rule... rules) {
        ledger.found(Rules.constitution(++version, List.of(rules)));
    }

    private Outcome round(PageId... pages) {
        return ledger.as(NORTH, new Command.SettleRound(HK, List.of(pages)));
    }

    private Outcome withdraw(String member, String reference, long amount) {
        return ledger.as(member, new Command.RequestWithdrawal(reference, HOUSE, "HKD", amount, TODAY));
    }

    private Outcome pay(String reference) {
        return ledger.as(BANK, new Command.AttestWithdrawal(SOUTH, reference, true));
    }
}
