package clearing.client.cli;

import clearing.client.trade.LedgerView;
import clearing.client.trade.MemberSession;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.state.Keys;
import clearing.kernel.trade.StatusPage;
import clearing.kernel.trade.TradeId;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code clearing trade}: one trade with its history. */
@Command(
        name = "trade",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Shows a trade with the transactions that moved it: block, transaction, who signed it, its state after.")
final class TradeCommand implements Callable<Integer> {
    @Mixin
    private MemberOptions member = new MemberOptions();

    @Parameters(paramLabel = "REFERENCE", description = "The trade's reference.")
    private String reference = "";

    @Mixin
    private Output output = new Output();

    private record Move(long block, String txId, String signer, Instant at, String status) {}

    @Override
    public Integer call() throws Exception {
        Map<String, List<Move>> moves = new TreeMap<>();
        try (MemberSession session = member.open()) {
            LedgerView view = session.catchUp(
                    member.patience(),
                    block -> block.transactions().stream()
                            .filter(t -> t.valid())
                            .forEach(t -> t.writes().stream()
                                    .filter(w -> w.key().startsWith(Keys.STATUS_PREFIX))
                                    .forEach(w -> moves.computeIfAbsent(w.key(), k -> new ArrayList<>())
                                            .add(new Move(
                                                    block.number(),
                                                    t.txId(),
                                                    t.creator().mspId(),
                                                    t.timestamp(),
                                                    java.util.Base64.getEncoder()
                                                            .encodeToString(
                                                                    w.value().toByteArray()))))));
            List<TradeId> found = view.trades(reference);
            if (found.isEmpty()) {
                output.err().println("No trade on the ledger has the reference '" + reference + "'.");
                return Exit.REFUSED;
            }
            Constitution constitution = view.constitution().orElseThrow();
            ArrayNode list = Output.object().putArray("trades");
            for (TradeId id : found) {
                list.add(show(id, view, constitution, moves.getOrDefault(Keys.status(id.page()), List.of())));
            }
            if (output.json()) {
                ObjectNode node = Output.object();
                node.set("trades", list);
                output.print(node);
            }
            return Exit.DONE;
        }
    }

    private ObjectNode show(TradeId id, LedgerView view, Constitution constitution, List<Move> moves) {
        StatusPage status = view.status(id.page()).orElseThrow();
        var trade = view.page(id.page()).orElseThrow().trade(id.index());
        ObjectNode node = TradeLines.json(id, trade, status, constitution);
        if (!output.json()) {
            output.out().println(TradeLines.text(id, trade, status, constitution));
        }
        ArrayNode history = node.putArray("history");
        String before = "";
        for (Move move : moves) {
            StatusPage then = StatusPage.decode(java.util.Base64.getDecoder().decode(move.status()));
            String state = then.state(id.index()).name();
            if (!state.equals(before)) {
                history.addObject()
                        .put("state", state)
                        .put("block", move.block())
                        .put("transaction", move.txId())
                        .put("signer", move.signer())
                        .put("at", move.at().toString());
                if (!output.json()) {
                    output.out()
                            .printf(
                                    "  %-9s block %-6d %s  by %-16s %s%n",
                                    state, move.block(), move.at(), move.signer(), move.txId());
                }
            }
            before = state;
        }
        return node;
    }
}
