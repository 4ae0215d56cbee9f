package clearing.client.trade;

import clearing.client.chain.BlockTransaction;
import clearing.client.chain.VerifiedBlock;
import clearing.client.chain.WriteEntry;
import clearing.kernel.balance.BalancePage;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.constitution.Lane;
import clearing.kernel.period.Periods;
import clearing.kernel.queue.LaneWishes;
import clearing.kernel.queue.Wishes;
import clearing.kernel.settlement.SettlementCommands;
import clearing.kernel.settlement.WaitingList;
import clearing.kernel.state.Keys;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.StatusPage;
import clearing.kernel.trade.TradeId;
import clearing.kernel.trade.TradePage;
import clearing.kernel.trade.TradeState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * The contract's state as the verified blocks have written it: what a member knows without asking a peer. Shown block by block, in
 * order. Thread-safe.
 */
public final class LedgerView {
    private final String chaincode;
    private final ReentrantReadWriteLock guard = new ReentrantReadWriteLock();
    private final TreeMap<String, byte[]> state = new TreeMap<>();
    private final TreeMap<PageId, TradePage> pages = new TreeMap<>();
    private final TreeMap<PageId, StatusPage> statuses = new TreeMap<>();
    private final Map<String, List<TradeId>> byReference = new HashMap<>();
    /** What is not final: however long the history, work on it costs what is open. */
    private final OpenPages open = new OpenPages();

    private final Condition advanced = guard.writeLock().newCondition();
    private long next;
    private long version;

    /** @param chaincode namespace of the contract */
    public LedgerView(String chaincode) {
        this.chaincode = chaincode;
    }

    /** Pages whose status a block has changed, with the status before it. */
    public record Change(PageId page, Optional<StatusPage> before, StatusPage after) {}

    /**
     * Takes in the next block.
     *
     * @return what it changed in pages; other keys change without being named
     */
    public List<Change> apply(VerifiedBlock block) {
        List<Change> changes = new ArrayList<>();
        guard.writeLock().lock();
        try {
            if (block.number() != next) {
                throw new IllegalArgumentException("Block " + next + " comes next, not " + block.number() + ".");
            }
            next++;
            advanced.signalAll();
            for (BlockTransaction transaction : block.transactions()) {
                if (transaction.valid() && !transaction.writes().isEmpty()) {
                    version++;
                    transaction.writes().forEach(write -> write(write, changes));
                }
            }
        } finally {
            guard.writeLock().unlock();
        }
        return changes;
    }

    private void write(WriteEntry write, List<Change> changes) {
        if (!write.namespace().equals(chaincode)) {
            return;
        }
        if (write.deleted()) {
            state.remove(write.key());
            return;
        }
        byte[] value = write.value().toByteArray();
        state.put(write.key(), value);
        if (write.key().startsWith(Keys.PAGE_PREFIX)) {
            TradePage page = TradePage.ofLedger(value);
            if (pages.put(page.id(), page) == null) {
                for (int i = 0; i < page.count(); i++) {
                    byReference
                            .computeIfAbsent(page.reference(i), r -> new ArrayList<>(1))
                            .add(new TradeId(page.id(), i));
                }
            }
        } else if (write.key().startsWith(Keys.STATUS_PREFIX)) {
            StatusPage after = StatusPage.decode(value);
            open.put(after);
            changes.add(new Change(after.id(), Optional.ofNullable(statuses.put(after.id(), after)), after));
        }
    }

    /** Number of the next block. */
    public long next() {
        return read(() -> next);
    }

    /** Grows with every valid transaction that wrote something. */
    public long changes() {
        return read(() -> version);
    }

    /** Waits for another block, at most for the time. */
    void awaitNext(Duration most) throws InterruptedException {
        awaitBlock(next(), most);
    }

    /** Waits until a block has been taken in, at most for the time. */
    void awaitBlock(long number, Duration most) throws InterruptedException {
        guard.writeLock().lock();
        try {
            long left = most.toNanos();
            while (next <= number && left > 0) {
                left = advanced.awaitNanos(left);
            }
        } finally {
            guard.writeLock().unlock();
        }
    }

    /** The constitution in force. */
    public Optional<Constitution> constitution() {
        return get(Keys.CONSTITUTION).map(Constitution::decode);
    }

    /** The value at a key. */
    public Optional<byte[]> get(String key) {
        return read(() -> Optional.ofNullable(state.get(key)).map(byte[]::clone));
    }

    /** A page. */
    public Optional<TradePage> page(PageId id) {
        return read(() -> Optional.ofNullable(pages.get(id)));
    }

    /** Trades with a reference, in the order in which they were recorded; several pairs of members may use the same. */
    public List<TradeId> trades(String reference) {
        return read(() -> List.copyOf(byReference.getOrDefault(reference, List.of())));
    }

