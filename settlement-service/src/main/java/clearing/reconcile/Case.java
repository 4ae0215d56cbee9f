package clearing.reconcile;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All items and facts that share a reference, or are tied together by a booking with several references. Not thread-safe. */
final class Case {
    /** From this size on items are found by an index, and not every arrival is judged at once. */
    static final int LARGE = 128;

    final List<Posting> postings = new ArrayList<>(2);
    final List<Booking> bookings = new ArrayList<>(2);
    /** References whose trade will never settle, normalised; rarely any. */
    List<String> unsettled = List.of();
    /** The agreement that binds the items; empty for items that a reference holds together. */
    Optional<Agreement> agreement = Optional.empty();
    /** Whether people have said that the reference of its one booking does not count. */
    boolean aside;
    /** Agreements that hold items of these references; rarely any. */
    List<Finding> elsewhere = List.of();
    /** Normalised references that lead here; none for a booking without reference. */
    List<String> references;
    /** What the judge said last, before mistyped references are paired. */
    List<Finding> local = List.of();
    /** What the caller was told when the case was judged last. */
    List<Finding> told = List.of();
    /** Items told to wait since then, in a very large case only. */
    List<Finding> toldSince = new ArrayList<>(0);
    /** Day under which the case is noted as waiting, to note it once. */
    LocalDate noted = LocalDate.MIN;

    private final Map<String, Item> index = new HashMap<>(0);
    /** Number of items when it was judged last; a very large case is not judged on every arrival. */
    int judgedSize;

    Case(List<String> references) {
        this.references = references;
    }

    /** The items of an agreement as a case of their own. */
    static Case of(Agreement agreement) {
        Case bound = new Case(List.of());
        bound.postings.addAll(agreement.postings());
        bound.bookings.addAll(agreement.bookings());
        bound.agreement = Optional.of(agreement);
        return bound;
    }

    /** Leaves nothing in it. */
    void release() {
        agreement = Optional.empty();
        postings.clear();
        bookings.clear();
        index.clear();
    }

    int size() {
        return postings.size() + bookings.size();
    }

    /** True when the item is here already; an item of the same id and other content is an error of the caller. */
    boolean contains(Item item) {
        Item known = size() < LARGE
                ? find(item.side() == Side.CHAIN ? postings : bookings, item.id())
                : index().get(key(item));
        if (known != null && !known.equals(item)) {
            throw new IllegalArgumentException("item " + item.id() + " came again with other content");
        }
        return known != null;
    }

    void add(Item item) {
        switch (item) {
            case Posting p -> postings.add(p);
            case Booking b -> bookings.add(b);
        }
        if (!index.isEmpty()) {
            index.put(key(item), item);
        }
    }

    void remove(Item item) {
        switch (item) {
            case Posting p -> postings.remove(p);
            case Booking b -> bookings.remove(b);
        }
        index.remove(key(item));
    }

    private Map<String, Item> index() {
        if (index.isEmpty()) {
            postings.forEach(p -> index.put(key(p), p));
            bookings.forEach(b -> index.put(key(b), b));
        }
        return index;
    }

    static String key(Item item) {
        return (item.side() == Side.CHAIN ? "P:" : "B:") + item.id();
    }

    /** Notes an agreement that holds items of these references, or takes the note back. */
    void note(Finding agreed, boolean stands) {
        List<Finding> noted = new ArrayList<>(elsewhere);
        noted.remove(agreed);
        if (stands) {
            noted.add(agreed);
        }
        elsewhere = noted;
    }

    void addUnsettled(String reference) {
        if (!unsettled.contains(reference)) {
            unsettled = both(unsettled, List.of(reference));
        }
    }

    /** Takes over what another case holds and leaves it empty. */
    void absorb(Case other) {
        postings.addAll(other.postings);
        bookings.addAll(other.bookings);
        other.unsettled.forEach(this::addUnsettled);
        references = both(references, other.references);
        told = both(told, other.told);
        local = both(local, other.local);
        toldSince.addAll(other.toldSince);
        elsewhere = elsewhere.isEmpty() ? other.elsewhere : both(elsewhere, other.elsewhere);
        index.clear();
        other.postings.clear();
        other.bookings.clear();
        other.unsettled = List.of();
        other.told = List.of();
        other.local = List.of();
        other.elsewhere = List.of();
        other.toldSince.clear();
        other.index.clear();
    }

    /** Gives up all items; what was told of them stays. */
    void clear() {
        postings.clear();
        bookings.clear();
        index.clear();
        toldSince.clear();
        unsettled = List.of();
        references = List.of();
        elsewhere = List.of();
    }

    /** True when the two sides disagree on something of it. */
    boolean isBroken() {
        for (Finding finding : local) {
            if (finding instanceof Finding.Differs) {
                return true;
            }
        }
        return false;
    }

    /** All that the caller was told of this case and that holds. */
    List<Finding> toldSoFar() {
        return toldSince.isEmpty() ? told : both(told, toldSince);
    }

    /** True when a posting of the account stands without a booking, or is said to be from before the books. */
    boolean hasUnbooked(AccountKey key) {
        for (Finding finding : toldSince.isEmpty() ? local : both(local, toldSince)) {
            if (!(finding instanceof Finding.Agreed)
                    && finding.bookings().isEmpty()
                    && finding.postings().getFirst().key().equals(key)) {
                return true;
            }
        }
        return false;
    }

    /** True when the caller was told that the item is matched. */
    boolean isMatched(Item item) {
        for (Finding finding : told) {
            if (finding instanceof Finding.Agreed agreed
                    && (agreed.postings().contains(item) || agreed.bookings().contains(item))) {
                return true;
            }
        }
        return false;
    }

    boolean isProvisional() {
        if (!toldSince.isEmpty()) {
            return true;
        }
        for (Finding finding : told) {
            if (finding.isProvisional()) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable Item find(List<? extends Item> items, String id) {
        for (Item each : items) {
            if (each.id().equals(id)) {
                return each;
            }
        }
        return null;
    }

    private static <T> List<T> both(List<T> one, List<T> other) {
        List<T> all = new ArrayList<>(one.size() + other.size());
        all.addAll(one);
        all.addAll(other);
        return all;
    }
}
