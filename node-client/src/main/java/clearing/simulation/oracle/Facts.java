package clearing.simulation.oracle;

import clearing.kernel.calendar.CycleId;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.trade.PageId;
import clearing.simulation.oracle.Allowances.Given;
import java.time.Instant;
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
    final SortedMap<String, Given> given = new TreeMap<>();
    final SortedMap<String, List<PageId>> listed = new TreeMap<>();
    final SortedMap<String, CycleId> fences = new TreeMap<>();
    final SortedMap<CycleId, Cycle> cycles = new TreeMap<>();
    final SortedMap<String, Fail> fails = new TreeMap<>();
    final SortedMap<String, Long> pledged = new TreeMap<>();
    /** By member and part of the fund. */
    final SortedMap<String, Long> reserve = new TreeMap<>();
    /** The newest of each asset and valuer. */
    final SortedMap<String, Collateral.Stated> prices = new TreeMap<>();
    /** What was done or stated under each reference. */
    final SortedMap<String, String> movements = new TreeMap<>();

    /** By member and number. */
    final SortedMap<String, Default> defaults = new TreeMap<>();
    /** Lines of each run of a waterfall, by member, number of the default and run. */
    final SortedMap<String, List<String>> cascades = new TreeMap<>();

    final Seen seen = new Seen();
    Optional<Constitution> constitution = Optional.empty();
    private Optional<Constitution> read = Optional.empty();
    private Optional<Agreed> agreed = Optional.empty();

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
        copy.given.putAll(given);
        copy.listed.putAll(listed);
        copy.fences.putAll(fences);
        cycles.forEach((id, cycle) -> copy.cycles.put(id, cycle.copy()));
        copy.fails.putAll(fails);
        copy.pledged.putAll(pledged);
        copy.reserve.putAll(reserve);
        copy.prices.putAll(prices);
        copy.movements.putAll(movements);
        defaults.forEach((key, found) -> copy.defaults.put(key, found.copy()));
        copy.cascades.putAll(cascades);
        copy.seen.add(seen);
        copy.constitution = constitution;
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

    /** What came up on the way. */
    public Seen seen() {
        return seen;
    }

    /** Cycles that are cut off. */
    public SortedMap<CycleId, Cycle> cycles() {
        return cycles;
    }

    public Constitution inForce() {
        return constitution.orElseThrow();
    }

    /** What the rulebook in force says. */
    public Agreed agreed() {
        if (!read.equals(constitution)) {
            read = constitution;
            agreed = constitution.map(Agreed::of);
        }
        return agreed.orElseGet(() -> Agreed.of(new Constitution(0, List.of(), List.of(), List.of())));
    }

    String code(int asset) {
        return inForce().assets().get(asset).code();
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
        seen.note(Seen.REVERSED, deal.reverses.isPresent());
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

    /** Whether trades of the page wait for the close-out of a default. */
    boolean frozen(PageId page) {
        return inDefault(page.author()) || inDefault(page.counterparty());
    }

    /** Whether the member's default is declared. */
    public boolean inDefault(String member) {
        return defaults.values().stream().anyMatch(found -> found.member.equals(member) && found.inForce());
    }

    /** A default, from its first signature on. */
    Optional<Default> findDefault(String member, int number) {
        return Optional.ofNullable(defaults.get(Default.key(member, number)));
    }

    /** Each run of a waterfall: its lines that lay something on somebody. */
    public SortedMap<String, List<String>> cascades() {
        return cascades;
    }

    /** What is asked to be paid out and waits for the issuer's word, by slot. */
    public SortedMap<String, Long> requested() {
        SortedMap<String, Long> requested = new TreeMap<>();
        payouts.values().stream()
                .filter(payout -> payout.state().equals("REQUESTED"))
                .forEach(payout -> add(requested, payout.slot(), payout.amount()));
        return requested;
    }

    /** What a member has pledged, by slot. */
    SortedMap<String, Long> pledges(String member) {
        return pledged.subMap(member + "/", member + "0");
    }

    /** Deals that are due and have cover, each for itself, where the lane settles one by one. */
    public List<String> settleable(Map<String, Long> todayByLane, Instant now) {
        Room room = new Room(this, now);
        return deals.values().stream()
                .filter(deal -> due(deal, todayByLane) && !frozen(deal.page))
                .filter(deal -> agreed().fundsNet(deal.lane())
                        ? CycleFacts.deliverable(this, deal)
                        : Settling.covered(deal, room, allowances(deal.lane(), todayByLane)))
                .map(Deal::id)
                .toList();
    }

    private Allowances allowances(String lane, Map<String, Long> todayByLane) {
        return new Allowances(this, lane, todayByLane.getOrDefault(lane, 0L));
    }

    /** Trades in cycles whose time has come and that nobody has taken further; empty when all cycles are where they can be. */
    public List<String> leftInCycles(Instant now) {
        return deals.values().stream()
                .filter(Deal::isNetted)
                .filter(deal -> CycleFacts.isLeft(this, deal, now))
                .map(Deal::id)
                .toList();
    }

    /** Deals that are due and wait. */
    public List<String> waiting(Map<String, Long> todayByLane) {
        return deals.values().stream()
                .filter(deal -> due(deal, todayByLane))
                .map(Deal::id)
                .toList();
    }

    private static boolean due(Deal deal, Map<String, Long> todayByLane) {
        return deal.due(todayByLane.getOrDefault(deal.lane(), 0L));
    }
}
