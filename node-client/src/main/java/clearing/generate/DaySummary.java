package clearing.generate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;

/** What a day consists of, in numbers: the manifest, and what the command prints. */
final class DaySummary {
    private final Day day;

    DaySummary(Day day) {
        this.day = day;
    }

    /** Seed, date and counts, in a fixed order of fields. */
    ObjectNode json() {
        DayOptions options = day.options();
        ObjectNode root = Json.object()
                .put("seed", options.seed())
                .put("date", options.date().toString())
                .put("openingDate", options.previousBusinessDay().toString());
        trades(root.putObject("trades"));
        ObjectNode funding = root.putObject("funding");
        funding.put("opening", fundings(true, Funding.Operation.DEPOSIT))
                .put("deposits", fundings(false, Funding.Operation.DEPOSIT))
                .put("withdrawals", fundings(false, Funding.Operation.WITHDRAW));
        root.put("bookEntries", day.books().entries().size());
        ObjectNode planted = root.putObject("plantedBreaks")
                .put("total", day.books().planted().size());
        for (BreakKind kind : BreakKind.values()) {
            planted.put(
                    kind.name(),
                    day.books().planted().stream()
                            .filter(each -> each.kind() == kind)
                            .count());
        }
        accounts(root.putArray("accounts"));
        securities(root.putArray("securities"));
        return root;
    }

    private void trades(ObjectNode node) {
        List<PlannedTrade> trades = day.trades();
        node.put("total", trades.size());
        for (TradeKind kind : TradeKind.values()) {
            node.put(
                    kind.name(),
                    trades.stream().filter(trade -> trade.kind() == kind).count());
        }
        node.put("urgent", trades.stream().filter(PlannedTrade::urgent).count());
        node.put(
                "reversals",
                trades.stream().filter(trade -> !trade.reverses().isEmpty()).count());
        for (Fate fate : Fate.values()) {
            node.put(
                    fate.name(),
                    trades.stream().filter(trade -> trade.fate() == fate).count());
        }
    }

    private long fundings(boolean beforeTheDay, Funding.Operation operation) {
        return day.fundings().stream()
                .filter(funding -> funding.operation() == operation
                        && funding.valueDate().isBefore(day.options().date()) == beforeTheDay)
                .count();
    }

    /** Accounts by activity: how many of the settled trades each is a side of. */
    private void accounts(ArrayNode accounts) {
        long[] sides = new long[day.consortium().holders().size()];
        for (PlannedTrade trade : day.trades()) {
            if (trade.fate().settles()) {
                sides[trade.seller().ordinal()]++;
                sides[trade.buyer().ordinal()]++;
            }
        }
        day.consortium().holders().stream()
                .sorted(Comparator.comparingLong((Holder holder) -> -sides[holder.ordinal()])
                        .thenComparingInt(Holder::ordinal))
                .forEach(holder -> accounts.addObject()
                        .put("member", holder.member().id())
                        .put("account", holder.account())
                        .put("settledTrades", sides[holder.ordinal()]));
    }

    private void securities(ArrayNode securities) {
        for (Asset asset : day.consortium().securities()) {
            securities
                    .addObject()
                    .put("isin", asset.code())
                    .put("issuer", asset.name())
                    .put("currency", asset.quote())
                    .put(
                            "trades",
                            day.trades().stream()
                                    .filter(trade -> trade.delivery().asset().equals(asset))
                                    .count());
        }
    }
}
