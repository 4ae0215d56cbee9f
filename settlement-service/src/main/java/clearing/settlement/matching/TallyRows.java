package clearing.settlement.matching;

import clearing.reconcile.AccountKey;
import clearing.reconcile.Completeness;
import clearing.reconcile.Side;
import clearing.settlement.store.Rows;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts and sums of each account's items by where they stand, in the transaction that moves them: nobody has to count a million rows
 * to know how an account stands.
 */
final class TallyRows {
    private record Key(AccountKey key, Side side, int status) {}

    private final Map<Key, Completeness.Total> written = new HashMap<>();

    /** Writes what is not as it was written last. When the transaction fails, this object is needed no more. */
    void write(Connection connection, List<Completeness> accounts) throws SQLException {
        List<Key> changed = new ArrayList<>();
        for (Completeness account : accounts) {
            take(new Key(account.key(), Side.CHAIN, Verdicts.CARRIED), account.carried(), changed);
            take(account.key(), Side.CHAIN, account.chain(), changed);
            take(account.key(), Side.BOOKS, account.books(), changed);
        }
        if (changed.isEmpty()) {
            return;
        }
        List<Completeness.Total> totals = changed.stream()
                .map(key -> written.getOrDefault(key, Completeness.Total.NONE))
                .toList();
        Rows.update(
                connection,
                "insert into account_tally (account, asset, side, status, items, minor_in, minor_out)"
                        + " select * from unnest(?::text[], ?::text[], ?::text[], ?::smallint[], ?::bigint[], ?::numeric[], ?::numeric[])"
                        + " on conflict (account, asset, side, status) do update set items = excluded.items,"
                        + " minor_in = excluded.minor_in, minor_out = excluded.minor_out",
                changed.stream().map(key -> key.key().account()).toArray(String[]::new),
                changed.stream().map(key -> key.key().asset()).toArray(String[]::new),
                changed.stream().map(key -> key.side().name()).toArray(String[]::new),
                changed.stream().map(Key::status).toArray(Integer[]::new),
                totals.stream().map(Completeness.Total::count).toArray(Long[]::new),
                totals.stream().map(total -> new BigDecimal(total.inMinor())).toArray(BigDecimal[]::new),
                totals.stream()
                        .map(total -> new BigDecimal(total.sumMinor().subtract(total.inMinor())))
                        .toArray(BigDecimal[]::new));
    }

    private void take(AccountKey key, Side side, Completeness.Classes classes, List<Key> changed) {
        take(new Key(key, side, Verdicts.MATCHED), classes.matched(), changed);
        take(new Key(key, side, Verdicts.BROKEN), classes.broken(), changed);
        take(new Key(key, side, Verdicts.PENDING), classes.pending(), changed);
    }

    private void take(Key key, Completeness.Total total, List<Key> changed) {
        if (!total.equals(written.put(key, total))) {
            changed.add(key);
        }
    }
}
