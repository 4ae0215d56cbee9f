package clearing.client.cli;

import clearing.client.cycle.LaneCycles;
import clearing.client.trade.LedgerView;
import clearing.client.trade.MemberSession;
import clearing.kernel.asset.Asset;
import clearing.kernel.asset.Decimals;
import clearing.kernel.calendar.CycleId;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.cycle.CycleRecord;
import clearing.kernel.cycle.PairLeg;
import clearing.kernel.cycle.PairPosition;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code clearing cycle show}: the record of one cycle. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Shows a cycle that is cut off: what each pair of members owes each other and what became of it.")
final class CycleShowCommand implements Callable<Integer> {
    @Mixin
    private MemberOptions member = new MemberOptions();

    @Option(names = "--lane", required = true, paramLabel = "LANE", description = "The lane.")
    private String lane = "";

    @Option(names = "--cycle", required = true, paramLabel = "DATE/NUMBER", description = "Such as 2026-11-30/0.")
    private String cycle = "";

    @Mixin
    private Output output = new Output();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        CycleId id = CycleCommand.cycle(spec, lane, cycle);
        try (MemberSession session = member.open()) {
            LedgerView view = session.catchUp(member.patience());
            Optional<LaneCycles> cycles = LaneCycles.of(view, lane);
            Optional<CycleRecord> record = cycles.map(c -> c.records().get(id));
            if (record.isEmpty()) {
                output.err().println(id + " is not cut off, or the lane has no cycles.");
                return Exit.REFUSED;
            }
            show(record.get(), cycles.orElseThrow().constitution());
            return Exit.DONE;
        }
    }

    private void show(CycleRecord record, Constitution constitution) {
        String root = HexFormat.of().formatHex(record.root());
        ObjectNode node = Output.object()
                .put("cycle", record.id().toString())
                .put("state", record.state().name())
                .put("trades", record.trades())
                .put("closed", record.closed())
                .put("root", root)
                .put("record", HexFormat.of().formatHex(record.hash()));
        ArrayNode pairs = node.putArray("pairs");
        if (!output.json()) {
            output.out()
                    .printf(
                            "%s %s, %d trades, %d of them with their final state%nroot %s%n",
                            record.id(), record.state(), record.trades(), record.closed(), root);
        }
        for (PairPosition pair : record.pairs()) {
            ObjectNode one = pairs.addObject()
                    .put("first", pair.first())
                    .put("second", pair.second())
                    .put("outcome", pair.outcome().name())
                    .put("since", pair.since().toString())
                    .put("next", pair.next().toString());
            if (!output.json()) {
                output.out().printf("%s and %s: %s%n", pair.first(), pair.second(), outcome(record, pair));
            }
            ArrayNode legs = one.putArray("legs");
            pair.legs().forEach(leg -> leg(pair, leg, constitution, legs));
        }
        if (output.json()) {
            output.print(node);
        }
    }

    private static String outcome(CycleRecord record, PairPosition pair) {
        String age = pair.since().equals(record.id()) ? "" : ", not paid since " + pair.since();
        String on = pair.next().equals(record.id()) ? "" : " into " + pair.next();
        return pair.outcome() + on + age;
    }

    private void leg(PairPosition pair, PairLeg leg, Constitution constitution, ArrayNode legs) {
        Asset asset = constitution.asset(leg.asset());
        String firstAccount = constitution.accountName(pair.first(), leg.firstAccount());
        String secondAccount = constitution.accountName(pair.second(), leg.secondAccount());
        String toSecond = Decimals.format(leg.toSecond(), asset.scale());
        String toFirst = Decimals.format(leg.toFirst(), asset.scale());
        String net = Decimals.format(leg.net(), asset.scale());
        legs.addObject()
                .put("asset", asset.code())
                .put("firstAccount", firstAccount)
                .put("secondAccount", secondAccount)
                .put("toFirst", toFirst)
                .put("toFirstCount", leg.toFirstCount())
                .put("toSecond", toSecond)
                .put("toSecondCount", leg.toSecondCount())
                .put("netOfFirst", net);
        if (!output.json()) {
            output.out()
                    .printf(
                            "  %-13s %-8s %-8s to the first %20s (%d)  to the second %20s (%d)  net %20s%n",
                            asset.code(),
                            firstAccount,
                            secondAccount,
                            toFirst,
                            leg.toFirstCount(),
                            toSecond,
                            leg.toSecondCount(),
                            net);
        }
    }
}
