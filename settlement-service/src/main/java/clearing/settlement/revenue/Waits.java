package clearing.settlement.revenue;

import clearing.client.revenue.report.AgreementRecord.DisputedLine;
import clearing.kernel.revenue.fact.SealedMeasure;
import clearing.kernel.revenue.run.RevenueBook;
import clearing.kernel.revenue.terms.Measure;
import clearing.kernel.revenue.terms.Party;
import clearing.kernel.revenue.terms.Period;
import clearing.kernel.revenue.terms.Terms;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What an agreement waits for, and for whom: signatures, facts, attestations, windows, runs, answers.
 *
 * @param today the lane's business day
 */
public record Waits(RevenueReader reader, String agreement, List<TermsVersion> versions, LocalDate today) {

    /** In the order in which it can be done. */
    public List<Wait> all() throws SQLException {
        List<Wait> waits = new ArrayList<>();
        signatures(waits);
        SortedMap<Integer, Terms> inForce = RevenueReader.inForce(versions);
        Optional<RevenueBook> book = reader.book(agreement);
        if (!inForce.isEmpty() && book.isPresent()) {
            period(book.get().next(), waits);
            disputes(inForce.sequencedValues().getLast(), waits);
        }
        return waits;
    }

    private void signatures(List<Wait> waits) {
        for (TermsVersion version : versions) {
            if (!version.inForce()) {
                missing(version)
                        .forEach(member -> waits.add(Wait.of(
                                "signature under version " + version.terms().version(), member)));
            }
        }
    }

    /** Who must still sign a version: all whom it binds, and all whom the last one in force binds. */
    public SortedSet<String> missing(TermsVersion version) {
        SortedSet<String> members = new TreeSet<>();
        if (version.inForce()) {
            return members;
        }
        members.addAll(version.terms().signatories());
        SortedMap<Integer, Terms> inForce = RevenueReader.inForce(versions);
        if (!inForce.isEmpty()) {
            members.addAll(inForce.sequencedValues().getLast().signatories());
        }
        version.signatures().forEach(signature -> members.remove(signature.member()));
        return members;
    }

    /** The terms that name the measures of a period: those of the last version that began by its end. */
    public Optional<Terms> naming(Period period) {
        return RevenueReader.inForce(versions).values().stream()
                .filter(terms -> !terms.from().isAfter(period.end()))
                .reduce((earlier, later) -> later)
                .filter(terms -> terms.until()
                        .map(until -> !until.isBefore(period.start()))
                        .orElse(true));
    }

    /** The measures of a period, in their order. */
    public List<MeasureState> measures(Terms terms, Period period) throws SQLException {
        List<MeasureState> states = new ArrayList<>();
        for (Measure measure : terms.measures()) {
            Optional<SealedMeasure> sealed = reader.sealed(agreement, period.start(), measure.name());
            long parts =
                    sealed.isPresent() ? sealed.get().parts() : reader.parts(agreement, period.start(), measure.name());
            states.add(MeasureState.of(measure, parts, sealed, today));
        }
        return states;
    }

    private void period(Period next, List<Wait> waits) throws SQLException {
        Optional<Terms> terms = naming(next);
        if (terms.isEmpty()) {
            return;
        }
        int before = waits.size();
        for (MeasureState state : measures(terms.get(), next)) {
            measure(state, next, waits);
        }
        if (!today.isAfter(next.end())) {
            waits.add(Wait.until("end of " + next, next.end()));
        } else if (waits.size() == before) {
            waits.add(new Wait("run of " + next + " by any party's agent", Optional.empty(), Optional.empty()));
        }
    }

    private static void measure(MeasureState state, Period period, List<Wait> waits) {
        Measure measure = state.measure();
        String name = measure.name() + " of " + period;
        switch (state.state()) {
            case OPEN, REPORTED -> waits.add(Wait.of("facts: " + name, measure.reporter()));
            case SEALED -> {
                SealedMeasure sealed = state.sealed().orElseThrow();
                measure.attesters().stream()
                        .filter(attester -> !sealed.attested().contains(attester))
                        .forEach(attester -> waits.add(Wait.of("attestation of " + name, attester)));
                waits.add(Wait.until("window of " + name, sealed.windowEnd(measure.windowDays())));
            }
            case CHALLENGED ->
                state.sealed()
                        .orElseThrow()
                        .challenges()
                        .keySet()
                        .forEach(challenger -> waits.add(Wait.of("challenge of " + name, challenger)));
            case FINAL -> {}
        }
    }

    private void disputes(Terms terms, List<Wait> waits) throws SQLException {
        for (DisputedLine dispute : reader.disputes(agreement, terms.cycle())) {
            if (!dispute.paid()) {
                List<String> answered =
                        reader.answered(agreement, dispute.period().start(), dispute.clause());
                terms.parties().stream()
                        .map(Party::member)
                        .filter(member -> !answered.contains(member))
                        .forEach(member -> waits.add(
                                Wait.of("answer about " + dispute.clause() + " of " + dispute.period(), member)));
            }
        }
    }
}
