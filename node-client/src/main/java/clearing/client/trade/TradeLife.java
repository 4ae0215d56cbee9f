package clearing.client.trade;

import clearing.client.outbox.Outbox;
import clearing.client.submit.Delivery;
import clearing.client.trade.TradeRow.Side;
import clearing.kernel.Batch;
import clearing.kernel.codec.Blob;
import clearing.kernel.codec.Bytes;
import clearing.kernel.command.Command;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.period.Adjustments;
import clearing.kernel.trade.Amendment;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.Trade;
import clearing.kernel.trade.TradeId;
import clearing.kernel.trade.TradePage;
import clearing.kernel.trade.TradeState;
import com.google.protobuf.ByteString;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a member does about trades beside alleging and affirming them: instructs, matches, amends, allocates, books late. Each action
 * first sends what an earlier run left open, then reads the chain, so that the same action again adds nothing.
 */
public final class TradeLife {
    private static final int PAGE = 1_000;

    private final String member;
    private final Outbox outbox;
    private final Road road;
    private final SecureRandom random;

    /** The way to the ledger and back. */
    public interface Road {
        /** The ledger as of now. */
        LedgerView now() throws InterruptedException;

        /** Delivers what is open in the outbox, and says what became of it by key. */
        Map<String, Delivery> deliver() throws InterruptedException;
    }

    /** Over a session's ledger. */
    public TradeLife(MemberSession session, OneShot actions, Duration patience, SecureRandom random) {
        this(
                session.member(),
                actions.outbox(),
                new Road() {
                    @Override
                    public LedgerView now() throws InterruptedException {
                        return session.catchUp(patience);
                    }

                    @Override
                    public Map<String, Delivery> deliver() throws InterruptedException {
                        return actions.resume((key, of) -> {});
                    }
                },
                random);
    }

    TradeLife(String member, Outbox outbox, Road road, SecureRandom random) {
        this.member = member;
        this.outbox = outbox;
        this.road = road;
        this.random = random;
    }

    /** The ledger as of now, after what was left open has been sent. */
    private LedgerView begin() throws InterruptedException {
        road.deliver();
        return road.now();
    }

    /** The member's taking back of what it said. */
    public CallOff callOff() {
        return new CallOff(member, outbox, road);
    }

    /** The member's control of what it gives and waits. */
    public QueueDesk queueDesk() {
        return new QueueDesk(member, outbox, road);
    }

    /** Instructs a file's BUY rows, to be matched with what the sellers allege. */
    public OneShot.Result instruct(Path file, ColumnMapping mapping) throws InterruptedException {
        LedgerView view = begin();
        TradeFile trades = TradeFile.read(file, mapping, constitution(view), member);
        List<LocatedError> errors = new ArrayList<>(trades.errors());
        InstructionBook book = InstructionBook.of(view);
        Map<TradeRow.Key, InstructionBook.Entry> own = new HashMap<>();
        for (InstructionBook.Entry entry : book.entries()) {
            if (entry.id().page().author().equals(member)
                    && entry.state() != clearing.kernel.matching.Instructions.State.WITHDRAWN) {
                own.put(
                        new TradeRow.Key(
                                entry.id().page().counterparty(),
                                entry.instruction().reference()),
                        entry);
            }
        }
        PageMaker maker = maker();
        Map<String, List<TradeRow>> groups = new TreeMap<>();
        int known = 0;
        for (TradeRow row : trades.rows()) {
            Optional<InstructionBook.Entry> before = Optional.ofNullable(own.get(row.key()));
            if (row.side() != Side.BUY) {
                continue;
            }
            if (row.reverses().isPresent()) {
                errors.add(error(file, row, "NOT_MATCHABLE", "a reversal is affirmed and not matched"));
            } else if (before.isEmpty()) {
                groups.computeIfAbsent(row.counterparty() + "/" + row.lane(), k -> new ArrayList<>())
                        .add(row);
            } else if (same(maker, row, before.get())) {
                known++;
            } else {
                errors.add(
                        error(file, row, "CONTENT_CONFLICT", "was instructed with other content; withdraw that first"));
            }
        }
        List<Outbox.Wish> wishes = new ArrayList<>();
        Map<String, Integer> next = new TreeMap<>();
        int sent = 0;
        for (List<TradeRow> group : groups.values()) {
            for (int from = 0; from < group.size(); from += PAGE) {
                List<TradeRow> part = group.subList(from, Math.min(group.size(), from + PAGE));
                String other = part.getFirst().counterparty();
                int number = next.computeIfAbsent(other, o -> book.next(member, o));
                next.put(other, number + 1);
                PageId id = new PageId(part.getFirst().lane(), member, other, number);
                wishes.add(
                        wish("instruct/" + other + "/" + number, new Command.Instruct(blob(id, trades(maker, part)))));
                sent += part.size();
            }
        }
        outbox.store(wishes);
        return new OneShot.Result(errors, known, 0, 0, sent, road.deliver());
    }

