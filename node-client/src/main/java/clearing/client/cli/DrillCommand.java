package clearing.client.cli;

import clearing.client.drill.Drill;
import clearing.client.drill.DrillReport;
import clearing.client.drill.DrillResult;
import clearing.client.drill.Shock;
import clearing.client.trade.LedgerView;
import clearing.client.trade.MemberSession;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code clearing drill}: a default from declaration to the last payment, on a fork that touches nothing. */
@Command(
        name = "drill",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Plays a member's default on a copy of the ledger's state, and sends nothing.",
            "The contract's own rules declare it, close it out and run the waterfall; what each step brings is printed."
        },
        footerHeading = "%nExample:%n",
        footer = "  clearing drill --profile profile.json --default LanternPay --shock 'HKD security -20%%'")
final class DrillCommand implements Callable<Integer> {
    @Mixin
    private MemberOptions member = new MemberOptions();

    @Option(
            names = "--default",
            required = true,
            split = ",",
            paramLabel = "MEMBER",
            description = "Who defaults; several one after the other.")
    private List<String> defaulters = List.of();

    @Option(names = "--shock", paramLabel = "SHOCK", description = "Moves prices first, such as 'HKD security -20%%'.")
    private List<String> shocks = List.of();

    @Mixin
    private Output output = new Output();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        try (MemberSession session = member.open()) {
            LedgerView view = session.catchUp(member.patience());
            Drill drill = Shocks.or(
                    spec, () -> new Drill(view.state(), session.clock().instant()));
            for (Shock shock : Shocks.parse(spec, shocks)) {
                drill.shock(shock).ifPresent(refusal -> {
                    throw new CommandLine.ParameterException(
                            spec.commandLine(), "A price cannot be moved: " + refusal.code() + ".");
                });
            }
            DrillReport report = new DrillReport(drill.constitution());
            ObjectNode node = Output.object().put("block", view.next() - 1);
            ArrayNode list = node.putArray("defaults");
            int exit = Exit.DONE;
            for (String defaulter : defaulters) {
                DrillResult result = drill.run(defaulter);
                report.json(result, list.addObject());
                exit = result.refusal().isPresent() ? Exit.REFUSED : exit;
                if (!output.json()) {
                    print(result, report);
                }
            }
            if (output.json()) {
                output.print(node);
            }
            return exit;
        }
    }

    private void print(DrillResult result, DrillReport report) {
        output.out().println(result.member() + " in default (drill; nothing is sent)");
        result.closed().ifPresent(closed -> report.text(closed, output.out()));
        report.text(result.steps(), output.out());
        result.refusal().ifPresent(r -> output.err().println(r.code() + " " + r.field() + ": " + r.detail()));
        output.out()
                .println("exposure " + report.money(result.exposure()) + ", beyond its own resources "
                        + report.money(result.loss()) + ", uncovered " + report.money(result.uncovered()));
    }
}
