package clearing.client.trade;

import clearing.client.outbox.Outbox;
import clearing.kernel.Batch;
import clearing.kernel.MalformedInput;
import clearing.kernel.ResultCode;
import clearing.kernel.asset.Decimals;
import clearing.kernel.codec.Bytes;
import clearing.kernel.command.Command;
import clearing.kernel.command.QueueCommand;
import clearing.kernel.queue.LaneWishes;
import clearing.kernel.queue.QueueControl;
import clearing.kernel.queue.QueuePriority;
import clearing.kernel.queue.Wish;
import clearing.kernel.queue.Wishes;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.Selection;
import clearing.kernel.trade.TradeId;
import com.google.protobuf.ByteString;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a member asks of the lanes' queues for open trades in which it gives something, by their references. Each action is one batch: all of
 * it is done, or nothing.
 */
public final class QueueDesk {
    private final String member;
    private final Outbox outbox;
    private final TradeLife.Road road;

    QueueDesk(String member, Outbox outbox, TradeLife.Road road) {
        this.member = member;
        this.outbox = outbox;
        this.road = road;
    }

    /**
     * Which trades.
     *
     * @param references in the order that matters
     * @param with only trades with this member; with any when empty
     */
    public record Chosen(List<String> references, Optional<String> with) {
        /** Copies its list, each reference once. */
        public Chosen {
            references = references.stream().distinct().toList();
        }
    }

    /** A change of one of the two times: to an instant, or to any time when empty. */
    public record Change(Optional<Instant> to) {
        private long millis() {
            return to.map(Instant::toEpochMilli).orElse(0L);
        }
    }

    /** Keeps trades out of every round, or lets them in again. */
    public OneShot.Result hold(Chosen chosen, boolean held) throws InterruptedException {
        LedgerView view = begin();
        return same(chosen, view, new QueueControl.Hold(held));
    }

    /** Has trades wait in a class. */
    public OneShot.Result prioritise(Chosen chosen, QueuePriority priority) throws InterruptedException {
        LedgerView view = begin();
        return same(chosen, view, new QueueControl.Prioritise(priority));
    }

    /** Gives all of the trades one place. */
    public OneShot.Result place(Chosen chosen, int place) throws InterruptedException {
        LedgerView view = begin();
        return same(chosen, view, new QueueControl.Order(place));
    }

    /** Has trades wait in the order named, before or behind all that have no place. */
    public OneShot.Result reorder(Chosen chosen, boolean first) throws InterruptedException {
        LedgerView view = begin();
        Map<TradeId, QueueControl> asked = new LinkedHashMap<>();
        int place = first ? -chosen.references().size() : 1;
        for (String reference : chosen.references()) {
            for (TradeId id : own(reference, chosen.with(), view)) {
                asked.put(id, new QueueControl.Order(place));
            }
            place++;
        }
        return send(view, asked);
    }

    /** Changes from when, or until when, trades may settle; a time that is not changed stays as the member asked before. */
    public OneShot.Result schedule(Chosen chosen, Optional<Change> earliest, Optional<Change> latest)
            throws InterruptedException {
        LedgerView view = begin();
        Map<TradeId, QueueControl> asked = new LinkedHashMap<>();
        for (String reference : chosen.references()) {
            for (TradeId id : own(reference, chosen.with(), view)) {
                Wish before = view.wishes(id.page().lane())
                        .of(id)
                        .of(id.page().author().equals(member));
                asked.put(
                        id,
                        new QueueControl.Schedule(
                                earliest.map(Change::millis).orElse(before.earliest()),
                                latest.map(Change::millis).orElse(before.latest())));
            }
        }
        return send(view, asked);
    }

