package clearing.settlement.ledger;

import clearing.kernel.trade.PageId;
import clearing.kernel.trade.TradeId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The name of a trade in the API and the database: {@code lane.author.counterparty.page.index}. */
public final class TradeNames {
    private static final Pattern NAME =
            Pattern.compile("([^.]{1,64})\\.([^.]{1,64})\\.([^.]{1,64})\\.([0-9]{1,9})\\.([0-9]{1,9})");

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

    /** The trade of that name; empty when the text is no name. */
    public static Optional<TradeId> parse(String name) {
        Matcher parts = NAME.matcher(name);
        if (!parts.matches()) {
            return Optional.empty();
        }
        PageId page = new PageId(parts.group(1), parts.group(2), parts.group(3), Integer.parseInt(parts.group(4)));
        return Optional.of(new TradeId(page, Integer.parseInt(parts.group(5))));
    }
}
