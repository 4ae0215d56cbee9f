package clearing.client.revenue.language;

import clearing.kernel.revenue.terms.Base;
import clearing.kernel.revenue.terms.Clause;
import clearing.kernel.revenue.terms.Hurdle;
import clearing.kernel.revenue.terms.Limits;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The clauses of a document. */
final class ClauseReader {
    private static final String POOL = "pool";
    private static final String REMAINDER = "remainder";
    private static final Pattern PART_OF = Pattern.compile("(?<rate>.+?)\\s+of\\s+(?<measure>\\S+)");
    private static final Pattern AMOUNT = Pattern.compile("[-+]?[0-9].*");

    private final Reading reading;
    private final RateReader rates;

    /** What reads a kind of clause. */
    private interface Kind {
        Clause read(FieldReader in, String id, String label);
    }

    ClauseReader(Reading reading) {
        this.reading = reading;
        this.rates = new RateReader(reading);
    }

    private SortedMap<String, Kind> kinds() {
        return Collections.unmodifiableSortedMap(new TreeMap<>(Map.of(
                "fixed", this::fixed,
                "share", this::share,
                "tiers", this::tiers,
                "excess", this::excess,
                "weights", this::weights,
                "clawback", this::clawback,
                "guarantee", this::guarantee,
                "residual", this::residual)));
    }

    Clause read(Node node, String path) {
        FieldReader in = new FieldReader(node, path, reading);
        String id = in.text("id");
        String label = in.text("label");
        if (!in.has("clause")) {
            reading.fault(
                    in.place(),
                    "MISSING_FIELD",
                    "'clause' is missing: it is one of " + String.join(", ", kinds().keySet()) + ".");
            return new Clause.Fixed(id, label, "", 0);
        }
        int before = reading.faults().count();
        Kind kind = in.choice("clause", kinds(), Optional.empty());
        if (reading.faults().count() > before) {
            return new Clause.Fixed(id, label, "", 0);
        }
        Clause clause = kind.read(in, id, label);
        in.end();
        return clause;
    }

    private Clause fixed(FieldReader in, String id, String label) {
        return new Clause.Fixed(id, label, in.text("to"), in.figure("amount", "amount", this::money));
    }

    private Clause share(FieldReader in, String id, String label) {
        return new Clause.Share(id, label, in.text("to"), base(in), rates.read(in), limits(in));
    }

    private Clause excess(FieldReader in, String id, String label) {
        return new Clause.Excess(
                id,
                label,
                in.text("to"),
                measure(in, "of", "of"),
                in.required("over", "over").map(node -> hurdle(in.scalar(node))).orElse(new Hurdle.Amount(0)),
                in.optionalFigure("mark", "mark", this::money),
                rates.read(in),
                limits(in));
    }

    private Clause tiers(FieldReader in, String id, String label) {
        String to = in.text("to");
        String of = measure(in, "of", "of");
        boolean money = reading.isMoney(of);
        boolean whole =
                in.choice("counting", new TreeMap<>(Map.of("marginal", false, "whole-band", true)), Optional.empty());
        List<Clause.Band> bands = in.required("bands", "bands")
                .map(node -> in.list(node, "bands", (item, path) -> band(item, path, of, money)))
                .orElse(List.of());
        return new Clause.Tiers(id, label, to, of, whole, bands, limits(in));
    }

    private Clause.Band band(Node node, String path, String of, boolean money) {
        FieldReader in = new FieldReader(node, path, reading);
        Clause.Band band = new Clause.Band(
                rates.threshold(in, "above", of),
                money
                        ? in.figure("rate", "value", Words::percent)
                        : in.figure("each", "value", text -> Words.price(text, reading.currency())));
        in.end();
        return band;
    }

    private Clause weights(FieldReader in, String id, String label) {
        return new Clause.Weights(
                id,
                label,
                base(in),
                rates.read(in),
                in.required("factors", "factors")
                        .map(node -> in.list(node, "factors", this::factor))
                        .orElse(List.of()));
    }

