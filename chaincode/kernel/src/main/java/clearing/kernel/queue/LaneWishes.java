package clearing.kernel.queue;

import clearing.kernel.MalformedInput;
import clearing.kernel.ResultCode;
import clearing.kernel.codec.ByteReader;
import clearing.kernel.codec.ByteWriter;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.execution.Execution;
import clearing.kernel.queue.Wishes.Settled;
import clearing.kernel.state.Keys;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.TradeId;
import clearing.kernel.trade.TradeState;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.stream.LongStream;

/**
 * What parties ask of a lane's queue, for all of its trades under one key: few trades have a wish, so a round reads one small value more and
 * not one per page. A working copy for one transaction.
 *
 * <pre>
 * wishes := format u8 | pages u16 | page{pages}
 * page   := author text | counterparty text | number i32 | count u16 | (index u16, author's wish, counterparty's wish, settled){count}
 * settled := delivered i64, paid i64 where the index has the bit 0x8000: what of the trade has settled in parts; nothing otherwise
 * </pre>
 *
 * Ascending by page and index, without trades of which nobody asks anything.
 */
public final class LaneWishes {
    /** Every round of the lane reads all of them. Shared equally: nobody takes the place of another's. */
    public static final int MAX_WISHES = 4_000;

    private static final int FORMAT = 1;
    /** Above every index that a page has. */
    private static final int DIVIDED = 0x8000;

    private final SortedMap<PageId, SortedMap<Integer, Wishes>> byPage = new TreeMap<>();

    private LaneWishes() {}

    /** How many trades of a lane a member can ask something for at a time. */
    public static int share(Constitution constitution) {
        long acting = constitution.members().stream()
                .filter(member -> !member.readOnly())
                .count();
        return Math.toIntExact(Math.max(1, MAX_WISHES / acting));
    }

    /** @throws MalformedInput when the bytes are not in the encoding */
    public static LaneWishes decode(String lane, Optional<byte[]> stored) {
        LaneWishes wishes = new LaneWishes();
        stored.ifPresent(bytes -> wishes.read(lane, bytes));
        return wishes;
    }

    /** Those that stand on the ledger. */
    public static LaneWishes of(String lane, Execution x) {
        return x.ledger()
                .read(Keys.wishes(lane), bytes -> decode(lane, Optional.of(bytes)))
                .orElseGet(LaneWishes::new);
    }

    private void read(String lane, byte[] stored) {
        ByteReader in = new ByteReader(stored);
        if (in.u8("wishes.format") != FORMAT) {
            throw new MalformedInput(ResultCode.UNSUPPORTED_VERSION, "wishes.format", "the wishes' format is not 1");
        }
        for (int left = in.u16("wishes.pages"); left > 0; left--) {
            PageId page =
                    new PageId(lane, in.text("wishes.author"), in.text("wishes.counterparty"), in.i32("wishes.number"));
            boolean ascends =
                    page.number() >= 0 && (byPage.isEmpty() || byPage.lastKey().compareTo(page) < 0);
            SortedMap<Integer, Wishes> trades = ascends ? trades(in) : new TreeMap<>();
            if (trades.isEmpty()) {
                throw in.fault(ResultCode.MALFORMED, "wishes.pages", "are not in canonical form");
            }
            byPage.put(page, trades);
        }
        in.end("wishes");
    }

    private static SortedMap<Integer, Wishes> trades(ByteReader in) {
        SortedMap<Integer, Wishes> trades = new TreeMap<>();
        for (int left = in.u16("wishes.count"); left > 0; left--) {
            int at = in.u16("wishes.index");
            int index = at & ~DIVIDED;
            Wish ofAuthor = Wish.read(in, "wishes.ofAuthor");
            Wish ofCounterparty = Wish.read(in, "wishes.ofCounterparty");
            Wishes both = new Wishes(ofAuthor, ofCounterparty, at == index ? Settled.NOTHING : settled(in));
            if (!trades.isEmpty() && trades.lastKey() >= index || both.equals(Wishes.NONE)) {
                throw in.fault(ResultCode.MALFORMED, "wishes.index", "is not in canonical form");
            }
            trades.put(index, both);
        }
        return trades;
    }

