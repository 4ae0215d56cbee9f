package clearing.client.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import clearing.client.trade.KernelLedger;
import clearing.kernel.Batch;
import clearing.kernel.asset.Asset;
import clearing.kernel.asset.AssetKind;
import clearing.kernel.collateral.Price;
import clearing.kernel.command.Command;
import clearing.kernel.command.RiskCommand;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.constitution.Lane;
import clearing.kernel.constitution.Member;
import clearing.kernel.constitution.MemberRole;
import clearing.kernel.defaults.WaterfallStep;
import clearing.kernel.rulebook.CollateralRule;
import clearing.kernel.rulebook.DefaultRule;
import clearing.kernel.rulebook.ReserveRule;
import clearing.kernel.rulebook.Rule;
import clearing.kernel.rulebook.Rulebook;
import clearing.kernel.state.StateDigest;
import clearing.kernel.trade.Leg;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.Priority;
import clearing.kernel.trade.Selection;
import clearing.kernel.trade.Trade;
import clearing.kernel.trade.TradeKind;
import clearing.kernel.trade.TradePage;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Defaults on a fork of a ledger on which the contract's own kernel decides. */
class DrillTest {
    private static final String HARBOUR = "Harbour";
    private static final String LOTUS = "Lotus";
    private static final String LANTERN = "Lantern";
    private static final String BANK = "Bank";
    private static final String SHARE = "HK0000069689";
    private static final List<String> ALL = List.of(HARBOUR, LOTUS, LANTERN, BANK);
    private static final LocalDate DAY = LocalDate.of(2026, 11, 20);

    private final KernelLedger ledger = ledger();

    /** Lotus owes Harbour 100.00 and has 20.00 of cash and 10 shares of 1.00 pledged; everybody has 10.00 in the fund. */
    private static KernelLedger ledger() {
        return ledger(HARBOUR, LANTERN, BANK);
    }

    private static KernelLedger ledger(String... committee) {
        KernelLedger ledger = new KernelLedger(constitution(List.of(
                new CollateralRule("HKD", "HKD", 0, List.of(), 0),
                new CollateralRule(SHARE, "HKD", 2_000, List.of(BANK), 3),
                new ReserveRule(HARBOUR, 1_000, 0, 5_000),
                new ReserveRule(LOTUS, 1_000, 0, 5_000),
                new ReserveRule(LANTERN, 1_000, 0, 5_000),
                new ReserveRule(BANK, 1_000, 0, 5_000),
                new DefaultRule("HKD", "HOUSE", List.of(committee), Math.min(2, committee.length), List.of(BANK)))));
        for (String member : ALL) {
            long cents = member.equals(LOTUS) ? 3_000 : 10_000;
            apply(ledger, BANK, new Command.Deposit("D-" + ALL.indexOf(member), member, 0, "HKD", cents, DAY));
            apply(ledger, member, new RiskCommand.Contribute("R-1", false, 1_000));
        }
        apply(ledger, BANK, new Command.Deposit("S-1", LOTUS, 0, SHARE, 10, DAY));
        apply(ledger, BANK, new RiskCommand.AttestPrice(SHARE, DAY, 0, new Price(100, 1)));
        apply(ledger, LOTUS, new RiskCommand.Pledge("P-1", 0, "HKD", 2_000));
        apply(ledger, LOTUS, new RiskCommand.Pledge("P-2", 0, SHARE, 10));
        owes(ledger, LOTUS, HARBOUR, 10_000);
        owes(ledger, HARBOUR, LANTERN, 500);
        return ledger;
    }

    @Test
    void a_drill_leaves_the_ledger_as_it_is() {
        byte[] digest = digest();
        long height = ledger.view().next();

        DrillResult result = drill().run(LOTUS);
        Stress stress = Stress.of(ledger.view().state(), ledger.now(), List.of(Shock.parse("security -50%")));

        assertThat(result.steps()).isNotEmpty();
        assertThat(stress.each()).hasSize(ALL.size());
        assertThat(digest()).isEqualTo(digest);
        assertThat(ledger.view().next()).isEqualTo(height);
        assertThat(Defaults.of(ledger.view()::get, LOTUS)).isEmpty();
    }