    private static boolean same(PageMaker maker, TradeRow row, InstructionBook.Entry entry) {
        return maker.trade(
                        new PageMaker.Ready(row, Optional.empty()),
                        entry.instruction().commitment())
                .equals(entry.instruction());
    }

    /** Compares all instructions that wait, on either side, with the alleged trades of the same reference. */
    public OneShot.Result match() throws InterruptedException {
        LedgerView view = begin();
        Map<PageId, Map<PageId, List<Command.Pair>>> pairs = new TreeMap<>();
        int compared = 0;
        for (InstructionBook.Entry entry : InstructionBook.of(view).entries()) {
            Optional<TradeId> trade =
                    entry.waits() && entry.id().page().isParty(member) ? partner(entry, view) : Optional.empty();
            if (trade.isPresent()) {
                pairs.computeIfAbsent(trade.get().page(), k -> new TreeMap<>())
                        .computeIfAbsent(entry.id().page(), k -> new ArrayList<>())
                        .add(new Command.Pair(trade.get().index(), entry.id().index()));
                compared++;
            }
        }
        List<Outbox.Wish> wishes = new ArrayList<>();
        pairs.forEach((trades, byPage) -> byPage.forEach((instructions, list) -> wishes.add(wish(
                "match/" + view.next() + "/" + trades.path() + "/" + instructions.number(),
                new Command.Match(trades, instructions, list)))));
        outbox.store(wishes);
        return new OneShot.Result(List.of(), 0, 0, 0, compared, road.deliver());
    }

    /** The alleged trade of the other side that an instruction is about; empty when there is none yet, or none of an open value date. */
    public static Optional<TradeId> partner(InstructionBook.Entry entry, LedgerView view) {
        PageId own = entry.id().page();
        return view.trades(entry.instruction().reference()).stream()
                .filter(id -> id.page().lane().equals(own.lane())
                        && id.page().author().equals(own.counterparty())
                        && id.page().counterparty().equals(own.author()))
                .filter(id -> view.state(id).equals(Optional.of(TradeState.ALLEGED)))
                .filter(id -> view.page(id.page())
                        .filter(page -> !page.isReversal(id.index()) && !page.isAmendment(id.index()))
                        .filter(page -> page.valueDay(id.index()) >= view.firstOpenDay(own.lane()))
                        .isPresent())
                .findFirst();
    }

