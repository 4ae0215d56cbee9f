package clearing.reconcile;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

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

    /** Makes the case of the agreement; its items are no longer anywhere else. */
    Case put(Agreement agreement) {
        Case bound = Case.of(agreement);
        byId.put(agreement.id(), bound);
        agreement.items().forEach(item -> byItem.put(Case.key(item), bound));
        return bound;
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
