package clearing.settlement.queue;

import clearing.kernel.constitution.Constitution;
import clearing.kernel.constitution.Lane;
import clearing.kernel.settlement.Lease;
import clearing.kernel.settlement.RoundPreview;
import clearing.kernel.settlement.SettlementCommands;
import clearing.kernel.state.Keys;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.TradeId;
import clearing.settlement.queue.WaitingTrade.Movement;
import clearing.settlement.store.Rows;
import clearing.settlement.store.StorageException;
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
import java.util.concurrent.locks.ReentrantLock;

/** The queues of the lanes. Each is worked out at most once for a height and a business day, however many ask. Thread-safe. */
public final class LaneQueues {
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Known> known = new HashMap<>();
    private final String chaincode;

    /** @param chaincode namespace of the verified state */
    public LaneQueues(String chaincode) {
        this.chaincode = chaincode;
    }

    /** A queue with what it was worked out for. */
    private record Known(long height, LaneQueue queue) {}

    /**
     * The queue of a lane as the connection's snapshot has it.
     *
     * @param constitution in force
     * @param height of the snapshot
     * @param now which business day it is
     */
    public LaneQueue at(Connection connection, Constitution constitution, Lane lane, long height, Instant now)
            throws SQLException {
        LocalDate day = LocalDate.ofEpochDay(SettlementCommands.businessDay(lane, now));
        lock.lock();
        try {
            Known last = known.get(lane.code());
            if (last != null && last.height() == height && last.queue().day().equals(day)) {
                return last.queue();
            }
            LaneQueue queue = read(connection, constitution, lane.code(), day, now);
            known.put(lane.code(), new Known(height, queue));
            return queue;
        } finally {
            lock.unlock();
        }
    }

    /** Whose agent has the turn at the lane's rounds, as the connection's snapshot has it; empty when nobody has had one. */
    public Optional<Lease> lease(Connection connection, String lane) {
        return Lease.decode(value(connection, Keys.lease(lane)));
    }

    private LaneQueue read(Connection connection, Constitution constitution, String lane, LocalDate day, Instant now)
            throws SQLException {
        List<WaitingTrade> trades =
                Rows.list(connection, "select * from waiting where lane = ?", List.of(lane), LaneQueues::trade);
        List<PageId> pages =
                trades.stream().map(trade -> trade.id().page()).distinct().toList();
        NextRound next = new NextRound(constitution, trades);
        return pages.isEmpty()
                ? next.queue(List.of(), day)
                : next.queue(RoundPreview.of(key -> value(connection, key), lane, pages, now), day);
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
        return new Movement(Slot.position(from, fromAccount, asset), Slot.position(to, toAccount, asset), minor);
    }
}
