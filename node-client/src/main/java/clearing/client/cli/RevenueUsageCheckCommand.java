package clearing.client.cli;

import clearing.client.revenue.fact.PeriodMeasures;
import clearing.client.revenue.usage.UsagePage;
import clearing.client.revenue.usage.UsageProof;
import clearing.client.revenue.usage.UsageProofJson;
import clearing.client.trade.MemberSession;
import clearing.kernel.command.RevenueCommand.FactReport;
import clearing.kernel.revenue.fact.FactPart;
import clearing.kernel.revenue.terms.Period;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code clearing revenue usage check}. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Checks a proof of one fact, or a whole page that was disclosed, against what the ledger holds.")
final class RevenueUsageCheckCommand implements Callable<Integer> {
    private static final int MAX_BYTES = 16 * 1024 * 1024;

    @Mixin
    private MeasureArguments named = new MeasureArguments();

    @Parameters(index = "3", paramLabel = "FILE", description = "A proof (JSON) or a page.")
    private Path file = Path.of("");

    /** What a file claims. */
    private record Claim(String agreement, LocalDate period, String measure, int part, String what, Check check) {}

    private interface Check {
        boolean holds(FactPart part);
    }

    @Override
    public Integer call() throws InterruptedException {
        Period of = named.asked().period(named.period());
        Claim claim = claim();
        boolean same = claim.agreement().equals(named.asked().id())
                && claim.period().equals(of.start())
                && claim.measure().equals(named.measure());
        if (!same) {
            throw named.asked()
                    .bad(file + " is about " + claim.measure() + " of " + claim.agreement() + " from " + claim.period()
                            + ", not about what is named.");
        }
        try (MemberSession session = named.asked().member().open()) {
            PeriodMeasures measures = Measured.in(
                    named.asked(), session.catchUp(named.asked().member().patience()), of);
            FactPart part = measures.part(
                            Measured.named(named.asked(), measures, named.measure())
                                    .name(),
                            claim.part())
                    .orElseThrow(() -> named.asked().bad("The ledger has no part " + claim.part() + " of it."));
            boolean holds = claim.check().holds(part);
            if (named.asked().output().json()) {
                named.asked()
                        .output()
                        .print(Output.object()
                                .put("part", claim.part())
                                .put("claim", claim.what())
                                .put("holds", holds)
                                .put("sum", Long.toString(part.value()))
                                .put("count", part.count()));
            } else {
                named.asked()
                        .output()
                        .out()
                        .printf(
                                Locale.ROOT,
                                "%s: %s; part %d of the ledger: %d facts, sum %d%n",
                                holds ? "HOLDS" : "DOES NOT HOLD",
                                claim.what(),
                                claim.part(),
                                part.count(),
                                part.value());
            }
            return holds ? Exit.DONE : Exit.REFUSED;
        }
    }

    private Claim claim() {
        byte[] bytes = bytes();
        if (UsagePage.isPage(bytes)) {
            UsagePage page = UsagePage.decode(bytes);
            FactReport report = page.report(0);
            return new Claim(
                    page.agreement(),
                    page.period(),
                    page.measure(),
                    page.part(),
                    "a page of " + report.count() + " facts, sum " + report.value(),
                    part -> part.value() == report.value()
                            && part.count() == report.count()
                            && part.evidence().equals(report.evidence()));
        }
        UsageProof proof = UsageProofJson.read(file, bytes);
        return new Claim(
                proof.agreement(),
                proof.period(),
                proof.measure(),
                proof.part(),
                "fact " + proof.index() + ": " + proof.fact().quantity() + " of "
                        + proof.fact().customer() + " at " + proof.fact().at(),
                proof::holds);
    }

    private byte[] bytes() {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw named.asked().bad(file + " is larger than any proof or page.");
            }
            return bytes;
        } catch (IOException e) {
            throw named.asked().bad(file + " cannot be read: " + e.getMessage());
        }
    }
}
