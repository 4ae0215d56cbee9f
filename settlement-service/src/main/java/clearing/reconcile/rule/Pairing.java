package clearing.reconcile.rule;

import clearing.reconcile.Booking;
import clearing.reconcile.Evidence;
import clearing.reconcile.Posting;
import clearing.reconcile.Proposal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Candidates of one posting and one entry each. A pair is beyond doubt when neither has a second candidate; of others the best are
 * suggested.
 */
final class Pairing {
    /** Above this many candidates the fields of an item identify nothing. */
    static final int MAX_CANDIDATES = 64;

    private static final int SUGGESTED = 3;

    private record Candidate(Posting posting, Booking booking, Evidence evidence) {}

    private final List<Candidate> candidates = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();
    private final Map<String, Integer> byPosting = new HashMap<>();
    private final Map<String, Integer> byBooking = new HashMap<>();

    void add(Posting posting, Booking booking, Evidence evidence) {
        if (!seen.add(posting.id() + " " + booking.id())) {
            return;
        }
        candidates.add(new Candidate(posting, booking, evidence));
        byPosting.merge(posting.id(), 1, Integer::sum);
        byBooking.merge(booking.id(), 1, Integer::sum);
    }

    List<Proposal> proposals(Head head) {
        candidates.sort(Comparator.comparingInt((Candidate c) -> -c.evidence().score())
                .thenComparing(c -> c.posting().id())
                .thenComparing(c -> c.booking().id()));
        List<Proposal> proposals = new ArrayList<>();
        Map<String, Integer> suggested = new HashMap<>();
        for (Candidate c : candidates) {
            boolean sure = count(byPosting, c.posting().id()) == 1
                    && count(byBooking, c.booking().id()) == 1;
            if (sure || suggested.merge(c.posting().id(), 1, Integer::sum) <= SUGGESTED) {
                proposals.add(new Proposal(
                        head.name(),
                        sure && head.automatic(),
                        List.of(c.posting()),
                        List.of(c.booking()),
                        c.evidence()));
            }
        }
        return proposals;
    }

    private static int count(Map<String, Integer> counts, String id) {
        return counts.getOrDefault(id, 0);
    }
}
