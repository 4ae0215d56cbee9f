package clearing.settlement.queue;

import clearing.kernel.constitution.Constitution;
import clearing.kernel.constitution.Lane;
import clearing.kernel.queue.LaneWishes;
import clearing.kernel.queue.Standing;
import clearing.kernel.queue.Wishes;
import clearing.kernel.settlement.Lease;
import clearing.kernel.settlement.RoundPreview;
import clearing.kernel.settlement.SettlementCommands;
import clearing.kernel.state.Keys;
import clearing.kernel.trade.Leg;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.Priority;
import clearing.kernel.trade.Trade;
import clearing.kernel.trade.TradeId;
import clearing.kernel.trade.TradePage;
import clearing.settlement.queue.WaitingTrade.Movement;
import clearing.settlement.store.Rows;
import clearing.settlement.store.StorageException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The queues of the lanes. Each is worked out at most once for a height, a business day and the times that parties asked for, however many
 * ask. Thread-safe.
 */
public final class LaneQueues {
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Known> known = new HashMap<>();
    private final String chaincode;

    /** @param chaincode namespace of the verified state */
    public LaneQueues(String chaincode) {
        this.chaincode = chaincode;
    }

    /**
     * A queue with what it was worked out for.
     *
     * @param until when the next of the times comes that parties asked for, milliseconds since 1970
     */
    private record Known(long height, LaneQueue queue, OptionalLong until) {
        boolean holds(long atHeight, LocalDate day, Instant now) {
            return height == atHeight
                    && queue.day().equals(day)
                    && (until.isEmpty() || now.toEpochMilli() < until.getAsLong());
        }
    }

    /**
     * The queue of a lane as the connection's snapshot has it.
     *
     * @param constitution in force
     * @param height of the snapshot
     * @param now which business day it is, and which of the times have come that parties asked for
     */
    public LaneQueue at(Connection connection, Constitution constitution, Lane lane, long height, Instant now)
            throws SQLException {
        LocalDate day = LocalDate.ofEpochDay(SettlementCommands.businessDay(lane, now));
        lock.lock();
        try {
            Known last = known.get(lane.code());
            if (last != null && last.holds(height, day, now)) {
                return last.queue();
            }
            LaneWishes wishes = LaneWishes.decode(lane.code(), value(connection, Keys.wishes(lane.code())));
            LaneQueue queue = read(connection, constitution, lane.code(), wishes, day, now);
            known.put(lane.code(), new Known(height, queue, wishes.nextChange(now.toEpochMilli())));
            return queue;
        } finally {
            lock.unlock();
        }
    }

    /** Whose agent has the turn at the lane's rounds, as the connection's snapshot has it; empty when nobody has had one. */
    public Optional<Lease> lease(Connection connection, String lane) {
        return Lease.decode(value(connection, Keys.lease(lane)));
    }

    private LaneQueue read(
            Connection connection,
            Constitution constitution,
            String lane,
            LaneWishes wishes,
            LocalDate day,
            Instant now)
            throws SQLException {
        Map<PageId, TradePage> content = new HashMap<>();
        List<WaitingTrade> trades = new ArrayList<>();
        for (Range range :
                Rows.list(connection, "select * from waiting where lane = ?", List.of(lane), LaneQueues::range)) {
            TradePage page = content.computeIfAbsent(range.page(), missing -> page(connection, missing));
            for (int place = range.first(); place <= range.last(); place++) {
                WaitingTrade trade = trade(constitution, range, place, page.trade(place));
                trades.add(trade.less(wishes.of(trade.id()).settled()));
            }
        }
        List<PageId> pages = List.copyOf(content.keySet());
        NextRound next = new NextRound(constitution, trades, standings(trades, content, wishes));
        return pages.isEmpty()
                ? next.queue(List.of(), day)
                : next.queue(RoundPreview.of(key -> value(connection, key), lane, pages, now), day);
    }

    private static Map<TradeId, Standing> standings(
            List<WaitingTrade> trades, Map<PageId, TradePage> pages, LaneWishes wishes) {
        Map<TradeId, Standing> standings = new HashMap<>();
        for (WaitingTrade trade : trades) {
            TradeId id = trade.id();
            Wishes asked = wishes.of(id);
            TradePage page = pages.get(id.page());
            if (page != null && !asked.equals(Wishes.NONE)) {
                standings.put(id, Standing.of(page, id.index(), asked));
            }
        }
        return standings;
    }

    private TradePage page(Connection connection, PageId id) {
        return value(connection, Keys.page(id))
                .map(TradePage::ofLedger)
                .orElseThrow(() -> new StorageException("the verified state has no page " + id.path()));
    }

    private Optional<byte[]> value(Connection connection, String key) {
        try {
            return Rows.first(
                    connection,
                    "select value from state where namespace = ? and key = ?",
                    List.of(chaincode, key),
                    row -> row.getBytes(1));
        } catch (SQLException e) {
            throw new StorageException("cannot read the verified state", e);
        }
    }

    /** Trades of a page that wait alike. */
    private record Range(PageId page, int first, int last, Instant since, Optional<Instant> queuedAt) {}

    private static Range range(ResultSet row) throws SQLException {
        return new Range(
                new PageId(
                        row.getString("lane"),
                        row.getString("author"),
                        row.getString("counterparty"),
                        row.getInt("page")),
                row.getInt("first_idx"),
                row.getInt("last_idx"),
                Rows.instant(row, "since"),
                Optional.ofNullable(row.getObject("queued_at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant));
    }

    private static WaitingTrade trade(Constitution c, Range range, int place, Trade trade) {
        PageId page = range.page();
        String authorAccount = c.accountName(page.author(), trade.authorAccount());
        String counterpartyAccount = c.accountName(page.counterparty(), trade.counterpartyAccount());
        boolean authorDelivers = trade.authorDelivers();
        String giver = authorDelivers ? page.author() : page.counterparty();
        String giverAccount = authorDelivers ? authorAccount : counterpartyAccount;
        String taker = authorDelivers ? page.counterparty() : page.author();
        String takerAccount = authorDelivers ? counterpartyAccount : authorAccount;
        Leg delivery = trade.delivery();
        return new WaitingTrade(
                new TradeId(page, place),
                trade.reference(),
                trade.priority() == Priority.URGENT,
                trade.valueDate(),
                leg(
                        giver,
                        giverAccount,
                        taker,
                        takerAccount,
                        c.asset(delivery.asset()).code(),
                        delivery.minor()),
                trade.payment()
                        .map(paid -> leg(
                                taker,
                                takerAccount,
                                giver,
                                giverAccount,
                                c.asset(paid.asset()).code(),
                                paid.minor())),
                range.since(),
                range.queuedAt());
    }

    private static Movement leg(
            String from, String fromAccount, String to, String toAccount, String asset, long minor) {
        return new Movement(Slot.position(from, fromAccount, asset), Slot.position(to, toAccount, asset), minor);
    }
}
