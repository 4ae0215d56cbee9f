package clearing.client.cli;

import clearing.client.replay.ReplayReport;
import clearing.client.replay.ReplayReport.AssetReport;
import clearing.client.replay.ReplayReport.Counts;
import clearing.client.replay.ReplayReport.FeeReport;
import clearing.client.replay.ReplayReport.MemberReport;
import clearing.client.replay.ReplayReport.RefusedReport;
import clearing.client.replay.ReplayReport.Verdict;
import clearing.client.replay.ReplayReport.WaitReport;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Locale;

/** Prints what would have been different on a chain, for people or as JSON. */
final class ReplayTable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final double MILLIS_A_SECOND = 1_000;

    private final Output output;

    ReplayTable(Output output) {
        this.output = output;
    }

    void print(ReplayReport report) {
        if (output.json()) {
            output.print(JSON.valueToTree(report));
            return;
        }
        line(
                "%,d blocks, %,d transactions executed twice, %,d rounds more; with %s",
                report.blocks(), report.transactions(), report.moreRounds(), String.join(", ", report.changes()));
        line("%-20s %-7s %21s %21s %21s", "member", "", "trades settled", "blocks, mean", "seconds, mean");
        report.members().forEach(this::member);
        for (RefusedReport refused : report.refused()) {
            line(
                    "refused here, accepted on the chain: %,d %s, %s, first in block %d",
                    refused.count(), refused.command(), refused.code(), refused.firstBlock());
        }
        who("gain", Verdict.GAINS, report.members());
        who("lose", Verdict.LOSES, report.members());
        who("gain in one thing and lose in another", Verdict.MIXED, report.members());
        who("see no difference", Verdict.SAME, report.members());
    }

    private void member(MemberReport member) {
        WaitReport wait = member.waited();
        line(
                "%-20s %-7s %21s %21s %21s",
                member.member(),
                member.verdict(),
                member.settled().was() + " -> " + member.settled().would(),
                mean(wait.blocks(), (double) wait.trades()),
                mean(wait.millis(), (double) wait.trades() * MILLIS_A_SECOND));
        for (AssetReport asset : member.assets()) {
            line(
                    "    %-13s moved %s -> %s, needed at most %s -> %s",
                    asset.asset(),
                    asset.moved().was(),
                    asset.moved().would(),
                    asset.peakDebit().was(),
                    asset.peakDebit().would());
        }
        for (FeeReport fee : member.fees()) {
            line(
                    "    %-13s fees paid %s -> %s, received %s -> %s",
                    fee.asset(),
                    fee.paid().was(),
                    fee.paid().would(),
                    fee.received().was(),
                    fee.received().would());
        }
    }

    private static String mean(Counts sums, double by) {
        return by == 0 ? "-" : String.format(Locale.ROOT, "%.1f -> %.1f", sums.was() / by, sums.would() / by);
    }

    private void who(String what, Verdict verdict, List<MemberReport> members) {
        List<String> ids = members.stream()
                .filter(member -> member.verdict() == verdict)
                .map(MemberReport::member)
                .toList();
        if (!ids.isEmpty()) {
            line("%s: %s", what, String.join(", ", ids));
        }
    }

    private void line(String format, Object... values) {
        output.out().printf(Locale.ROOT, format + "%n", values);
    }
}
