package clearing.client.cli;

import clearing.client.revenue.fact.FactValue;
import clearing.client.revenue.fact.PeriodMeasures;
import clearing.client.trade.LedgerView;
import clearing.client.trade.MemberSession;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.revenue.fact.SealedMeasure;
import clearing.kernel.revenue.terms.Measure;
import clearing.kernel.revenue.terms.Period;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code clearing revenue facts}: where each measure of a period stands. */
@Command(
        name = "facts",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Lists the measures of a period: who reports them, what is reported, sealed, attested and challenged.")
final class RevenueFactsCommand implements Callable<Integer> {
    @Mixin
    private RevenueSession asked = new RevenueSession();

    @Parameters(index = "1", paramLabel = "PERIOD", description = "Such as 2026-11-30, 2026-11 or 2026-Q4.")
    private String period = "";

    @Override
    public Integer call() throws InterruptedException {
        Period of = asked.period(period);
        try (MemberSession session = asked.member().open()) {
            LedgerView view = session.catchUp(asked.member().patience());
            PeriodMeasures measures = Measured.in(asked, view, of);
            Constitution constitution = view.constitution().orElseThrow();
            ObjectNode node = Output.object().put("agreement", asked.id()).put("period", of.toString());
            ArrayNode list = node.putArray("measures");
            for (Measure measure : measures.terms().measures()) {
                show(measure, measures, constitution, list.addObject());
            }
            if (asked.output().json()) {
                asked.output().print(node);
            }
            return Exit.DONE;
        }
    }

    private void show(Measure measure, PeriodMeasures measures, Constitution constitution, ObjectNode into) {
        Optional<SealedMeasure> sealed = measures.sealed(measure.name());
        int parts = measures.parts(measure.name());
        String state =
                sealed.map(s -> s.challenged() ? "CHALLENGED" : "SEALED").orElse(parts > 0 ? "REPORTED" : "OPEN");
        into.put("measure", measure.name())
                .put("reporter", measure.reporter())
                .put("state", state)
                .put("parts", parts);
        sealed.ifPresent(s -> {
            into.put("value", FactValue.text(s.value(), measure.unit(), constitution))
                    .put("count", s.count())
                    .put("revision", s.revision())
                    .put("sealedOn", s.sealedOn().toString())
                    .put("windowEnd", s.windowEnd(measure.windowDays()).toString())
                    .put("content", HexFormat.of().formatHex(s.content().bytes()));
            s.attested().forEach(into.putArray("attested")::add);
            ObjectNode challenges = into.putObject("challenges");
            s.challenges().forEach(challenges::put);
        });
        if (!asked.output().json()) {
            asked.output()
                    .out()
                    .printf(
                            Locale.ROOT,
                            "%-20s %-18s %-10s %s%n",
                            measure.name(),
                            measure.reporter(),
                            state,
                            sealed.map(s -> line(s, measure, constitution)).orElse(parts + " parts"));
        }
    }

    private static String line(SealedMeasure sealed, Measure measure, Constitution constitution) {
        StringBuilder line = new StringBuilder(FactValue.text(sealed.value(), measure.unit(), constitution))
                .append(" of ")
                .append(sealed.count())
                .append(sealed.count() == 1 ? " fact" : " facts")
                .append(", until ")
                .append(sealed.windowEnd(measure.windowDays()));
        if (sealed.revision() > 0) {
            line.append(", corrected ").append(sealed.revision()).append(" times");
        }
        if (!sealed.attested().isEmpty()) {
            line.append(", attested by ").append(String.join(", ", sealed.attested()));
        }
        sealed.challenges()
                .forEach((member, reason) -> line.append(", challenged by ")
                        .append(member)
                        .append(": ")
                        .append(reason));
        return line.append(", ")
                .append(HexFormat.of().formatHex(sealed.content().bytes()), 0, 16)
                .toString();
    }
}
