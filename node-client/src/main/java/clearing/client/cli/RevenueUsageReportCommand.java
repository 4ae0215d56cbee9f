package clearing.client.cli;

import clearing.client.revenue.fact.PeriodMeasures;
import clearing.client.revenue.usage.UsageFile;
import clearing.client.revenue.usage.UsageIndex;
import clearing.client.revenue.usage.UsageStore;
import clearing.client.trade.LedgerView;
import clearing.client.trade.MemberSession;
import clearing.client.trade.OneShot;
import clearing.kernel.command.RevenueCodec;
import clearing.kernel.command.RevenueCommand;
import clearing.kernel.command.RevenueCommand.FactReport;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.constitution.Lane;
import clearing.kernel.revenue.terms.Measure;
import clearing.kernel.revenue.terms.Period;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code clearing revenue usage report}. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Reports a file of metered facts as parts of a measure: columns at,customer,quantity and, if wanted, reference.",
            "The private pages are on the disk before anything is sent; the same file again goes on where it was."
        })
final class RevenueUsageReportCommand implements Callable<Integer> {
    @Mixin
    private MeasureArguments named = new MeasureArguments();

    @Parameters(index = "3", paramLabel = "FILE", description = "CSV.")
    private Path file = Path.of("");

    @Mixin
    private UsagePlace place = new UsagePlace();

    @Override
    public Integer call() throws InterruptedException {
        Period of = named.asked().period(named.period());
        try (MemberSession session = named.asked().member().open();
                OneShot actions = OneShot.open(
                        session,
                        named.asked().member().outbox(),
                        named.asked().member().patience())) {
            LedgerView view = session.catchUp(named.asked().member().patience());
            PeriodMeasures measures = Measured.in(named.asked(), view, of);
            Measure measure = Measured.named(named.asked(), measures, named.measure());
            if (!measure.inParts()) {
                throw named.asked().bad("'" + measure.name() + "' does not come in parts.");
            }
            if (!measure.reporter().equals(session.member())) {
                throw named.asked().bad("'" + measure.name() + "' is reported by " + measure.reporter() + ".");
            }
            Lane lane = lane(view.constitution().orElseThrow(), measures.terms().currency());
            UsageStore store = place.open(named.asked().member(), named.asked().id(), of.start(), measure.name());
            UsageIndex.Source source = store.take(
                    new UsageFile(file, start(of.start(), lane), start(of.next().start(), lane)));
            return send(store.reports(source), source, of, session, actions);
        }
    }

    private int send(
            List<FactReport> reports, UsageIndex.Source source, Period of, MemberSession session, OneShot actions)
            throws InterruptedException {
        int exit = Exit.DONE;
        String said = "";
        for (int at = 0; at < reports.size() && exit == Exit.DONE; at += RevenueCodec.MAX_REPORTS) {
            List<FactReport> some = reports.subList(at, Math.min(reports.size(), at + RevenueCodec.MAX_REPORTS));
            String key = String.join(
                    "/",
                    "usage",
                    named.asked().id(),
                    of.toString(),
                    named.measure(),
                    Integer.toString(some.getFirst().part()),
                    Long.toString(session.clock().millis()));
            Said answer = Said.of(actions.command(
                    key, "trader", new RevenueCommand.ReportFacts(named.asked().id(), of.start(), some)));
            exit = answer.exit();
            said = answer.words();
        }
        long sum = reports.stream().mapToLong(FactReport::value).sum();
        if (named.asked().output().json()) {
            named.asked()
                    .output()
                    .print(Output.object()
                            .put("member", session.member())
                            .put("firstPart", source.first())
                            .put("parts", source.parts())
                            .put("facts", source.facts())
                            .put("sum", Long.toString(sum))
                            .put("outcome", said)
                            .put("done", exit == Exit.DONE));
        } else {
            named.asked()
                    .output()
                    .out()
                    .printf(
                            "%s: %d facts in %d parts from part %d on, sum %d: %s%n",
                            session.member(), source.facts(), source.parts(), source.first(), sum, said);
        }
        return exit;
    }

    private static Lane lane(Constitution constitution, String currency) {
        return constitution
                .assetOf(currency)
                .flatMap(asset -> constitution.lane(asset.lane()))
                .orElseThrow();
    }

    private static Instant start(LocalDate day, Lane lane) {
        return day.atStartOfDay().toInstant(ZoneOffset.ofTotalSeconds(lane.utcOffsetMinutes() * 60));
    }
}
