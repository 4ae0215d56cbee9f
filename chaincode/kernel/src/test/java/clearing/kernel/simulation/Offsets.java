package clearing.kernel.simulation;

import clearing.kernel.simulation.Model.Deal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Offsetting and the order rule over the model's deals, written again by rescanning everything at every question. */
final class Offsets {
    private static final int SWEEPS = 16;

    private final Model model;
    private final int today;
    private final List<Deal> ranked = new ArrayList<>();
    private final Set<String> slots = new LinkedHashSet<>();

    Offsets(Model model, Collection<String> ids, int today) {
        this.model = model;
        this.today = today;
        for (String id : ids) {
            Deal deal = model.deal(id);
            boolean waits = deal.state.equals("AFFIRMED") || deal.state.equals("QUEUED");
            if (waits && deal.dueDay <= today) {
                ranked.add(deal);
            }
        }
        ranked.sort(Comparator.comparing((Deal deal) -> !deal.urgent)
                .thenComparing(deal -> deal.dueDay)
                .thenComparing(deal -> part(deal, 2))
                .thenComparing(deal -> part(deal, 0))
                .thenComparing(deal -> part(deal, 1))
                .thenComparing(deal -> Integer.valueOf(part(deal, 3))));
        ranked.forEach(deal -> slots.addAll(changes(deal).keySet()));
    }

    /** Author, counterparty, page number of fixed width, index. */
    private static String part(Deal deal, int n) {
        return deal.id.split("[/#]")[n];
    }

    List<Deal> waiting() {
        return ranked;
    }

    /** Ids of what settles. */
    Set<String> resolve() {
        Set<Deal> set = new LinkedHashSet<>(ranked);
        LinkedHashSet<String> work = new LinkedHashSet<>(slots);
        while (!work.isEmpty()) {
            String slot = work.removeFirst();
            while (broken(set, slot)) {
                Deal last = ranked.stream()
                        .filter(deal -> set.contains(deal) && draw(deal, slot).signum() > 0)
                        .reduce((first, second) -> second)
                        .orElseThrow();
                set.remove(last);
                work.addAll(changes(last).keySet());
            }
        }
        boolean added = true;
        for (int sweep = 0; sweep < SWEEPS && added; sweep++) {
            added = false;
            for (Deal deal : ranked) {
                if (set.add(deal)) {
                    boolean fits = holds(set);
                    added |= fits;
                    if (!fits) {
                        set.remove(deal);
                    }
                }
            }
        }
        Set<String> ids = new TreeSet<>();
        set.forEach(deal -> ids.add(deal.id));
        return ids;
    }

    /** Whether all of them wait, hold together, and nothing could be added. */
    boolean accepts(Set<String> ids) {
        Set<Deal> set = new LinkedHashSet<>();
        ranked.stream().filter(deal -> ids.contains(deal.id)).forEach(set::add);
        if (set.size() != ids.size() || !holds(set)) {
            return false;
        }
        for (Deal deal : ranked) {
            if (set.add(deal)) {
                if (holds(set)) {
                    return false;
                }
                set.remove(deal);
            }
        }
        return true;
    }

    private boolean holds(Set<Deal> set) {
        return slots.stream().noneMatch(slot -> end(set, slot).signum() < 0 || broken(set, slot));
    }

    /** Below zero, or somebody who is out lacks cover here while a later one is in. */
    private boolean broken(Set<Deal> set, String slot) {
        BigInteger end = end(set, slot);
        boolean laterIsIn = false;
        for (Deal deal : ranked.reversed()) {
            BigInteger draw = draw(deal, slot);
            if (draw.signum() > 0 && set.contains(deal)) {
                laterIsIn = true;
                if (end.signum() < 0) {
                    return true;
                }
            } else if (draw.signum() > 0 && laterIsIn && end.compareTo(draw) < 0) {
                return true;
            }
        }
        return false;
    }

    private BigInteger end(Set<Deal> set, String slot) {
        int cut = slot.lastIndexOf('/');
        BigInteger end = slot.contains(">")
                ? model.left(slot, today)
                : model.spendable(slot.substring(0, cut), slot.substring(cut + 1));
        for (Deal deal : set) {
            end = end.add(changes(deal).getOrDefault(slot, BigInteger.ZERO));
        }
        return end;
    }

    private BigInteger draw(Deal deal, String slot) {
        return changes(deal).getOrDefault(slot, BigInteger.ZERO).negate().max(BigInteger.ZERO);
    }

    /** By "member/account/asset", in the order of the legs; then by the limits that they use up. */
    private Map<String, BigInteger> changes(Deal deal) {
        Map<String, BigInteger> changes = new LinkedHashMap<>();
        changes.merge(deal.deliverer + "/" + deal.asset, deal.amount.negate(), BigInteger::add);
        changes.merge(deal.receiver + "/" + deal.asset, deal.amount, BigInteger::add);
        deal.paymentAsset.ifPresent(asset -> {
            changes.merge(deal.receiver + "/" + asset, deal.payment.negate(), BigInteger::add);
            changes.merge(deal.deliverer + "/" + asset, deal.payment, BigInteger::add);
        });
        limit(changes, deal.deliverer, deal.receiver, deal.asset, deal.amount);
        deal.paymentAsset.ifPresent(asset -> limit(changes, deal.receiver, deal.deliverer, asset, deal.payment));
        return changes;
    }

    private void limit(Map<String, BigInteger> changes, String from, String to, String asset, BigInteger amount) {
        String there = Model.limit(from, to, asset);
        String back = Model.limit(to, from, asset);
        if (model.limits.containsKey(there)) {
            changes.merge(there, amount.negate(), BigInteger::add);
        }
        if (model.limits.containsKey(back)) {
            changes.merge(back, amount, BigInteger::add);
        }
    }
}
