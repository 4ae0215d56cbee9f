package clearing.settlement.matching;

import clearing.reconcile.AccountKey;
import clearing.reconcile.Completeness;
import clearing.reconcile.Side;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Counts and sums of each account's items by where they stand, in the transaction that moves them: nobody has to count a million rows
 * to know how an account stands.
 */
final class TallyRows {
    private Map<AccountKey, Completeness> written = new HashMap<>();

    /** Writes what is not as it was written last. When the transaction fails, this object is needed no more. */
    void write(Connection connection, List<Completeness> accounts) throws SQLException {
        Map<AccountKey, Completeness> next = new HashMap<>();
        try (PreparedStatement row = connection.prepareStatement(
                "insert into account_tally (account, asset, side, status, items, minor_in, minor_out) values (?, ?, ?, ?, ?, ?, ?)"
                        + " on conflict (account, asset, side, status) do update set items = excluded.items,"
                        + " minor_in = excluded.minor_in, minor_out = excluded.minor_out")) {
            for (Completeness account : accounts) {
                next.put(account.key(), account);
                if (!Objects.equals(written.get(account.key()), account)) {
                    add(row, account.key(), Side.CHAIN, Verdicts.CARRIED, account.carried());
                    add(row, account.key(), Side.CHAIN, account.chain());
                    add(row, account.key(), Side.BOOKS, account.books());
                }
            }
            row.executeBatch();
        }
        written = next;
    }

    private static void add(PreparedStatement row, AccountKey key, Side side, Completeness.Classes classes)
            throws SQLException {
        add(row, key, side, Verdicts.MATCHED, classes.matched());
        add(row, key, side, Verdicts.BROKEN, classes.broken());
        add(row, key, side, Verdicts.PENDING, classes.pending());
    }

    private static void add(PreparedStatement row, AccountKey key, Side side, int status, Completeness.Total total)
            throws SQLException {
        row.setString(1, key.account());
        row.setString(2, key.asset());
        row.setString(3, side.name());
        row.setInt(4, status);
        row.setLong(5, total.count());
        row.setBigDecimal(6, new BigDecimal(total.inMinor()));
        row.setBigDecimal(7, new BigDecimal(total.sumMinor().subtract(total.inMinor())));
        row.addBatch();
    }
}
