package clearing.reconcile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Small numbers for values that come again and again, in the order of their first coming. */
final class Ordinals<T> {
    private final Map<T, Integer> numbers = new HashMap<>();
    private final List<T> values = new ArrayList<>();
    private int last = -1;

    int of(T value) {
        // Items of one account and one counterparty come in runs, and mostly as the same object.
        if (last >= 0 && values.get(last).equals(value)) {
            return last;
        }
        Integer known = numbers.get(value);
        if (known == null) {
            known = values.size();
            numbers.put(value, known);
            values.add(value);
        }
        last = known;
        return known;
    }

    T value(int number) {
        return values.get(number);
    }

    int size() {
        return values.size();
    }
}
