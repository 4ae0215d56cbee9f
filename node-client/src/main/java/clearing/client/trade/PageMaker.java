package clearing.client.trade;

import clearing.client.outbox.Outbox;
import clearing.client.trade.TradeRow.Side;
import clearing.kernel.Batch;
import clearing.kernel.command.Command;
import clearing.kernel.trade.Leg;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.Reversal;
import clearing.kernel.trade.Trade;
import clearing.kernel.trade.TradePage;
import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Makes pages of the rows that the member alleges, grouped by lane and counterparty, in the order of the file. */
final class PageMaker {
    static final int DEFAULT_SIZE = 1_000;

    private record Group(String counterparty, String lane) implements Comparable<Group> {
        @Override
        public int compareTo(Group other) {
            int first = counterparty.compareTo(other.counterparty);
            return first != 0 ? first : lane.compareTo(other.lane);
        }
    }

    private final String member;
    private final Salts salts;
    private final int size;

    /** @param size trades in a page, 1 to {@link TradePage#MAX_TRADES} */
    PageMaker(String member, Salts salts, int size) {
        if (size < 1 || size > TradePage.MAX_TRADES) {
            throw new IllegalArgumentException(
                    "A page has 1 to " + TradePage.MAX_TRADES + " trades, not " + size + ".");
        }
        this.member = member;
        this.salts = salts;
        this.size = size;
    }

    /** A row together with the settled trade that it gives back, where it is a reversal. */
    record Ready(TradeRow row, Optional<Reversal> reverses) {}

    /**
     * Pages for rows that are in none yet.
     *
     * @param rows SELL rows, all of them new
     * @param sent what has been made before; says which numbers come next
     */
    List<Outbox.Wish> pages(List<Ready> rows, SentPages sent) {
        Map<Group, List<Ready>> groups = new TreeMap<>();
        for (Ready ready : rows) {
            if (ready.row().side() != Side.SELL) {
                throw new IllegalArgumentException("The buyer's row does not allege.");
            }
            groups.computeIfAbsent(
                            new Group(ready.row().counterparty(), ready.row().lane()), g -> new ArrayList<>())
                    .add(ready);
        }
        List<Outbox.Wish> pages = new ArrayList<>();
        Map<String, Integer> next = new TreeMap<>();
        groups.forEach((group, members) -> {
            for (int from = 0; from < members.size(); from += size) {
                List<Ready> part = members.subList(from, Math.min(members.size(), from + size));
                int number = next.computeIfAbsent(group.counterparty(), sent::next);
                next.put(group.counterparty(), number + 1);
                pages.add(page(new PageId(group.lane(), member, group.counterparty(), number), part));
            }
        });
        return pages;
    }

    private Outbox.Wish page(PageId id, List<Ready> rows) {
        TradePage page = TradePage.of(id, rows.stream().map(this::trade).toList());
        return new Outbox.Wish(
                SentPages.key(id),
                "trader",
                ByteString.copyFrom(
                        Batch.of(new Command.RecordPage(page.encode())).encode()),
                ByteString.copyFrom(
                        SentPages.local(rows.stream().map(Ready::row).toList())));
    }

    /** The row as a page has it that is made now. */
    Trade trade(Ready ready) {
        return trade(ready, salts.commitment(ready.row()));
    }

    /** The row as a page of the member's has it, with the commitment. */
    Trade trade(Ready ready, byte[] commitment) {
        TradeRow row = ready.row();
        return new Trade(
                row.kind(),
                row.side() == Side.SELL,
                row.priority(),
                row.account(),
                row.counterpartyAccount(),
                Leg.plain(row.asset(), row.quantity()),
                row.payment().map(p -> Leg.plain(p.asset(), p.amount())),
                row.tradeDate(),
                row.valueDate(),
                row.reference(),
                commitment,
                ready.reverses());
    }
}