    /** Where a trade stands. */
    public Optional<TradeState> state(TradeId trade) {
        return status(trade.page()).map(status -> status.state(trade.index()));
    }

    /** Where a page's trades stand. Not to be changed. */
    public Optional<StatusPage> status(PageId id) {
        return read(() -> Optional.ofNullable(statuses.get(id)));
    }

    /** All pages' states, by page. Not to be changed. */
    public List<StatusPage> statuses() {
        return read(() -> List.copyOf(statuses.values()));
    }

    /**
     * Trades that are not final.
     *
     * @param member only those with this party; all when empty
     */
    public int unfinished(Optional<String> member) {
        return read(() -> open.trades(member));
    }

    /** States of the pages that have trades which are not final, by page. Not to be changed. */
    public List<StatusPage> unfinishedPages() {
        return read(open::pages);
    }

    /** Those of them that have amendments. Not to be changed. */
    List<StatusPage> amendingPages() {
        return read(open::amending);
    }

    /** For each counterparty of an author's pages, the number after the highest so far. */
    Map<String, Integer> nextNumbers(String author) {
        return read(() -> open.nextNumbers(author));
    }

    /** All keys and values, ascending. */
    public SortedMap<String, byte[]> state() {
        return read(() -> new TreeMap<>(state));
    }

    /** The keys that begin with these characters, and their values, ascending. Not to be changed. */
    public SortedMap<String, byte[]> under(String prefix) {
        return read(() -> new TreeMap<>(state.subMap(prefix, prefix + Character.MAX_VALUE)));
    }

    /** A member's positions in a lane. */
    public List<BalancePage.Position> positions(String lane, String member) {
        return BalancePage.decode(get(Keys.balance(lane, member))).positions();
    }

    /**
     * Pages of a lane that have trades a settlement round could settle.
     *
     * @param at time by which a trade must be due, and at which no party keeps it back
     */
    public List<PageId> waiting(Lane lane, Instant at) {
        int today = SettlementCommands.businessDay(lane, at);
        int firstOpenDay = firstOpenDay(lane.code());
        LaneWishes wishes = wishes(lane.code());
        return read(() -> {
            List<PageId> waiting = new ArrayList<>();
            for (StatusPage status : open.pages()) {
                TradePage page = pages.get(status.id());
                if (page != null
                        && status.id().lane().equals(lane.code())
                        && anyDue(page, status, firstOpenDay, today, wishes.of(status.id()), at)) {
                    waiting.add(status.id());
                }
            }
            return waiting;
        });
    }

    /** What parties ask of a lane's queue. */
    public LaneWishes wishes(String lane) {
        return LaneWishes.decode(lane, get(Keys.wishes(lane)));
    }

    /** Pages of a lane that every round looks at since an earlier one found them short. */
    public List<PageId> listed(String lane) {
        return WaitingList.decode(lane, get(Keys.waiting(lane)));
    }

    /** The lane's first value date that is not closed, as days since 1970-01-01; the lowest integer when all are open. */
    int firstOpenDay(String lane) {
        return get(Keys.period(lane)).isEmpty()
                ? Integer.MIN_VALUE
                : constitution()
                        .map(c -> Periods.firstOpenDay(lane, c, this::get))
                        .orElse(Integer.MIN_VALUE);
    }

    private static boolean anyDue(
            TradePage page,
            StatusPage status,
            int firstOpenDay,
            int today,
            SortedMap<Integer, Wishes> wishes,
            Instant at) {
        for (int i = 0; i < status.count(); i++) {
            TradeState state = status.state(i);
            if ((state == TradeState.AFFIRMED || state == TradeState.QUEUED)
                    && page.valueDay(i) <= today
                    && page.valueDay(i) >= firstOpenDay
                    && !wishes.getOrDefault(i, Wishes.NONE).keepBack(at.toEpochMilli())) {
                return true;
            }
        }
        return false;
    }

    /** Pages of a lane that have trades not final and overdue at that time. */
    public List<PageId> overdue(Lane lane, Instant at) {
        int today = SettlementCommands.businessDay(lane, at);
        return read(() -> {
            List<PageId> overdue = new ArrayList<>();
            for (StatusPage status : open.pages()) {
                TradePage page = pages.get(status.id());
                for (int i = 0; page != null && i < status.count(); i++) {
                    if (status.id().lane().equals(lane.code())
                            && !status.state(i).terminal()
                            && page.valueDay(i) < today) {
                        overdue.add(status.id());
                        break;
                    }
                }
            }
            return overdue;
        });
    }

    private interface Reading<T> {
        T read();
    }

    private <T> T read(Reading<T> reading) {
        guard.readLock().lock();
        try {
            return reading.read();
        } finally {
            guard.readLock().unlock();
        }
    }
}
