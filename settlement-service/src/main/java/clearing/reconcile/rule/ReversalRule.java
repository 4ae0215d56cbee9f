package clearing.reconcile.rule;

import clearing.reconcile.AccountKey;
import clearing.reconcile.Booking;
import clearing.reconcile.OpenItems;
import clearing.reconcile.Proposal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An entry of the books that is marked as a reversal, and the entry that it takes back, whatever their references: with nothing of
 * either on the chain they cancel each other.
 *
 * @param businessDays between value dates
 */
public record ReversalRule(Head head, int businessDays) implements Rule {
    private record Key(AccountKey key, long amountMinor, String counterparty) {}

    private record Candidate(Booking reversed, Booking reversal) {}

    @Override
    public List<Proposal> propose(OpenItems open, Aliases aliases) {
        Map<Key, List<Booking>> plain = new HashMap<>();
        for (Booking booking : open.bookings()) {
            if (!booking.reversal() && head.covers(booking.key()) && booking.amountMinor() != Long.MIN_VALUE) {
                plain.computeIfAbsent(
                                new Key(
                                        booking.key(),
                                        -booking.amountMinor(),
                                        aliases.canonical(booking.counterparty())),
                                k -> new ArrayList<>(1))
                        .add(booking);
            }
        }
        List<Candidate> candidates = new ArrayList<>();
        Map<String, Integer> wanted = new HashMap<>();
        for (Booking reversal : open.bookings()) {
            if (!reversal.reversal()) {
                continue;
            }
            Key key = new Key(reversal.key(), reversal.amountMinor(), aliases.canonical(reversal.counterparty()));
            for (Booking reversed : plain.getOrDefault(key, List.of())) {
                if (Tolerance.days(reversed.valueDate(), reversal.valueDate()) <= businessDays
                        && candidates.size() < 100_000) {
                    candidates.add(new Candidate(reversed, reversal));
                    wanted.merge(reversed.id(), 1, Integer::sum);
                    wanted.merge(reversal.id(), 1, Integer::sum);
                }
            }
        }
        candidates.sort(Comparator.comparing((Candidate c) -> c.reversal().id())
                .thenComparing(c -> c.reversed().id()));
        List<Proposal> proposals = new ArrayList<>();
        for (Candidate c : candidates) {
            boolean sure = wanted.getOrDefault(c.reversed().id(), 0) == 1
                    && wanted.getOrDefault(c.reversal().id(), 0) == 1;
            List<Booking> both = List.of(c.reversed(), c.reversal());
            proposals.add(new Proposal(
                    head.name(),
                    sure && head.automatic(),
                    List.of(),
                    both,
                    Likeness.of(List.of(), both, sure ? 50 : 250, "an entry and its reversal")));
        }
        return proposals;
    }
}