    /**
     * Lets trades settle in part, where the other side allows it too; a party that only receives has a say in that as well.
     *
     * @param least the smallest part of the first leg, decimal text in its asset's scale; its smallest unit when empty
     */
    public OneShot.Result divide(Chosen chosen, Optional<String> least) throws InterruptedException {
        LedgerView view = begin();
        Map<TradeId, QueueControl> asked = new LinkedHashMap<>();
        for (String reference : chosen.references()) {
            for (TradeId id : open(reference, chosen.with(), view)) {
                int asset = view.page(id.page()).orElseThrow().deliveryAsset(id.index());
                int scale = view.constitution().orElseThrow().asset(asset).scale();
                long part = least.map(text -> Decimals.parse(text, scale, "--least"))
                        .orElse(1L);
                require(part > 0, ResultCode.MALFORMED, "--least", "a part is above zero");
                asked.put(id, new QueueControl.Divide(part));
            }
        }
        return send(view, asked);
    }

    /** Has trades settle whole or not at all; what has settled of them stays. */
    public OneShot.Result whole(Chosen chosen) throws InterruptedException {
        LedgerView view = begin();
        Map<TradeId, QueueControl> asked = new LinkedHashMap<>();
        for (String reference : chosen.references()) {
            open(reference, chosen.with(), view).forEach(id -> asked.put(id, new QueueControl.Divide(0)));
        }
        return send(view, asked);
    }

    private LedgerView begin() throws InterruptedException {
        road.deliver();
        return road.now();
    }

    private OneShot.Result same(Chosen chosen, LedgerView view, QueueControl control) throws InterruptedException {
        Map<TradeId, QueueControl> asked = new LinkedHashMap<>();
        for (String reference : chosen.references()) {
            own(reference, chosen.with(), view).forEach(id -> asked.put(id, control));
        }
        return send(view, asked);
    }

    /** Open trades with the reference in which the member gives something. */
    private List<TradeId> own(String reference, Optional<String> with, LedgerView view) {
        List<TradeId> given = open(reference, with, view).stream()
                .filter(id -> gives(id, view))
                .toList();
        require(
                !given.isEmpty(),
                ResultCode.NOT_A_PARTY,
                reference,
                member + " gives nothing in it: how it waits is for its payer to say");
        return given;
    }

    private List<TradeId> open(String reference, Optional<String> with, LedgerView view) {
        List<TradeId> open = view.trades(reference).stream()
                .filter(id -> id.page().isParty(member)
                        && with.map(id.page()::isParty).orElse(true))
                .filter(id -> view.state(id).filter(LaneWishes::isOpen).isPresent())
                .toList();
        require(!open.isEmpty(), ResultCode.STATE_FORBIDS, reference, "no open trade of " + member + "'s has it");
        return open;
    }

    private boolean gives(TradeId id, LedgerView view) {
        return view.page(id.page())
                .map(page -> Wishes.gives(page, id.index(), id.page().author().equals(member)))
                .orElse(false);
    }

    /** One command for all trades of a page that are asked the same. */
    private OneShot.Result send(LedgerView view, Map<TradeId, QueueControl> asked) throws InterruptedException {
        Map<PageId, Map<QueueControl, List<Integer>>> places = new TreeMap<>();
        asked.forEach((id, control) -> places.computeIfAbsent(id.page(), page -> new LinkedHashMap<>())
                .computeIfAbsent(control, same -> new ArrayList<>())
                .add(id.index()));
        List<Command> commands = new ArrayList<>();
        places.forEach((page, controls) -> controls.forEach((control, indexes) -> commands.add(new QueueCommand.Control(
                page, Selection.of(indexes.stream().mapToInt(Integer::intValue).toArray()), control))));
        require(
                commands.size() <= Batch.MAX_COMMANDS,
                ResultCode.TOO_LARGE,
                "references",
                "at most " + Batch.MAX_COMMANDS + " things can be asked at once");
        byte[] batch = Batch.linked(commands.toArray(Command[]::new)).encode();
        // The same wish may be asked again later: its key holds the height at which it was made.
        String key = "queue/" + view.next() + "/" + HexFormat.of().formatHex(Bytes.sha256(batch), 0, 8);
        outbox.store(List.of(new Outbox.Wish(key, "trader", ByteString.copyFrom(batch), ByteString.EMPTY)));
        return new OneShot.Result(List.of(), 0, 0, 0, asked.size(), road.deliver());
    }

    private static void require(boolean holds, ResultCode code, String field, String sentence) {
        if (!holds) {
            throw new MalformedInput(code, field, sentence);
        }
    }
}
