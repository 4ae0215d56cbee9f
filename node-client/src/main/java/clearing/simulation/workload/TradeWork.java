package clearing.simulation.workload;

import clearing.kernel.Role;
import clearing.kernel.command.Command;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.RejectReason;
import clearing.kernel.trade.Selection;
import clearing.kernel.trade.Trade;
import clearing.kernel.trade.TradePage;
import clearing.kernel.trade.TradeState;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The life of a trade up to settlement, and its reversal. */
final class TradeWork {
    private TradeWork() {}

    static Optional<Errand> record(Desk desk) {
        TradePage page = Trades.page(desk, desk.anyLane(), desk.other());
        return Optional.of(Errand.of("record " + page.id().path(), Role.TRADER, new Command.RecordPage(page.encode())));
    }

    static Optional<Errand> affirm(Desk desk) {
        return alleged(desk)
                .map(page -> Errand.of(
                        "affirm " + page.id().path(),
                        Role.TRADER,
                        new Command.Affirm(page.id(), page.trades().contentHash(), some(desk, page))));
    }

    static Optional<Errand> reject(Desk desk) {
        return alleged(desk)
                .map(page -> Errand.of(
                        "reject " + page.id().path(),
                        Role.TRADER,
                        new Command.Reject(
                                page.id(),
                                page.trades().contentHash(),
                                one(desk, page),
                                RejectReason.QUANTITY_DIFFERS)));
    }

    /** A wish to cancel, or the other side's agreement to one. */
    static Optional<Errand> cancel(Desk desk) {
        return pick(desk, page -> page.id().isParty(desk.member()) && anyOpen(page) && wished(desk, page) >= 0)
                .or(() -> pick(desk, page -> page.id().isParty(desk.member()) && anyOpen(page)))
                .map(page -> Errand.of(
                        "cancel in " + page.id().path(),
                        Role.TRADER,
                        new Command.RequestCancel(page.id(), asked(desk, page))));
    }

    /** Gives a settled trade back. */
    static Optional<Errand> reverse(Desk desk) {
        Optional<SeenPage> found = pick(desk, page -> page.id().isParty(desk.member()) && page.any(TradeState.SETTLED));
        return found.flatMap(page -> reverse(desk, page));
    }

    private static Optional<Errand> reverse(Desk desk, SeenPage page) {
        for (int i = 0; i < page.trades().count(); i++) {
            if (page.status().state(i) == TradeState.SETTLED
                    && (!page.status().reversalNamed(i) || desk.draw().oneIn(5))) {
                PageId of = page.id();
                String other = of.author().equals(desk.member()) ? of.counterparty() : of.author();
                PageId holder = desk.newPage(of.lane(), other);
                Trade mirror = Trades.mirror(
                        desk.draw(),
                        page.trades().trade(i),
                        of,
                        holder,
                        i,
                        LocalDate.ofEpochDay(desk.today(of.lane())),
                        desk.newReference());
                TradePage recorded = TradePage.of(holder, List.of(mirror));
                return Optional.of(Errand.of(
                        "reverse " + of.path() + "#" + i, Role.TRADER, new Command.RecordPage(recorded.encode())));
            }
        }
        return Optional.empty();
    }

    static Optional<SeenPage> alleged(Desk desk) {
        return pick(desk, page -> page.id().counterparty().equals(desk.member()) && page.any(TradeState.ALLEGED));
    }

    static Optional<SeenPage> pick(Desk desk, Predicate<SeenPage> fits) {
        List<SeenPage> found = desk.pages().stream().filter(fits).toList();
        return found.isEmpty() ? Optional.empty() : Optional.of(desk.draw().pick(found));
    }

    private static Selection some(Desk desk, SeenPage page) {
        return desk.draw().oneIn(5) ? one(desk, page) : page.selection(TradeState.ALLEGED);
    }

    private static Selection one(Desk desk, SeenPage page) {
        return Selection.of(desk.draw().below(page.trades().count()));
    }

    private static boolean anyOpen(SeenPage page) {
        return page.any(TradeState.ALLEGED) || page.any(TradeState.AFFIRMED) || page.any(TradeState.QUEUED);
    }

    private static Selection asked(Desk desk, SeenPage page) {
        int wished = wished(desk, page);
        return wished >= 0 ? Selection.of(wished) : one(desk, page);
    }

    /** The first trade that the other side wants to cancel; -1 when there is none. */
    private static int wished(Desk desk, SeenPage page) {
        String other = page.id().author().equals(desk.member())
                ? page.id().counterparty()
                : page.id().author();
        for (int i = 0; i < page.trades().count(); i++) {
            if (page.status().cancelAskedBy(i, other) && !page.status().state(i).terminal()) {
                return i;
            }
        }
        return -1;
    }
}
