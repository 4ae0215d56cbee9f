package clearing.simulation.oracle;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What settles whole or not at all.
 *
 * @param one and the other: the two parties
 * @param places all places that it may touch, in the order in which they are numbered
 * @param changes what each place gains or gives, each place once, none zero
 */
public record Item(String id, String one, String other, List<String> places, List<Deal.Change> changes) {
    /** Sums up what the legs change at each place. */
    static Item of(String id, String one, String other, List<String> places, List<Deal.Change> legs) {
        Map<String, Long> sums = new LinkedHashMap<>();
        legs.forEach(leg -> sums.merge(leg.slot(), leg.amount(), Math::addExact));
        List<Deal.Change> changes = new ArrayList<>();
        sums.forEach((place, sum) -> {
            if (sum != 0) {
                changes.add(new Deal.Change(place, sum));
            }
        });
        return new Item(id, one, other, places, changes);
    }

    /** A deal by itself, without limits between its parties. */
    public static Item of(Deal deal) {
        List<String> places = deal.changes.stream().map(Deal.Change::slot).toList();
        return of(deal.id, deal.page.author(), deal.page.counterparty(), places, deal.changes);
    }
}
