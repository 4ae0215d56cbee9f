package clearing.client.revenue.explain;

import static clearing.client.revenue.RevenueSamples.BROKER;
import static clearing.client.revenue.RevenueSamples.PLATFORM;
import static clearing.client.revenue.RevenueSamples.SCALES;
import static clearing.client.revenue.RevenueSamples.TECH;
import static org.assertj.core.api.Assertions.assertThat;

import clearing.client.revenue.RevenueSamples;
import clearing.kernel.codec.Blob;
import clearing.kernel.revenue.calculation.Derivation;
import clearing.kernel.revenue.exact.Apportionment;
import clearing.kernel.revenue.exact.Fraction;
import clearing.kernel.revenue.run.Statement;
import clearing.kernel.revenue.terms.Cycle;
import clearing.kernel.revenue.terms.Period;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ExplanationTest {
    private static final LocalDate OCTOBER = LocalDate.of(2026, 10, 1);
    private static final LocalDate NOVEMBER = LocalDate.of(2026, 11, 1);

    /** A statement of November with a corrected fee of October, which gives each a whole number of minor units more or less. */
    static Statement withTrueUp() {
        List<BigInteger> changes = java.util.stream.Stream.of(600, 300, 100)
                .map(units -> BigInteger.valueOf(units).multiply(Apportionment.GRID))
                .toList();
        Statement.TrueUp trueUp = new Statement.TrueUp(
                new Period(Cycle.MONTHLY, OCTOBER),
                List.of(new Statement.Input("management_fee", 1, Fraction.of(101_000), 1, Blob.of(new byte[32]))),
                1_000,
                changes);
        return RevenueSamples.statement(
                NOVEMBER,
                RevenueSamples.values(100_001, 1_000_001),
                List.of(400_000_000_000_000_000L, -100_000_000_000_000_000L, -300_000_000_000_000_000L),
                List.of(trueUp),
                1);
    }

    @Test
    void an_amount_is_told_in_words_and_figures() {
        Statement statement = RevenueSamples.statement(OCTOBER, 100_000_00, 1_000_001, 1);
        String text = ExplanationText.render(Explanation.of(statement, RevenueSamples.versions(1), TECH), SCALES);
        assertThat(text.lines().map(String::stripLeading).map(line -> line.replaceAll(" {2,}", " | ")))
                .containsExactly(
                        "TECHP is paid for 2026-10 | 36,416.67 HKD",
                        "amount | 38,333.33 HKD",
                        "entitled by clauses, to 18 decimals of a minor unit | ~38,333.333333 HKD",
                        "FEE-SHARE: Share of the management fee | 35,000.00 HKD",
                        "share of management_fee | 35,000.00 HKD",
                        "management_fee, reported by PLATF | 100,000.00 HKD",
                        "rate | 35 %",
                        "agreed rate | 30 %",
                        "step: users is above | +5 pp",
                        "users, reported by TECHP | 1,000,001 users",
                        "threshold | 1,000,000 users",
                        "SALES: By conversion | ~3,333.333333 (10000/3) HKD",
                        "shared by weights | 10,000.00 HKD",
                        "share of the pool | 10,000.00 HKD",
                        "pool | 100,000.00 HKD",
                        "agreed rate | 10 %",
                        "TECHP by weight | ~3,333.333333 (10000/3) HKD",
                        "weight of TECHP | ~33.333333 (100/3) %",
                        "conversion | ~33.333333 (100/3) %",
                        "conversions_t, reported by TECHP | 1 conversions",
                        "of all | 3 conversions",
                        "counts for | 100 %",
                        "carried on, as only whole minor units are paid | ~-0.003333 HKD",
                        "withheld into the reserve | -1,916.66 HKD");
    }

    @Test
    void decimals_stand_in_line() {
        Statement statement = RevenueSamples.statement(OCTOBER, 100_000_00, 1_000_001, 1);
        List<String> lines = ExplanationText.render(Explanation.of(statement, RevenueSamples.versions(1), TECH), SCALES)
                .lines()
                .filter(line -> line.contains(".") && line.endsWith(" HKD"))
                .toList();
        assertThat(lines).hasSizeGreaterThan(5);
        assertThat(lines.stream().map(line -> line.lastIndexOf(".")).distinct()).hasSize(1);
    }

    /** Whatever a sum is said to be made of adds up to it. */
    @Test
    void what_stands_below_a_sum_adds_up_to_it() {
        Random random = new Random(20261130);
        for (int n = 0; n < 200; n++) {
            boolean two = random.nextBoolean();
            Statement statement = two
                    ? RevenueSamples.statement(NOVEMBER, random.nextInt(5_000_000), random.nextInt(2_000_000), 1, 2)
                    : RevenueSamples.statement(NOVEMBER, random.nextInt(5_000_000), random.nextInt(2_000_000), 1);
            for (String party : List.of(PLATFORM, TECH, BROKER)) {
                Derivation tree = Explanation.of(statement, RevenueSamples.versions(1, 2), party)
                        .tree();
                Derivation amount = tree.parts().getFirst();
                Derivation entitled = amount.parts().getFirst();
                assertThat(sum(tree)).isEqualTo(tree.value());
                assertThat(sum(amount)).isEqualTo(amount.value());
                Fraction off = sum(entitled).minus(entitled.value());
                assertThat(off.max(off.negate())).isLessThan(new Fraction(BigInteger.ONE, Apportionment.GRID));
                assertThat(entitled.words()).startsWith("entitled by clauses");
                if (two) {
                    assertThat(entitled.parts())
                            .hasSize(2)
                            .allSatisfy(version -> assertThat(
                                            sum(version.parts().getFirst()))
                                    .isEqualTo(version.parts().getFirst().value()));
                    assertThat(entitled.parts().get(1).words()).isEqualTo("version 2, in force on 15 of 30 days");
                }
            }
        }
    }

    private static Fraction sum(Derivation node) {
        return node.parts().stream().map(Derivation::value).reduce(Fraction.ZERO, Fraction::plus);
    }

    @Test
    void a_true_up_and_what_rounding_owed_are_told_apart() {
        Derivation amount = Explanation.of(withTrueUp(), RevenueSamples.versions(1), TECH)
                .tree()
                .parts()
                .getFirst();
        assertThat(amount.parts())
                .extracting(Derivation::words)
                .containsExactly(
                        "entitled by clauses, to 18 decimals of a minor unit",
                        "true-up of 2026-10, by corrected facts",
                        "carried from rounding before",
                        "carried on, as only whole minor units are paid");
        assertThat(amount.parts().get(1).value()).isEqualTo(Fraction.of(300));
        assertThat(amount.parts().get(1).parts().getFirst().words())
                .isEqualTo("management_fee is now, by revision 1 of PLATF");
        assertThat(sum(amount)).isEqualTo(amount.value());
    }

    @Test
    void json_carries_the_exact_figure_beside_the_text() {
        Statement statement = RevenueSamples.statement(OCTOBER, 100_000_00, 1_000_001, 1);
        var json = ExplanationJson.of(Explanation.of(statement, RevenueSamples.versions(1), BROKER), SCALES);
        assertThat(json.path("party").asText()).isEqualTo(BROKER);
        var sales = json.at("/tree/parts/0/parts/0/parts/0");
        assertThat(sales.path("words").asText()).isEqualTo("SALES: By conversion");
        assertThat(sales.path("exact").asText()).isEqualTo("2000000/3");
        assertThat(sales.path("text").asText()).isEqualTo("~6,666.666667 (20000/3) HKD");
    }

    @Test
    void figures_are_exact_or_say_that_they_are_not() {
        Figures figures = new Figures(SCALES, Set.of("HKD", "JPY"));
        assertThat(figures.text("HKD", Fraction.of(0))).isEqualTo("0.00 HKD");
        assertThat(figures.text("HKD", Fraction.of(-123_456_789))).isEqualTo("-1,234,567.89 HKD");
        assertThat(figures.text("HKD", Fraction.of(1, 8))).isEqualTo("0.00125 HKD");
        assertThat(figures.text("HKD", Fraction.of(1, 80_000_000))).isEqualTo("~0.000000 HKD");
        assertThat(figures.text("JPY", Fraction.of(1_000))).isEqualTo("1,000 JPY");
        assertThat(figures.text("%", Fraction.ofMillionths(125_000))).isEqualTo("12.5 %");
        assertThat(figures.text("pp", Fraction.ofMillionths(-50_000))).isEqualTo("-5 pp");
        assertThat(figures.text("users", Fraction.of(1_000_000))).isEqualTo("1,000,000 users");
        assertThat(figures.text("", Fraction.of(781_250_000, 100_000_000))).isEqualTo("7.8125");
    }
}
