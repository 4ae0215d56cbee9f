package clearing.simulation.workload;

import clearing.kernel.balance.BalancePage;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.constitution.Lane;
import clearing.kernel.settlement.SettlementCommands;
import clearing.kernel.state.Keys;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.StatusPage;
import clearing.kernel.trade.TradePage;
import clearing.simulation.engine.Draw;
import clearing.simulation.ledger.VersionedState;
import clearing.simulation.oracle.Agreed;
import clearing.simulation.oracle.Deal;
import clearing.simulation.oracle.Item;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/** Where a member decides what to do: it sees the ledger as far as its own books go, and numbers its pages and references itself. */
public final class Desk {
    private final String member;
    private final Draw draw;
    private final VersionedState state;
    private final Supplier<Instant> clock;
    private final LongSupplier height;
    private final SortedMap<String, Integer> pageNumbers = new TreeMap<>();
    private final List<Errand> done = new ArrayList<>();
    private final Map<String, Decoded> decoded = new HashMap<>();
    private byte[] constitutionBytes = new byte[0];
    private Optional<Constitution> constitution = Optional.empty();
    private Optional<Agreed> agreed = Optional.empty();
    private int references;

    /** A page with the version of its status: it is read again only when that has changed. */
    private record Decoded(long version, SeenPage page) {}

    /**
     * @param state the ledger in the member's books
     * @param height how many blocks are in them
     */
    public Desk(String member, Draw draw, VersionedState state, LongSupplier height, Supplier<Instant> clock) {
        this.member = member;
        this.draw = draw;
        this.state = state;
        this.height = height;
        this.clock = clock;
    }

    public String member() {
        return member;
    }

    public Draw draw() {
        return draw;
    }

    /** Blocks that the member has read. */
    public long height() {
        return height.getAsLong();
    }

    /** The ledger, as far as the member has read it. */
    public VersionedState ledger() {
        return state;
    }

    /** The constitution in force, which is there from the first block on. */
    public Constitution constitution() {
        byte[] stored = state.get(Keys.CONSTITUTION).orElseThrow();
        if (!Arrays.equals(stored, constitutionBytes)) {
            constitutionBytes = stored;
            constitution = Optional.of(Constitution.decode(stored));
            agreed = constitution.map(Agreed::of);
        }
        return constitution.orElseThrow();
    }

    /** What the rulebook in force says. */
    public Agreed agreed() {
        constitution();
        return agreed.orElseThrow();
    }

    /** By this member's clock. */
    public Instant now() {
        return clock.get();
    }

    /** All pages, by their keys. */
    public List<SeenPage> pages() {
        List<SeenPage> pages = new ArrayList<>();
        state.under(Keys.STATUS_PREFIX).forEach((key, status) -> {
            Decoded known = decoded.get(key);
            if (known == null || known.version() != status.version()) {
                String page = Keys.PAGE_PREFIX + key.substring(Keys.STATUS_PREFIX.length());
                known = new Decoded(
                        status.version(),
                        new SeenPage(
                                TradePage.ofLedger(state.get(page).orElseThrow()), StatusPage.decode(status.value())));
                decoded.put(key, known);
            }
            pages.add(known.page());
        });
        return pages;
    }

    public BalancePage balances(String lane, String holder) {
        return BalancePage.decode(state.get(Keys.balance(lane, holder)));
    }

    /** The due trades of these pages, in rank. */
    List<Item> waiting(List<SeenPage> pages, int today) {
        List<Deal> deals = new ArrayList<>();
        for (SeenPage page : pages) {
            for (int i = 0; i < page.trades().count(); i++) {
                if (page.due(i, today)) {
                    deals.add(Deal.of(page.trades(), i));
                }
            }
        }
        return deals.stream().sorted(Deal.RANK).map(Item::of).toList();
    }

    /** What a slot {@code member/account/asset} of the lane may give, as far as its cap needs no collateral. */
    ToLongFunction<String> cover(String lane) {
        return slot -> {
            String[] parts = slot.split("/", -1);
            long available = balances(lane, parts[0]).available(Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
            return Math.max(0, available + agreed().plainCap(slot));
        };
    }

    /** The lane's business day by this member's clock. */
    public int today(String lane) {
        Lane found = constitution().lane(lane).orElseThrow();
        return SettlementCommands.businessDay(found, clock.get());
    }

    /** The business day of each lane, and how many of its cut-offs and times to carry have passed. */
    public List<Integer> days() {
        List<Integer> days = new ArrayList<>();
        for (Lane lane : constitution().lanes()) {
            days.add(today(lane.code()));
            agreed().passed(lane.code(), clock.get()).ifPresent(days::add);
        }
        return days;
    }

    public String anyLane() {
        return draw.pick(constitution().lanes()).code();
    }

    /** Another member that acts. */
    public String other() {
        List<String> others = constitution().members().stream()
                .filter(m -> !m.readOnly() && !m.id().equals(member))
                .map(m -> m.id())
                .toList();
        return draw.pick(others);
    }

    public int anyAccount(String holder) {
        return draw.below(constitution().member(holder).orElseThrow().accounts().size());
    }

    /** A reference that this member has not used. */
    public String newReference() {
        return "R" + references++;
    }

    /** A page number that this member has not used against that counterparty. */
    public PageId newPage(String lane, String counterparty) {
        int number = pageNumbers.merge(counterparty, 1, Integer::sum) - 1;
        return new PageId(lane, member, counterparty, number);
    }

    /** Notes what was sent, so that it can be sent again. */
    public Errand sent(Errand errand) {
        done.add(errand);
        return errand;
    }

    /** Something that this member sent before. */
    public Optional<Errand> anySent() {
        return done.isEmpty() ? Optional.empty() : Optional.of(draw.pick(done));
    }
}
