package clearing.kernel.revenue.fact;

import clearing.kernel.Outcome;
import clearing.kernel.ResultCode;
import clearing.kernel.RevenueEffect;
import clearing.kernel.asset.Asset;
import clearing.kernel.command.RevenueCommand.FactReport;
import clearing.kernel.execution.Execution;
import clearing.kernel.revenue.run.RevenueBook;
import clearing.kernel.revenue.terms.Measure;
import clearing.kernel.state.Keys;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One command's reports of a period, one after the other. */
final class FactReporting {
    private final FactPlace place;
    private final Execution x;
    private RevenueBook book;
    private int recorded;

    FactReporting(FactPlace place, Execution x) {
        this.place = place;
        this.x = x;
        // Read by every report, so that a run in the same block and a correction do not both come through.
        this.book = RevenueBook.of(place.agreement(), x);
    }

    /** How many reports were new. */
    int recorded() {
        return recorded;
    }

    /** Why a report cannot stand, whatever else is reported. */
    Optional<Outcome> refuse(FactReport report, String path) {
        Optional<Measure> found = place.terms().measure(report.measure());
        if (found.isEmpty()) {
            return refused(ResultCode.UNKNOWN_MEASURE, path + ".measure");
        }
        Measure measure = found.get();
        if (!measure.reporter().equals(x.caller().memberId())) {
            return refused(ResultCode.NOT_THE_REPORTER, path + ".measure");
        }
        if (report.part() < 0 || !measure.inParts() && report.part() > 0) {
            return refused(ResultCode.FACT_NOT_NEXT, path + ".part");
        }
        if (report.part() >= Aggregate.mostParts(measure)) {
            return refused(ResultCode.TOO_LARGE, path + ".part");
        }
        if (report.value() < measure.least() || report.value() > measure.most()) {
            return refused(ResultCode.FACT_OUT_OF_BOUNDS, path + ".value");
        }
        return report.count() < 1 || report.count() > Asset.MAX_AMOUNT
                ? refused(ResultCode.FACT_OUT_OF_BOUNDS, path + ".count")
                : Optional.empty();
    }

    /** Records a report that {@link #refuse} let pass, unless it stands already; or why it cannot. */
    Optional<Outcome> record(FactReport report, String path) {
        Measure measure = place.terms().measure(report.measure()).orElseThrow();
        Optional<FactPart> standing = place.part(report.measure(), report.part(), x);
        int next = standing.map(part -> part.revision() + 1).orElse(0);
        if (report.revision() < next) {
            return isSame(report, standing.orElseThrow())
                    ? Optional.empty()
                    : refused(ResultCode.CONTENT_CONFLICT, path);
        }
        if (report.revision() > next) {
            return refused(ResultCode.FACT_NOT_NEXT, path + ".revision");
        }
        FactPart now = new FactPart(
                report.revision(),
                report.value(),
                report.count(),
                report.evidence(),
                standing.map(FactPart::hash).orElse(FactPart.NOTHING));
        Optional<Outcome> refusal = standing.isEmpty()
                ? add(measure, report.part(), now, path)
                : supersede(measure, report.part(), standing.get(), now, path);
        if (refusal.isEmpty()) {
            recorded++;
        }
        return refusal;
    }

    private boolean isSame(FactReport report, FactPart standing) {
        FactPart then = standing.revision() == report.revision()
                ? standing
                : x.ledger()
                        .read(
                                Keys.supersededFact(
                                        place.agreement(),
                                        place.period().start(),
                                        report.measure(),
                                        report.part(),
                                        report.revision()),
                                FactPart::decode)
                        .orElseThrow();
        return then.value() == report.value()
                && then.count() == report.count()
                && then.evidence().equals(report.evidence());
    }

    private Optional<Outcome> add(Measure measure, int part, FactPart now, String path) {
        if (place.sealed(measure.name(), x).isPresent()) {
            return refused(ResultCode.FACT_SEALED, path + ".part");
        }
        if (part > 0 && place.part(measure.name(), part - 1, x).isEmpty()) {
            return refused(ResultCode.FACT_NOT_NEXT, path + ".part");
        }
        put(measure, part, now);
        if (measure.inParts()) {
            return Optional.empty();
        }
        return seal(
                measure,
                Aggregate.of(measure, List.of(now), place.today(x)),
                RevenueEffect.Word.SEALED,
                path + ".value");
    }

    private Optional<Outcome> supersede(Measure measure, int part, FactPart old, FactPart now, String path) {
        Optional<SealedMeasure> measured = place.sealed(measure.name(), x);
        if (measured.isPresent() && book.isCalculated(place.period())) {
            if (book.periodsBack(place.period()) > place.terms().lookback()) {
                return refused(ResultCode.BEYOND_LOOKBACK, "period");
            }
            book = book.corrected(place.period());
            book.put(x);
        }
        x.ledger()
                .put(
                        Keys.supersededFact(
                                place.agreement(), place.period().start(), measure.name(), part, old.revision()),
                        old.encode());
        put(measure, part, now);
        if (measured.isEmpty()) {
            return Optional.empty();
        }
        SealedMeasure corrected = Aggregate.corrected(
                measure,
                measured.get(),
                part,
                old,
                now,
                () -> parts(measure, measured.get().parts()),
                place.today(x));
        return seal(measure, corrected, RevenueEffect.Word.CORRECTED, path + ".value");
    }

    private void put(Measure measure, int part, FactPart now) {
        x.ledger().put(Keys.fact(place.agreement(), place.period().start(), measure.name(), part), now.encode());
        FactReport report =
                new FactReport(measure.name(), part, now.revision(), now.value(), now.count(), now.evidence());
        String by = x.caller().memberId();
        x.effects().add(() -> new RevenueEffect.FactReported(place.agreement(), place.period(), report, by));
    }

    private List<FactPart> parts(Measure measure, int count) {
        List<FactPart> parts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            parts.add(place.part(measure.name(), i, x).orElseThrow());
        }
        return parts;
    }

    /** Seals all parts of a measure, which are on the ledger. */
    Optional<Outcome> sealAll(Measure measure, int count) {
        SealedMeasure measured = Aggregate.of(measure, parts(measure, count), place.today(x));
        return seal(measure, measured, RevenueEffect.Word.SEALED, "parts");
    }

    private Optional<Outcome> seal(Measure measure, SealedMeasure measured, RevenueEffect.Word word, String field) {
        if (!Aggregate.isWithinLimit(measured)) {
            return Optional.of(Outcome.refused(
                    ResultCode.FACT_OUT_OF_BOUNDS, field, "the parts sum to more than amounts can be calculated with"));
        }
        place.put(measure.name(), measured, x);
        String by = x.caller().memberId();
        x.effects()
                .add(() -> new RevenueEffect.MeasureSealed(
                        place.agreement(), place.period(), measure.name(), measured, word, by));
        return Optional.empty();
    }

    private static Optional<Outcome> refused(ResultCode code, String field) {
        return Optional.of(Outcome.refused(code, field));
    }
}
