package clearing.client.revenue.report;

import clearing.client.revenue.explain.Explanation;
import clearing.client.revenue.explain.Figures;
import clearing.client.revenue.explain.ShownStatement;
import clearing.client.revenue.explain.Visibility;
import clearing.client.revenue.report.AgreementRecord.Run;
import clearing.client.revenue.report.TransparencyReport.Entry;
import clearing.kernel.revenue.calculation.Derivation;
import clearing.kernel.revenue.calculation.Scales;
import clearing.kernel.revenue.run.Statement;
import clearing.kernel.revenue.terms.Party;
import clearing.kernel.revenue.terms.Period;
import clearing.kernel.revenue.terms.Terms;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Makes the report of a quarter, as far as the reader may see. */
public final class ReportMaker {
    private final AgreementRecord agreement;
    private final Quarter quarter;
    private final Visibility visibility;
    private final Scales scales;
    private final List<Run> runs;
    private final List<ShownStatement> shown;
    private final Terms terms;
    private final ReportNumbers numbers;

    private ReportMaker(AgreementRecord agreement, Quarter quarter, Visibility visibility, Scales scales) {
        this.agreement = agreement;
        this.quarter = quarter;
        this.visibility = visibility;
        this.scales = scales;
        this.runs = agreement.runs().values().stream()
                .filter(run -> quarter.contains(run.statement().period()))
                .toList();
        this.shown = runs.stream()
                .map(run -> ShownStatement.of(run.statement(), agreement.versions(), visibility))
                .toList();
        this.terms = agreement.last();
        this.numbers = new ReportNumbers(scales, terms.currency());
    }

    /**
     * The report.
     *
     * @param visibility of the reader
     * @param at its time
     * @return empty where the agreement shows the reader no figures
     */
    public static Optional<TransparencyReport> make(
            AgreementRecord agreement, Quarter quarter, Visibility visibility, Scales scales, Instant at) {
        if (!visibility.seesTerms()) {
            return Optional.empty();
        }
        return Optional.of(new ReportMaker(agreement, quarter, visibility, scales).report(at));
    }

    private TransparencyReport report(Instant at) {
        ShareTables shares = new ShareTables(shown, agreement.versions(), numbers);
        EscrowTables escrow = new EscrowTables(agreement, quarter, visibility, numbers);
        ProofTables proof = new ProofTables(runs, agreement);
        List<ReportTable> tables = new ArrayList<>();
        tables.add(shares.sources());
        tables.add(shares.amounts());
        tables.add(shares.clauses());
        tables.add(escrow.reserve());
        tables.add(shares.trueUps());
        tables.add(escrow.disputed());
        tables.add(explanations());
        tables.add(proof.statements());
        tables.add(proof.inputs());
        List<StackedBars> pictures = new ArrayList<>(shares.pictures());
        pictures.add(escrow.picture());
        pictures.removeIf(StackedBars::isEmpty);
        return new TransparencyReport(
                agreement.agreement(),
                terms.title(),
                quarter,
                visibility.viewer(),
                at,
                head(),
                pictures,
                tables,
                proof.howToVerify(quarter));
    }

    private List<Entry> head() {
        List<Entry> head = new ArrayList<>();
        head.add(
                new Entry("Parties", terms.parties().stream().map(Party::member).collect(Collectors.joining(", "))));
        head.add(new Entry("Collector", terms.collector()));
        terms.escrow().ifPresent(e -> head.add(new Entry("Keeper of the escrow", e.member())));
        head.add(new Entry("Currency", terms.currency()));
        head.add(new Entry(
                "Periods",
                runs.isEmpty()
                        ? "none calculated in this quarter"
                        : runs.stream()
                                .map(Run::statement)
                                .map(Statement::period)
                                .map(Period::toString)
                                .collect(Collectors.joining(", "))));
        head.add(new Entry("Made for", visibility.viewer() + ", which is shown " + sight()));
        return head;
    }

    private String sight() {
        return switch (visibility.sight()) {
            case ALL -> "everything";
            case SHARES -> "all amounts, and the values behind its own";
            case OWN -> "its own amounts and the values behind them";
            case ESCROW -> "what stands in escrow";
            case EXISTENCE -> "no figures";
        };
    }

    /** How the amounts came about: the reader's own where it is a party, else of all that it is shown. */
    private ReportTable explanations() {
        List<List<Cell>> rows = new ArrayList<>();
        for (Run run : runs) {
            Statement s = run.statement();
            boolean party = s.lines().stream().anyMatch(line -> line.member().equals(visibility.viewer()));
            for (Statement.Line line : s.lines()) {
                boolean told = party ? line.member().equals(visibility.viewer()) : true;
                if (told && visibility.seesAmountsOf(line.member())) {
                    Explanation explanation = Explanation.of(s, agreement.versions(), line.member(), visibility);
                    add(explanation.tree(), 0, new Figures(scales, explanation.assets()), rows);
                }
            }
        }
        return new ReportTable(
                "Explanations",
                "Each figure and, indented below it, what it was made from. A figure marked ~ is rounded here, and exact on the ledger.",
                List.of("What", "Figure"),
                rows);
    }

    private static void add(Derivation node, int depth, Figures figures, List<List<Cell>> rows) {
        rows.add(List.of(new Cell.Words(node.words(), depth), Cell.of(figures.text(node.unit(), node.value()))));
        node.parts().forEach(part -> add(part, depth + 1, figures, rows));
    }

    static BigDecimal sum(List<BigDecimal> values) {
        return values.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
