package clearing.settlement.api;

import clearing.reconcile.Side;
import clearing.settlement.store.Rows;
import java.sql.Connection;
import java.sql.SQLException;

/** Looks at every single item, and trusts no count that was kept. */
final class Recount {
    private Recount() {}

    /** Whether every item stands where its match or break says, and the counts and sums of accounts are those of their items. */
    static boolean agrees(Connection connection) throws SQLException {
        return agrees(connection, Side.CHAIN, "posting", "postings")
                && agrees(connection, Side.BOOKS, "book_entry", "bookings");
    }

    private static boolean agrees(Connection connection, Side side, String table, String column) throws SQLException {
        return astray(connection, table, column) == 0 && miscounted(connection, side, table) == 0;
    }

    /** Items whose class and whose match or break do not belong together. */
    private static long astray(Connection connection, String table, String column) throws SQLException {
        return Rows.number(
                connection,
                "select count(*) from " + table
                        + " i left join match m on m.id = i.match_id left join break b on b.id = i.break_id"
                        + " where not case i.status when 0 then i.match_id is null and i.break_id is null"
                        + " when 1 then i.break_id is null and m.withdrawn_at is null and i.id = any(m." + column + ")"
                        + " when 3 then i.match_id is null and i.break_id is null"
                        + " else i.match_id is null and not b.resolved and i.id = any(b." + column + ") end");
    }

    /** Counts and sums that are kept otherwise than they are. */
    private static long miscounted(Connection connection, Side side, String table) throws SQLException {
        return Rows.number(
                connection,
                "select count(*) from (select account, asset, status, count(*) as items, coalesce(sum(minor) filter (where minor > 0), 0)"
                        + " as minor_in, coalesce(sum(minor) filter (where minor < 0), 0) as minor_out from " + table
                        + " group by account, asset, status) counted full join (select * from account_tally where side = ? and items <> 0)"
                        + " kept using (account, asset, status) where (counted.items, counted.minor_in, counted.minor_out) is distinct"
                        + " from (kept.items, kept.minor_in, kept.minor_out)",
                side.name());
    }
}
