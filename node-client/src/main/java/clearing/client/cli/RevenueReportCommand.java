package clearing.client.cli;

import clearing.client.revenue.fact.FactValue;
import clearing.client.revenue.fact.PeriodMeasures;
import clearing.client.trade.LedgerView;
import clearing.kernel.codec.Blob;
import clearing.kernel.codec.Bytes;
import clearing.kernel.command.RevenueCommand;
import clearing.kernel.command.RevenueCommand.FactReport;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.revenue.fact.FactPart;
import clearing.kernel.revenue.terms.Measure;
import clearing.kernel.revenue.terms.Period;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code clearing revenue report}: what one measures. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Reports measures of a period: all of them, or none. The same again is harmless.",
            "What comes at once is sealed by this; what comes in parts is sealed when all parts are there."
        },
        footerHeading = "%nExample:%n",
        footer = "  clearing revenue report ROBO-1 2026-11 fees=125000.00 users=1204000 --profile profile.json")
final class RevenueReportCommand implements Callable<Integer> {
    @Mixin
    private RevenueSession asked = new RevenueSession();

    @Parameters(index = "1", paramLabel = "PERIOD", description = "Such as 2026-11-30, 2026-11 or 2026-Q4.")
    private String period = "";

    @Parameters(
            index = "2..*",
            arity = "1..*",
            paramLabel = "NAME=VALUE",
            description =
                    "Measures with their values: money and rates as decimals, a percentage as 12.5%%, all else whole.")
    private List<String> values = List.of();

    @Option(
            names = "--part",
            paramLabel = "N",
            description = "Number of the part, from 0, of measures that come in parts.")
    private Optional<Integer> part = Optional.empty();

    @Option(
            names = "--count",
            paramLabel = "N",
            defaultValue = "1",
            description = "Single facts behind it. Default ${DEFAULT-VALUE}.")
    private long count;

    @Option(names = "--evidence", paramLabel = "FILE", description = "A document whose SHA-256 goes with the report.")
    private Optional<Path> evidence = Optional.empty();

    @Option(names = "--supersede", description = "Replaces what stands with another value.")
    private boolean supersede;

    @Override
    public Integer call() throws InterruptedException {
        Period of = asked.period(period);
        return asked.actions().send("report", "trader", session -> {
            LedgerView view = session.catchUp(asked.member().patience());
            PeriodMeasures measures = Measured.in(asked, view, of);
            Constitution constitution = view.constitution().orElseThrow();
            List<FactReport> reports = new ArrayList<>(values.size());
            for (String value : values) {
                reports.add(report(value, measures, constitution));
            }
            return new RevenueCommand.ReportFacts(asked.id(), of.start(), reports);
        });
    }

    private FactReport report(String assignment, PeriodMeasures measures, Constitution constitution) {
        int equals = assignment.indexOf('=');
        if (equals < 1) {
            throw asked.bad("'" + assignment + "' is not NAME=VALUE.");
        }
        Measure measure = Measured.named(asked, measures, assignment.substring(0, equals));
        if (measure.inParts() && part.isEmpty()) {
            throw asked.bad("'" + measure.name() + "' comes in parts: --part says which one this is; "
                    + measures.parts(measure.name()) + " are reported.");
        }
        long value = FactValue.parse(assignment.substring(equals + 1), measure.unit(), constitution, measure.name());
        int number = measure.inParts() ? part.orElse(0) : 0;
        Blob document = evidence.map(this::hash).orElse(FactPart.NOTHING);
        int revision = measures.revision(measure.name(), number, value, count, document);
        boolean replaces = measures.part(measure.name(), number)
                .filter(standing -> standing.revision() < revision)
                .isPresent();
        if (replaces && !supersede) {
            throw asked.bad(
                    "'" + measure.name() + "' is reported already with other content; --supersede replaces it.");
        }
        return new FactReport(measure.name(), number, revision, value, count, document);
    }

    private Blob hash(Path file) {
        try {
            return Blob.of(Bytes.sha256(Files.readAllBytes(file)));
        } catch (IOException e) {
            throw asked.bad(file + " cannot be read: " + e.getMessage());
        }
    }
}
