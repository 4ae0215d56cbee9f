package clearing.reconcile;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The agreements that stand, each a case of its own that holds its items; and where a bound item is. */
final class Agreements {
    private final Map<String, Case> byId = new HashMap<>();
    private final Map<String, Case> byItem = new HashMap<>();

    /** Where the item is bound; it must be the same item. */
    Optional<Case> holding(Item item) {
        Case bound = byItem.isEmpty() ? null : byItem.get(Case.key(item));
        if (bound != null) {
            bound.contains(item);
        }
        return Optional.ofNullable(bound);
    }

    Optional<Agreement> of(String id) {
        return Optional.ofNullable(byId.get(id)).flatMap(held -> held.agreement);
    }

    /** Refuses an agreement on items that are not known or bound already. */
    void check(Agreement agreement, Function<Item, Optional<Case>> home) {
        for (Item item : agreement.items()) {
            if (holding(item).isPresent()) {
                throw alreadyMatched(item);
            }
            if (home.apply(item).isEmpty()) {
                throw new AgreementRefused(
                        AgreementRefused.Reason.UNKNOWN_ITEM, "There is no " + name(item) + " of that content.");
            }
        }
    }

    /** Refuses an agreement on items that are matched by their own references, too. */
    void checkUnmatched(Agreement agreement, Function<Item, Optional<Case>> home) {
        check(agreement, home);
        for (Item item : agreement.items()) {
            if (home.apply(item).filter(held -> held.isMatched(item)).isPresent()) {
                throw alreadyMatched(item);
            }
        }
    }

    private static AgreementRefused alreadyMatched(Item item) {
        return new AgreementRefused(
                AgreementRefused.Reason.ALREADY_MATCHED,
                "The " + name(item) + " is in a match already; an item is matched once only.");
    }

    private static String name(Item item) {
        return (item.side() == Side.CHAIN ? "posting " : "entry ") + item.id();
    }

    /** Moves the items into a case of their own; adds it and those that held them to {@code touched}. */
    void bind(Agreement agreement, Function<Item, Optional<Case>> home, Set<Case> touched) {
        Finding agreed = Finding.agreed(agreement);
        for (Item item : agreement.items()) {
            Case held = home.apply(item).orElseThrow();
            held.remove(item);
            held.note(agreed, true);
            touched.add(held);
        }
        Case bound = Case.of(agreement);
        byId.put(agreement.id(), bound);
        agreement.items().forEach(item -> byItem.put(Case.key(item), bound));
        touched.add(bound);
    }

    /** Empties the case of the agreement. */
    Case remove(Agreement agreement) {
        Case bound = byId.remove(agreement.id());
        if (bound == null) {
            throw new IllegalStateException("no such agreement: " + agreement.id());
        }
        agreement.items().forEach(item -> byItem.remove(Case.key(item)));
        bound.release();
        return bound;
    }
}
