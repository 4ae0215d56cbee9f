package clearing.client.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import clearing.client.replay.ReplayReport.Amounts;
import clearing.client.replay.ReplayReport.Counts;
import clearing.client.replay.ReplayReport.FeeReport;
import clearing.client.replay.ReplayReport.MemberReport;
import clearing.client.replay.ReplayReport.RefusedReport;
import clearing.client.replay.ReplayReport.Verdict;
import clearing.client.trade.KernelLedger;
import clearing.kernel.Batch;
import clearing.kernel.Caller;
import clearing.kernel.MalformedInput;
import clearing.kernel.ResultCode;
import clearing.kernel.Role;
import clearing.kernel.asset.Asset;
import clearing.kernel.asset.AssetKind;
import clearing.kernel.command.Command;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.constitution.Lane;
import clearing.kernel.constitution.Member;
import clearing.kernel.constitution.MemberRole;
import clearing.kernel.rulebook.DebitCapRule;
import clearing.kernel.rulebook.Rule;
import clearing.kernel.rulebook.Rulebook;
import clearing.kernel.trade.Leg;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.Priority;
import clearing.kernel.trade.Selection;
import clearing.kernel.trade.Trade;
import clearing.kernel.trade.TradeKind;
import clearing.kernel.trade.TradePage;
import clearing.kernel.trade.TradeState;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Chains of a few blocks, and drawn ones against a ledger that had the changed rules from its beginning. */
class WhatIfTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 20);
    private static final List<String> MEMBERS = List.of("Harbour", "Lotus", "Bank");
    private static final PageId THERE = new PageId("HK", "Harbour", "Lotus", 0);
    private static final PageId BACK = new PageId("HK", "Lotus", "Harbour", 0);

    @Test
    void a_cap_settles_at_the_first_round_what_waited_for_a_deposit() {
        KernelLedger ledger = new KernelLedger(constitution());
        trade(ledger, THERE, 700);
        round(ledger, THERE);
        ledger.at(ledger.now().plusSeconds(60));
        deposit(ledger, "D1", "Harbour", 700);
        round(ledger);

        ReplayReport report = replay(ledger, RuleChange.cap("Harbour HKD 10.00"));

        MemberReport lotus = member(report, "Lotus");
        assertThat(lotus.verdict()).isEqualTo(Verdict.GAINS);
        assertThat(lotus.settled()).isEqualTo(new Counts(1, 1));
        assertThat(lotus.waited().trades()).isEqualTo(1);
        assertThat(lotus.waited().blocks()).isEqualTo(new Counts(3, 1));
        assertThat(lotus.waited().millis()).isEqualTo(new Counts(60_000, 0));
        assertThat(member(report, "Harbour").assets().get(0).peakDebit()).isEqualTo(new Amounts("7.00", "7.00"));
        assertThat(member(report, "Bank").verdict()).isEqualTo(Verdict.SAME);
        assertThat(report.moreRounds()).isZero();
        assertThat(report.refused()).isEmpty();
        assertThat(report.changes()).containsExactly("cap Harbour HKD 10.00");
    }

    @Test
    void without_its_cap_a_member_waits_for_the_next_block_with_cover_and_cannot_take_out_what_it_has_not_got() {
        KernelLedger ledger = new KernelLedger(constitution(new DebitCapRule("Harbour", "HKD", 1_000)));
        deposit(ledger, "D0", "Bank", 5_000);
        trade(ledger, THERE, 700);
        round(ledger, THERE);
        done(ledger, "Lotus", new Command.RequestWithdrawal("W1", 0, "HKD", 700, TODAY));
        deposit(ledger, "D1", "Harbour", 700);
        assertThat(replay(ledger, RuleChange.cap("Harbour HKD none")).moreRounds())
                .isZero();
        deposit(ledger, "D2", "Bank", 1);

        ReplayReport report = replay(ledger, RuleChange.cap("Harbour HKD none"));

        MemberReport lotus = member(report, "Lotus");
        assertThat(lotus.verdict()).isEqualTo(Verdict.LOSES);
        assertThat(lotus.settled()).isEqualTo(new Counts(1, 1));
        assertThat(lotus.waited().blocks()).isEqualTo(new Counts(1, 4));
        assertThat(report.moreRounds()).isEqualTo(1);
        assertThat(report.refused())
                .extracting(RefusedReport::command, RefusedReport::code, RefusedReport::count)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(
                        "RequestWithdrawal", ResultCode.INSUFFICIENT_BALANCE.name(), 1L));
    }

    @Test
    void rounds_that_go_less_far_leave_a_gridlock_standing() {
        KernelLedger ledger = new KernelLedger(constitution());
        trade(ledger, THERE, 700);
        trade(ledger, BACK, 500);
        deposit(ledger, "D1", "Harbour", 200);
        round(ledger, THERE, BACK);

        ReplayReport report = replay(ledger, RuleChange.steps("HK gross"));

        assertThat(member(report, "Harbour").settled()).isEqualTo(new Counts(2, 0));
        assertThat(member(report, "Lotus").settled()).isEqualTo(new Counts(2, 0));
        assertThat(member(report, "Lotus").verdict()).isEqualTo(Verdict.LOSES);
        // It settles less, and needs less for it.
        assertThat(member(report, "Harbour").verdict()).isEqualTo(Verdict.MIXED);
        assertThat(member(report, "Harbour").assets().get(0).moved()).isEqualTo(new Amounts("12.00", "0.00"));
        assertThat(member(report, "Harbour").assets().get(0).peakDebit()).isEqualTo(new Amounts("2.00", "0.00"));
    }

    @Test
    void a_limit_that_lets_less_through_is_seen_too() {
        KernelLedger ledger = new KernelLedger(constitution());
        deposit(ledger, "D1", "Harbour", 5_000);
        trade(ledger, THERE, 700, 300);
        round(ledger, THERE);

        ReplayReport report = replay(ledger, RuleChange.limit("Harbour Lotus HKD 7.00"));

        assertThat(member(report, "Lotus").settled()).isEqualTo(new Counts(2, 1));
    }

    @Test
    void the_rules_as_they_are_make_no_difference_on_drawn_chains() {
        for (long seed = 1; seed <= 30; seed++) {
            KernelLedger ledger = drawn(seed, constitution(new DebitCapRule("Lotus", "HKD", 300)));

            ReplayReport report = replay(ledger, RuleChange.steps("HK RESOLUTION"));

            assertThat(report.members()).as("seed %d", seed).allSatisfy(member -> {
                assertThat(member.verdict()).isEqualTo(Verdict.SAME);
                assertThat(member.settled().would()).isEqualTo(member.settled().was());
                assertThat(member.assets())
                        .allSatisfy(asset -> assertThat(asset.moved().would())
                                .isEqualTo(asset.moved().was()));
            });
            assertThat(report.moreRounds()).isZero();
            assertThat(report.refused()).isEmpty();
        }
    }

    @Test
    void a_ledger_that_had_the_changed_rules_from_its_beginning_settles_the_same() {
        long compared = 0;
        long settledMore = 0;
        for (long seed = 1; seed <= 60; seed++) {
            Constitution plain = constitution();
            Constitution capped = constitution(new DebitCapRule("Harbour", "HKD", 900));
            ReplayReport report = replay(drawn(seed, plain), RuleChange.cap("Harbour HKD 9.00"));
            KernelLedger other = drawn(seed, capped);
            // Rounds that nobody asked for on the chain are not in the other ledger either.
            if (report.moreRounds() == 0) {
                compared++;
                for (String member : MEMBERS) {
                    Counts settled = member(report, member).settled();
                    assertThat(settled.would()).as("seed %d, %s", seed, member).isEqualTo(settled(other, member));
                    settledMore += settled.would() - settled.was();
                }
            }
        }
        assertThat(compared).isGreaterThan(20);
        assertThat(settledMore).isPositive();
    }

    @Test
    void what_cannot_be_changed_is_refused_with_its_name() {
        KernelLedger ledger = new KernelLedger(constitution());
        assertThatThrownBy(() -> replay(ledger, RuleChange.cap("Nobody HKD 1.00")))
                .isInstanceOf(MalformedInput.class)
                .hasMessageContaining("no such member");
        assertThatThrownBy(() -> replay(ledger, RuleChange.steps("US GROSS"))).isInstanceOf(MalformedInput.class);
        assertThatThrownBy(() -> replay(ledger, RuleChange.cap("Harbour HKD 1.001")))
                .isInstanceOf(MalformedInput.class);
        assertThatThrownBy(() -> replay(ledger, RuleChange.cap("Harbour HKD 1.00"), RuleChange.cap("Harbour HKD 2.00")))
                .isInstanceOf(MalformedInput.class)
                .hasMessageContaining("twice");
        assertThatThrownBy(() -> RuleChange.steps("HK FASTER"))
                .isInstanceOf(MalformedInput.class)
                .hasMessageContaining("RESOLUTION");
        assertThatThrownBy(() -> RuleChange.cap("Harbour HKD")).isInstanceOf(MalformedInput.class);
    }

    @Test
    void a_fee_is_paid_by_both_sides_and_goes_to_all_in_equal_parts() {
        KernelLedger ledger = new KernelLedger(constitution());
        deposit(ledger, "D1", "Harbour", 50_000);
        trade(ledger, THERE, 10_000, 20_000);
        round(ledger, THERE);

        ReplayReport report = replay(ledger, fees("HKD 1.00", "HKD 0.50 10", Optional.empty()));

        // Two trades, HKD 300.00 moved at each side: 2.00 before; 1.00 and a thousandth of 300.00 after.
        assertThat(member(report, "Harbour").fees())
                .containsExactly(new FeeReport("HKD", new Amounts("2.00", "1.30"), new Amounts("1.34", "0.87")));
        assertThat(member(report, "Lotus").fees())
                .containsExactly(new FeeReport("HKD", new Amounts("2.00", "1.30"), new Amounts("1.33", "0.87")));
        assertThat(member(report, "Bank").fees())
                .containsExactly(new FeeReport("HKD", new Amounts("0.00", "0.00"), new Amounts("1.33", "0.86")));
        assertThat(member(report, "Lotus").verdict()).isEqualTo(Verdict.GAINS);
        assertThat(member(report, "Bank").verdict()).isEqualTo(Verdict.LOSES);
        assertThat(report.changes()).containsExactly("fee was HKD 1.00 0", "fee HKD 0.50 10");
    }

    @Test
    void a_fee_may_go_to_one_member_and_falls_away_with_what_does_not_settle() {
        KernelLedger ledger = new KernelLedger(constitution());
        trade(ledger, THERE, 70_000);
        trade(ledger, BACK, 50_000);
        deposit(ledger, "D1", "Harbour", 20_000);
        round(ledger, THERE, BACK);

        ReplayReport report =
                replay(ledger, fees("HKD 0 1", "HKD 0 1", Optional.of("Bank")), RuleChange.steps("HK GROSS"));

        assertThat(member(report, "Bank").fees())
                .containsExactly(new FeeReport("HKD", new Amounts("0.00", "0.00"), new Amounts("0.24", "0.00")));
        assertThat(member(report, "Harbour").fees())
                .containsExactly(new FeeReport("HKD", new Amounts("0.12", "0.00"), new Amounts("0.00", "0.00")));
    }

    @Test
    void a_fee_that_cannot_be_charged_is_refused() {
        KernelLedger ledger = new KernelLedger(constitution());
        assertThatThrownBy(() -> replay(ledger, fees("HKD 1.00", "USD 1.00", Optional.empty())))
                .isInstanceOf(MalformedInput.class)
                .hasMessageContaining("no currency 'USD'");
        assertThatThrownBy(() -> replay(ledger, fees("HKD 1.00", "HKD 1.001", Optional.empty())))
                .isInstanceOf(MalformedInput.class)
                .hasMessageContaining("2 decimals");
        assertThatThrownBy(() -> replay(ledger, fees("HKD 1", "HKD 1", Optional.of("Nobody"))))
                .isInstanceOf(MalformedInput.class)
                .hasMessageContaining("Nobody");
        assertThatThrownBy(() -> Fee.of("--fee", "HKD")).hasMessageContaining("BASIS-POINTS");
        assertThatThrownBy(() -> Fee.of("--fee", "HKD 1 10001")).hasMessageContaining("at most 10000");
        assertThatThrownBy(() -> new Fees(
                        List.of(), List.of(Fee.of("--fee", "HKD 1"), Fee.of("--fee", "HKD 2")), Optional.empty()))
                .hasMessageContaining("twice");
    }

    private static Fees fees(String was, String would, Optional<String> to) {
        return new Fees(List.of(Fee.of("--fee-was", was)), List.of(Fee.of("--fee", would)), to);
    }

    /** Deposits, trades, affirmations and rounds of three members, the same for a seed whatever the rules. */
    private static KernelLedger drawn(long seed, Constitution constitution) {
        SplittableRandom random = new SplittableRandom(seed);
        KernelLedger ledger = new KernelLedger(constitution);
        int[] pages = new int[MEMBERS.size() * MEMBERS.size()];
        for (int step = 0; step < 40; step++) {
            ledger.at(ledger.now().plusSeconds(random.nextInt(30)));
            int one = random.nextInt(MEMBERS.size());
            int two = (one + 1 + random.nextInt(MEMBERS.size() - 1)) % MEMBERS.size();
            if (random.nextInt(5) == 0) {
                deposit(ledger, "D" + step, MEMBERS.get(one), 1 + random.nextInt(400));
            } else {
                PageId id = new PageId("HK", MEMBERS.get(one), MEMBERS.get(two), pages[one * MEMBERS.size() + two]++);
                trade(ledger, id, 1 + random.nextInt(500), 1 + random.nextInt(500));
                ledger.apply("Bank", Batch.of(new Command.SettleRound("HK", List.of(id))));
            }
        }
        return ledger;
    }

    private static long settled(KernelLedger ledger, String member) {
        long settled = 0;
        for (String one : MEMBERS) {
            for (String two : MEMBERS) {
                for (int number = 0; one.equals(member) != two.equals(member); number++) {
                    var status = ledger.view().status(new PageId("HK", one, two, number));
                    if (status.isEmpty()) {
                        break;
                    }
                    settled += status.get().count(TradeState.SETTLED);
                }
            }
        }
        return settled;
    }

    private static ReplayReport replay(KernelLedger ledger, RuleChange... changes) {
        return replay(ledger, Fees.NONE, changes);
    }

    private static ReplayReport replay(KernelLedger ledger, Fees fees, RuleChange... changes) {
        WhatIf replay = new WhatIf(
                new ChainReplay("clearing", creator -> new Caller(creator.mspId(), EnumSet.allOf(Role.class))),
                List.of(changes),
                fees);
        ledger.blocks().forEach(replay::accept);
        return replay.report();
    }

    private static MemberReport member(ReplayReport report, String id) {
        return report.members().stream()
                .filter(member -> member.member().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static void trade(KernelLedger ledger, PageId id, long... amounts) {
        List<Trade> trades = new ArrayList<>();
        for (long amount : amounts) {
            trades.add(new Trade(
                    TradeKind.PAYMENT,
                    true,
                    Priority.NORMAL,
                    0,
                    0,
                    Leg.plain(0, amount),
                    Optional.empty(),
                    TODAY,
                    TODAY,
                    ("R" + MEMBERS.indexOf(id.author()) + MEMBERS.indexOf(id.counterparty()) + "-" + id.number() + "-"
                            + trades.size()),
                    new byte[TradePage.COMMITMENT_BYTES],
                    Optional.empty()));
        }
        TradePage page = TradePage.of(id, trades);
        done(ledger, id.author(), new Command.RecordPage(page.encode()));
        done(ledger, id.counterparty(), new Command.Affirm(id, page.contentHash(), Selection.all()));
    }

    private static void round(KernelLedger ledger, PageId... pages) {
        done(ledger, "Bank", new Command.SettleRound("HK", List.of(pages)));
    }

    private static void deposit(KernelLedger ledger, String reference, String member, long amount) {
        done(ledger, "Bank", new Command.Deposit(reference, member, 0, "HKD", amount, TODAY));
    }

    private static void done(KernelLedger ledger, String member, Command command) {
        assertThat(ledger.apply(member, Batch.of(command)).get(0).code()).isEqualTo(ResultCode.OK);
    }

    private static Constitution constitution(Rule... rules) {
        return new Constitution(
                1,
                List.of(new Lane("HK", 480)),
                List.of(new Asset("HKD", AssetKind.CASH, 2, "Bank", "HK")),
                List.of(
                        new Member("Harbour", "Harbour", List.of(MemberRole.BROKER), List.of("HOUSE")),
                        new Member("Lotus", "Lotus", List.of(MemberRole.BROKER), List.of("HOUSE")),
                        new Member("Bank", "Bank", List.of(MemberRole.BANK), List.of("HOUSE"))),
                new Rulebook(List.of(rules)));
    }
}
