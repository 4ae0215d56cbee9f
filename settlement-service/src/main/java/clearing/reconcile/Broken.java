package clearing.reconcile;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The cases in which something is broken, kept along with each judgement: what rules look at. */
final class Broken {
    private final Set<Case> cases = new LinkedHashSet<>();

    void note(Case judged) {
        if (judged.isBroken()) {
            cases.add(judged);
        } else {
            cases.remove(judged);
        }
    }

    /** Every broken item. */
    Set<Item> all() {
        Set<Item> all = new HashSet<>();
        for (Case each : cases) {
            for (Finding finding : each.local) {
                if (finding instanceof Finding.Differs d) {
                    all.addAll(d.postings());
                    all.addAll(d.bookings());
                }
            }
        }
        return all;
    }

    OpenItems items() {
        List<Posting> postings = new ArrayList<>();
        List<Booking> bookings = new ArrayList<>();
        List<OpenItems.Differing> differing = new ArrayList<>();
        for (Case each : cases) {
            for (Finding finding : each.local) {
                if (finding.isMissing()) {
                    postings.addAll(finding.postings());
                    bookings.addAll(finding.bookings());
                } else if (finding instanceof Finding.Differs d
                        && !d.postings().isEmpty()
                        && !d.bookings().isEmpty()) {
                    differing.add(new OpenItems.Differing(d.kind(), d.postings(), d.bookings()));
                }
            }
        }
        return new OpenItems(postings, bookings, differing);
    }
}
