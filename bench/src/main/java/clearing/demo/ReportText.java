package clearing.demo;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** The day's report for people. */
final class ReportText {
    private final PrintStream out;

    ReportText(PrintStream out) {
        this.out = out;
    }

    void print(DayReport report) {
        accounts(report);
        out.println();
        line(
                "Trades",
                "%,d recorded, %,d affirmed, %,d settled, %,d failed, %,d rejected, %,d open"
                        .formatted(
                                report.recorded(),
                                report.affirmed(),
                                report.inState("SETTLED"),
                                report.inState("FAILED"),
                                report.inState("REJECTED"),
                                report.inState("ALLEGED") + report.inState("AFFIRMED") + report.inState("QUEUED")));
        DayReport.Items items = report.items();
        line(
                "Entries",
                "%,d matched + %,d broken + %,d pending = %,d of %,d"
                        .formatted(
                                items.matched(),
                                items.broken(),
                                items.pending(),
                                items.matched() + items.broken() + items.pending(),
                                items.total()));
        DayReport.Timings t = report.timings();
        if (t.seconds() > 0) {
            line(
                    "Throughput",
                    String.format(
                            Locale.ROOT,
                            "%,.0f trades settled per second over %.1f s, from the first submission to the last settlement",
                            t.settledPerSecond(),
                            t.seconds()));
            line(
                    "To finality",
                    "p50 %,d ms, p99 %,d ms from a trade's submission".formatted(t.finalP50(), t.finalP99()));
        } else {
            line(
                    "To finality",
                    "not measured: the clients were killed, and the times that they keep in memory with them");
        }
        line(
                "To verdict",
                "p50 %,d ms, p99 %,d ms from a trade's submission to its reconciliation"
                        .formatted(t.reconciledP50(), t.reconciledP99()));
        breaks(report.breaks());
        revenue(report.revenue());
        out.println();
        line("Positions", report.digest() + "  (positions and trade states, equal on every ledger)");
        report.stateDigests().forEach((peer, digest) -> line("State", digest + "  at " + peer));
        out.println();
        if (report.good()) {
            out.println(
                    "The day is proved: every entry has its verdict, every planted break is found, none is invented.");
        } else {
            out.println("The day is NOT as it should be:");
            report.problems().forEach(problem -> out.println("  - " + problem));
        }
    }

    private void revenue(List<RevenueLine> lines) {
        if (lines.isEmpty()) {
            return;
        }
        String format = "%-10s %-11s %-18s %18s %14s %18s %14s%n";
        out.println();
        out.printf(format, "Revenue", "period", "party", "due", "withheld", "paid or kept", "released");
        for (RevenueLine line : lines) {
            out.printf(
                    format,
                    line.agreement(),
                    line.period(),
                    line.party(),
                    line.currency() + " " + line.amount(),
                    line.withheld(),
                    line.paid(),
                    line.released());
        }
    }

    private void accounts(DayReport report) {
        String format = "%-18s %-7s %-13s %20s %20s %20s %20s %20s %14s%n";
        out.printf(
                format,
                "Member",
                "Account",
                "Asset",
                "opening",
                "chain movements",
                "chain closing",
                "books movements",
                "books closing",
                "proof");
        String last = "";
        for (DayReport.Account a : report.accounts()) {
            String member = a.member().equals(last) ? "" : a.member();
            last = a.member();
            String opening = a.chainOpening().equals(a.booksOpening())
                    ? a.chainOpening()
                    : a.chainOpening() + "|" + a.booksOpening();
            out.printf(
                    format,
                    member,
                    a.account(),
                    a.asset(),
                    opening,
                    a.chainMovements(),
                    a.chainClosing(),
                    a.booksMovements(),
                    a.booksClosing(),
                    a.proof());
        }
    }

    private void breaks(BreakComparison breaks) {
        out.println();
        out.printf("%-24s %8s %8s %9s%n", "Breaks", "planted", "found", "invented");
        int planted = 0;
        int found = 0;
        int invented = 0;
        for (var kind : breaks.kinds().entrySet()) {
            out.printf(
                    "%-24s %8d %8d %9d%n",
                    kind.getKey(),
                    kind.getValue().planted(),
                    kind.getValue().found(),
                    kind.getValue().invented());
            planted += kind.getValue().planted();
            found += kind.getValue().found();
            invented += kind.getValue().invented();
        }
        out.printf("%-24s %8d %8d %9d%n", "all", planted, found, invented);
    }

    private void line(String label, String text) {
        out.printf("%-12s %s%n", label, text);
    }
}
