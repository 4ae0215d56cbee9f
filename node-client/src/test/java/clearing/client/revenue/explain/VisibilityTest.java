package clearing.client.revenue.explain;

import static clearing.client.revenue.RevenueSamples.BROKER;
import static clearing.client.revenue.RevenueSamples.KEEPER;
import static clearing.client.revenue.RevenueSamples.PLATFORM;
import static clearing.client.revenue.RevenueSamples.TECH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import clearing.client.revenue.RevenueSamples;
import clearing.kernel.revenue.calculation.ClauseResult;
import clearing.kernel.revenue.calculation.Derivation;
import clearing.kernel.revenue.run.Statement;
import clearing.kernel.revenue.terms.Terms;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each view of the same statement. */
class VisibilityTest {
    private final SortedMap<Integer, Terms> versions = RevenueSamples.versions(1);
    private final Statement statement = RevenueSamples.statement(LocalDate.of(2026, 10, 1), 100_000, 1_000_001, 1);

    private ShownStatement shownTo(String viewer, boolean reads) {
        return ShownStatement.of(statement, versions, Visibility.of(viewer, reads, versions.values()));
    }

    private static List<String> valued(ShownStatement shown) {
        return shown.inputs().stream()
                .filter(input -> input.value().isPresent())
                .map(ShownStatement.Input::measure)
                .toList();
    }

    private static List<String> amounts(ShownStatement shown) {
        return shown.lines().stream()
                .filter(line -> line.line().isPresent())
                .map(ShownStatement.Line::member)
                .toList();
    }

    private static ClauseResult clause(ShownStatement shown, String id) {
        return shown.clauses().stream()
                .filter(c -> c.clause().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static Stream<Derivation> nodes(Derivation node) {
        return Stream.concat(Stream.of(node), node.parts().stream().flatMap(VisibilityTest::nodes));
    }

    @Test
    void who_sees_all_is_shown_the_statement_as_it_stands() {
        for (ShownStatement shown : List.of(shownTo(PLATFORM, false), shownTo("WATCH", true))) {
            assertThat(valued(shown)).hasSize(5);
            assertThat(amounts(shown)).containsExactly(PLATFORM, TECH, BROKER);
            assertThat(shown.clauses()).isEqualTo(statement.clauses());
            assertThat(shown.pool()).hasValue(100_000);
        }
    }

    @Test
    void who_sees_shares_is_shown_all_amounts_but_only_the_values_behind_its_own() {
        ShownStatement shown = shownTo(BROKER, false);
        assertThat(amounts(shown)).containsExactly(PLATFORM, TECH, BROKER);
        assertThat(valued(shown)).containsExactly("conversions_b", "management_fee", "rebates");
        assertThat(clause(shown, "FEE-SHARE").how().parts()).isEmpty();
        assertThat(clause(shown, "FEE-SHARE").how().value().floor()).isEqualTo(35_000);
        Derivation weights = clause(shown, "SALES").how();
        assertThat(weights.parts()).hasSize(3);
        assertThat(weights.parts().get(1).parts()).isEmpty();
        assertThat(weights.parts().get(2).parts()).isNotEmpty();
        assertThat(nodes(weights).map(Derivation::words)).noneMatch(words -> words.startsWith("conversions_t"));
    }

    @Test
    void who_sees_its_own_is_shown_no_amount_of_others() {
        ShownStatement shown = shownTo(TECH, false);
        assertThat(amounts(shown)).containsExactly(TECH);
        assertThat(shown.lines()).hasSize(3);
        assertThat(valued(shown)).containsExactly("conversions_t", "management_fee", "users");
        assertThat(shown.clauses()).extracting(ClauseResult::clause).containsExactly("FEE-SHARE", "SALES");
        assertThat(clause(shown, "SALES").amounts())
                .extracting(ClauseResult.Amount::member)
                .containsExactly(TECH);
        assertThat(nodes(clause(shown, "SALES").how()).map(Derivation::words))
                .noneMatch(words -> words.contains(BROKER) || words.startsWith("conversions_b"));
        assertThat(shown.lines().get(2).setAside()).isEmpty();
    }

    @Test
    void the_keeper_of_the_escrow_is_shown_what_it_keeps() {
        ShownStatement shown = shownTo(KEEPER, false);
        assertThat(amounts(shown)).isEmpty();
        assertThat(valued(shown)).isEmpty();
        assertThat(shown.clauses()).isEmpty();
        assertThat(shown.pool()).isEmpty();
        assertThat(shown.lines().get(1).withheld().orElseThrow()).isPositive();
        assertThat(shown.lines().get(2).setAside()).hasValue(100);
    }

    @Test
    void anyone_else_is_shown_who_takes_part_and_no_figure() {
        ShownStatement shown = shownTo("OTHER", false);
        assertThat(amounts(shown)).isEmpty();
        assertThat(valued(shown)).isEmpty();
        assertThat(shown.clauses()).isEmpty();
        assertThat(shown.pool()).isEmpty();
        assertThat(shown.lines())
                .allMatch(line -> line.withheld().isEmpty() && line.setAside().isEmpty());
        assertThat(shown.lines()).extracting(ShownStatement.Line::member).containsExactly(PLATFORM, TECH, BROKER);
        assertThat(shown.visibility().seesTerms()).isFalse();
    }

    @Test
    void a_true_up_is_shown_as_the_amounts_are() {
        Statement corrected = ExplanationTest.withTrueUp();
        ShownStatement own = ShownStatement.of(corrected, versions, Visibility.of(TECH, false, versions.values()));
        assertThat(own.trueUps().getFirst().changes()).containsOnlyKeys(TECH);
        ShownStatement shares = ShownStatement.of(corrected, versions, Visibility.of(BROKER, false, versions.values()));
        assertThat(shares.trueUps().getFirst().changes()).containsOnlyKeys(BROKER, PLATFORM, TECH);
        ShownStatement none = ShownStatement.of(corrected, versions, Visibility.of("OTHER", false, versions.values()));
        assertThat(none.trueUps().getFirst().changes()).isEmpty();
        assertThat(none.trueUps().getFirst().pool()).isEmpty();
    }

    @Test
    void an_amount_is_explained_only_to_whom_it_is_shown() {
        Visibility tech = Visibility.of(TECH, false, versions.values());
        assertThatThrownBy(() -> Explanation.of(statement, versions, BROKER, tech))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not shown to TECHP");
        Visibility broker = Visibility.of(BROKER, false, versions.values());
        Explanation ofTech = Explanation.of(statement, versions, TECH, broker);
        assertThat(nodes(ofTech.tree()).map(Derivation::words)).noneMatch(words -> words.contains("users"));
        assertThat(nodes(Explanation.of(statement, versions, TECH, tech).tree()).map(Derivation::words))
                .anyMatch(words -> words.contains("step: users is above"));
    }

    @Test
    void the_last_version_that_names_a_member_decides() {
        assertThat(Visibility.of(TECH, Optional.empty(), versions.values()).sight())
                .isEqualTo(Sight.OWN);
        assertThat(Visibility.of(TECH, true, versions.values()).sight()).isEqualTo(Sight.ALL);
    }
}
