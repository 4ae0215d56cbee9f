package clearing.settlement.matching;

import clearing.reconcile.Side;
import clearing.settlement.matching.Verdicts.ItemKey;
import clearing.settlement.store.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How many items of each page of numbers wait or are matched (broken ones have a table), so that a list of the few that wait among a million
 * need not look at the million. A transaction writes what it changed as one row a side, and {@link #fold} adds such rows up.
 */
public final class ItemPages {
    /** Numbers of a page: those of page {@code n} are from {@code n * SIZE} on. */
    public static final int SIZE = 1_024;

    private static final int CLASSES = 2;

    private final Side side;
    private final Verdicts verdicts;
    private final Map<Long, int[]> changes = new HashMap<>();
    private long lastPage = -1;
    private int[] last = new int[CLASSES];

    private ItemPages(Side side, Verdicts verdicts) {
        this.side = side;
        this.verdicts = verdicts;
    }

    /** The class of a status that is not broken: what waits and what is carried are one. */
    public static int classOf(int status) {
        return status == Verdicts.CARRIED ? Verdicts.PENDING : status;
    }

    /**
     * Writes what the verdicts change, before where items stand is written.
     *
     * @param first items from this number on are new
     * @param last the last new item
     */
    static void write(Connection connection, Side side, Verdicts verdicts, long first, long last) throws SQLException {
        ItemPages pages = new ItemPages(side, verdicts);
        pages.come(first, last);
        pages.judge(connection, first);
        pages.pair();
        pages.store(connection);
    }

    /** Items that are no more, before their rows go. */
    static void gone(Connection connection, Side side, List<Long> items) throws SQLException {
        ItemPages pages = new ItemPages(side, new Verdicts(0, 0));
        standing(connection, side, items).forEach((item, status) -> pages.change(item, status, -1));
        pages.store(connection);
    }

    private static Map<Long, Integer> standing(Connection connection, Side of, List<Long> items) throws SQLException {
        Map<Long, Integer> found = new HashMap<>();
        Rows.list(
                        connection,
                        "select id, status from " + (of == Side.CHAIN ? "posting" : "book_entry")
                                + " where id = any(?)",
                        List.of((Object) items.toArray(Long[]::new)),
                        row -> Map.entry(row.getLong(1), row.getInt(2)))
                .forEach(each -> found.put(each.getKey(), each.getValue()));
        return found;
    }

    /** All new items as if they waited. */
    private void come(long first, long last) {
        for (long from = first; from <= last; from = (from / SIZE + 1) * SIZE) {
            change(from, Verdicts.PENDING, (int) Math.min(last + 1 - from, SIZE - from % SIZE));
        }
    }

    private void judge(Connection connection, long first) throws SQLException {
        List<Long> before = new ArrayList<>();
        Set<Long> seen = new HashSet<>();
        verdicts.standings().forEach((item, standing) -> {
            if (item.side() == side && item.id() < first) {
                before.add(item.id());
            }
        });
        Map<Long, Integer> stood = before.isEmpty() ? Map.of() : standing(connection, side, before);
        verdicts.standings().forEach((item, standing) -> {
            if (item.side() == side && (item.id() >= first || stood.containsKey(item.id())) && seen.add(item.id())) {
                int now = verdicts.pairs().partnerOf(side, item.id()) != 0 ? Verdicts.MATCHED : standing.status();
                change(item.id(), stood.getOrDefault(item.id(), Verdicts.PENDING), -1);
                change(item.id(), now, 1);
            }
        });
    }

    /** Pairs of which nothing else is told: they waited until now. */
    private void pair() {
        boolean told = !verdicts.standings().isEmpty();
        verdicts.pairs().forEach((posting, booking) -> {
            long item = side == Side.CHAIN ? posting : booking;
            if (!told || !verdicts.standings().containsKey(new ItemKey(side, item))) {
                int[] change = page(item);
                change[Verdicts.PENDING]--;
                change[Verdicts.MATCHED]++;
            }
        });
    }

    private void change(long item, int status, int by) {
        if (status != Verdicts.BROKEN) {
            page(item)[classOf(status)] += by;
        }
    }

    /** Most items are of the page of the one before. */
    private int[] page(long item) {
        if (item / SIZE != lastPage) {
            lastPage = item / SIZE;
            last = changes.computeIfAbsent(lastPage, page -> new int[CLASSES]);
        }
        return last;
    }

    private void store(Connection connection) throws SQLException {
        StringBuilder classes = new StringBuilder();
        StringBuilder pages = new StringBuilder();
        StringBuilder items = new StringBuilder();
        changes.forEach((page, change) -> {
            for (int each = 0; each < CLASSES; each++) {
                if (change[each] != 0) {
                    String comma = classes.isEmpty() ? "" : ",";
                    classes.append(comma).append(each);
                    pages.append(comma).append(page.longValue());
                    items.append(comma).append(change[each]);
                }
            }
        });
        if (!classes.isEmpty()) {
            Rows.update(
                    connection,
                    "insert into item_page_change (side, classes, pages, items) values (?, ?::smallint[], ?::int[], ?::int[])",
                    side.name(),
                    "{" + classes + "}",
                    "{" + pages + "}",
                    "{" + items + "}");
        }
    }

    /** Adds up what transactions have changed; whoever reads finds the same before and after. */
    public static int fold(Connection connection) throws SQLException {
        return Rows.update(
                connection,
                "with taken as (delete from item_page_change returning side, classes, pages, items), sums as ("
                        + "select side, class, page, sum(change) as change from taken,"
                        + " unnest(classes, pages, items) as c (class, page, change) group by side, class, page)"
                        + " insert into item_page (side, class, page, items) select side, class, page, change from sums"
                        + " on conflict (side, class, page) do update set items = item_page.items + excluded.items");
    }

    /**
     * Pages that have items of a class, those of the greatest numbers first.
     *
     * @param upTo the greatest page that is asked for
     */
    public static List<Long> having(Connection connection, Side side, int classNumber, long upTo) throws SQLException {
        return Rows.list(
                connection,
                "select page from (select page, items from item_page where side = ? and class = ? union all"
                        + " select c.page, c.items from item_page_change s, unnest(s.classes, s.pages, s.items) as c (class, page, items)"
                        + " where s.side = ? and c.class = ?) counts where page <= ? group by page having sum(items) > 0"
                        + " order by page desc",
                List.of(side.name(), classNumber, side.name(), classNumber, upTo),
                row -> row.getLong(1));
    }
}
