package clearing.settlement.ledger;

import clearing.kernel.trade.PageId;
import clearing.kernel.trade.TradeId;
import clearing.settlement.store.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a trade in the API and the database: {@code lane.author.counterparty.page.index}. Where an id of a member has a dot itself, a name
 * can be read in several ways; of the trades so meant at most one is there.
 */
public final class TradeNames {
    private static final Pattern NAME = Pattern.compile("(.+)\\.([0-9]{1,9})\\.([0-9]{1,9})");
    private static final int LONGEST = 64;

    private TradeNames() {}

    /** The name of the trade. */
    public static String of(TradeId id) {
        PageId page = id.page();
        return of(page.lane(), page.author(), page.counterparty(), page.number(), id.index());
    }

    /** The name of the trade with these parts. */
    public static String of(String lane, String author, String counterparty, int page, int index) {
        return lane + "." + author + "." + counterparty + "." + page + "." + index;
    }

    /**
     * The trade that a text names. Where it can be read in one way only, that is the answer, and nothing is looked up.
     *
     * @return empty when the text is no name, or none of those that it may mean is there
     */
    public static Optional<TradeId> meant(Connection connection, String name) throws SQLException {
        List<TradeId> all = readings(name);
        if (all.size() == 1) {
            return Optional.of(all.getFirst());
        }
        for (TradeId id : all) {
            PageId page = id.page();
            long there = Rows.number(
                    connection,
                    "select count(*) from trade where author = ? and counterparty = ? and page = ? and idx = ? and lane = ?",
                    page.author(),
                    page.counterparty(),
                    page.number(),
                    id.index(),
                    page.lane());
            if (there > 0) {
                return Optional.of(id);
            }
        }
        return Optional.empty();
    }

    /** The trades that a text may name; none when it is no name. */
    public static List<TradeId> readings(String name) {
        List<TradeId> all = new ArrayList<>(1);
        Matcher parts = NAME.matcher(name);
        if (!parts.matches()) {
            return all;
        }
        String who = parts.group(1);
        for (int one = who.indexOf('.'); one >= 0; one = who.indexOf('.', one + 1)) {
            for (int two = who.indexOf('.', one + 1); two >= 0; two = who.indexOf('.', two + 1)) {
                String lane = who.substring(0, one);
                String author = who.substring(one + 1, two);
                String counterparty = who.substring(two + 1);
                if (isPart(lane) && isPart(author) && isPart(counterparty)) {
                    PageId page = new PageId(lane, author, counterparty, Integer.parseInt(parts.group(2)));
                    all.add(new TradeId(page, Integer.parseInt(parts.group(3))));
                }
            }
        }
        return all;
    }

    private static boolean isPart(String text) {
        return !text.isEmpty() && text.length() <= LONGEST && !text.startsWith(".") && !text.endsWith(".");
    }
}
