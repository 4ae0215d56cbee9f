package clearing.reconcile.rule;

import clearing.reconcile.Booking;
import clearing.reconcile.Item;
import clearing.reconcile.OpenItems;
import clearing.reconcile.Posting;
import clearing.reconcile.Proposal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One item of a side and several of the other that add up to it exactly. Where two sums fit, or two items want the same part, it
 * suggests and never matches.
 *
 * @param maxItems parts of a sum, 2 or more
 * @param maxCandidates items to choose from; an item with more is left alone
 * @param businessDays between value dates
 * @param needsCounterparty whether all must name one counterparty
 */
public record SubsetRule(Head head, int maxItems, int maxCandidates, int businessDays, boolean needsCounterparty)
        implements Rule {
    /** Bounds the steps of one pass; what is left then waits for the next. */
    private static final long MOST_STEPS = 40_000_000;

    public SubsetRule {
        if (maxItems < 2
                || maxItems > SubsetSum.MAX_AMOUNTS
                || maxCandidates < 2
                || maxCandidates > SubsetSum.MAX_AMOUNTS) {
            throw new IllegalArgumentException("a sum has 2 to " + SubsetSum.MAX_AMOUNTS + " parts and candidates");
        }
    }

    private static final int SUGGESTED = 3;

    /** @param place 1 for the first sum of the whole that was found */
    private record Sum<T extends Item, P extends Item>(T whole, List<P> parts, int place) {}

    @Override
    public List<Proposal> propose(OpenItems open, Aliases aliases) {
        Tolerance tolerance = new Tolerance(0, 0, businessDays, Tolerance.Fee.NONE);
        Map<String, Integer> wanted = new HashMap<>();
        List<Sum<Posting, Booking>> split = sums(open.postings(), open.bookings(), tolerance, aliases, wanted);
        List<Sum<Booking, Posting>> merged = sums(open.bookings(), open.postings(), tolerance, aliases, wanted);
        List<Proposal> proposals = new ArrayList<>();
        for (Sum<Posting, Booking> s : split) {
            if (s.place() <= SUGGESTED) {
                proposals.add(proposal(List.of(s.whole()), s.parts(), sure(wanted, s)));
            }
        }
        for (Sum<Booking, Posting> s : merged) {
            if (s.place() <= SUGGESTED) {
                proposals.add(proposal(s.parts(), List.of(s.whole()), sure(wanted, s)));
            }
        }
        return proposals;
    }

    private Proposal proposal(List<Posting> postings, List<Booking> bookings, boolean sure) {
        return new Proposal(
                head.name(),
                sure && head.automatic(),
                postings,
                bookings,
                Likeness.of(postings, bookings, sure ? 100 : 300, sure ? "the only sum" : "one of several sums"));
    }

    private static boolean sure(Map<String, Integer> wanted, Sum<?, ?> sum) {
        return wanted.getOrDefault(id(sum.whole()), 0) == 1
                && sum.parts().stream().allMatch(part -> wanted.getOrDefault(id(part), 0) == 1);
    }

    private static String id(Item item) {
        return item.side() + item.id();
    }

    private <T extends Item, P extends Item> List<Sum<T, P>> sums(
            List<T> wholes, List<P> parts, Tolerance tolerance, Aliases aliases, Map<String, Integer> wanted) {
        Map<Object, List<P>> near = new HashMap<>();
        parts.forEach(p -> near.computeIfAbsent(p.key(), k -> new ArrayList<>()).add(p));
        List<Sum<T, P>> sums = new ArrayList<>();
        long steps = 0;
        for (T whole : wholes) {
            if (!head.covers(whole.key()) || steps > MOST_STEPS) {
                continue;
            }
            List<P> candidates = new ArrayList<>();
            List<P> here = near.getOrDefault(whole.key(), List.of());
            steps += here.size();
            for (P part : here) {
                if (candidates.size() <= maxCandidates && fits(whole, part, tolerance, aliases)) {
                    candidates.add(part);
                }
            }
            if (candidates.size() < 2 || candidates.size() > maxCandidates) {
                continue;
            }
            steps += 2L << (candidates.size() + 1) / 2;
            long[] amounts = candidates.stream().mapToLong(Item::amountMinor).toArray();
            List<Integer> found = SubsetSum.find(amounts, whole.amountMinor(), maxItems);
            if (found.size() > SubsetSum.MOST_FOUND) {
                // So many sums say nothing, and any of the candidates may be in one of those not seen.
                candidates.forEach(each -> wanted.merge(id(each), 1, Integer::sum));
            }
            int place = 0;
            for (int mask : found) {
                List<P> chosen = new ArrayList<>();
                for (int i = 0; i < amounts.length; i++) {
                    if ((mask & 1 << i) != 0) {
                        chosen.add(candidates.get(i));
                    }
                }
                sums.add(new Sum<>(whole, chosen, ++place));
                wanted.merge(id(whole), 1, Integer::sum);
                chosen.forEach(part -> wanted.merge(id(part), 1, Integer::sum));
            }
        }
        return sums;
    }

    private boolean fits(Item whole, Item part, Tolerance tolerance, Aliases aliases) {
        return Long.signum(whole.amountMinor()) == Long.signum(part.amountMinor())
                && part.amountMinor() != 0
                && Math.abs(part.amountMinor()) < Math.abs(whole.amountMinor())
                && Math.abs(whole.amountMinor()) <= Long.MAX_VALUE / 32
                && tolerance.dates(whole, part)
                && (needsCounterparty
                        ? aliases.same(whole.counterparty(), part.counterparty())
                        : aliases.agree(whole.counterparty(), part.counterparty()));
    }
}
