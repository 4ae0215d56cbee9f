package clearing.kernel.revenue.run;

import clearing.kernel.execution.Execution;
import clearing.kernel.revenue.agreement.Agreement;
import clearing.kernel.revenue.calculation.PeriodCalculation;
import clearing.kernel.revenue.terms.Period;
import clearing.kernel.state.Keys;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Periods that were calculated before and whose facts were corrected since, calculated again: what that changes belongs to the open period,
 * and the statements stay as they are. A high-water mark that moves moves the periods after it too.
 */
final class TrueUps {
    private final String id;
    private final Agreement agreement;
    private final Execution x;
    private final LocalDate today;
    private final List<Change> changes = new ArrayList<>();
    private final SortedSet<Period> waiting = new TreeSet<>();
    private SortedMap<String, Long> marks;

    /** What one period changes. */
    record Change(
            Period period,
            List<Statement.Input> inputs,
            long pool,
            SortedMap<String, BigInteger> byMember,
            Allotted now) {}

    TrueUps(String id, Agreement agreement, RevenueBook book, LocalDate today, Execution x) {
        this.id = id;
        this.agreement = agreement;
        this.x = x;
        this.today = today;
        this.marks = book.marks();
        work(book);
    }

    List<Change> changes() {
        return changes;
    }

    /** Corrected periods whose facts can still be challenged, or are: they wait for the next run. */
    SortedSet<Period> waiting() {
        return waiting;
    }

    /** High-water marks that the open period begins with. */
    SortedMap<String, Long> marks() {
        return marks;
    }

    private void work(RevenueBook book) {
        if (book.corrected().isEmpty()) {
            return;
        }
        boolean cascade = !book.marks().isEmpty();
        Optional<SortedMap<String, Long>> moved = Optional.empty();
        for (Period at = book.corrected().first(); at.compareTo(book.next()) < 0; at = at.next()) {
            boolean due = book.corrected().contains(at) || moved.isPresent();
            if (!due) {
                continue;
            }
            PeriodFacts facts = new PeriodFacts(id, agreement, at, x);
            boolean notFinal = facts.refuse(today, Collections.emptySortedSet()).isPresent();
            if (notFinal && book.corrected().contains(at)) {
                waiting.add(at);
                if (cascade) {
                    // What comes after would be calculated from a mark that may still move.
                    waiting.addAll(book.corrected().tailSet(at));
                    return;
                }
                continue;
            }
            Allotted before = Allotted.of(id, at, x);
            SortedMap<String, Long> marksBefore =
                    moved.map(m -> PeriodCalculation.starting(facts.parts(), m)).orElse(before.marks());
            PeriodCalculation again = facts.calculate(marksBefore, x);
            change(at, facts, before, again, marksBefore, cascade);
            if (cascade) {
                moved = Optional.of(again.marks());
            }
        }
        moved.ifPresent(last -> marks = last);
    }

    private void change(
            Period period,
            PeriodFacts facts,
            Allotted before,
            PeriodCalculation again,
            SortedMap<String, Long> marksBefore,
            boolean cascade) {
        SortedMap<String, BigInteger> byMember = new TreeMap<>();
        again.entitled()
                .forEach((member, places) ->
                        byMember.put(member, places.subtract(before.places().getOrDefault(member, BigInteger.ZERO))));
        Allotted now = new Allotted(again.pool(), again.entitled(), marksBefore);
        // With high-water marks every period in between is told, so that whoever checks can follow the marks.
        if (cascade || byMember.values().stream().anyMatch(places -> places.signum() != 0)) {
            changes.add(
                    new Change(period, facts.inputs(), Math.subtractExact(again.pool(), before.pool()), byMember, now));
        }
    }

    /** Writes what the periods have been allotted by now. */
    void put() {
        changes.forEach(change -> x.ledger()
                .put(Keys.allotted(id, change.period().start()), change.now().encode()));
    }
}