    @Test
    void a_drill_comes_to_what_the_default_itself_comes_to() {
        DrillResult drilled = drill().run(LOTUS);
        for (String member : List.of(HARBOUR, BANK)) {
            apply(ledger, member, new RiskCommand.DeclareDefault(LOTUS, 1, "did not pay"));
        }
        List<PageId> pages = Defaults.openPages(ledger.view().state().entrySet(), LOTUS);
        apply(ledger, BANK, new RiskCommand.CloseOut(LOTUS, 1, pages));
        apply(ledger, BANK, new RiskCommand.RunWaterfall(LOTUS, 1));

        assertThat(Defaults.steps(ledger.view().state(), LOTUS, 1)).isEqualTo(drilled.steps());
        assertThat(drilled.exposure()).isEqualTo(10_000);
        assertThat(drilled.brought(WaterfallStep.COLLATERAL)).isEqualTo(2_000 + 800);
        assertThat(drilled.loss()).isEqualTo(10_000 - 2_800 - 1_000);
        assertThat(drilled.beyondFund()).isEqualTo(6_200 - 3_000);
        assertThat(drilled.uncovered()).isZero();
        assertThat(drilled.holds()).isFalse();
    }

    @Test
    void stress_names_the_largest_and_the_two_largest() {
        owes(ledger, LANTERN, BANK, 9_500);

        Stress stress = Stress.of(ledger.view().state(), ledger.now(), List.of());

        assertThat(stress.largest())
                .singleElement()
                .satisfies(worst -> assertThat(worst.member()).isEqualTo(LOTUS));
        assertThat(stress.both()).extracting(DrillResult::member).hasSize(2).startsWith(LOTUS);
        assertThat(stress.each()).extracting(DrillResult::loss).isSortedAccordingTo((a, b) -> b.compareTo(a));
    }

    @Test
    void a_member_whose_default_cannot_be_played_lets_neither_cover_hold() {
        KernelLedger few = ledger(HARBOUR);

        Stress stress = Stress.of(few.view().state(), few.now(), List.of());

        assertThat(stress.each()).extracting(DrillResult::member).containsExactly(HARBOUR, LOTUS, LANTERN, BANK);
        assertThat(stress.largest())
                .singleElement()
                .satisfies(worst -> assertThat(worst.refusal()).isPresent());
        assertThat(stress.cover1()).isFalse();
        assertThat(stress.cover2()).isFalse();
    }

    @Test
    void a_default_that_nothing_is_there_to_bear_is_uncovered() {
        KernelLedger bare = new KernelLedger(constitution(List.of(
                new CollateralRule("HKD", "HKD", 0, List.of(), 0),
                new DefaultRule("HKD", "HOUSE", List.of(HARBOUR, LANTERN, BANK), 2, List.of(BANK)))));
        owes(bare, LOTUS, HARBOUR, 10_000);

        Stress stress = Stress.of(bare.view().state(), bare.now(), List.of());

        DrillResult worst = stress.largest().getFirst();
        assertThat(worst.member()).isEqualTo(LOTUS);
        assertThat(worst.steps()).isEmpty();
        assertThat(worst.exposure()).isEqualTo(10_000);
        assertThat(worst.beyondFund()).isEqualTo(10_000);
        assertThat(worst.uncovered()).isEqualTo(10_000);
        assertThat(stress.cover1()).isFalse();
    }

    @Test
    void a_report_says_of_each_cover_whether_it_holds_and_whose_default_it_is() {
        Stress stress = Stress.of(ledger.view().state(), ledger.now(), List.of());
        StressReport report = new StressReport(
                stress, new DrillReport(ledger.view().constitution().orElseThrow()));

        JsonNode figures = report.figures();
        JsonNode whole = report.whole();

        assertThat(figures.path("members")).hasSize(ALL.size());
        assertThat(figures.path("cover1").path("holds").asBoolean(true)).isFalse();
        JsonNode lotus = figures.path("cover1").path("defaults").path(0);
        assertThat(lotus.toString())
                .isEqualTo(
                        "{\"member\":\"Lotus\",\"currency\":\"HKD\",\"exposure\":\"100.00\",\"collateral\":\"28.00\","
                                + "\"lossBeyondOwnResources\":\"62.00\",\"lossBeyondFund\":\"32.00\",\"ofFund\":\"30.00\","
                                + "\"allocated\":\"32.00\",\"uncovered\":\"0.00\"}");
        assertThat(figures.path("cover2").path("defaults")).hasSize(2);
        assertThat(whole.path("members").path(0).path("waterfall").isEmpty()).isFalse();
        assertThat(whole.path("members").path(0).path("uncovered")).isEqualTo(lotus.path("uncovered"));
    }

