package clearing.simulation.oracle;

import clearing.kernel.calendar.CycleId;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.Trade;
import clearing.kernel.trade.TradePage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** One trade with what it moves, and where it stands. One object per trade: the facts keep it up to date. */
public final class Deal {
    /** Who goes first in a lane. */
    public static final Comparator<Deal> RANK = Comparator.comparing((Deal deal) -> !deal.urgent)
            .thenComparingLong(deal -> deal.dueDay)
            .thenComparingInt(deal -> deal.page.number())
            .thenComparing(deal -> deal.page.author())
            .thenComparing(deal -> deal.page.counterparty())
            .thenComparingInt(deal -> deal.index);

    /** What happens at a slot when the deal settles. */
    public record Change(String slot, long amount) {}

    final String id;
    final PageId page;
    final int index;
    final boolean urgent;
    final long dueDay;
    final List<Change> changes;
    final Optional<String> reverses;
    final Trade terms;
    String state = "ALLEGED";
    boolean named;
    boolean authorAsks;
    boolean counterpartyAsks;
    /** The cycle that the deal is in. */
    Optional<CycleId> cycle = Optional.empty();
    /** Its securities were delivered before; its payment alone is in the cycle. */
    boolean fundsOnly;

    private Deal(PageId page, int index, Trade terms) {
        this.id = page.path() + "#" + index;
        this.page = page;
        this.index = index;
        this.terms = terms;
        this.urgent = terms.priority().name().equals("URGENT");
        this.dueDay = terms.valueDate().toEpochDay();
        this.reverses = terms.reverses().map(r -> r.target(page).page().path() + "#" + r.index());
        this.changes = changes(page, terms);
    }

    /** The trade at that place of a page, as alleged. */
    public static Deal of(TradePage page, int index) {
        return new Deal(page.id(), index, page.trade(index));
    }

    Deal copy() {
        Deal copy = new Deal(page, index, terms);
        copy.state = state;
        copy.named = named;
        copy.authorAsks = authorAsks;
        copy.counterpartyAsks = counterpartyAsks;
        copy.cycle = cycle;
        copy.fundsOnly = fundsOnly;
        return copy;
    }

    public String id() {
        return id;
    }

    public String state() {
        return state;
    }

    public boolean named() {
        return named;
    }

    public String lane() {
        return page.lane();
    }

    /** What each slot gains or gives, in the order of the legs. */
    public List<Change> changes() {
        return changes;
    }

    /** The cycle that the deal is in; empty when it is in none. */
    public Optional<CycleId> cycle() {
        return cycle;
    }

    /** Whether its payment alone is in the cycle. */
    public boolean fundsOnly() {
        return fundsOnly;
    }

    boolean isNetted() {
        return state.equals("NETTED");
    }

    /** Nothing happens to it any more, but perhaps in its cycle. */
    boolean isDone() {
        return !state.equals("ALLEGED") && !waits();
    }

    boolean isFinal() {
        return isDone() && !isNetted();
    }

    boolean isParty(String member) {
        return page.author().equals(member) || page.counterparty().equals(member);
    }

    /** Who gives what is delivered. */
    String deliverer() {
        return terms.authorDelivers() ? page.author() : page.counterparty();
    }

    String receiver() {
        return terms.authorDelivers() ? page.counterparty() : page.author();
    }

    public boolean waits() {
        return state.equals("AFFIRMED") || state.equals("QUEUED");
    }

    public boolean due(long today) {
        return waits() && dueDay <= today;
    }

    private static List<Change> changes(PageId page, Trade terms) {
        String author = page.author() + "/" + terms.authorAccount() + "/";
        String counterparty = page.counterparty() + "/" + terms.counterpartyAccount() + "/";
        String deliverer = terms.authorDelivers() ? author : counterparty;
        String receiver = terms.authorDelivers() ? counterparty : author;
        List<Change> changes = new ArrayList<>(4);
        changes.add(new Change(
                deliverer + terms.delivery().asset(), -terms.delivery().minor()));
        changes.add(
                new Change(receiver + terms.delivery().asset(), terms.delivery().minor()));
        terms.payment().ifPresent(leg -> {
            changes.add(new Change(receiver + leg.asset(), -leg.minor()));
            changes.add(new Change(deliverer + leg.asset(), leg.minor()));
        });
        return changes;
    }
}
