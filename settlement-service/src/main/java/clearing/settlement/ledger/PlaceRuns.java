package clearing.settlement.ledger;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * Something about the places of a page, kept as ranges of places of which the same is true: a page whose trades move together is one
 * range.
 *
 * @param <V> what is true of a place, compared by equals
 */
final class PlaceRuns<V> {
    private final List<Optional<V>> places = new ArrayList<>();

    /** Places first to last, both among them. */
    record Run<V>(int first, int last, V value) {}

    /** From ranges that do not overlap. */
    static <V> PlaceRuns<V> of(List<Run<V>> runs) {
        PlaceRuns<V> made = new PlaceRuns<>();
        for (Run<V> run : runs) {
            for (int place = run.first(); place <= run.last(); place++) {
                made.put(place, Optional.of(run.value()));
            }
        }
        return made;
    }

    Optional<V> at(int place) {
        return place < places.size() ? places.get(place) : Optional.empty();
    }

    /** Puts a value, or nothing, at a place. */
    void put(int place, Optional<V> value) {
        while (places.size() <= place) {
            places.add(Optional.empty());
        }
        places.set(place, value);
    }

    /** One more than the last place that was ever put. */
    int size() {
        return places.size();
    }

    /**
     * Takes what changed.
     *
     * @param changes says something of the places that changed
     * @param next from what was there and the change to what is there now
     */
    <C> void change(PlaceRuns<C> changes, BiFunction<Optional<V>, C, Optional<V>> next) {
        for (int place = 0; place < changes.size(); place++) {
            Optional<C> change = changes.at(place);
            if (change.isPresent()) {
                put(place, next.apply(at(place), change.get()));
            }
        }
    }

    /** The ranges in order, each as long as it can be. */
    List<Run<V>> runs() {
        List<Run<V>> runs = new ArrayList<>();
        int place = 0;
        while (place < places.size()) {
            int first = place;
            Optional<V> value = places.get(first);
            do {
                place++;
            } while (place < places.size() && places.get(place).equals(value));
            if (value.isPresent()) {
                runs.add(new Run<>(first, place - 1, value.get()));
            }
        }
        return runs;
    }

    /** Those of the first that are not among the second. */
    static <V> List<Run<V>> without(List<Run<V>> some, List<Run<V>> others) {
        Set<Run<V>> known = new HashSet<>(others);
        return some.stream().filter(run -> !known.contains(run)).toList();
    }
}
