package clearing.kernel.revenue.fact;

import clearing.kernel.Outcome;
import clearing.kernel.ResultCode;
import clearing.kernel.RevenueEffect;
import clearing.kernel.Role;
import clearing.kernel.command.RevenueCommand;
import clearing.kernel.execution.Execution;
import clearing.kernel.revenue.agreement.Agreements;
import clearing.kernel.revenue.run.RevenueBook;
import clearing.kernel.revenue.terms.Measure;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reporting measures, and what others say of them. */
public final class FactCommands {
    /** The longest reason of an objection. */
    public static final int MAX_REASON = 200;

    private FactCommands() {}

    /** All reports of the command, or none. A replay is told as such; so is a command of which a part stands already, by its count. */
    public static Outcome report(RevenueCommand.ReportFacts command, Execution x) {
        return at(command.agreement(), command.period(), x, place -> {
            if (place.period().start().isAfter(place.today(x))) {
                return Outcome.refused(ResultCode.DATE_OUT_OF_RANGE, "period", "the period has not begun");
            }
            FactReporting reporting = new FactReporting(place, x);
            List<RevenueCommand.FactReport> reports = command.reports();
            for (int i = 0; i < reports.size(); i++) {
                String path = "reports[" + i + "]";
                RevenueCommand.FactReport report = reports.get(i);
                Optional<Outcome> refusal = reporting.refuse(report, path).or(() -> reporting.record(report, path));
                if (refusal.isPresent()) {
                    return refusal.get();
                }
            }
            return reporting.recorded() == 0 ? Outcome.alreadyRecorded() : Outcome.done(reporting.recorded());
        });
    }

    public static Outcome seal(RevenueCommand.SealFacts command, Execution x) {
        return at(command.agreement(), command.period(), x, place -> {
            Optional<Measure> found = place.terms().measure(command.measure());
            if (found.isEmpty()) {
                return Outcome.refused(ResultCode.UNKNOWN_MEASURE, "measure");
            }
            Measure measure = found.get();
            if (!measure.reporter().equals(x.caller().memberId())) {
                return Outcome.refused(ResultCode.NOT_THE_REPORTER, "measure");
            }
            Optional<SealedMeasure> measured = place.sealed(measure.name(), x);
            if (measured.isPresent()) {
                return measured.get().parts() == command.parts()
                        ? Outcome.alreadyRecorded()
                        : Outcome.refused(ResultCode.CONTENT_CONFLICT, "parts");
            }
            if (command.parts() > Aggregate.mostParts(measure)) {
                return Outcome.refused(ResultCode.TOO_LARGE, "parts");
            }
            if (command.parts() < 1
                    || place.part(measure.name(), command.parts() - 1, x).isEmpty()
                    || place.part(measure.name(), command.parts(), x).isPresent()) {
                return Outcome.refused(
                        ResultCode.FACT_NOT_NEXT, "parts", "as many parts are sealed as have been reported");
            }
            return new FactReporting(place, x)
                    .sealAll(measure, command.parts())
                    .orElseGet(() -> Outcome.done(command.parts()));
        });
    }

    /** The last word counts: it takes back what the caller objected to the same content. */
    public static Outcome attest(RevenueCommand.AttestFacts command, Execution x) {
        return of(command.agreement(), command.period(), command.measure(), x, (place, measure, measured) -> {
            String member = x.caller().memberId();
            if (!measure.attesters().contains(member)) {
                return Outcome.refused(
                        ResultCode.NOT_A_PARTY, "caller", "the agreement names others to attest the measure");
            }
            if (!measured.content().equals(command.content())) {
                return Outcome.refused(ResultCode.CONTENT_HASH_DIFFERS, "content");
            }
            if (measured.attested().contains(member)) {
                return Outcome.alreadyRecorded();
            }
            SortedSet<String> attested = new TreeSet<>(measured.attested());
            attested.add(member);
            SortedMap<String, String> challenges = new TreeMap<>(measured.challenges());
            challenges.remove(member);
            return told(place, measure, said(measured, attested, challenges), RevenueEffect.Word.ATTESTED, x);
        });
    }

