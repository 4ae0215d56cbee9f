package clearing.client.cli;

import clearing.client.drill.DrillReport;
import clearing.client.drill.DrillResult;
import clearing.client.drill.Shock;
import clearing.client.drill.Stress;
import clearing.client.drill.StressReport;
import clearing.client.trade.LedgerView;
import clearing.client.trade.MemberSession;
import clearing.kernel.defaults.WaterfallStep;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code clearing stress}: cover-1 and cover-2 on the live book. */
@Command(
        name = "stress",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Holds the largest member's default, and the two largest, against what is there to bear it.",
            "Each member's default is played on a copy of the verified chain's state, then the two with the largest losses together. Exit",
            "code 1 when collateral and reserve do not cover one of the two. Nothing is sent."
        },
        footerHeading = "%nExample:%n",
        footer = "  clearing stress --profile profile.json --shock 'HKD security -20%%' --shock 'USD +5%%' --json")
final class StressCommand implements Callable<Integer> {
    @Mixin
    private MemberOptions member = new MemberOptions();

    @Option(names = "--shock", paramLabel = "SHOCK", description = "Moves prices first, such as 'HKD security -20%%'.")
    private List<String> shocks = List.of();

    @Mixin
    private Output output = new Output();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        List<Shock> supposed = Shocks.parse(spec, shocks);
        try (MemberSession session = member.open()) {
            LedgerView view = session.catchUp(member.patience());
            Stress stress = Shocks.or(
                    spec, () -> Stress.of(view.state(), session.clock().instant(), supposed));
            DrillReport report = new DrillReport(view.constitution().orElseThrow());
            if (output.json()) {
                ObjectNode node = Output.object().put("block", view.next() - 1);
                shocks.forEach(node.putArray("shocks")::add);
                output.print(node.setAll(new StressReport(stress, report).whole()));
            } else {
                table("each member by itself, the largest loss beyond its own resources first", stress.each(), report);
                verdict("cover-1", stress.cover1(), stress.largest());
                table("the two largest, one after the other", stress.both(), report);
                verdict("cover-2", stress.cover2(), stress.both());
            }
            return stress.cover1() && stress.cover2() ? Exit.DONE : Exit.REFUSED;
        }
    }

    private void verdict(String cover, boolean holds, List<DrillResult> results) {
        output.out()
                .println(cover
                        + (holds ? " holds: " : " does not hold: ")
                        + String.join(
                                " and ",
                                results.stream().map(DrillResult::member).toList()));
    }

    private void table(String title, List<DrillResult> results, DrillReport report) {
        output.out().println(title);
        line("member", "exposure", "collateral", "beyond own", "of the fund", "allocated", "uncovered", "");
        for (DrillResult r : results) {
            line(
                    r.member(),
                    report.money(r.exposure()),
                    report.money(r.brought(WaterfallStep.COLLATERAL)),
                    report.money(r.loss()),
                    report.money(r.ofFund()),
                    report.money(r.brought(WaterfallStep.LOSS_ALLOCATION)),
                    report.money(r.uncovered()),
                    r.refusal()
                            .map(refusal -> "not played to its end: " + refusal.code())
                            .orElse(""));
        }
    }

    private void line(String... cells) {
        output.out().printf(Locale.ROOT, "  %-20s %18s %18s %18s %18s %18s %18s  %s%n", (Object[]) cells);
    }
}
