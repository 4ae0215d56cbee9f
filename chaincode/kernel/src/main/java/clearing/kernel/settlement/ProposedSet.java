package clearing.kernel.settlement;

import clearing.kernel.Outcome;
import clearing.kernel.ResultCode;
import clearing.kernel.execution.Execution;
import clearing.kernel.liquidity.Gridlock;
import clearing.kernel.liquidity.SetCheck;
import clearing.kernel.queue.Wishes;
import clearing.kernel.settlement.WaitingTrades.Waiting;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/** A set of trades that an agent or a solver proposes, judged against all due trades of the pages that it names and of
 * those that the lane's {@link WaitingList} says. */
final class ProposedSet {
    private final List<RoundPage> pages;
    private final int named;
    private final int today;
    private final WaitingTrades waiting;
    private final Execution x;
    private final BitSet proposed = new BitSet();

    /**
     * @param pages those that the proposal names, then those that it must not overlook
     * @param named how many it names
     */
    ProposedSet(List<RoundPage> pages, int named, int today, WaitingTrades waiting, Execution x) {
        this.pages = pages;
        this.named = named;
        this.today = today;
        this.waiting = waiting;
        this.x = x;
        for (int n = 0; n < waiting.queue().size(); n++) {
            if (isProposed(waiting.trade(n))) {
                proposed.set(n);
            }
        }
    }

    BitSet proposed() {
        return (BitSet) proposed.clone();
    }

    /** Why the set is not settled, or empty when it is feasible, in order ({@link Gridlock}) and maximal. */
    Optional<Outcome> refuse() {
        return stale().or(this::tooLarge)
                .or(() -> SetCheck.check(waiting.queue(), waiting.positions(), proposed)
                        .map(this::say));
    }

    private Optional<Outcome> stale() {
        for (int p = 0; p < named; p++) {
            RoundPage page = pages.get(p);
            for (int i = 0; i < page.status().count(); i++) {
                if (page.selection().contains(i) && !page.isDue(i, today)) {
                    return Optional.of(Outcome.refused(ResultCode.PROPOSAL_STALE, path(p, i), whyNot(page, i)));
                }
            }
        }
        return Optional.empty();
    }

    private String whyNot(RoundPage page, int index) {
        if (!page.isReady(index, today)) {
            return ResultCode.PROPOSAL_STALE.sentence();
        }
        Wishes wishes = page.wishes(index);
        if (wishes.held()) {
            return "a party holds the trade";
        }
        return wishes.isPast(page.now()) ? "a party's latest time has passed" : "a party's earliest time has not come";
    }

    private Optional<Outcome> tooLarge() {
        return waiting.tooLarge().stream()
                .filter(ProposedSet::isProposed)
                .findFirst()
                .map(trade -> Outcome.refused(
                        ResultCode.AMOUNT_TOO_LARGE,
                        path(trade),
                        "sums with this trade are above what a set can hold"));
    }

    private Outcome say(SetCheck.Fault fault) {
        return switch (fault) {
            case SetCheck.Fault.Uncovered uncovered ->
                switch (waiting.place(uncovered.position())) {
                    case Place.Slot s ->
                        Outcome.refused(
                                ResultCode.PROPOSAL_UNCOVERED,
                                "pages",
                                name(uncovered.position()) + " would end below its floor");
                    case Place.Allowance a ->
                        Outcome.refused(
                                ResultCode.PROPOSAL_OVER_LIMIT,
                                "pages",
                                name(uncovered.position()) + " would be passed");
                };
            case SetCheck.Fault.Overtakes overtakes -> {
                Waiting by = waiting.trade(overtakes.by());
                yield Outcome.refused(
                        ResultCode.PROPOSAL_OUT_OF_ORDER,
                        path(by),
                        "trade " + number(waiting.trade(overtakes.overtaken())) + " ranks before trade " + number(by)
                                + " and would lack cover from " + name(overtakes.position()));
            }
            case SetCheck.Fault.NotMaximal more -> {
                Waiting trade = waiting.trade(more.instruction());
                yield Outcome.refused(
                        ResultCode.PROPOSAL_NOT_MAXIMAL, path(trade), "trade " + number(trade) + " could be added");
            }
        };
    }

    private String name(int position) {
        Place place = waiting.place(position);
        String asset = x.constitution().asset(place.asset()).code();
        return switch (place) {
            case Place.Slot s -> s.member() + " " + x.constitution().accountName(s.member(), s.account()) + " " + asset;
            case Place.Allowance a -> "the limit of " + a.member() + " towards " + a.counterparty() + " in " + asset;
        };
    }

    private static boolean isProposed(Waiting trade) {
        return trade.page().selection().contains(trade.index());
    }

    private static String number(Waiting trade) {
        return trade.page().trades().id().path() + "#" + trade.index();
    }

    /** Where the command names the trade; of a page that it does not name, the field as a whole. */
    private String path(Waiting trade) {
        int page = pages.indexOf(trade.page());
        return page < named ? path(page, trade.index()) : "pages";
    }

    private static String path(int page, int index) {
        return "pages[" + page + "].selection[" + index + "]";
    }
}
