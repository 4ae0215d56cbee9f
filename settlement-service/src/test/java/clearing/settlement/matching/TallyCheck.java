package clearing.settlement.matching;

import static org.assertj.core.api.Assertions.assertThat;

import clearing.settlement.store.Database;
import clearing.settlement.store.Rows;
import java.util.List;

/** Holds the kept counts and sums of accounts to what their items come to. */
public final class TallyCheck {
    private static final String COUNTED = "select account, asset, '%s', status, count(*),"
            + " coalesce(sum(minor) filter (where minor > 0), 0), coalesce(sum(minor) filter (where minor < 0), 0)"
            + " from %s group by account, asset, status";
    private static final String KEPT =
            "select account, asset, side, status, items, minor_in, minor_out from account_tally where items <> 0";

    private TallyCheck() {}

    /** Every count and sum of the database. */
    public static void requireExact(Database database) {
        String counted =
                COUNTED.formatted("CHAIN", "posting") + " union all " + COUNTED.formatted("BOOKS", "book_entry");
        assertThat(rows(database, KEPT)).isNotEmpty().containsExactlyInAnyOrderElementsOf(rows(database, counted));
    }

    private static List<String> rows(Database database, String query) {
        return database.read(connection -> Rows.list(
                connection,
                query,
                List.of(),
                row -> String.join(
                        " ",
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getBigDecimal(6).toPlainString(),
                        row.getBigDecimal(7).toPlainString())));
    }
}
