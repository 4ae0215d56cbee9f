package clearing.simulation.oracle;

import clearing.kernel.constitution.Constitution;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** What is so on the ledger, by names. Slots are {@code member/account number/asset number}; nothing that is zero is kept. */
public final class Facts {
    final SortedMap<String, Long> available = new TreeMap<>();
    final SortedMap<String, Long> held = new TreeMap<>();
    final SortedMap<String, Long> issued = new TreeMap<>();
    final Map<String, Deal> deals = new LinkedHashMap<>();
    final SortedMap<String, List<Deal>> pages = new TreeMap<>();
    final SortedMap<String, String> contents = new TreeMap<>();
    final SortedMap<String, String> deposits = new TreeMap<>();
    final SortedMap<String, Payout> payouts = new TreeMap<>();
    final SortedMap<String, Long> accepted = new TreeMap<>();
    final SortedMap<Integer, Ratifying> proposals = new TreeMap<>();
    Optional<Constitution> constitution = Optional.empty();
    int circles;
    int reversals;

    /** A withdrawal. */
    record Payout(String terms, String slot, String asset, long amount, String state) {
        Payout in(String next) {
            return new Payout(terms, slot, asset, amount, next);
        }
    }

    /** A proposed constitution and who is for it. */
    record Ratifying(Constitution constitution, NavigableSet<String> by) {
        Ratifying with(String member) {
            NavigableSet<String> more = new TreeSet<>(by);
            more.add(member);
            return new Ratifying(constitution, more);
        }
    }

    Facts copy() {
        Facts copy = new Facts();
        copy.available.putAll(available);
        copy.held.putAll(held);
        copy.issued.putAll(issued);
        pages.forEach((path, page) -> copy.record(
                path,
                contents.getOrDefault(path, ""),
                page.stream().map(Deal::copy).toList()));
        copy.deposits.putAll(deposits);
        copy.payouts.putAll(payouts);
        copy.accepted.putAll(accepted);
        copy.proposals.putAll(proposals);
        copy.constitution = constitution;
        copy.circles = circles;
        copy.reversals = reversals;
        return copy;
    }

    void record(String path, String content, List<Deal> page) {
        pages.put(path, new ArrayList<>(page));
        contents.put(path, content);
        page.forEach(deal -> deals.put(deal.id, deal));
    }

    /** Available value by slot. */
    public SortedMap<String, Long> available() {
        return available;
    }

    /** Value set aside by slot. */
    public SortedMap<String, Long> held() {
        return held;
    }

    /** Sum issued by asset code. */
    public SortedMap<String, Long> issued() {
        return issued;
    }

    /** All trades by page. */
    public SortedMap<String, List<Deal>> pages() {
        return pages;
    }

    /** How often trades settled at one instant that had no cover one by one. */
    public int circles() {
        return circles;
    }

    /** How many reversals settled. */
    public int reversals() {
        return reversals;
    }

    public Constitution inForce() {
        return constitution.orElseThrow();
    }

    long available(String slot) {
        return available.getOrDefault(slot, 0L);
    }

    public Optional<Deal> deal(String id) {
        return Optional.ofNullable(deals.get(id));
    }

    static void add(SortedMap<String, Long> sums, String key, long amount) {
        long sum = Math.addExact(sums.getOrDefault(key, 0L), amount);
        if (sum == 0) {
            sums.remove(key);
        } else {
            sums.put(key, sum);
        }
    }

    void settle(Deal deal) {
        reversals += deal.reverses.isPresent() ? 1 : 0;
        deal.changes.forEach(change -> add(available, change.slot(), change.amount()));
        close(deal, "SETTLED");
    }

    /** A final state; a reversal that comes to nothing frees what it names. */
    void close(Deal deal, String state) {
        deal.state = state;
        deal.authorAsks = false;
        deal.counterpartyAsks = false;
        if (!state.equals("SETTLED")) {
            deal.reverses.flatMap(this::deal).ifPresent(original -> original.named = false);
        }
    }

    boolean covered(Deal deal) {
        return deal.changes.stream()
                .allMatch(change -> change.amount() > 0 || available(change.slot()) >= -change.amount());
    }

    /** Deals that are due and have cover, each for itself. */
    public List<String> settleable(Map<String, Long> todayByLane) {
        return deals.values().stream()
                .filter(deal -> deal.due(todayByLane.getOrDefault(deal.lane(), 0L)) && covered(deal))
                .map(Deal::id)
                .toList();
    }

    /** Deals that are due and wait. */
    public List<String> waiting(Map<String, Long> todayByLane) {
        return deals.values().stream()
                .filter(deal -> deal.due(todayByLane.getOrDefault(deal.lane(), 0L)))
                .map(Deal::id)
                .toList();
    }
}