    /** The last word counts: it takes back the caller's attestation of the same content. */
    public static Outcome challenge(RevenueCommand.ChallengeFacts command, Execution x) {
        return of(command.agreement(), command.period(), command.measure(), x, (place, measure, measured) -> {
            String member = x.caller().memberId();
            if (place.terms().party(member).isEmpty() || measure.reporter().equals(member)) {
                return Outcome.refused(
                        ResultCode.NOT_A_PARTY, "caller", "a party other than the reporter challenges a measure");
            }
            if (command.reason().isBlank() || command.reason().length() > MAX_REASON) {
                return Outcome.refused(
                        ResultCode.MALFORMED, "reason", "a reason has 1 to " + MAX_REASON + " characters");
            }
            if (!measured.content().equals(command.content())) {
                return Outcome.refused(ResultCode.CONTENT_HASH_DIFFERS, "content");
            }
            if (measured.challenges().containsKey(member)) {
                return command.reason().equals(measured.challenges().get(member))
                        ? Outcome.alreadyRecorded()
                        : Outcome.refused(ResultCode.CONTENT_CONFLICT, "reason");
            }
            if (measure.windowDays() == 0
                    || place.today(x).isAfter(measured.windowEnd(measure.windowDays()))
                    || isCalculatedWith(place, measured, x)) {
                return Outcome.refused(ResultCode.WINDOW_CLOSED, "measure");
            }
            SortedSet<String> attested = new TreeSet<>(measured.attested());
            attested.remove(member);
            SortedMap<String, String> challenges = new TreeMap<>(measured.challenges());
            challenges.put(member, command.reason());
            return told(place, measure, said(measured, attested, challenges), RevenueEffect.Word.CHALLENGED, x);
        });
    }

    /** Taking back what does not stand is done already. */
    public static Outcome withdrawChallenge(RevenueCommand.WithdrawChallenge command, Execution x) {
        return of(command.agreement(), command.period(), command.measure(), x, (place, measure, measured) -> {
            String member = x.caller().memberId();
            if (place.terms().party(member).isEmpty()) {
                return Outcome.refused(ResultCode.NOT_A_PARTY, "caller");
            }
            if (!measured.challenges().containsKey(member)) {
                return Outcome.alreadyRecorded();
            }
            SortedMap<String, String> challenges = new TreeMap<>(measured.challenges());
            challenges.remove(member);
            return told(
                    place,
                    measure,
                    said(measured, measured.attested(), challenges),
                    RevenueEffect.Word.CHALLENGE_WITHDRAWN,
                    x);
        });
    }

    /** Whether a run has used it: then only a correction that waits for its true-up can be challenged. */
    private static boolean isCalculatedWith(FactPlace place, SealedMeasure measured, Execution x) {
        RevenueBook book = RevenueBook.of(place.agreement(), x);
        boolean waits = measured.revision() > 0 && book.corrected().contains(place.period());
        return book.isCalculated(place.period()) && !waits;
    }

    private interface AtPlace {
        Outcome apply(FactPlace place);
    }

    private interface OfSealed {
        Outcome apply(FactPlace place, Measure measure, SealedMeasure measured);
    }

    private static Outcome at(String agreement, LocalDate period, Execution x, AtPlace rules) {
        return x.refuseUnless(Role.TRADER)
                .orElseGet(() ->
                        FactPlace.find(agreement, period, x).map(rules::apply).orElseGet(Agreements::notFound));
    }

    private static Outcome of(String agreement, LocalDate period, String name, Execution x, OfSealed rules) {
        return at(agreement, period, x, place -> {
            Optional<Measure> measure = place.terms().measure(name);
            if (measure.isEmpty()) {
                return Outcome.refused(ResultCode.UNKNOWN_MEASURE, "measure");
            }
            return place.sealed(name, x)
                    .map(measured -> rules.apply(place, measure.get(), measured))
                    .orElseGet(() -> Outcome.refused(ResultCode.FACT_NOT_SEALED, "measure"));
        });
    }

    private static SealedMeasure said(
            SealedMeasure measured, SortedSet<String> attested, SortedMap<String, String> challenges) {
        return new SealedMeasure(
                measured.parts(),
                measured.value(),
                measured.count(),
                measured.revision(),
                measured.sealedOn(),
                measured.content(),
                attested,
                challenges);
    }

    private static Outcome told(
            FactPlace place, Measure measure, SealedMeasure now, RevenueEffect.Word word, Execution x) {
        place.put(measure.name(), now, x);
        String by = x.caller().memberId();
        x.effects()
                .add(() -> new RevenueEffect.MeasureSealed(
                        place.agreement(), place.period(), measure.name(), now, word, by));
        return Outcome.done(1);
    }
}
