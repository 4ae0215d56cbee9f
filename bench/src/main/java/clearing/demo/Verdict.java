package clearing.demo;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeSet;

/** What must hold of a finished day. */
final class Verdict {
    private static final int SHOWN = 5;

    private Verdict() {}

    static List<String> problems(
            List<DayReport.Account> accounts,
            DayReport.Items items,
            BreakComparison breaks,
            SortedMap<String, String> states,
            SortedMap<String, Long> trades) {
        List<String> problems = new ArrayList<>();
        accounts.stream()
                .filter(account -> account.proof().isEmpty() || new BigDecimal(account.proof()).signum() != 0)
                .forEach(account -> problems.add("proof amount " + account.proof() + " at " + account.member() + " "
                        + account.account() + " " + account.asset()));
        if (!items.complete() || items.pending() > 0 || items.total() == 0) {
            problems.add("entries do not all have a verdict: " + items);
        }
        first(breaks.missed(), "planted and not found: ", problems);
        first(breaks.invented(), "found and not planted: ", problems);
        if (new TreeSet<>(states.values()).size() != 1) {
            problems.add("the peers' states differ: " + states);
        }
        long open = trades.getOrDefault("ALLEGED", 0L)
                + trades.getOrDefault("AFFIRMED", 0L)
                + trades.getOrDefault("QUEUED", 0L);
        if (open > 0) {
            problems.add(open + " trades are not final");
        }
        return problems;
    }

    private static void first(List<String> all, String label, List<String> problems) {
        all.stream().limit(SHOWN).forEach(each -> problems.add(label + each));
        if (all.size() > SHOWN) {
            problems.add(label + "and " + (all.size() - SHOWN) + " more");
        }
    }
}
