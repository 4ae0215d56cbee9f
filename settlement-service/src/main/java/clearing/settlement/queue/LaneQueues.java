package clearing.settlement.queue;

import clearing.kernel.constitution.Lane;
import clearing.kernel.settlement.SettlementCommands;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.TradeId;
import clearing.settlement.queue.WaitingTrade.Movement;
import clearing.settlement.store.Rows;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;

/** The queues of the lanes. Each is worked out at most once for a height and a business day, however many ask. Thread-safe. */
public final class LaneQueues {
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Known> known = new HashMap<>();

    /** A queue with what it was worked out for. */
    private record Known(long height, LaneQueue queue) {}

    /**
     * The queue of a lane as the connection's snapshot has it.
     *
     * @param height of the snapshot
     * @param now which business day it is
     */
    public LaneQueue at(Connection connection, Lane lane, long height, Instant now) throws SQLException {
        LocalDate day = LocalDate.ofEpochDay(SettlementCommands.businessDay(lane, now));
        lock.lock();
        try {
            Known last = known.get(lane.code());
            if (last != null && last.height() == height && last.queue().day().equals(day)) {
                return last.queue();
            }
            LaneQueue queue = read(connection, lane.code(), day);
            known.put(lane.code(), new Known(height, queue));
            return queue;
        } finally {
            lock.unlock();
        }
    }

    private static LaneQueue read(Connection connection, String lane, LocalDate day) throws SQLException {
        List<WaitingTrade> trades =
                Rows.list(connection, "select * from waiting where lane = ?", List.of(lane), LaneQueues::trade);
        Map<Slot, Long> available = new TreeMap<>();
        Rows.list(
                connection,
                "select * from position where kind = 'HELD'",
                List.of(),
                row -> available.put(
                        new Slot(row.getString("member"), row.getString("account"), row.getString("asset")),
                        row.getLong("available")));
        return new NextRound(trades, day, slot -> Math.max(0, available.getOrDefault(slot, 0L))).queue();
    }

    private static WaitingTrade trade(ResultSet row) throws SQLException {
        String author = row.getString("author");
        String counterparty = row.getString("counterparty");
        String authorAccount = row.getString("author_account");
        String counterpartyAccount = row.getString("counterparty_account");
        boolean authorDelivers = row.getBoolean("author_delivers");
        String giver = authorDelivers ? author : counterparty;
        String giverAccount = authorDelivers ? authorAccount : counterpartyAccount;
        String taker = authorDelivers ? counterparty : author;
        String takerAccount = authorDelivers ? counterpartyAccount : authorAccount;
        Movement delivery = leg(
                giver,
                giverAccount,
                taker,
                takerAccount,
                row.getString("delivery_asset"),
                row.getLong("delivery_minor"));
        long paid = row.getLong("payment_minor");
        Optional<Movement> payment = Optional.ofNullable(row.getString("payment_asset"))
                .map(asset -> leg(taker, takerAccount, giver, giverAccount, asset, paid));
        return new WaitingTrade(
                new TradeId(
                        new PageId(row.getString("lane"), author, counterparty, row.getInt("page")), row.getInt("idx")),
                row.getString("reference"),
                row.getBoolean("urgent"),
                row.getObject("value_date", LocalDate.class),
                delivery,
                payment,
                Rows.instant(row, "since"),
                Optional.ofNullable(row.getObject("queued_at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant));
    }

    private static Movement leg(
            String from, String fromAccount, String to, String toAccount, String asset, long minor) {
        return new Movement(new Slot(from, fromAccount, asset), new Slot(to, toAccount, asset), minor);
    }
}
