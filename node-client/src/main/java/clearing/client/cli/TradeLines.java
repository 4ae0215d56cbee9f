package clearing.client.cli;

import clearing.kernel.asset.Asset;
import clearing.kernel.asset.Decimals;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.trade.Leg;
import clearing.kernel.trade.StatusPage;
import clearing.kernel.trade.Trade;
import clearing.kernel.trade.TradeId;
import clearing.kernel.trade.TradeState;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HexFormat;

/** A trade as people read it. */
final class TradeLines {
    private TradeLines() {}

    static ObjectNode json(TradeId id, Trade trade, StatusPage status, Constitution constitution) {
        ObjectNode node = Output.object()
                .put("reference", trade.reference())
                .put("page", id.page().path())
                .put("index", id.index())
                .put("lane", id.page().lane())
                .put("state", status.state(id.index()).name())
                .put("kind", trade.kind().name())
                .put("author", id.page().author())
                .put("authorAccount", constitution.accountName(id.page().author(), trade.authorAccount()))
                .put("counterparty", id.page().counterparty())
                .put(
                        "counterpartyAccount",
                        constitution.accountName(id.page().counterparty(), trade.counterpartyAccount()))
                .put(
                        "deliverer",
                        trade.authorDelivers() ? id.page().author() : id.page().counterparty());
        leg(node, "delivery", trade.delivery(), constitution);
        trade.payment().ifPresent(leg -> leg(node, "payment", leg, constitution));
        node.put("tradeDate", trade.tradeDate().toString())
                .put("valueDate", trade.valueDate().toString())
                .put("priority", trade.priority().name())
                .put("commitment", HexFormat.of().formatHex(trade.commitment()));
        if (status.state(id.index()) == TradeState.REJECTED) {
            node.put("reason", status.reason(id.index()).name());
        }
        trade.reverses().ifPresent(r -> node.put("reverses", r.target(id.page()).toString()));
        trade.amends().ifPresent(a -> node.put("amends", a.target(id.page()).toString()));
        return node;
    }

    private static void leg(ObjectNode node, String name, Leg leg, Constitution constitution) {
        Asset asset = constitution.asset(leg.asset());
        node.putObject(name).put("asset", asset.code()).put("amount", Decimals.format(leg.minor(), asset.scale()));
    }

    static String text(TradeId id, Trade trade, StatusPage status, Constitution constitution) {
        String paid = trade.payment().map(leg -> amount(leg, constitution)).orElse("");
        TradeState state = status.state(id.index());
        return String.format(
                java.util.Locale.ROOT,
                "%-16s %-9s %-7s %-16s %-16s %28s %26s %s%s",
                trade.reference(),
                state,
                trade.kind(),
                id.page().author(),
                id.page().counterparty(),
                amount(trade.delivery(), constitution),
                paid,
                trade.valueDate(),
                state == TradeState.REJECTED ? " " + status.reason(id.index()) : "");
    }

    private static String amount(Leg leg, Constitution constitution) {
        Asset asset = constitution.asset(leg.asset());
        return Decimals.format(leg.minor(), asset.scale()) + " " + asset.code();
    }
}
