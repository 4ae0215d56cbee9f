package clearing.client.cli;

import clearing.client.cycle.LaneCycles;
import clearing.client.trade.LedgerView;
import clearing.client.trade.MemberSession;
import clearing.kernel.calendar.CycleId;
import clearing.kernel.calendar.CycleRule;
import clearing.kernel.constitution.Lane;
import clearing.kernel.cycle.CycleRecord;
import clearing.kernel.cycle.PairOutcome;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code clearing cycle list}: the cycles that are cut off, and those open that have taken something in. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Lists the cycles of each lane that has them, as the verified chain says.")
final class CycleListCommand implements Callable<Integer> {
    @Mixin
    private MemberOptions member = new MemberOptions();

    @Option(names = "--lane", paramLabel = "LANE", description = "Only this lane.")
    private Optional<String> only = Optional.empty();

    @Mixin
    private Output output = new Output();

    @Override
    public Integer call() throws Exception {
        try (MemberSession session = member.open()) {
            LedgerView view = session.catchUp(member.patience());
            ObjectNode node = Output.object().put("block", view.next() - 1);
            ArrayNode list = node.putArray("cycles");
            for (Lane lane : view.constitution().map(c -> c.lanes()).orElse(List.of())) {
                if (only.map(lane.code()::equals).orElse(true)) {
                    LaneCycles.of(view, lane.code()).ifPresent(cycles -> show(cycles, list));
                }
            }
            if (output.json()) {
                output.print(node);
            }
            return Exit.DONE;
        }
    }

    private void show(LaneCycles cycles, ArrayNode list) {
        CycleRule rule = cycles.terms().rule(cycles.constitution());
        TreeSet<CycleId> all = new TreeSet<>(cycles.records().keySet());
        all.addAll(cycles.pages().keySet());
        all.addAll(cycles.fails().keySet());
        for (CycleId cycle : all) {
            Optional<CycleRecord> record = Optional.ofNullable(cycles.records().get(cycle));
            String state = record.map(r -> r.state().name()).orElse("OPEN");
            Instant cutOff = rule.closes(cycle);
            int pages = cycles.pages().getOrDefault(cycle, List.of()).size();
            int fails = cycles.fails().getOrDefault(cycle, List.of()).size();
            long carried = record.stream()
                    .flatMap(r -> r.pairs().stream())
                    .filter(pair -> pair.outcome() == PairOutcome.CARRIED)
                    .count();
            list.addObject()
                    .put("cycle", cycle.toString())
                    .put("state", state)
                    .put("cutOff", cutOff.toString())
                    .put("pages", pages)
                    .put("trades", record.map(CycleRecord::trades).orElse(0))
                    .put("pairs", record.map(r -> r.pairs().size()).orElse(0))
                    .put("carriedInto", fails)
                    .put("carriedOn", carried);
            if (!output.json()) {
                output.out()
                        .printf(
                                "%-20s %-8s cut off %s  %d pages, %d trades, %d pairs carried into it, %d carried on%n",
                                cycle,
                                state,
                                cutOff,
                                pages,
                                record.map(CycleRecord::trades).orElse(0),
                                fails,
                                carried);
            }
        }
    }
}
