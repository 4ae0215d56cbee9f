package clearing.reconcile;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Pairs what is missing on one side with what is missing on the other when only the reference keeps them apart: account, asset,
 * amount, value date and counterparty are equal, the references are alike, and neither has a second candidate. The pairing is a
 * function of the set of missing items, so it dissolves when a second candidate appears.
 */
final class LonePairs {
    /** Above this many combinations the fields identify nothing, and no pair is made. */
    private static final int MAX_COMBINATIONS = 256;

    private record BucketKey(AccountKey key, long amountMinor, LocalDate valueDate, String counterparty) {
        static BucketKey of(Item item) {
            return new BucketKey(item.key(), item.amountMinor(), item.valueDate(), item.counterparty());
        }
    }

    private record Lone<T extends Item>(T item, Case owner) {}

    private static final class Bucket {
        final Map<String, Lone<Posting>> postings = new LinkedHashMap<>();
        final Map<String, Lone<Booking>> bookings = new LinkedHashMap<>();
        Map<Posting, Lone<Booking>> pairs = Map.of();
    }

    private final Map<BucketKey, Bucket> buckets = new HashMap<>();

    /** Enters a missing item; cases whose pairing changes are added to {@code affected}. */
    void add(Item item, Case owner, Set<Case> affected) {
        Bucket bucket = buckets.computeIfAbsent(BucketKey.of(item), k -> new Bucket());
        switch (item) {
            case Posting p -> bucket.postings.put(p.id(), new Lone<>(p, owner));
            case Booking b -> bucket.bookings.put(b.id(), new Lone<>(b, owner));
        }
        pairAgain(bucket, affected);
    }

    /** Takes out an item that is not missing any more. */
    void remove(Item item, Set<Case> affected) {
        BucketKey key = BucketKey.of(item);
        Bucket bucket = buckets.get(key);
        if (bucket == null) {
            return;
        }
        switch (item) {
            case Posting p -> bucket.postings.remove(p.id());
            case Booking b -> bucket.bookings.remove(b.id());
        }
        pairAgain(bucket, affected);
        if (bucket.postings.isEmpty() && bucket.bookings.isEmpty()) {
            buckets.remove(key);
        }
    }

    /** The booking that a missing posting is paired with. */
    Optional<Booking> partnerOf(Posting posting) {
        Bucket bucket = buckets.get(BucketKey.of(posting));
        Lone<Booking> partner = bucket == null ? null : bucket.pairs.get(posting);
        return partner == null ? Optional.empty() : Optional.of(partner.item());
    }

    /** True when a posting's case holds the missing booking. */
    boolean isPaired(Booking booking) {
        Bucket bucket = buckets.get(BucketKey.of(booking));
        if (bucket == null) {
            return false;
        }
        for (Lone<Booking> paired : bucket.pairs.values()) {
            if (paired.item().equals(booking)) {
                return true;
            }
        }
        return false;
    }

    private static void pairAgain(Bucket bucket, Set<Case> affected) {
        Map<Posting, Lone<Booking>> before = bucket.pairs;
        Map<Posting, Lone<Booking>> after = pairs(bucket);
        if (before.isEmpty() && after.isEmpty()) {
            return;
        }
        bucket.pairs = after;
        markChanged(bucket, before, after, affected);
        markChanged(bucket, after, before, affected);
    }

    private static void markChanged(
            Bucket bucket, Map<Posting, Lone<Booking>> one, Map<Posting, Lone<Booking>> other, Set<Case> affected) {
        one.forEach((posting, booking) -> {
            if (!booking.equals(other.get(posting))) {
                affected.add(booking.owner());
                Lone<Posting> owner = bucket.postings.get(posting.id());
                if (owner != null) {
                    affected.add(owner.owner());
                }
            }
        });
    }

    private static Map<Posting, Lone<Booking>> pairs(Bucket bucket) {
        int combinations = bucket.postings.size() * bucket.bookings.size();
        if (combinations == 0 || combinations > MAX_COMBINATIONS) {
            return Map.of();
        }
        Map<Posting, Lone<Booking>> pairs = new LinkedHashMap<>();
        for (Lone<Posting> posting : bucket.postings.values()) {
            List<Lone<Booking>> candidates = bucket.bookings.values().stream()
                    .filter(b -> alike(posting.item(), b.item()))
                    .toList();
            if (candidates.size() == 1
                    && bucket.postings.values().stream()
                                    .filter(p -> alike(
                                            p.item(), candidates.getFirst().item()))
                                    .count()
                            == 1) {
                pairs.put(posting.item(), candidates.getFirst());
            }
        }
        return pairs;
    }

    private static boolean alike(Posting posting, Booking booking) {
        String wanted = References.normalise(posting.reference());
        if (booking.references().isEmpty()) {
            return true;
        }
        for (String reference : booking.references()) {
            if (References.alike(wanted, References.normalise(reference))) {
                return true;
            }
        }
        return false;
    }

    /** A case that was judged: what stood missing before is gone, what is missing now may pair. */
    void note(Case of, List<Finding> before, Set<Case> affected) {
        if (of.aside) {
            // People have parted it from what it would be taken for; only people, or a rule, put it together with
            // something.
            return;
        }
        for (Finding finding : before) {
            if (finding.isMissing()) {
                remove(finding.anchor(), affected);
            }
        }
        for (Finding finding : of.local) {
            if (finding.isMissing()) {
                add(finding.anchor(), of, affected);
            }
        }
    }
}
