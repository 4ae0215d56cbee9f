package clearing.simulation.workload;

import clearing.kernel.Batch;
import clearing.kernel.Role;
import clearing.kernel.command.Command;
import clearing.kernel.command.Command.PageSelection;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.Selection;
import clearing.kernel.trade.Trade;
import clearing.kernel.trade.TradePage;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What members send that the ledger has seen before, must refuse, or must take as a whole. */
final class MischiefWork {
    private static final byte[] NO_BATCH = {7, 7, 7};
    private static final int HASH_BYTES = 32;

    private MischiefWork() {}

    /** The same content once more, as another intent. */
    static Optional<Errand> repeat(Desk desk) {
        return desk.anySent().map(errand -> new Errand("again: " + errand.about(), errand.roles(), errand.batch()));
    }

    /** Other content under the identity of what was sent. */
    static Optional<Errand> conflict(Desk desk) {
        return desk.anySent().filter(MischiefWork::isBatch).flatMap(errand -> other(desk, errand));
    }

    private static boolean isBatch(Errand errand) {
        return !Arrays.equals(errand.batch(), NO_BATCH);
    }

    private static Optional<Errand> other(Desk desk, Errand errand) {
        Command first = Batch.decode(errand.batch()).entries().getFirst().command();
        Optional<Command> changed = switch (first) {
            case Command.Deposit c ->
                Optional.of(new Command.Deposit(
                        c.reference(), c.member(), c.account(), c.asset(), c.amount() + 1, c.valueDate()));
            case Command.RequestWithdrawal c ->
                Optional.of(new Command.RequestWithdrawal(
                        c.reference(), c.account(), c.asset(), c.amount() + 1, c.valueDate()));
            case Command.AttestWithdrawal c ->
                Optional.of(new Command.AttestWithdrawal(c.member(), c.reference(), !c.paid()));
            case Command.RecordPage c
            when c.page().length > TradePage.RECORD_BYTES ->
                Optional.of(new Command.RecordPage(
                        Trades.page(desk, TradePage.ofLedger(c.page()).id()).encode()));
            default -> Optional.empty();
        };
        return changed.map(command -> new Errand(
                "conflicting: " + errand.about(),
                errand.roles(),
                Batch.of(command).encode()));
    }

    /** Something well formed by a certificate that may not. */
    static Optional<Errand> wrongRole(Desk desk) {
        return desk.anySent().map(errand -> {
            Role role = desk.draw().pick(List.of(Role.values()));
            return new Errand("by " + role + ": " + errand.about(), Set.of(role), errand.batch());
        });
    }

    /** A decision on a page of others, or of this member's own. */
    static Optional<Errand> notAParty(Desk desk) {
        return TradeWork.pick(desk, page -> !page.id().counterparty().equals(desk.member()))
                .map(page -> {
                    Command command = desk.draw().oneIn(2)
                            ? new Command.Affirm(page.id(), page.trades().contentHash(), Selection.all())
                            : new Command.RequestCancel(page.id(), Selection.all());
                    return Errand.of("meddle with " + page.id().path(), Role.TRADER, command);
                });
    }

    /** Pages, names and bytes that are not what they should be. */
    static Optional<Errand> malformed(Desk desk) {
        String lane = desk.anyLane();
        LocalDate today = LocalDate.ofEpochDay(desk.today(lane));
        PageId own = new PageId(
                lane, desk.member(), desk.other(), 1_000_000 + desk.draw().below(100));
        return Optional.of(
                switch (desk.draw().below(9)) {
                    case 0 -> Errand.of("cut page", Role.TRADER, new Command.RecordPage(new byte[] {1, 0, 0}));
                    case 1 -> new Errand("bytes that are no batch", Set.of(Role.TRADER), NO_BATCH);
                    case 2 ->
                        Errand.of(
                                "page of somebody else",
                                Role.TRADER,
                                new Command.RecordPage(
                                        Trades.page(desk, ofSomebodyElse(own)).encode()));
                    case 3 ->
                        Errand.of(
                                "asset that is not there",
                                Role.TREASURER,
                                new Command.Deposit(desk.newReference(), desk.member(), 0, "XXX", 5, today));
                    case 4 ->
                        Errand.of(
                                "round over nothing",
                                Role.AGENT,
                                new Command.Settle(lane, List.of(PageSelection.all(own))));
                    case 5 -> Errand.of("reference twice", Role.TRADER, new Command.RecordPage(twice(desk, own)));
                    case 6 -> unread(desk).orElseGet(MischiefWork::unknownProposal);
                    case 7 -> unknownProposal();
                    default ->
                        Errand.of(
                                "deposit of nothing",
                                Role.TREASURER,
                                new Command.Deposit(desk.newReference(), desk.member(), 0, "HKD", 0, today));
                });
    }

    /** The counterparty's word on content that it did not read. */
    private static Optional<Errand> unread(Desk desk) {
        return TradeWork.alleged(desk)
                .map(page -> Errand.of(
                        "affirm unread " + page.id().path(),
                        Role.TRADER,
                        new Command.Affirm(page.id(), new byte[HASH_BYTES], Selection.all())));
    }

    private static Errand unknownProposal() {
        return Errand.of("ratify what nobody proposed", Role.ADMIN, new Command.Ratify(2, new byte[HASH_BYTES]));
    }

    private static PageId ofSomebodyElse(PageId own) {
        String author = own.counterparty();
        String counterparty = own.author();
        return new PageId(own.lane(), author, counterparty, 0);
    }

    private static byte[] twice(Desk desk, PageId id) {
        String reference = desk.newReference();
        List<Trade> trades = new ArrayList<>();
        trades.add(Trades.any(desk, id, reference));
        trades.add(Trades.any(desk, id, reference));
        return TradePage.of(id, trades).encode();
    }

    /** Two or three commands that stand or fall together, by a certificate with several roles. */
    static Optional<Errand> linked(Desk desk) {
        List<Command> commands = new ArrayList<>();
        TradePage page = Trades.page(desk, desk.anyLane(), desk.other());
        commands.add(new Command.RecordPage(page.encode()));
        FundingWork.request(desk).ifPresent(errand -> commands.add(first(errand)));
        if (desk.draw().oneIn(2)) {
            FundingWork.deposit(desk).ifPresent(errand -> commands.add(first(errand)));
        }
        byte[] batch = Batch.linked(commands.toArray(Command[]::new)).encode();
        return Optional.of(new Errand("linked group", Set.of(Role.TRADER, Role.TREASURER), batch));
    }

    private static Command first(Errand errand) {
        return Batch.decode(errand.batch()).entries().getFirst().command();
    }
}