    /**
     * Proposes other terms for the member's own open trades: those of the file's rows with these references.
     *
     * @throws BadInput when a row is at fault, or a reference has no open trade of the member's or no SELL row
     */
    public OneShot.Result amend(Path file, ColumnMapping mapping, Set<String> references) throws InterruptedException {
        LedgerView view = begin();
        List<TradeRow> rows = rows(file, mapping, view, references);
        PageMaker maker = maker();
        List<Outbox.Wish> wishes = new ArrayList<>();
        SentPages sent = sent(view);
        Map<String, Integer> next = new TreeMap<>();
        int known = 0;
        for (TradeRow row : rows) {
            TradeId old = open(row, view)
                    .orElseThrow(() -> new BadInput(List.of(error(
                            file, row, "AMENDED_TRADE_NOT_OPEN", "the ledger has no open trade of this reference"))));
            int number = next.computeIfAbsent(row.counterparty(), sent::next);
            next.put(row.counterparty(), number + 1);
            PageId id = new PageId(row.lane(), member, row.counterparty(), number);
            Trade amended = trades(maker, List.of(row))
                    .getFirst()
                    .amending(new Amendment(old.page().number(), old.index()));
            if (stands(amended, view)) {
                known++;
                continue;
            }
            wishes.add(page(
                    id,
                    new Command.RecordPage(TradePage.of(id, List.of(amended)).encode()),
                    List.of(row)));
        }
        outbox.store(wishes);
        return new OneShot.Result(List.of(), known, 0, 0, wishes.size(), road.deliver());
    }

    /** True when the member has this very trade on the ledger already. */
    private boolean stands(Trade trade, LedgerView view) {
        return view.trades(trade.reference()).stream()
                .filter(id -> id.page().author().equals(member))
                .anyMatch(id ->
                        view.page(id.page()).orElseThrow().trade(id.index()).equals(trade));
    }

    private Optional<TradeId> open(TradeRow row, LedgerView view) {
        return view.trades(row.reference()).stream()
                .filter(id -> id.page().author().equals(member)
                        && id.page().counterparty().equals(row.counterparty())
                        && id.page().lane().equals(row.lane()))
                .filter(id -> view.state(id).filter(state -> !state.terminal()).isPresent())
                .filter(id -> !view.page(id.page()).orElseThrow().isAmendment(id.index())
                        || !view.state(id).equals(Optional.of(TradeState.ALLEGED)))
                .findFirst();
    }

    /**
     * Splits an affirmed trade over the member's accounts.
     *
     * @param with the other side
     * @param parts CSV with account, reference, quantity and settlement_amount
     */
    public OneShot.Result allocate(String reference, String with, Path parts) throws InterruptedException {
        LedgerView view = begin();
        TradeId block = view.trades(reference).stream()
                .filter(id -> id.page().isParty(member) && id.page().isParty(with))
                .filter(id -> view.state(id).filter(TradeLife::splits).isPresent())
                .findFirst()
                .orElseThrow(() -> new BadInput(List.of(new LocatedError(
                        parts,
                        0,
                        0,
                        "STATE_FORBIDS",
                        "The ledger has no affirmed trade '" + reference + "' with " + with + "."))));
        Trade whole = view.page(block.page()).orElseThrow().trade(block.index());
        AllocationFile file = AllocationFile.read(parts, constitution(view), member, whole);
        if (!file.errors().isEmpty()) {
            throw new BadInput(file.errors());
        }
        List<Trade> split = file.parts(whole, block.page().author().equals(member));
        PageId id = new PageId(block.page().lane(), member, with, sent(view).next(with));
        Command allocate = new Command.Allocate(block.page(), block.index(), blob(id, split));
        outbox.store(List.of(page(id, allocate, List.of())));
        return new OneShot.Result(List.of(), 0, 0, 0, split.size(), road.deliver());
    }

    private static boolean splits(TradeState state) {
        return state == TradeState.AFFIRMED || state == TradeState.QUEUED || state == TradeState.NETTED;
    }

