package clearing.kernel.settlement;

import clearing.kernel.Outcome;
import clearing.kernel.ResultCode;
import clearing.kernel.constitution.Member;
import clearing.kernel.execution.Execution;
import clearing.kernel.liquidity.Gridlock;
import clearing.kernel.liquidity.SetCheck;
import clearing.kernel.settlement.WaitingTrades.Slot;
import clearing.kernel.settlement.WaitingTrades.Waiting;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/** A set of trades that an agent or a solver proposes, judged against all due trades of the pages that it names. */
final class ProposedSet {
    private final List<RoundPage> pages;
    private final int today;
    private final WaitingTrades waiting;
    private final Execution x;
    private final BitSet proposed = new BitSet();

    ProposedSet(List<RoundPage> pages, int today, WaitingTrades waiting, Execution x) {
        this.pages = pages;
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
        for (int p = 0; p < pages.size(); p++) {
            RoundPage page = pages.get(p);
            for (int i = 0; i < page.status().count(); i++) {
                if (page.selection().contains(i) && !page.isDue(i, today)) {
                    return Optional.of(Outcome.refused(ResultCode.PROPOSAL_STALE, path(p, i)));
                }
            }
        }
        return Optional.empty();
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
                Outcome.refused(
                        ResultCode.PROPOSAL_UNCOVERED,
                        "pages",
                        name(uncovered.position()) + " would end below its floor");
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
        Slot slot = waiting.slot(position);
        String account = x.constitution()
                .member(slot.member())
                .map(Member::accounts)
                .filter(accounts -> slot.account() < accounts.size())
                .map(accounts -> accounts.get(slot.account()))
                .orElse(Integer.toString(slot.account()));
        return slot.member() + " " + account + " "
                + x.constitution().asset(slot.asset()).code();
    }

    private static boolean isProposed(Waiting trade) {
        return trade.page().selection().contains(trade.index());
    }

    private static String number(Waiting trade) {
        return trade.page().trades().id().path() + "#" + trade.index();
    }

    private String path(Waiting trade) {
        return path(pages.indexOf(trade.page()), trade.index());
    }

    private static String path(int page, int index) {
        return "pages[" + page + "].selection[" + index + "]";
    }
}
