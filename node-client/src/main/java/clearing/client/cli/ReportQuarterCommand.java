package clearing.client.cli;

import clearing.client.replay.ChainReplay;
import clearing.client.revenue.explain.Visibility;
import clearing.client.revenue.report.AgreementLog;
import clearing.client.revenue.report.AgreementRecord;
import clearing.client.revenue.report.Quarter;
import clearing.client.revenue.report.ReportFormat;
import clearing.client.revenue.report.ReportMaker;
import clearing.client.revenue.report.TransparencyReport;
import clearing.client.trade.LedgerView;
import clearing.client.trade.MemberSession;
import clearing.kernel.Effect;
import clearing.kernel.RevenueEffect;
import clearing.kernel.constitution.Constitution;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code clearing revenue report-quarter}: the transparency report out of the verified chain, as far as the member may see. */
@Command(
        name = "report-quarter",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Writes the transparency report of a quarter: sources, shares, reserve, true-ups, disputes and the proof.",
            "The whole chain is verified and executed again for it; the agreement says how much of it the member is shown."
        })
final class ReportQuarterCommand implements Callable<Integer> {
    @Mixin
    private MemberOptions member = new MemberOptions();

    @Parameters(index = "0", paramLabel = "AGREEMENT", description = "Id of the agreement.")
    private String agreement = "";

    @Option(names = "--quarter", required = true, paramLabel = "QUARTER", description = "Such as 2026-Q4.")
    private String quarter = "";

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where the files go.")
    private Path out = Path.of("");

    @Option(
            names = "--format",
            split = ",",
            paramLabel = "FORMAT",
            description = "html, pdf, xlsx, or several with commas. Default: all three.")
    private List<String> formats = new ArrayList<>();

    @Option(
            names = "--at",
            paramLabel = "TIME",
            description =
                    "The report's time. Default: that of the newest transaction, so that the same ledger gives the same files.")
    private Optional<Instant> at = Optional.empty();

    @Mixin
    private Output output = new Output();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        Quarter asked =
                Quarter.parse(quarter).orElseThrow(() -> bad("--quarter: " + quarter + " is not such as 2026-Q4."));
        List<ReportFormat> wanted = wanted();
        AgreementLog log = new AgreementLog(agreement);
        try (MemberSession session = member.open()) {
            ChainReplay replay = new ChainReplay(session.profile().chaincode());
            Newest newest = new Newest();
            LedgerView view = session.catchUp(
                    member.patience(), block -> replay.accept(block, executed -> note(executed, log, newest)));
            Optional<AgreementRecord> found = log.record();
            if (found.isEmpty()) {
                throw bad("AGREEMENT: no version of " + agreement + " has come into force.");
            }
            Optional<Constitution> constitution = view.constitution();
            Visibility visibility = Visibility.of(
                    session.member(), constitution, found.get().versions().values());
            Optional<TransparencyReport> report = ReportMaker.make(
                    found.get(),
                    asked,
                    visibility,
                    asset -> constitution
                            .flatMap(c -> c.assetOf(asset))
                            .orElseThrow()
                            .scale(),
                    at.orElse(newest.at));
            if (report.isEmpty()) {
                output.err().println("The agreement shows " + session.member() + " no figures.");
                return Exit.REFUSED;
            }
            write(report.get(), wanted, view.next() - 1);
            return Exit.DONE;
        }
    }

    /** Time of the newest transaction. */
    private static final class Newest {
        private Instant at = Instant.EPOCH;
    }

    private static void note(ChainReplay.Executed executed, AgreementLog log, Newest newest) {
        Instant time = executed.tx().timestamp();
        newest.at = time.isAfter(newest.at) ? time : newest.at;
        for (Effect effect : executed.transition().effects()) {
            if (effect instanceof RevenueEffect revenue) {
                log.take(revenue, time, executed.tx().txId(), executed.block());
            }
        }
    }

    private List<ReportFormat> wanted() {
        if (formats.isEmpty()) {
            return List.of(ReportFormat.values());
        }
        return formats.stream()
                .map(word -> ReportFormat.parse(word)
                        .orElseThrow(() -> bad("--format: " + word + " is none of html, pdf, xlsx.")))
                .distinct()
                .toList();
    }

    private void write(TransparencyReport report, List<ReportFormat> wanted, long block) throws IOException {
        Files.createDirectories(out);
        ObjectNode node = Output.object()
                .put("agreement", report.agreement())
                .put("quarter", report.quarter().toString())
                .put("reader", report.reader())
                .put("at", report.at().toString())
                .put("block", block);
        ArrayNode files = node.putArray("files");
        for (ReportFormat format : wanted) {
            Path file = out.resolve(format.fileName(report));
            Files.write(file, format.write(report));
            files.add(file.toString());
            if (!output.json()) {
                output.out().println(file);
            }
        }
        if (output.json()) {
            output.print(node);
        }
    }

    private CommandLine.ParameterException bad(String sentence) {
        return new CommandLine.ParameterException(spec.commandLine(), sentence);
    }
}