    private static Settled settled(ByteReader in) {
        Settled settled = new Settled(in.i64("wishes.delivered"), in.i64("wishes.paid"));
        if (settled.delivered() <= 0 || settled.paid() < 0) {
            throw in.fault(ResultCode.MALFORMED, "wishes.delivered", "is not in canonical form");
        }
        return settled;
    }

    public byte[] encode() {
        ByteWriter out = new ByteWriter(64).u8(FORMAT).u16(byPage.size());
        byPage.forEach((page, trades) -> {
            out.text(page.author()).text(page.counterparty()).i32(page.number()).u16(trades.size());
            trades.forEach((index, both) -> {
                boolean divided = both.isDivided();
                out.u16(divided ? index | DIVIDED : index);
                both.author().write(out);
                both.counterparty().write(out);
                if (divided) {
                    out.i64(both.settled().delivered()).i64(both.settled().paid());
                }
            });
        });
        return out.toBytes();
    }

    /** By index, for the trades of a page that have any. */
    public SortedMap<Integer, Wishes> of(PageId page) {
        return Collections.unmodifiableSortedMap(byPage.getOrDefault(page, Collections.emptySortedMap()));
    }

    public Wishes of(TradeId trade) {
        return of(trade.page()).getOrDefault(trade.index(), Wishes.NONE);
    }

    /**
     * When the next of the times comes that parties asked for, after which a round may settle something else than now.
     *
     * @param now milliseconds since 1970, as the answer
     */
    public OptionalLong nextChange(long now) {
        return byPage.values().stream()
                .flatMap(trades -> trades.values().stream())
                .flatMapToLong(both -> LongStream.of(both.earliest(), both.latest() == 0 ? 0 : both.latest() + 1))
                .filter(time -> time > now)
                .min();
    }

    /** Of how many trades a member asks something. */
    int count(String member) {
        int count = 0;
        for (Map.Entry<PageId, SortedMap<Integer, Wishes>> page : byPage.entrySet()) {
            if (page.getKey().isParty(member)) {
                boolean author = page.getKey().author().equals(member);
                for (Wishes both : page.getValue().values()) {
                    count += both.of(author).equals(Wish.NONE) ? 0 : 1;
                }
            }
        }
        return count;
    }

    /** Takes the place of what was asked for a trade; false when it is the same. */
    boolean put(TradeId trade, Wishes wishes) {
        boolean changes = !wishes.equals(of(trade));
        if (wishes.equals(Wishes.NONE)) {
            forget(trade.page(), index -> index == trade.index());
        } else {
            byPage.computeIfAbsent(trade.page(), key -> new TreeMap<>()).put(trade.index(), wishes);
        }
        return changes;
    }

    /** Notes that one more part of a trade has settled. */
    public void settlePart(TradeId trade, long delivered, long paid) {
        put(trade, of(trade).after(delivered, paid));
    }

    /** Forgets what is asked for trades of a page; false when nothing was. */
    public boolean forget(PageId page, IntPredicate over) {
        SortedMap<Integer, Wishes> trades = byPage.getOrDefault(page, new TreeMap<>());
        boolean changed = trades.keySet().removeIf(over::test);
        if (trades.isEmpty()) {
            byPage.remove(page);
        }
        return changed;
    }

    /** Forgets what is asked for trades, whatever their page. */
    void forget(Predicate<TradeId> over) {
        byPage.forEach((page, trades) -> trades.keySet().removeIf(index -> over.test(new TradeId(page, index))));
        byPage.values().removeIf(Map::isEmpty);
    }

    /** Waits in the queue, or will when it is affirmed: of others nothing can be asked any more. */
    public static boolean isOpen(TradeState state) {
        return state == TradeState.ALLEGED || state == TradeState.AFFIRMED || state == TradeState.QUEUED;
    }
}
