package clearing.client.revenue.report;

import clearing.client.revenue.report.AgreementRecord.DisputedLine;
import clearing.client.revenue.report.AgreementRecord.Run;
import clearing.client.revenue.report.EscrowMove.Kind;
import clearing.kernel.RevenueEffect;
import clearing.kernel.revenue.run.Statement;
import clearing.kernel.revenue.terms.Period;
import clearing.kernel.revenue.terms.Terms;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Gathers what the ledger says of one agreement, effect by effect in its order. */
public final class AgreementLog {
    private final String agreement;
    private final SortedMap<Integer, Terms> versions = new TreeMap<>();
    private final SortedMap<Period, Run> runs = new TreeMap<>();
    private final List<EscrowMove> moves = new ArrayList<>();
    private final Map<String, DisputedLine> disputes = new LinkedHashMap<>();

    public AgreementLog(String agreement) {
        this.agreement = agreement;
    }

    /**
     * Takes in an effect; those of other agreements are not for it.
     *
     * @param at time of the transaction
     */
    public void take(RevenueEffect effect, Instant at, String txId, long block) {
        if (!effect.agreement().equals(agreement)) {
            return;
        }
        LocalDate day = LocalDate.ofInstant(at, ZoneOffset.UTC);
        switch (effect) {
            case RevenueEffect.TermsSigned e -> {
                if (e.inForce()) {
                    versions.put(e.terms().version(), e.terms());
                }
            }
            case RevenueEffect.FactReported e -> {}
            case RevenueEffect.MeasureSealed e -> {}
            case RevenueEffect.LineDisputed e ->
                disputes.put(
                        e.period() + "/" + e.clause(),
                        new DisputedLine(e.period(), e.clause(), e.by(), e.reason(), false));
            case RevenueEffect.DisputeAnswered e -> {
                if (e.paid()) {
                    disputes.computeIfPresent(
                            e.period() + "/" + e.clause(),
                            (key, d) -> new DisputedLine(d.period(), d.clause(), d.by(), d.reason(), true));
                    e.amounts()
                            .forEach(portion -> moves.add(new EscrowMove(
                                    Kind.RESOLVED, portion.party(), -portion.amount(), Optional.of(e.period()), day)));
                }
            }
            case RevenueEffect.Calculated e -> calculated(e.statement(), txId, block);
            case RevenueEffect.ReserveReleased e ->
                moves.add(new EscrowMove(Kind.RELEASED, e.member(), -e.amount(), Optional.of(e.withheldFor()), day));
            case RevenueEffect.DrawingVoted e -> {
                if (e.drawn()) {
                    moves.add(new EscrowMove(Kind.DRAWN, e.to(), -e.amount(), Optional.empty(), day));
                }
            }
        }
    }

    private void calculated(Statement statement, String txId, long block) {
        Period period = statement.period();
        runs.put(period, new Run(statement, txId, block));
        for (Statement.Line line : statement.lines()) {
            if (line.withheld() != 0) {
                moves.add(new EscrowMove(
                        Kind.WITHHELD, line.member(), line.withheld(), Optional.of(period), period.end()));
            }
            if (line.setAside() != 0) {
                moves.add(new EscrowMove(
                        Kind.SET_ASIDE, line.member(), line.setAside(), Optional.of(period), period.end()));
            }
        }
    }

    /** Empty while no version is in force. */
    public Optional<AgreementRecord> record() {
        return versions.isEmpty()
                ? Optional.empty()
                : Optional.of(new AgreementRecord(agreement, versions, runs, moves, List.copyOf(disputes.values())));
    }
}
