package clearing.bench.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import clearing.bench.Figure;
import clearing.reconcile.AccountKey;
import clearing.reconcile.Break;
import clearing.reconcile.BreakKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The score of planted breaks tells a missed one, one of another kind and a false one. */
class ScoreTest {
    private static final List<Planted> PLANTED = List.of(
            new Planted(BreakKind.MISSING_IN_BOOKS, Set.of("1"), Set.of()),
            new Planted(BreakKind.AMOUNT_DIFFERS, Set.of("2"), Set.of("2")));

    @Test
    void all_found_and_nothing_else_holds() {
        Map<String, Figure> score = score(List.of(
                found(BreakKind.MISSING_IN_BOOKS, List.of("1"), List.of()),
                found(BreakKind.AMOUNT_DIFFERS, List.of("2"), List.of("2"))));

        assertThat(value(score, "planted breaks found")).isEqualTo(100);
        assertThat(value(score, "found under another kind")).isZero();
        assertThat(value(score, "false breaks, of those reported")).isZero();
    }

    @Test
    void a_missed_break_and_a_false_one_are_told() {
        Map<String, Figure> score = score(List.of(
                found(BreakKind.MISSING_IN_BOOKS, List.of("1"), List.of()),
                found(BreakKind.MISSING_IN_BOOKS, List.of("2"), List.of())));

        assertThat(value(score, "planted breaks found")).isEqualTo(50);
        assertThat(value(score, "false breaks, of those reported")).isEqualTo(50);
        assertThat(score).extractingByKey("amount differs").matches(figure -> !figure.holds());
    }

    @Test
    void another_kind_is_no_find_of_the_kind() {
        Map<String, Figure> score = score(List.of(
                found(BreakKind.MISSING_IN_BOOKS, List.of("1"), List.of()),
                found(BreakKind.DATE_DIFFERS, List.of("2"), List.of("2"))));

        assertThat(value(score, "planted breaks found")).isEqualTo(100);
        assertThat(value(score, "found under another kind")).isEqualTo(1);
        assertThat(value(score, "amount differs")).isZero();
    }

    @Test
    void the_same_seed_draws_the_same_sides() {
        assertThat(drawn(1)).isEqualTo(drawn(1)).isNotEqualTo(drawn(2));
        assertThat(drawn(1)).hasSizeGreaterThan(900);
    }

    private static List<Line> drawn(long seed) {
        List<Line> lines = new ArrayList<>();
        Counts counts = new TwoSides(500, 0, seed).draw(lines::add, lines::add);
        assertThat(2 * (counts.agreed() + counts.different()) + counts.loneBooks() + counts.loneChain())
                .isEqualTo(lines.size());
        return lines;
    }

    private static Map<String, Figure> score(List<Break> found) {
        return BreaksBench.score(PLANTED, found).stream().collect(Collectors.toMap(Figure::name, Function.identity()));
    }

    private static double value(Map<String, Figure> score, String name) {
        Figure figure = score.get(name);
        assertThat(figure).as(name).isNotNull();
        return figure.value();
    }

    private static Break found(BreakKind kind, List<String> postings, List<String> bookings) {
        return new Break(
                "P:" + postings,
                kind,
                new AccountKey("HOUSE", "HKD"),
                "T1",
                postings,
                bookings,
                100,
                100,
                "in words",
                List.of(),
                List.of());
    }
}
