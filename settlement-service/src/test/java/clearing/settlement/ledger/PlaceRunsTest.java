package clearing.settlement.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import clearing.settlement.ledger.PlaceRuns.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Ranges of places against a map of them. */
final class PlaceRunsTest {
    private static final int PLACES = 12;

    @Test
    void ranges_say_what_a_map_of_places_says_and_are_as_long_as_they_can_be() {
        for (long seed = 0; seed < 2_000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Map<Integer, Integer> model = new TreeMap<>();
            PlaceRuns<Integer> runs = new PlaceRuns<>();
            for (int step = random.nextInt(30); step > 0; step--) {
                int place = random.nextInt(PLACES);
                Optional<Integer> value = random.nextInt(4) == 0 ? Optional.empty() : Optional.of(random.nextInt(2));
                runs.put(place, value);
                model.remove(place);
                value.ifPresent(there -> model.put(place, there));
            }
            List<Run<Integer>> ranges = runs.runs();
            assertThat(places(ranges)).as("seed " + seed).isEqualTo(model);
            for (int i = 1; i < ranges.size(); i++) {
                Run<Integer> before = ranges.get(i - 1);
                Run<Integer> next = ranges.get(i);
                assertThat(next.first() > before.last() + 1 || !next.value().equals(before.value()))
                        .as("seed " + seed + ": " + before + " and " + next + " are not one")
                        .isTrue();
            }
            assertThat(PlaceRuns.of(ranges).runs()).as("seed " + seed).isEqualTo(ranges);
        }
    }

    @Test
    void what_is_rewritten_is_what_differs() {
        for (long seed = 0; seed < 2_000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            PlaceRuns<Integer> stored = new PlaceRuns<>();
            PlaceRuns<Integer> changes = new PlaceRuns<>();
            for (int place = 0; place < PLACES; place++) {
                stored.put(place, Optional.of(random.nextInt(2)));
                if (random.nextInt(3) == 0) {
                    changes.put(place, Optional.of(random.nextInt(2)));
                }
            }
            List<Run<Integer>> before = stored.runs();
            PlaceRuns<Integer> after = PlaceRuns.of(before);
            after.change(changes, (was, now) -> Optional.of(now));
            List<Run<Integer>> table = new ArrayList<>(before);
            table.removeAll(PlaceRuns.without(before, after.runs()));
            table.addAll(PlaceRuns.without(after.runs(), before));
            Map<Integer, Integer> expected = places(before);
            expected.putAll(places(changes.runs()));
            assertThat(places(table)).as("seed " + seed).isEqualTo(expected);
            assertThat(table).as("seed " + seed).containsExactlyInAnyOrderElementsOf(after.runs());
        }
    }

    private static Map<Integer, Integer> places(List<Run<Integer>> runs) {
        Map<Integer, Integer> places = new TreeMap<>();
        for (Run<Integer> run : runs) {
            for (int place = run.first(); place <= run.last(); place++) {
                assertThat(places.put(place, run.value()))
                        .as("a place in two ranges")
                        .isNull();
            }
        }
        return places;
    }
}
