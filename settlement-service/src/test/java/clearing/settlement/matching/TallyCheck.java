package clearing.settlement.matching;

import static org.assertj.core.api.Assertions.assertThat;

import clearing.settlement.store.Database;
import clearing.settlement.store.Rows;
import java.util.List;

/** Holds the kept counts and sums of accounts, and the counts of pages of items, to what their items come to. */
public final class TallyCheck {
    private static final String COUNTED = "select account, asset, '%s', status, count(*),"
            + " coalesce(sum(minor) filter (where minor > 0), 0), coalesce(sum(minor) filter (where minor < 0), 0)"
            + " from %s group by account, asset, status";
    private static final String KEPT =
            "select account, asset, side, status, items, minor_in, minor_out from account_tally where items <> 0";

    private static final String PAGES_COUNTED =
            "select concat_ws(' ', side, case status when 3 then 0 else status end, id / 1024,"
                    + " count(*)) as line from (select 'CHAIN' as side, id, status from posting union all select 'BOOKS', id, status from"
                    + " book_entry) items where status <> 2 group by side, case status when 3 then 0 else status end, id / 1024 order by line";
    private static final String PAGES_KEPT =
            "select concat_ws(' ', side, class, page, sum(items)) as line from (select side, class, page,"
                    + " items from item_page union all select s.side, c.class, c.page, c.items from item_page_change s,"
                    + " unnest(s.classes, s.pages, s.items) as c (class, page, items)) counts group by side, class, page"
                    + " having sum(items) <> 0 order by line";

    private TallyCheck() {}

    /** Every count and sum of the database. */
    public static void requireExact(Database database) {
        String counted =
                COUNTED.formatted("CHAIN", "posting") + " union all " + COUNTED.formatted("BOOKS", "book_entry");
        assertThat(rows(database, KEPT)).isNotEmpty().containsExactlyInAnyOrderElementsOf(rows(database, counted));
        List<String> pages = texts(database, PAGES_COUNTED);
        assertThat(texts(database, PAGES_KEPT)).isEqualTo(pages);
        database.write(ItemPages::fold);
        assertThat(texts(database, PAGES_KEPT)).as("added up").isEqualTo(pages);
    }

    private static List<String> texts(Database database, String query) {
        return database.read(connection -> Rows.list(connection, query, List.of(), row -> row.getString(1)));
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