    @Test
    void prices_that_fall_make_a_loss_larger() {
        Drill shocked = drill();

        assertThat(shocked.shock(Shock.parse("HKD security -50%"))).isEmpty();

        assertThat(shocked.run(LOTUS).loss()).isEqualTo(6_200 + 400);
    }

    @Test
    void after_a_lifted_default_the_next_one_is_drilled() {
        for (String member : List.of(HARBOUR, BANK)) {
            apply(ledger, member, new RiskCommand.DeclareDefault(LOTUS, 1, "a slip"));
        }
        assertThat(Defaults.number(ledger.view()::get, LOTUS)).isEqualTo(1);
        for (String member : List.of(HARBOUR, BANK)) {
            apply(ledger, member, new RiskCommand.LiftDefault(LOTUS, 1, "declared wrongly"));
        }

        assertThat(Defaults.number(ledger.view()::get, LOTUS)).isEqualTo(2);
        assertThat(drill().run(LOTUS).closed().orElseThrow().number()).isEqualTo(2);
    }

    @Test
    void a_ledger_without_rules_of_default_has_no_drill() {
        KernelLedger plain = new KernelLedger(constitution(List.of()));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Drill(plain.view().state(), plain.now()))
                .withMessageContaining("no default rule");
    }

    @Test
    void a_shock_says_what_it_moves_and_by_how_much() {
        assertThat(Shock.parse("HKD security -20%")).isEqualTo(new Shock("HKD", "security", -2_000));
        assertThat(Shock.parse("USD +5.25%")).isEqualTo(new Shock("", "USD", 525));
        assertThat(new Shock("", "USD", -2_000).apply(new Price(78, 10))).isEqualTo(new Price(156, 25));
        for (String none : List.of("", "USD", "USD 5%", "USD -100%", "USD -5", "-5%")) {
            assertThatIllegalArgumentException().as(none).isThrownBy(() -> Shock.parse(none));
        }
    }

    private Drill drill() {
        return new Drill(ledger.view().state(), ledger.now());
    }

    private byte[] digest() {
        return StateDigest.of(ledger.view().state().entrySet());
    }

    private static void owes(KernelLedger ledger, String author, String counterparty, long cents) {
        PageId id = new PageId("HK", author, counterparty, 0);
        TradePage page = TradePage.of(
                id,
                List.of(new Trade(
                        TradeKind.PAYMENT,
                        true,
                        Priority.NORMAL,
                        0,
                        0,
                        Leg.plain(0, cents),
                        Optional.empty(),
                        DAY,
                        DAY,
                        "T-" + cents,
                        new byte[32],
                        Optional.empty())));
        apply(ledger, author, new Command.RecordPage(page.encode()));
        apply(ledger, counterparty, new Command.Affirm(id, page.contentHash(), Selection.all()));
    }

    private static void apply(KernelLedger ledger, String member, Command command) {
        assertThat(ledger.apply(member, Batch.of(command)))
                .allSatisfy(outcome ->
                        assertThat(outcome.accepted()).as(outcome.toString()).isTrue());
    }

    private static Constitution constitution(List<Rule> rules) {
        return new Constitution(
                1,
                List.of(new Lane("HK", 480)),
                List.of(
                        new Asset("HKD", AssetKind.CASH, 2, BANK, "HK"),
                        new Asset(SHARE, AssetKind.SECURITY, 0, BANK, "HK")),
                ALL.stream()
                        .map(id -> new Member(id, id, List.of(MemberRole.BROKER), List.of("HOUSE")))
                        .toList(),
                new Rulebook(rules));
    }
}
