package clearing.client.revenue.language;

import clearing.kernel.revenue.terms.Aggregation;
import clearing.kernel.revenue.terms.Changeover;
import clearing.kernel.revenue.terms.Cycle;
import clearing.kernel.revenue.terms.View;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The language's words for what there are only a few of. */
final class Choices {
    static final SortedMap<String, Cycle> CYCLES =
            of(Map.of("daily", Cycle.DAILY, "monthly", Cycle.MONTHLY, "quarterly", Cycle.QUARTERLY));
    static final SortedMap<String, Changeover> CHANGEOVERS =
            of(Map.of("at-period", Changeover.AT_PERIOD, "by-days", Changeover.BY_DAYS));
    static final SortedMap<String, View> VIEWS = of(Map.of("all", View.ALL, "shares", View.SHARES, "own", View.OWN));
    static final SortedMap<String, Aggregation> AGGREGATIONS = of(Map.of(
            "sum", Aggregation.SUM, "last", Aggregation.LAST, "max", Aggregation.MAX, "average", Aggregation.AVERAGE));
    /** Whether parties stand as they are listed; else by member id. */
    static final SortedMap<String, Boolean> ORDERS = of(Map.of("as-listed", true, "by-member", false));

    private Choices() {}

    private static <T> SortedMap<String, T> of(Map<String, T> words) {
        return Collections.unmodifiableSortedMap(new TreeMap<>(words));
    }

    static <T> String word(SortedMap<String, T> words, T value) {
        return words.entrySet().stream()
                .filter(entry -> entry.getValue().equals(value))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }
}
