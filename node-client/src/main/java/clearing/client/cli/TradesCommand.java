package clearing.client.cli;

import clearing.client.trade.InstructionBook;
import clearing.client.trade.LedgerView;
import clearing.client.trade.MemberSession;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.trade.StatusPage;
import clearing.kernel.trade.TradeId;
import clearing.kernel.trade.TradePage;
import clearing.kernel.trade.TradeState;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code clearing trades}: trades with their states. */
@Command(
        name = "trades",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Lists trades as the verified chain has them, with a count by state at the end.")
final class TradesCommand implements Callable<Integer> {
    @Mixin
    private MemberOptions member = new MemberOptions();

    @Option(names = "--all", description = "Every member's trades, not only the own.")
    private boolean all;

    @Option(names = "--state", split = ",", paramLabel = "STATE", description = "Only these: ${COMPLETION-CANDIDATES}.")
    private List<TradeState> states = List.of();

    @Option(names = "--with", paramLabel = "MEMBER", description = "Only with this counterparty.")
    private Optional<String> with = Optional.empty();

    @Option(
            names = "--alleged-to-me",
            description = {
                "Only what another side says and the member has not agreed to: trades alleged against it, and the others'",
                "instructions that no trade of its own matches, with the fields that differ."
            })
    private boolean allegedToMe;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "1000000", description = "At most so many lines.")
    private int limit;

    @Option(names = "--count", description = "Only the counts.")
    private boolean countOnly;

    @Mixin
    private Output output = new Output();

    @Override
    public Integer call() throws Exception {
        try (MemberSession session = member.open()) {
            LedgerView view = session.catchUp(member.patience());
            ObjectNode node = Output.object().put("block", view.next() - 1);
            ArrayNode list = node.putArray("trades");
            Map<TradeState, Integer> counts = new EnumMap<>(TradeState.class);
            Optional<Constitution> constitution = view.constitution();
            if (allegedToMe && constitution.isPresent()) {
                return allegements(view, session.member(), constitution.get(), node, list);
            }
            for (StatusPage status : view.statuses()) {
                if (wanted(status, session.member()) && constitution.isPresent()) {
                    page(view.page(status.id()).orElseThrow(), status, constitution.get(), list, counts);
                }
            }
            ObjectNode sums = node.putObject("counts");
            counts.forEach((state, count) -> sums.put(state.name(), count));
            if (output.json()) {
                output.print(node);
            } else {
                counts.forEach((state, count) -> output.out().printf("%-10s %d%n", state, count));
            }
            return Exit.DONE;
        }
    }

    private int allegements(LedgerView view, String own, Constitution constitution, ObjectNode node, ArrayNode list) {
        for (StatusPage status : view.statuses()) {
            TradePage page = view.page(status.id()).orElseThrow();
            for (int i = 0; status.id().counterparty().equals(own) && i < page.count(); i++) {
                if (status.state(i) == TradeState.ALLEGED && list.size() < limit) {
                    TradeId id = new TradeId(page.id(), i);
                    list.add(TradeLines.json(id, page.trade(i), status, constitution));
                    if (!output.json()) {
                        output.out().println(TradeLines.text(id, page.trade(i), status, constitution));
                    }
                }
            }
        }
        ArrayNode instructions = node.putArray("instructions");
        InstructionBook book = InstructionBook.of(view);
        for (InstructionBook.Entry entry : book.entries()) {
            boolean unanswered =
                    entry.waits() && entry.id().page().counterparty().equals(own);
            if (unanswered && instructions.size() < limit) {
                instructions.add(InstructionLines.show(entry, book, constitution, output));
            }
        }
        if (output.json()) {
            output.print(node);
        }
        return Exit.DONE;
    }

    private boolean wanted(StatusPage status, String own) {
        return (all || status.id().isParty(own))
                && with.map(status.id()::isParty).orElse(true);
    }

    private void page(
            TradePage page,
            StatusPage status,
            Constitution constitution,
            ArrayNode list,
            Map<TradeState, Integer> counts) {
        for (int i = 0; i < page.count(); i++) {
            TradeState state = status.state(i);
            if (states.isEmpty() || states.contains(state)) {
                counts.merge(state, 1, Integer::sum);
                TradeId id = new TradeId(page.id(), i);
                if (!countOnly && list.size() < limit) {
                    list.add(TradeLines.json(id, page.trade(i), status, constitution));
                    if (!output.json()) {
                        output.out().println(TradeLines.text(id, page.trade(i), status, constitution));
                    }
                }
            }
        }
    }
}
