package clearing.client.trade;

import clearing.kernel.constitution.Constitution;
import clearing.kernel.matching.Difference;
import clearing.kernel.matching.Instructions;
import clearing.kernel.matching.MatchingCommands;
import clearing.kernel.state.Keys;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.Trade;
import clearing.kernel.trade.TradeId;
import clearing.kernel.trade.TradePage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** All instructions to match that the verified chain holds. */
public final class InstructionBook {
    private final LedgerView view;
    private final TreeMap<PageId, TradePage> pages = new TreeMap<>();
    private final List<Entry> entries = new ArrayList<>();

    /**
     * One instruction.
     *
     * @param id its page and place there; the page's author instructs
     * @param trade the trade that it matches or was last compared with
     * @param differing the fields that differ, as bits of {@link clearing.kernel.matching.MatchField}
     */
    public record Entry(
            TradeId id, Trade instruction, Instructions.State state, Optional<TradeId> trade, int differing) {
        /** True when it still waits for a trade that agrees. */
        public boolean waits() {
            return state == Instructions.State.OPEN || state == Instructions.State.MISMATCHED;
        }
    }

    private InstructionBook(LedgerView view) {
        this.view = view;
    }

    /** What the view has now, by page and place. */
    public static InstructionBook of(LedgerView view) {
        InstructionBook book = new InstructionBook(view);
        view.under(Keys.INSTRUCTION_PAGE_PREFIX).values().forEach(value -> {
            TradePage page = TradePage.ofLedger(value);
            book.pages.put(page.id(), page);
        });
        view.under(Keys.INSTRUCTIONS_PREFIX).values().forEach(value -> book.add(Instructions.decode(value)));
        return book;
    }

    private void add(Instructions page) {
        TradePage trades = pages.get(page.id());
        for (int i = 0; trades != null && i < page.count(); i++) {
            entries.add(new Entry(
                    new TradeId(page.id(), i), trades.trade(i), page.state(i), page.trade(i), page.differing(i)));
        }
    }

    public List<Entry> entries() {
        return List.copyOf(entries);
    }

    /** Number of the author's next page of instructions against a counterparty. */
    int next(String author, String counterparty) {
        return pages.keySet().stream()
                .filter(id -> id.author().equals(author) && id.counterparty().equals(counterparty))
                .mapToInt(id -> id.number() + 1)
                .max()
                .orElse(0);
    }

    /** What differs between an instruction and the trade that it was last compared with. */
    public List<Difference> differences(Entry entry, Constitution constitution) {
        Optional<TradePage> trades = entry.trade().flatMap(trade -> view.page(trade.page()));
        TradePage own = pages.get(entry.id().page());
        return trades.isEmpty() || own == null
                ? List.of()
                : MatchingCommands.differences(
                        trades.get(),
                        entry.trade().orElseThrow().index(),
                        own,
                        entry.id().index(),
                        entry.differing(),
                        constitution);
    }
}
