package clearing.simulation.oracle;

import java.util.ArrayList;
import java.util.List;

/** What a deal needs to settle, and what its settling uses up. */
final class Settling {
    private Settling() {}

    /** Whether each giver has what it gives, and may give it to the other. */
    static boolean covered(Deal deal, Room room, Allowances allowances) {
        return funded(deal, room) && allowed(deal, allowances);
    }

    static boolean funded(Deal deal, Room room) {
        return deal.changes.stream().allMatch(c -> c.amount() > 0 || room.of(c.slot()) >= -c.amount());
    }

    private static boolean allowed(Deal deal, Allowances allowances) {
        return deal.changes.stream()
                .filter(change -> change.amount() < 0)
                .allMatch(change ->
                        allowances.room(giver(change), taker(deal, change), asset(change.slot())) >= -change.amount());
    }

    static void settle(Facts facts, Deal deal, Allowances allowances) {
        facts.settle(deal);
        deal.changes.stream()
                .filter(change -> change.amount() < 0)
                .forEach(change ->
                        allowances.given(giver(change), taker(deal, change), asset(change.slot()), -change.amount()));
    }

    /** The deal with the limits between its parties: places of their own that its legs use up and give back. */
    static Item item(Deal deal, Allowances allowances) {
        List<String> limits = new ArrayList<>();
        List<Deal.Change> legs = new ArrayList<>();
        for (Deal.Change change : deal.changes) {
            if (change.amount() < 0) {
                String from = giver(change);
                String to = taker(deal, change);
                int asset = asset(change.slot());
                if (allowances.limited(from, to, asset)) {
                    limits.add(Allowances.name(from, to, asset));
                    limits.add(Allowances.name(to, from, asset));
                }
            }
        }
        List<String> places = new ArrayList<>();
        deal.changes.forEach(change -> places.add(change.slot()));
        places.addAll(limits);
        // A giver's change is followed by its taker's; the limit comes behind both.
        for (int leg = 0; leg < deal.changes.size(); leg += 2) {
            Deal.Change gives = deal.changes.get(leg);
            legs.add(gives);
            legs.add(deal.changes.get(leg + 1));
            String from = giver(gives);
            String to = taker(deal, gives);
            int asset = asset(gives.slot());
            if (allowances.limited(from, to, asset)) {
                legs.add(new Deal.Change(Allowances.name(from, to, asset), gives.amount()));
                legs.add(new Deal.Change(Allowances.name(to, from, asset), -gives.amount()));
            }
        }
        return Item.of(deal.id, deal.page.author(), deal.page.counterparty(), places, legs);
    }

    static String giver(Deal.Change change) {
        return change.slot().substring(0, change.slot().indexOf('/'));
    }

    private static String taker(Deal deal, Deal.Change change) {
        return giver(change).equals(deal.page.author()) ? deal.page.counterparty() : deal.page.author();
    }

    static int asset(String slot) {
        return Integer.parseInt(slot.substring(slot.lastIndexOf('/') + 1));
    }
}
