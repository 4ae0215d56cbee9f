package clearing.client.revenue.proof;

import static clearing.client.revenue.proof.StatementCheck.require;

import clearing.kernel.codec.Blob;
import clearing.kernel.codec.Bytes;
import clearing.kernel.revenue.calculation.PeriodCalculation;
import clearing.kernel.revenue.exact.Fraction;
import clearing.kernel.revenue.fact.FactPart;
import clearing.kernel.revenue.fact.SealedMeasure;
import clearing.kernel.revenue.run.Statement;
import clearing.kernel.revenue.terms.Measure;
import clearing.kernel.revenue.terms.Terms;
import clearing.kernel.state.Keys;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** That a statement went by the measures that were sealed, and that these are what their parts come to. */
final class MeasureCheck {
    private final Evidence evidence;
    private final String id;
    private final LocalDate period;
    private final String place;

    private MeasureCheck(Evidence evidence, Statement statement, String place) {
        this.evidence = evidence;
        this.id = statement.agreement();
        this.period = statement.period().start();
        this.place = place;
    }

    static void check(Evidence evidence, Statement statement, List<PeriodCalculation.Part> parts, String place) {
        MeasureCheck check = new MeasureCheck(evidence, statement, place);
        TreeMap<String, Measure> measures = new TreeMap<>();
        for (PeriodCalculation.Part part : parts) {
            Terms terms = part.terms();
            terms.measures().forEach(measure -> measures.put(measure.name(), measure));
        }
        List<String> named =
                statement.inputs().stream().map(Statement.Input::measure).toList();
        require(
                named.equals(List.copyOf(measures.keySet())),
                place + " inputs",
                "other measures are named than the terms have");
        for (Statement.Input input : statement.inputs()) {
            check.input(
                    input, Optional.ofNullable(measures.get(input.measure())).orElseThrow());
        }
    }

    private void input(Statement.Input input, Measure measure) {
        String at = place + " " + input.measure();
        SealedMeasure now = evidence.get(Keys.measure(id, period, input.measure()))
                .map(SealedMeasure::decode)
                .orElseThrow(() -> new Refuted(at, "the sealed measure is not in the file"));
        if (now.revision() == 0) {
            require(input.revision() == 0 && now.content().equals(input.content()), at, "another content was sealed");
            sealed(input, now, measure, at);
        } else if (now.parts() == 1 && !measure.inParts()) {
            corrected(input, at);
        } else {
            require(input.revision() <= now.revision(), at, "it is of a revision that does not exist");
            require(
                    input.revision() < now.revision()
                            || now.content().equals(input.content())
                                    && now.value().equals(input.value()),
                    at,
                    "another content stands under this revision");
        }
    }

    /** Never corrected: the parts as they stand are the parts that were sealed. */
    private void sealed(Statement.Input input, SealedMeasure now, Measure measure, String at) {
        MessageDigest content = Bytes.newSha256();
        List<FactPart> parts = new ArrayList<>();
        for (int i = 0; i < now.parts(); i++) {
            int number = i;
            FactPart part = evidence.get(Keys.fact(id, period, input.measure(), i))
                    .map(FactPart::decode)
                    .orElseThrow(() -> new Refuted(at + " part " + number, "it is not in the file"));
            content.update(part.hash().bytes());
            parts.add(part);
        }
        require(
                Blob.of(content.digest()).equals(now.content()),
                at,
                "its parts have another hash than what was sealed");
        require(aggregate(parts, measure).equals(input.value()), at, "its parts come to another value");
    }

    private static Fraction aggregate(List<FactPart> parts, Measure measure) {
        Fraction sum = Fraction.ZERO;
        long most = Long.MIN_VALUE;
        for (FactPart part : parts) {
            sum = sum.plus(Fraction.of(part.value()));
            most = Math.max(most, part.value());
        }
        return switch (measure.aggregation()) {
            case SUM -> sum;
            case LAST -> Fraction.of(parts.getLast().value());
            case MAX -> Fraction.of(most);
            case AVERAGE -> sum.over(Fraction.of(parts.size()));
        };
    }

    /** One value that was superseded: each revision names the one before, and the content names them all. */
    private void corrected(Statement.Input input, String at) {
        Blob content = FactPart.NOTHING;
        Blob previous = FactPart.NOTHING;
        for (int revision = 0; revision <= input.revision(); revision++) {
            FactPart part = revision(input.measure(), revision, at);
            require(
                    part.revision() == revision && part.previous().equals(previous),
                    at + " revision " + revision,
                    "it does not supersede the one before");
            previous = part.hash();
            MessageDigest digest = Bytes.newSha256();
            if (revision > 0) {
                digest.update(content.bytes());
            }
            content = Blob.of(digest.digest(previous.bytes()));
            if (revision == input.revision()) {
                require(
                        content.equals(input.content())
                                && Fraction.of(part.value()).equals(input.value()),
                        at,
                        "another content stands under this revision");
            }
        }
    }

    private FactPart revision(String measure, int revision, String at) {
        return evidence.get(Keys.supersededFact(id, period, measure, 0, revision))
                .or(() -> evidence.get(Keys.fact(id, period, measure, 0)))
                .map(FactPart::decode)
                .orElseThrow(() -> new Refuted(at + " revision " + revision, "it is not in the file"));
    }
}
