package clearing.client.trade;

import clearing.client.outbox.Outbox;
import clearing.kernel.Batch;
import clearing.kernel.MalformedInput;
import clearing.kernel.ResultCode;
import clearing.kernel.command.Command;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.Selection;
import clearing.kernel.trade.TradeId;
import clearing.kernel.trade.TradeState;
import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;

/** Taking back what was said: open trades, for which both sides must ask, and one's own instructions that have not matched. */
public final class CallOff {
    private final String member;
    private final Outbox outbox;
    private final TradeLife.Road road;

    CallOff(String member, Outbox outbox, TradeLife.Road road) {
        this.member = member;
        this.outbox = outbox;
        this.road = road;
    }

    /**
     * Asks for the cancellation of the member's open trades with these references. Asked again, nothing is added.
     *
     * @param with only trades with this member; with any when empty
     * @throws MalformedInput when a reference has no open trade
     */
    public OneShot.Result cancel(Set<String> references, Optional<String> with) throws InterruptedException {
        LedgerView view = begin();
        TreeMap<PageId, BitSet> open = new TreeMap<>();
        for (String reference : references) {
            List<TradeId> found = view.trades(reference).stream()
                    .filter(id -> id.page().isParty(member)
                            && with.map(id.page()::isParty).orElse(true))
                    .filter(id -> view.state(id).filter(CallOff::isOpen).isPresent())
                    .toList();
            require(!found.isEmpty(), reference, "no open trade of " + member + "'s has it");
            found.forEach(
                    id -> open.computeIfAbsent(id.page(), page -> new BitSet()).set(id.index()));
        }
        return send("cancel", view, open, Command.RequestCancel::new);
    }

    private static boolean isOpen(TradeState state) {
        return !state.terminal() || state == TradeState.CANCELLED;
    }

    /**
     * Takes back the member's own instructions with these references.
     *
     * @throws MalformedInput when a reference has no instruction that waits
     */
    public OneShot.Result withdraw(Set<String> references) throws InterruptedException {
        LedgerView view = begin();
        TreeMap<PageId, BitSet> waiting = new TreeMap<>();
        InstructionBook book = InstructionBook.of(view);
        for (String reference : references) {
            List<TradeId> found = book.entries().stream()
                    .filter(entry -> entry.waits()
                            && entry.id().page().author().equals(member)
                            && entry.instruction().reference().equals(reference))
                    .map(InstructionBook.Entry::id)
                    .toList();
            require(!found.isEmpty(), reference, "no instruction of " + member + "'s that waits has it");
            found.forEach(id ->
                    waiting.computeIfAbsent(id.page(), page -> new BitSet()).set(id.index()));
        }
        return send("withdraw", view, waiting, Command.WithdrawInstructions::new);
    }

    private LedgerView begin() throws InterruptedException {
        road.deliver();
        return road.now();
    }

    private OneShot.Result send(
            String kind, LedgerView view, Map<PageId, BitSet> places, BiFunction<PageId, Selection, Command> command)
            throws InterruptedException {
        List<Outbox.Wish> wishes = new ArrayList<>();
        int sent = 0;
        for (Map.Entry<PageId, BitSet> entry : places.entrySet()) {
            Command one = command.apply(entry.getKey(), Selection.of(entry.getValue()));
            wishes.add(new Outbox.Wish(
                    kind + "/" + view.next() + "/" + entry.getKey().path(),
                    "trader",
                    ByteString.copyFrom(Batch.of(one).encode()),
                    ByteString.EMPTY));
            sent += entry.getValue().cardinality();
        }
        outbox.store(wishes);
        return new OneShot.Result(List.of(), 0, 0, 0, sent, road.deliver());
    }

    private static void require(boolean holds, String reference, String sentence) {
        if (!holds) {
            throw new MalformedInput(ResultCode.STATE_FORBIDS, reference, sentence);
        }
    }
}
