package clearing.kernel.revenue.run;

import clearing.kernel.execution.Execution;
import clearing.kernel.revenue.terms.Clause;
import clearing.kernel.revenue.terms.Period;
import clearing.kernel.revenue.terms.Terms;
import clearing.kernel.state.Keys;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/** Which lines of a period are disputed. An agreement without escrow has no disputes, and costs no read. */
final class Disputes {
    private final SortedSet<String> clauses = new TreeSet<>();

    Disputes(Terms terms, Period period, Execution x) {
        if (terms.escrow().isPresent()) {
            terms.clauses().stream()
                    .map(Clause::id)
                    .filter(id -> x.ledger()
                            .get(Keys.dispute(terms.agreement(), period.start(), id))
                            .isPresent())
                    .forEach(id -> clauses.add(id));
        }
    }

    SortedSet<String> clauses() {
        return Collections.unmodifiableSortedSet(clauses);
    }
}
