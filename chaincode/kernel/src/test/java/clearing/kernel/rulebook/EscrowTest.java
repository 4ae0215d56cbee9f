package clearing.kernel.rulebook;

import static clearing.kernel.Consortium.BANK;
import static clearing.kernel.Consortium.CLIENT;
import static clearing.kernel.Consortium.HOUSE;
import static clearing.kernel.Consortium.NORTH;
import static clearing.kernel.Consortium.SOUTH;
import static clearing.kernel.Consortium.TODAY;
import static org.assertj.core.api.Assertions.assertThat;

import clearing.kernel.Consortium;
import clearing.kernel.Outcome;
import clearing.kernel.ResultCode;
import clearing.kernel.TradeLifeSamples;
import clearing.kernel.Trades;
import clearing.kernel.command.Command;
import clearing.kernel.command.RiskCommand;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.constitution.ConstitutionRules;
import clearing.kernel.constitution.Member;
import clearing.kernel.period.Adjustments;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.Trade;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Nothing but payments of agreements names an escrow account; the client accounts of both brokers are such here. */
class EscrowTest {
    private static final List<Rule> ESCROWS = List.of(new EscrowRule(NORTH, "CLIENT"), new EscrowRule(SOUTH, "CLIENT"));

    private final Consortium ledger = Consortium.funded(Rules.constitution(1, ESCROWS));

    @Test
    void no_trade_gives_from_it_or_into_it_in_either_direction() {
        for (Trade trade : List.of(Trades.payment("T1", 1), Trades.dvp("T1", 1, 1))) {
            for (Trade way : List.of(trade, Trades.with(trade).received())) {
                refused(
                        "page.trades[0].authorAccount",
                        ledger.as(
                                NORTH,
                                Consortium.recordCommand(
                                        Consortium.page(0), Trades.with(way).accounts(CLIENT, HOUSE))));
                refused(
                        "page.trades[0].counterpartyAccount",
                        ledger.as(
                                NORTH,
                                Consortium.recordCommand(
                                        Consortium.page(0), Trades.with(way).accounts(HOUSE, CLIENT))));
                assertThat(ledger.attempt(
                                        Consortium.caller(NORTH),
                                        clearing.kernel.Batch.of(Consortium.recordCommand(Consortium.page(0), way)))
                                .outcomes())
                        .containsExactly(Outcome.done(1));
            }
        }
    }

    @Test
    void no_instruction_part_or_late_entry_names_it() {
        Trade from = Trades.with(Trades.payment("T1", 5)).accounts(CLIENT, HOUSE);
        refused(
                "page.trades[0].authorAccount",
                ledger.as(
                        SOUTH,
                        new Command.Instruct(TradeLifeSamples.page(new PageId(Consortium.HK, SOUTH, NORTH, 0), from))));
        PageId block = ledger.affirmed(0, Trades.payment("T1", 5));
        refused(
                "page.trades[0].authorAccount",
                ledger.as(NORTH, new Command.Allocate(block, 0, TradeLifeSamples.page(Consortium.page(1), from))));
        refused(
                "page.trades[0].authorAccount",
                ledger.as(
                        NORTH,
                        new Command.RecordLate(
                                TradeLifeSamples.page(Consortium.page(2), from),
                                new Adjustments(TODAY.minusDays(5), "Late", List.of(Optional.empty())))));
    }

    @Test
    void no_deposit_withdrawal_hold_or_pledge_names_it() {
        refused("account", ledger.as(BANK, new Command.Deposit("D1", NORTH, CLIENT, "HKD", 1, TODAY)));
        refused("account", ledger.as(NORTH, new Command.RequestWithdrawal("W1", CLIENT, "HKD", 1, TODAY)));
        refused("account", ledger.as(NORTH, hold(CLIENT, HOUSE)));
        refused("beneficiaryAccount", ledger.as(NORTH, hold(HOUSE, CLIENT)));
        refused("account", ledger.as(NORTH, new RiskCommand.Pledge("P1", CLIENT, "HKD", 1)));
        refused("account", ledger.as(NORTH, new RiskCommand.Release("P2", CLIENT, "HKD", 1)));
    }

    @Test
    void it_cannot_fall_below_zero_or_hold_the_reserve_fund() {
        assertThat(fault(new EscrowRule(NORTH, "HOUSE"), new DebitCapRule(NORTH, "HKD", 5)))
                .contains("rules[escrow/" + NORTH + "/HOUSE].account");
        assertThat(fault(new EscrowRule(NORTH, "CLIENT"), new DebitCapRule(NORTH, "HKD", 5)))
                .isEmpty();
        assertThat(fault(
                        new EscrowRule(NORTH, "HOUSE"),
                        new DefaultRule("HKD", "HOUSE", List.of(NORTH, BANK), 2, List.of(BANK))))
                .contains("rules[escrow/" + NORTH + "/HOUSE].account");
    }

    @Test
    void an_account_is_an_escrow_from_its_first_day_and_for_good() {
        assertThat(propose(List.of(), "HOUSE", "CLIENT")).isEqualTo(ResultCode.NOT_AN_EXTENSION);
        List<Rule> more = new ArrayList<>(ESCROWS);
        more.add(new EscrowRule(NORTH, "HOUSE"));
        assertThat(propose(more, "HOUSE", "CLIENT")).isEqualTo(ResultCode.NOT_AN_EXTENSION);

        more.set(2, new EscrowRule(NORTH, "ESCROW"));
        assertThat(propose(more, "HOUSE", "CLIENT", "ESCROW")).isEqualTo(ResultCode.OK);
    }

    private ResultCode propose(List<? extends Rule> rules, String... accountsOfNorth) {
        Constitution frame = Rules.constitution(2, rules);
        List<Member> members = new ArrayList<>(frame.members());
        Member north = members.getFirst();
        members.set(0, new Member(north.id(), north.name(), north.roles(), List.of(accountsOfNorth)));
        Constitution next = new Constitution(2, frame.lanes(), frame.assets(), members, frame.rules());
        return ledger.as(NORTH, new Command.Constitute(next)).code();
    }

    private static Optional<String> fault(Rule... rules) {
        return ConstitutionRules.check(Rules.constitution(1, List.of(rules))).map(ConstitutionRules.Fault::field);
    }

    private static Command hold(int account, int beneficiaryAccount) {
        return new Command.PlaceHold(
                "H1", account, "HKD", 1, SOUTH, beneficiaryAccount, Consortium.MORNING.plus(Duration.ofDays(1)));
    }

    private static void refused(String field, Outcome outcome) {
        assertThat(outcome).isEqualTo(Outcome.refused(ResultCode.ESCROW_ACCOUNT, field));
    }
}
