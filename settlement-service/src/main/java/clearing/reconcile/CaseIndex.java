package clearing.reconcile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Finds the case that an item belongs to, by its references. A reference that is simple so far becomes a case by being asked for. */
final class CaseIndex {
    private final Map<String, Case> byReference = new HashMap<>();
    private final Map<String, Case> withoutReference = new HashMap<>();
    /** Bookings whose references do not count. */
    private final Map<String, Case> aside = new HashMap<>();
    /** Cases that are to be judged again at the close of the day. */
    final Set<Case> unjudged = new LinkedHashSet<>();

    private final Front front;
    private final Consumer<Case> promoted;

    /** @param promoted hears of cases that were simple references, with what was said of them */
    CaseIndex(Front front, Consumer<Case> promoted) {
        this.front = front;
        this.promoted = promoted;
    }

    /** All cases: those of references first. */
    List<Case> all() {
        List<Case> all = new ArrayList<>(byReference.values());
        all.addAll(withoutReference.values());
        return all;
    }

    Case of(Item item, Set<Case> touched) {
        return switch (item) {
            case Posting p -> {
                String reference = References.normalise(p.reference());
                yield reference.isEmpty() ? ofOne("P:" + p.id()) : ofReference(reference);
            }
            case Booking b -> {
                Case own = aside.isEmpty() ? null : aside.get(Case.key(b));
                yield own == null ? ofBooking(b, touched) : own;
            }
        };
    }

    private Case ofBooking(Booking booking, Set<Case> touched) {
        Case target = null;
        for (String each : booking.references()) {
            String reference = References.normalise(each);
            if (reference.isEmpty()) {
                continue;
            }
            Case of = ofReference(reference);
            if (target == null) {
                target = of;
            } else if (target != of) {
                target = join(target, of);
                touched.add(target);
            }
        }
        return target == null ? ofOne("B:" + booking.id()) : target;
    }

    /** From now on the references of the booking do not count; it is moved to a case of its own. */
    void setAside(Booking booking, Set<Case> touched) {
        if (aside.containsKey(Case.key(booking))) {
            return;
        }
        Case held = thatHolds(booking)
                .orElseThrow(() -> new AgreementRefused(
                        AgreementRefused.Reason.UNKNOWN_ITEM,
                        "There is no entry " + booking.id() + " of that content."));
        Case own = new Case(List.of());
        own.aside = true;
        held.remove(booking);
        own.add(booking);
        aside.put(Case.key(booking), own);
        touched.add(held);
        touched.add(own);
    }

    private Case ofOne(String id) {
        return withoutReference.computeIfAbsent(id, k -> new Case(List.of()));
    }

    /** The case of a reference in normal form; a simple reference becomes a case by being asked for. */
    Case ofReference(String reference) {
        Case known = byReference.get(reference);
        if (known == null) {
            known = new Case(List.of(reference));
            byReference.put(reference, known);
            front.promote(reference, known);
            promoted.accept(known);
        }
        return known;
    }

    /** Makes one case of two, because a booking names references of both. */
    private Case join(Case one, Case other) {
        Case into = one.size() >= other.size() ? one : other;
        Case from = into == one ? other : one;
        into.absorb(from);
        for (String reference : from.references) {
            byReference.put(reference, into);
        }
        if (unjudged.remove(from)) {
            unjudged.add(into);
        }
        return into;
    }

    /** Takes a case out of where it is found, so that its items can be taken apart; what is asked for anew begins empty. */
    void forget(Case from, Booking booking) {
        byReference.keySet().removeAll(from.references);
        withoutReference.remove(Case.key(booking));
        aside.remove(Case.key(booking));
        unjudged.remove(from);
    }

    private @Nullable Case known(String reference) {
        return byReference.containsKey(reference) || front.knows(reference) ? ofReference(reference) : null;
    }

    /** The case that holds an item by its reference; no verdict changes. */
    Optional<Case> thatHolds(Item item) {
        Case own = aside.isEmpty() || item.side() == Side.CHAIN ? null : aside.get(Case.key(item));
        if (own != null) {
            return Optional.of(own).filter(held -> held.contains(item));
        }
        String reference = "";
        for (String each : item.references()) {
            reference = reference.isEmpty() ? References.normalise(each) : reference;
        }
        Case home = reference.isEmpty() ? withoutReference.get(Case.key(item)) : known(reference);
        return Optional.ofNullable(home).filter(held -> held.contains(item));
    }
}
