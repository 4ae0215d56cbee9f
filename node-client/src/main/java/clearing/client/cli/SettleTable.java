package clearing.client.cli;

import clearing.client.liquidity.OfflineSettlement.Answer;
import clearing.client.liquidity.OfflineSettlement.Difference;
import clearing.client.liquidity.SettleReport;
import clearing.client.liquidity.SettleReport.LiquidityReport;
import clearing.client.liquidity.SettleReport.PositionReport;
import clearing.client.liquidity.SettleReport.ReasonReport;
import clearing.client.liquidity.SettleReport.SettledReport;
import clearing.client.liquidity.SettleReport.WaitingReport;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;

/** Prints an offline round, and how it differs with changes, for people or as JSON. */
final class SettleTable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Output output;

    SettleTable(Output output) {
        this.output = output;
    }

    void print(Answer answer) {
        if (output.json()) {
            ObjectNode node = Output.object();
            node.set("base", JSON.valueToTree(answer.base()));
            answer.changed().ifPresent(changed -> {
                node.set("with", JSON.valueToTree(changed));
                node.set("differences", JSON.valueToTree(answer.differences()));
            });
            output.print(node);
            return;
        }
        table(answer.base());
        answer.changed().ifPresent(changed -> differences(answer, changed));
    }

    private void table(SettleReport report) {
        output.out()
                .printf(
                        Locale.ROOT,
                        "Settles, in this order: %d%n",
                        report.settled().size());
        int n = 0;
        for (SettledReport each : report.settled()) {
            output.out()
                    .printf(
                            Locale.ROOT,
                            "  %4d %-16s %-12s %s gives %s %s %s%s%n",
                            ++n,
                            each.reference(),
                            each.step(),
                            each.payer(),
                            each.payee(),
                            each.amount(),
                            each.asset(),
                            each.whole() ? "" : " (part)");
        }
        output.out().printf(Locale.ROOT, "Waits: %d%n", report.waiting().size());
        for (WaitingReport each : report.waiting()) {
            output.out()
                    .printf(
                            Locale.ROOT,
                            "       %-16s %s gives %s %s %s%n",
                            each.reference(),
                            each.payer(),
                            each.payee(),
                            each.amount(),
                            each.asset());
            if (each.why().isEmpty()) {
                output.out().printf(Locale.ROOT, "         only the order keeps it back%n");
            }
            each.why().forEach(this::reason);
        }
        output.out().printf(Locale.ROOT, "Liquidity%n  %-12s %24s %24s %24s%n", "asset", "moved", "used", "saved");
        for (LiquidityReport each : report.liquidity()) {
            output.out()
                    .printf(
                            Locale.ROOT,
                            "  %-12s %24s %24s %24s%n",
                            each.asset(),
                            each.moved(),
                            each.used(),
                            each.saved());
        }
        output.out()
                .printf(
                        Locale.ROOT,
                        "Positions%n  %-20s %-12s %24s %24s %24s%n",
                        "member",
                        "asset",
                        "before",
                        "after",
                        "cap");
        for (PositionReport each : report.positions()) {
            output.out()
                    .printf(
                            Locale.ROOT,
                            "  %-20s %-12s %24s %24s %24s%n",
                            each.member(),
                            each.asset(),
                            each.before(),
                            each.after(),
                            each.cap());
        }
    }

    private void reason(ReasonReport why) {
        if (!why.overtakes().isEmpty()) {
            output.out()
                    .printf(
                            Locale.ROOT,
                            "         would overtake %s, for which %s would then lack %s %s%n",
                            why.overtakes(),
                            why.member(),
                            why.missing(),
                            why.asset());
        } else if (why.missing().equals(why.missingInOrder())) {
            output.out().printf(Locale.ROOT, "         %s lacks %s %s%n", why.member(), why.missing(), why.asset());
        } else {
            output.out()
                    .printf(
                            Locale.ROOT,
                            "         %s lacks %s %s, and %s with all that wait before it%n",
                            why.member(),
                            why.missing(),
                            why.asset(),
                            why.missingInOrder());
        }
    }

    private void differences(Answer answer, SettleReport changed) {
        output.out()
                .printf(
                        Locale.ROOT,
                        "%nWith the changes: %d settle instead of %d%n",
                        whole(changed),
                        whole(answer.base()));
        List<Difference> differences = answer.differences();
        if (!differences.isEmpty()) {
            output.out().printf(Locale.ROOT, "  %-11s %-34s %-34s %s%n", "", "", "as it stands", "with the changes");
        }
        for (Difference each : differences) {
            output.out()
                    .printf(
                            Locale.ROOT,
                            "  %-11s %-34s %-34s %s%n",
                            each.what(),
                            each.name(),
                            each.base(),
                            each.changed());
        }
    }

    /** Obligations of which nothing waits. */
    private static long whole(SettleReport report) {
        List<String> waiting =
                report.waiting().stream().map(WaitingReport::reference).toList();
        return report.settled().stream()
                .map(SettledReport::reference)
                .distinct()
                .filter(reference -> !waiting.contains(reference))
                .count();
    }
}
