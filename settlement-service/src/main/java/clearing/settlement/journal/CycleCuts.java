package clearing.settlement.journal;

import clearing.client.journal.AuditSeal;
import clearing.client.journal.Journal;
import clearing.kernel.calendar.CycleId;
import clearing.kernel.codec.Blob;
import clearing.kernel.reconcile.AnchorPeriod;
import clearing.settlement.ledger.CycleEnd;
import clearing.settlement.ledger.CycleListener;
import clearing.settlement.store.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * Where the books stood when each cycle of a business day was over. A cut is taken in the transaction of the block that settled the cycle:
 * in it is what this service had stored of the day until then, each entry with its verdict by that block, each account with its opening
 * and stated closing, and the seal of the audit log. Nothing that comes later changes it. Where the service anchors by itself, the wish to
 * anchor the cut is stored with it, and the day is cut at its first close too.
 */
public final class CycleCuts implements CycleListener {
    private static final String KEEP =
            "insert into journal_cut_account (day, cycle, account, asset, opening, closing, entries, minors,"
                    + " value_days, refs, statuses, trades) select k.day, k.cycle, r.* from (select ?::date as day, ? as cycle) k, ("
                    + BooksOfDay.ROWS + ") r";

    /**
     * A cut, or a cycle of which there is none.
     *
     * @param cycle the one that was over last
     * @param block that settled it
     * @param seal of the audit log; empty where the cycle was taken in before cuts were taken
     */
    record Cut(AnchorPeriod period, CycleId cycle, long block, Optional<Journal.Seal> seal) {}

    private final boolean anchors;

    /** @param anchors whether the service anchors journals by itself */
    public CycleCuts(boolean anchors) {
        this.anchors = anchors;
    }

    /** The day is closed, in the caller's transaction, which has written all verdicts. Only its first close is cut. */
    public void closed(Connection connection, LocalDate day, Instant now) throws SQLException {
        boolean cut = Rows.number(connection, "select count(*) from journal_cut where day = ? and cycle = 0", day) > 0;
        if (anchors && !cut) {
            long height = Rows.number(connection, "select coalesce(max(height), -1) from cursor");
            keep(connection, AnchorPeriod.wholeDay(day), new CycleId("", day, 0), height, now);
        }
    }

    @Override
    public void over(Connection connection, CycleEnd end, Instant now) throws SQLException {
        int cycle = Math.toIntExact(1
                + Rows.number(
                        connection,
                        "select coalesce(max(cycle), 0) from journal_cut where day = ?",
                        end.cycle().date()));
        if (cycle > AnchorPeriod.MAX_CYCLE) {
            // The contract numbers no more of them, so nothing could be anchored.
            return;
        }
        keep(connection, new AnchorPeriod(end.cycle().date(), cycle), end.cycle(), end.block(), now);
    }

    private void keep(Connection connection, AnchorPeriod period, CycleId cycle, long block, Instant now)
            throws SQLException {
        Journal.Seal seal = seal(connection);
        Rows.update(
                connection,
                "insert into journal_cut (day, cycle, lane, number, block, taken, audit, audited, at, due) values (?, ?, ?, ?, ?, true,"
                        + " ?, ?, ?, ?)",
                period.day(),
                period.cycle(),
                cycle.lane(),
                cycle.number(),
                block,
                seal.hash().bytes(),
                seal.records(),
                now,
                anchors);
        Rows.update(connection, KEEP, period.day(), period.cycle(), period.day());
    }

    /** Where the audit log stands. */
    static Journal.Seal seal(Connection connection) throws SQLException {
        return Rows.first(
                        connection,
                        "select idx, hash from audit order by idx desc limit 1",
                        List.of(),
                        row -> new Journal.Seal(Blob.of(row.getBytes("hash")), row.getLong("idx") + 1))
                .orElseGet(() -> new Journal.Seal(Blob.of(AuditSeal.beginning()), 0));
    }

    /** The cut of a cycle; empty where it is not over, as far as the ledger was read. */
    static Optional<Cut> of(Connection connection, AnchorPeriod period) throws SQLException {
        return Rows.first(
                connection,
                "select * from journal_cut where day = ? and cycle = ?",
                List.of(period.day(), period.cycle()),
                row -> new Cut(
                        period,
                        new CycleId(row.getString("lane"), period.day(), row.getInt("number")),
                        row.getLong("block"),
                        row.getBoolean("taken")
                                ? Optional.of(new Journal.Seal(Blob.of(row.getBytes("audit")), row.getLong("audited")))
                                : Optional.empty()));
    }

    /** The books at a cut. */
    static List<Journal.Of> books(Connection connection, AnchorPeriod period) throws SQLException {
        return Rows.list(
                connection,
                "select * from journal_cut_account where day = ? and cycle = ?",
                List.of(period.day(), period.cycle()),
                row -> BooksOfDay.account(connection, row, period.day()));
    }
}
