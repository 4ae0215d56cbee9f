package clearing.client.revenue.language;

import clearing.kernel.revenue.terms.Aggregation;
import clearing.kernel.revenue.terms.Changeover;
import clearing.kernel.revenue.terms.Clause;
import clearing.kernel.revenue.terms.Cycle;
import clearing.kernel.revenue.terms.Escrow;
import clearing.kernel.revenue.terms.Measure;
import clearing.kernel.revenue.terms.Party;
import clearing.kernel.revenue.terms.Reserve;
import clearing.kernel.revenue.terms.Terms;
import clearing.kernel.revenue.terms.Unit;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A document's tree to terms. */
final class TermsReader {
    private static final Pattern MONEY = Pattern.compile("[A-Z]{3}");
    private static final Pattern COUNT = Pattern.compile("count of (?<of>.+)");
    private static final Pattern RATE = Pattern.compile("(?<currency>[A-Z]{3}) per (?<asset>[A-Z]{3})");
    private static final int MOST = 1_000_000;

    private final Reading reading;

    TermsReader(Reading reading) {
        this.reading = reading;
    }

    /** Terms that are whole only when no fault was found. */
    Terms read(Node root) {
        FieldReader in = new FieldReader(root, "", reading);
        String agreement = in.text("agreement");
        int version = whole(in, "version", "", Optional.empty());
        String title = in.text("title");
        reading.currency(in.text("currency"));
        Cycle cycle = in.choice("cycle", Choices.CYCLES, Optional.empty());
        LocalDate from = in.required("from", "from").map(in::day).orElse(LocalDate.EPOCH);
        Optional<LocalDate> until = in.optional("until", "until").map(in::day);
        Changeover changeover = in.choice("changeover", Choices.CHANGEOVERS, Optional.of(Changeover.AT_PERIOD));
        List<Party> parties = parties(in);
        reading.parties(parties.stream().map(Party::member).toList());
        String collector = in.text("collector");
        Optional<Escrow> escrow = in.optional("escrow", "escrow").map(this::escrow);
        List<Measure> measures = in.required("measures", "measures")
                .map(node -> measures(in, node))
                .orElse(List.of());
        List<String> pool =
                in.required("pool", "pool").map(node -> in.texts(node, "pool")).orElse(List.of());
        ClauseReader clauseReader = new ClauseReader(reading);
        List<Clause> clauses = in.required("clauses", "clauses")
                .map(node -> in.list(node, "clauses", clauseReader::read))
                .orElse(List.of());
        Optional<Reserve> reserve = in.optional("reserve", "reserve").map(this::reserve);
        int lookback = whole(in, "lookback", "periods", Optional.of(0));
        in.end();
        return new Terms(
                agreement,
                version,
                title,
                reading.currency(),
                cycle,
                from,
                until,
                changeover,
                parties,
                collector,
                escrow,
                measures,
                pool,
                clauses,
                reserve,
                lookback);
    }

    private static int whole(FieldReader in, String name, String word, Optional<Integer> otherwise) {
        Reading.Figure figure = text -> Words.whole(text, word, MOST);
        return otherwise.isPresent()
                ? Math.toIntExact(in.optionalFigure(name, name, figure).orElse(otherwise.get()))
                : Math.toIntExact(in.figure(name, name, figure));
    }

    /** By member id, unless they stand as they are listed; places go with them. */
    private List<Party> parties(FieldReader in) {
        boolean asListed = in.choice("order", Choices.ORDERS, Optional.of(false));
        Optional<Node> node = in.required("parties", "parties");
        if (node.isEmpty() || !(node.get() instanceof Node.Items items)) {
            node.ifPresent(n -> in.list(n, "parties", (item, at) -> at));
            return List.of();
        }
        List<Node> ordered = new ArrayList<>(items.items());
        if (!asListed) {
            ordered.sort(Comparator.comparing(TermsReader::member));
        }
        return in.list(new Node.Items(items.place(), ordered), "parties", this::party);
    }

