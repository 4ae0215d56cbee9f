package clearing.kernel.settlement;

import clearing.kernel.InvariantViolation;
import clearing.kernel.codec.ByteReader;
import clearing.kernel.codec.ByteWriter;
import clearing.kernel.execution.Execution;
import clearing.kernel.state.Keys;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.StatusPage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Pages of a lane whose trades the last whole round found short: every later round and proposal looks at them, whether or not whoever
 * asks for it names them. So nobody who has waited is left out by an agent that would rather not see it. Changed by rounds,
 * and by parties who put pages of their own on it.
 *
 * <pre>list := format u8 | count u16 | (author text, counterparty text, number i32){count}     in rank of what waits first</pre>
 */
public final class WaitingList {
    /** A round's work is bounded: pages beyond wait like those that no round has seen, until somebody names them. */
    public static final int MAX_PAGES = 200;

    static final int MAX_TRADES = 40_000;

    private static final int FORMAT = 1;

    private WaitingList() {}

    /** @throws clearing.kernel.MalformedInput when the bytes are no list */
    public static List<PageId> decode(String lane, Optional<byte[]> stored) {
        List<PageId> pages = new ArrayList<>();
        if (stored.isEmpty()) {
            return pages;
        }
        ByteReader in = new ByteReader(stored.get());
        if (in.u8("waiting.format") != FORMAT) {
            throw new InvariantViolation("a lane's list of waiting pages has an unknown format");
        }
        for (int left = in.u16("waiting.count"); left > 0; left--) {
            pages.add(new PageId(
                    lane, in.text("waiting.author"), in.text("waiting.counterparty"), in.i32("waiting.number")));
        }
        in.end("waiting");
        return pages;
    }

    static List<PageId> of(String lane, Execution x) {
        return decode(lane, x.ledger().get(Keys.waiting(lane)));
    }

    /**
     * Notes what waits after a round.
     *
     * @param rest what did not settle, in rank order
     * @return whether the list changed
     */
    static boolean note(String lane, List<WaitingTrades.Waiting> rest, Execution x) {
        Set<PageId> seen = new TreeSet<>();
        List<PageId> pages = new ArrayList<>();
        int trades = 0;
        for (WaitingTrades.Waiting waiting : rest) {
            PageId id = waiting.page().trades().id();
            if (seen.add(id)) {
                trades += waiting.page().status().count();
                if (pages.size() == MAX_PAGES || trades > MAX_TRADES) {
                    break;
                }
                pages.add(id);
            }
        }
        byte[] now = encode(pages);
        Optional<byte[]> before = x.ledger().get(Keys.waiting(lane));
        boolean same = before.map(was -> Arrays.equals(was, now)).orElse(pages.isEmpty());
        if (!same) {
            x.ledger().put(Keys.waiting(lane), now);
        }
        return !same;
    }

    /** Adds pages that have something due and are not listed, as far as there is place; says which. */
    static List<PageId> add(String lane, List<RoundPage> more, int today, Execution x) {
        List<PageId> pages = new ArrayList<>(of(lane, x));
        Set<PageId> seen = new TreeSet<>(pages);
        int before = pages.size();
        int trades = 0;
        for (PageId id : pages) {
            trades += x.ledger().status(id).map(StatusPage::count).orElse(0);
        }
        for (RoundPage page : more) {
            boolean due = IntStream.range(0, page.status().count()).anyMatch(i -> page.isDue(i, today));
            boolean fits = pages.size() < MAX_PAGES && trades + page.status().count() <= MAX_TRADES;
            if (due && fits && seen.add(page.trades().id())) {
                pages.add(page.trades().id());
                trades += page.status().count();
            }
        }
        List<PageId> added = List.copyOf(pages.subList(before, pages.size()));
        if (!added.isEmpty()) {
            x.ledger().put(Keys.waiting(lane), encode(pages));
        }
        return added;
    }

    static byte[] encode(List<PageId> pages) {
        ByteWriter out = new ByteWriter(8 + 48 * pages.size()).u8(FORMAT).u16(pages.size());
        pages.forEach(id -> out.text(id.author()).text(id.counterparty()).i32(id.number()));
        return out.toBytes();
    }
}
