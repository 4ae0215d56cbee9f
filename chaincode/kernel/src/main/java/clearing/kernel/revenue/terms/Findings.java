package clearing.kernel.revenue.terms;

import clearing.kernel.revenue.terms.TermsRules.Fault;
import clearing.kernel.revenue.terms.TermsRules.Kind;
import java.util.ArrayList;
import java.util.List;

/** The faults found so far. */
final class Findings {
    private final List<Fault> all = new ArrayList<>();

    void add(Kind kind, String field, String sentence) {
        all.add(new Fault(field, sentence, kind));
    }

    /** A fault where something does not hold. */
    void require(boolean holds, Kind kind, String field, String sentence) {
        if (!holds) {
            add(kind, field, sentence);
        }
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    List<Fault> all() {
        return List.copyOf(all);
    }
}