    private static String member(Node party) {
        return party instanceof Node.Fields fields
                ? fields.fields().stream()
                        .filter(f -> f.name().equals("member"))
                        .map(Node.Field::value)
                        .filter(Node.Scalar.class::isInstance)
                        .map(value -> ((Node.Scalar) value).text())
                        .findFirst()
                        .orElse("")
                : "";
    }

    private Party party(Node node, String path) {
        FieldReader in = new FieldReader(node, path, reading);
        Party party =
                new Party(in.text("member"), in.text("account"), in.choice("view", Choices.VIEWS, Optional.empty()));
        in.end();
        return party;
    }

    private Escrow escrow(Node node) {
        FieldReader in = new FieldReader(node, "escrow", reading);
        Escrow escrow = new Escrow(in.text("member"), in.text("account"));
        in.end();
        return escrow;
    }

    private List<Measure> measures(FieldReader in, Node node) {
        List<Node.Field> entries = new ArrayList<>(in.entries(node));
        entries.sort(Comparator.comparing(Node.Field::name));
        List<Measure> measures = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            Node.Field entry = entries.get(i);
            String path = "measures[" + i + "]";
            reading.place(path + ".name", entry.place());
            if (ClauseReader.isBase(entry.name())) {
                reading.fault(entry.place(), "NAME", "'" + entry.name() + "' is a word of the language, no measure.");
            }
            measures.add(measure(entry.name(), entry.value(), path));
        }
        return measures;
    }

    private Measure measure(String name, Node node, String path) {
        FieldReader in = new FieldReader(node, path, reading);
        String label = in.text("label");
        Unit unit =
                in.required("unit", "unit").map(value -> unit(in.scalar(value))).orElse(new Unit.Minutes());
        reading.unit(name, unit);
        Measure measure = new Measure(
                name,
                label,
                unit,
                in.choice("aggregation", Choices.AGGREGATIONS, Optional.of(Aggregation.LAST)),
                in.flag("parts"),
                in.text("reporter"),
                in.optional("attesters", "attesters")
                        .map(value -> in.texts(value, "attesters"))
                        .orElse(List.of()),
                Math.toIntExact(in.optionalFigure("window", "windowDays", text -> Words.whole(text, "days", MOST))
                        .orElse(0)),
                in.optionalFigure("least", "least", text -> Words.value(unit, text))
                        .orElse(0),
                in.figure("most", "most", text -> Words.value(unit, text)));
        in.end();
        return measure;
    }

    private Unit unit(Node.Scalar scalar) {
        String text = scalar.text();
        Matcher count = COUNT.matcher(text);
        Matcher rate = RATE.matcher(text);
        if (MONEY.matcher(text).matches()) {
            return new Unit.Money(text);
        } else if (count.matches()) {
            return new Unit.Count(count.group("of"));
        } else if (text.equals("minutes")) {
            return new Unit.Minutes();
        } else if (text.equals("percent")) {
            return new Unit.Percent();
        } else if (rate.matches()) {
            if (!rate.group("currency").equals(reading.currency())) {
                reading.fault(
                        scalar.place(),
                        "DIMENSION",
                        "A rate says what another currency is worth in " + reading.currency() + ": '"
                                + reading.currency() + " per " + rate.group("asset") + "'.");
            }
            return new Unit.ExchangeRate(rate.group("asset"));
        }
        reading.fault(
                scalar.place(),
                "UNKNOWN_UNIT",
                "'" + text + "' is no unit: a currency, 'count of ...', minutes, percent, or '" + reading.currency()
                        + " per USD'.");
        return new Unit.Minutes();
    }

    private Reserve reserve(Node node) {
        FieldReader in = new FieldReader(node, "reserve", reading);
        Reserve reserve = new Reserve(
                in.figure("rate", "rate", Words::percent),
                in.required("from", "from")
                        .map(value -> in.texts(value, "from"))
                        .orElse(List.of()),
                Math.toIntExact(in.figure("release", "months", text -> Words.whole(text, "months", MOST))),
                Math.toIntExact(in.figure("votes", "votes", text -> Words.whole(text, "votes", MOST))));
        in.end();
        return reserve;
    }
}