    /** Books rows of a closed value date as adjusting entries of the open one that the rows state. */
    public OneShot.Result late(
            Path file, ColumnMapping mapping, Set<String> references, LocalDate closed, String reason)
            throws InterruptedException {
        LedgerView view = begin();
        PageMaker maker = maker();
        SentPages sent = sent(view);
        List<Outbox.Wish> wishes = new ArrayList<>();
        Map<String, Integer> next = new TreeMap<>();
        int known = 0;
        for (TradeRow row : rows(file, mapping, view, references)) {
            if (stands(trades(maker, List.of(row)).getFirst(), view)) {
                known++;
                continue;
            }
            int number = next.computeIfAbsent(row.counterparty(), sent::next);
            next.put(row.counterparty(), number + 1);
            PageId id = new PageId(row.lane(), member, row.counterparty(), number);
            Optional<TradeId> original = view.trades(row.reference()).stream()
                    .filter(t -> t.page().isParty(member) && t.page().isParty(row.counterparty()))
                    .filter(t -> view.page(t.page()).orElseThrow().valueDay(t.index()) == closed.toEpochDay())
                    .findFirst();
            Command late = new Command.RecordLate(
                    blob(id, trades(maker, List.of(row))), new Adjustments(closed, reason, List.of(original)));
            wishes.add(page(id, late, List.of(row)));
        }
        outbox.store(wishes);
        return new OneShot.Result(List.of(), known, 0, 0, wishes.size(), road.deliver());
    }

    /** Sends one command, as new at every height of the chain: what a hold or a period may answer changes with time. */
    public Delivery command(String kind, String role, Command command) throws InterruptedException {
        LedgerView view = begin();
        String digest = HexFormat.of().formatHex(Bytes.sha256(Batch.of(command).encode()), 0, 8);
        String key = kind + "/" + digest + "/" + view.next();
        outbox.store(List.of(
                new Outbox.Wish(key, role, ByteString.copyFrom(Batch.of(command).encode()), ByteString.EMPTY)));
        return Optional.ofNullable(road.deliver().get(key)).orElse(new Delivery.Postponed("It was sent before."));
    }

    private List<TradeRow> rows(Path file, ColumnMapping mapping, LedgerView view, Set<String> references) {
        TradeFile trades = TradeFile.read(file, mapping, constitution(view), member);
        if (!trades.errors().isEmpty()) {
            throw new BadInput(trades.errors());
        }
        List<TradeRow> rows = trades.rows().stream()
                .filter(row -> row.side() == Side.SELL && references.contains(row.reference()))
                .toList();
        if (rows.size() < references.size()) {
            throw new BadInput(List.of(new LocatedError(
                    file, 0, 0, "BAD_REFERENCE", "Not each of " + references + " is a SELL row of the file.")));
        }
        return rows;
    }

    private SentPages sent(LedgerView view) {
        SentPages sent = SentPages.in(outbox);
        sent.numbered(view, member);
        return sent;
    }

    private PageMaker maker() {
        return new PageMaker(member, Salts.of(outbox.folder(), random), PAGE);
    }

    private List<Trade> trades(PageMaker maker, List<TradeRow> rows) {
        Salts salts = Salts.of(outbox.folder(), random);
        return rows.stream()
                .map(row -> maker.trade(new PageMaker.Ready(row, Optional.empty()), salts.commitment(row)))
                .toList();
    }

    private static Blob blob(PageId id, List<Trade> trades) {
        return Blob.of(TradePage.of(id, trades).encode());
    }

    private static Outbox.Wish page(PageId id, Command command, List<TradeRow> rows) {
        return new Outbox.Wish(
                SentPages.key(id),
                "trader",
                ByteString.copyFrom(Batch.of(command).encode()),
                ByteString.copyFrom(SentPages.local(rows)));
    }

    private static Outbox.Wish wish(String key, Command command) {
        return new Outbox.Wish(
                key, "trader", ByteString.copyFrom(Batch.of(command).encode()), ByteString.EMPTY);
    }

    private static Constitution constitution(LedgerView view) {
        return view.constitution().orElseThrow(() -> new IllegalStateException("No constitution is in force yet."));
    }

    private static LocatedError error(Path file, TradeRow row, String code, String sentence) {
        return new LocatedError(
                file,
                row.line(),
                1,
                code,
                "reference: " + row.reference() + " with " + row.counterparty() + " " + sentence + ".");
    }
}
