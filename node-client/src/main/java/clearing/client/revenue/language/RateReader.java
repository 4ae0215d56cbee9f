package clearing.client.revenue.language;

import clearing.kernel.revenue.terms.Rate;
import clearing.kernel.revenue.terms.RateChange;
import java.time.LocalDate;
import java.util.List;

/** Percentages and what moves them. */
final class RateReader {
    private final Reading reading;

    RateReader(Reading reading) {
        this.reading = reading;
    }

    /** {@code rate} and, where there are any, {@code changes} of a clause. */
    Rate read(FieldReader in) {
        in.optional("rate", "rate");
        long base = in.figure("rate", "rate.base", Words::percent);
        List<RateChange> changes = in.optional("changes", "rate.changes")
                .map(node -> in.list(node, "rate.changes", this::change))
                .orElse(List.of());
        return new Rate(base, changes);
    }

    private RateChange change(Node node, String path) {
        FieldReader in = new FieldReader(node, path, reading);
        Node.Scalar of = in.required("measure", "measure").map(in::scalar).orElse(new Node.Scalar(in.place(), ""));
        String measure = of.text();
        if (!measure.isEmpty()) {
            reading.requireMeasure(of.place(), measure);
        }
        RateChange change;
        if (in.has("rungs")) {
            change = new RateChange.Ladder(
                    measure,
                    in.required("rungs", "rungs")
                            .map(rungs -> in.list(rungs, "rungs", (item, at) -> rung(item, at, measure)))
                            .orElse(List.of()));
        } else if (in.has("target")) {
            change = new RateChange.EarnOut(
                    measure,
                    threshold(in, "target", measure),
                    in.required("due", "due").map(in::day).orElse(LocalDate.EPOCH),
                    in.optionalFigure("missed", "missed", Words::points).orElse(0),
                    in.optionalFigure("beaten", "beaten", Words::points).orElse(0));
        } else {
            change = new RateChange.Step(
                    measure, threshold(in, "above", measure), in.figure("points", "points", Words::points));
        }
        in.end();
        return change;
    }

    private RateChange.Rung rung(Node node, String path, String measure) {
        FieldReader in = new FieldReader(node, path, reading);
        RateChange.Rung rung =
                new RateChange.Rung(threshold(in, "above", measure), in.figure("points", "points", Words::points));
        in.end();
        return rung;
    }

    long threshold(FieldReader in, String name, String measure) {
        return in.required(name, name)
                .map(in::scalar)
                .map(scalar -> reading.threshold(scalar.place(), measure, scalar.text()))
                .orElse(0L);
    }
}