    private Clause.Factor factor(Node node, String path) {
        FieldReader in = new FieldReader(node, path, reading);
        String label = in.text("label");
        long weight = in.figure("weight", "weight", Words::percent);
        List<Node.Field> entries = in.required("entries", "entries")
                .map(value -> ordered(in.entries(value)))
                .orElse(List.of());
        List<Clause.Entry> all = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            Node.Field entry = entries.get(i);
            String at = path + ".entries[" + i + "]";
            reading.place(at + ".party", entry.place());
            reading.place(at + ".measure", entry.value().place());
            Node.Scalar measure = in.scalar(entry.value());
            reading.requireMeasure(measure.place(), measure.text());
            all.add(new Clause.Entry(entry.name(), measure.text()));
        }
        in.end();
        return new Clause.Factor(label, weight, all);
    }

    private Clause clawback(FieldReader in, String id, String label) {
        return new Clause.Clawback(
                id,
                label,
                in.text("from"),
                in.text("to"),
                measure(in, "of", "of"),
                rates.read(in),
                in.optionalFigure("cap", "cap", this::money));
    }

    private Clause guarantee(FieldReader in, String id, String label) {
        return new Clause.Guarantee(id, label, in.text("to"), in.figure("minimum", "minimum", this::money));
    }

    private Clause residual(FieldReader in, String id, String label) {
        List<Node.Field> entries = in.required("portions", "portions")
                .map(value -> ordered(in.entries(value)))
                .orElse(List.of());
        List<Clause.Portion> portions = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            Node.Field entry = entries.get(i);
            String at = in.path("portions") + "[" + i + "]";
            reading.place(at + ".party", entry.place());
            reading.place(at + ".share", entry.value().place());
            Node.Scalar share = in.scalar(entry.value());
            portions.add(new Clause.Portion(entry.name(), reading.figure(share.place(), share.text(), Words::percent)));
        }
        return new Clause.Residual(id, label, portions, in.flag("bearsShortfall"));
    }

    /** In the order of the parties. */
    private List<Node.Field> ordered(List<Node.Field> byMember) {
        return byMember.stream()
                .sorted(Comparator.comparingInt((Node.Field f) -> reading.rank(f.name())))
                .toList();
    }

    private long money(String text) throws Words.NotAFigure {
        return Words.money(text, reading.currency());
    }

    private String measure(FieldReader in, String name, String field) {
        return in.required(name, field)
                .map(node -> {
                    Node.Scalar scalar = in.scalar(node);
                    reading.requireMeasure(scalar.place(), scalar.text());
                    return scalar.text();
                })
                .orElse("");
    }

    /** Whether a share of it is a share of the pool or of what is left of it. */
    static boolean isBase(String word) {
        return word.equals(POOL) || word.equals(REMAINDER);
    }

    private Base base(FieldReader in) {
        return in.required("of", "of").map(node -> base(in.scalar(node))).orElse(new Base.Pool());
    }

    private Base base(Node.Scalar of) {
        return switch (of.text()) {
            case POOL -> new Base.Pool();
            case REMAINDER -> new Base.Remainder();
            default -> {
                reading.requireMeasure(of.place(), of.text());
                yield new Base.OfMeasure(of.text());
            }
        };
    }

    /** An amount, a measure, or a part of a measure. */
    private Hurdle hurdle(Node.Scalar over) {
        Matcher part = PART_OF.matcher(over.text());
        if (part.matches()) {
            reading.requireMeasure(over.place(), part.group("measure"));
            return new Hurdle.PercentOf(
                    part.group("measure"), reading.figure(over.place(), part.group("rate"), Words::percent));
        }
        if (AMOUNT.matcher(over.text()).matches()) {
            return new Hurdle.Amount(reading.figure(over.place(), over.text(), this::money));
        }
        reading.requireMeasure(over.place(), over.text());
        return new Hurdle.OfMeasure(over.text());
    }

    private Limits limits(FieldReader in) {
        OptionalLong floor = in.optionalFigure("floor", "limits.floor", this::money);
        OptionalLong cap = in.optionalFigure("cap", "limits.cap", this::money);
        List<String> rises = in.optional("risesWith", "limits.risesWith")
                .map(node -> in.texts(node, "limits.risesWith"))
                .orElse(List.of());
        return new Limits(floor, cap, rises);
    }
}
