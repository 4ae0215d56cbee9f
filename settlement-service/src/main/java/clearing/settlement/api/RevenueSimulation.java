package clearing.settlement.api;

import clearing.client.revenue.explain.Figures;
import clearing.client.revenue.fact.FactValue;
import clearing.kernel.MalformedInput;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.revenue.calculation.Calculation;
import clearing.kernel.revenue.calculation.Calculator;
import clearing.kernel.revenue.exact.Fraction;
import clearing.kernel.revenue.fact.SealedMeasure;
import clearing.kernel.revenue.run.RevenueBook;
import clearing.kernel.revenue.terms.Measure;
import clearing.kernel.revenue.terms.Period;
import clearing.kernel.revenue.terms.Terms;
import clearing.kernel.revenue.terms.Unit;
import clearing.settlement.api.RevenueOperations.Known;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Who would get what while one measure varies: the contract's own calculation over past or assumed facts. Nothing is written. */
final class RevenueSimulation {
    private final RevenueOperations agreements;
    private final Json json;
    private final RevenueJson shapes;

    RevenueSimulation(RevenueOperations agreements, Json json) {
        this.agreements = agreements;
        this.json = json;
        this.shapes = new RevenueJson(json);
    }

    void register(Map<String, Operation> operations) {
        operations.put(
                "simulateRevenue",
                call -> Answer.ok(agreements.read(call, (known, connection) -> simulate(call.json(), known))));
    }

    private JsonObject simulate(JsonObject asked, Known known) throws SQLException {
        if (!known.visibility().seesTerms()) {
            throw ApiException.notFound("A simulation of this agreement for this member");
        }
        Terms terms = known.terms();
        Optional<RevenueBook> book = known.reader().book(known.id());
        Period period = period(asked, terms)
                .or(() -> book.map(RevenueBook::next))
                .orElseGet(() -> Period.containing(terms.cycle(), terms.from()));
        Measure varied = terms.measure(asked.getString("vary"))
                .orElseThrow(() -> ApiException.invalid("vary", "The agreement has no such measure."));
        SortedMap<String, Fraction> values = values(asked, terms, period, known, varied);
        Fraction from = value(asked.getString("from"), varied, "from");
        Fraction to = value(asked.getString("to"), varied, "to");
        int count = asked.getInteger("points", 21);
        SortedMap<String, Long> marks = book.map(RevenueBook::marks).orElseGet(TreeMap::new);
        JsonArray points = new JsonArray();
        Figures figures = shapes.figures(List.of(terms));
        for (int i = 0; i < count; i++) {
            Fraction at = from.plus(to.minus(from).times(Fraction.of(i, count - 1)));
            Fraction whole = new Fraction(at.floor(), BigInteger.ONE);
            values.put(varied.name(), whole);
            Calculation made = Calculator.calculate(terms, period, values, marks, json::scale);
            points.add(point(made, whole, varied, terms, figures));
        }
        return new JsonObject()
                .put("measure", varied.name())
                .put("label", varied.label())
                .put("unit", RevenueJson.unit(varied.unit()))
                .put("currency", terms.currency())
                .put("version", terms.version())
                .put("period", period.toString())
                .put("points", points);
    }

    private static JsonObject point(Calculation made, Fraction at, Measure varied, Terms terms, Figures figures) {
        JsonArray shares = new JsonArray();
        for (int i = 0; i < terms.parties().size(); i++) {
            shares.add(new JsonObject()
                    .put("member", terms.parties().get(i).member())
                    .put(
                            "amount",
                            figures.number(terms.currency(), made.entitlements().get(i))));
        }
        return new JsonObject()
                .put("at", plain(varied, at, figures))
                .put("pool", figures.number(terms.currency(), made.pool()))
                .put("shares", shares);
    }

    private static String plain(Measure measure, Fraction value, Figures figures) {
        return switch (measure.unit()) {
            case Unit.Money u -> figures.number(u.asset(), value);
            case Unit.Count u -> figures.number("", value);
            case Unit.Minutes u -> figures.number("", value);
            case Unit.Percent u -> figures.number("%", value.over(Fraction.of(Fraction.MILLION)));
            case Unit.ExchangeRate u -> figures.number("", value.over(Fraction.of(Unit.ExchangeRate.SCALE)));
        };
    }

    private static Optional<Period> period(JsonObject asked, Terms terms) {
        String text = asked.getString("period");
        if (text == null) {
            return Optional.empty();
        }
        try {
            Period period = new Period(terms.cycle(), LocalDate.parse(text));
            if (period.isAligned()) {
                return Optional.of(period);
            }
        } catch (DateTimeParseException e) {
            throw ApiException.invalid("period", "This is not a date: a period is named by its first day.");
        }
        throw ApiException.invalid("period", "No period of this agreement begins on that day.");
    }

    /** Assumed values, and for the rest what was sealed of the period, where it is shown. */
    private SortedMap<String, Fraction> values(
            JsonObject asked, Terms terms, Period period, Known known, Measure varied) throws SQLException {
        JsonObject assumed = asked.getJsonObject("values", new JsonObject());
        for (String name : assumed.fieldNames()) {
            if (terms.measure(name).isEmpty()) {
                throw ApiException.invalid("values." + name, "The agreement has no such measure.");
            }
        }
        SortedMap<String, Fraction> values = new TreeMap<>();
        for (Measure measure : terms.measures()) {
            String name = measure.name();
            if (assumed.containsKey(name)) {
                values.put(name, value(assumed.getString(name), measure, "values." + name));
            } else if (known.visibility().seesMeasure(terms, name)) {
                known.reader()
                        .sealed(known.id(), period.start(), name)
                        .map(SealedMeasure::value)
                        .ifPresent(value -> values.put(name, value));
            }
            if (!values.containsKey(name) && !name.equals(varied.name())) {
                throw ApiException.invalid("values." + name, "Nothing is known of this measure; assume a value.");
            }
        }
        return values;
    }

    /** A decimal in whole units of the measure, such as 12.50 for money or 12.5 for a percentage. */
    private Fraction value(String text, Measure measure, String field) {
        Constitution frame = json.constitution()
                .orElseThrow(() -> ApiException.notFound("A constitution, which this member has not seen yet"));
        long value;
        try {
            value = FactValue.parse(text, measure.unit(), frame, field);
        } catch (MalformedInput e) {
            throw ApiException.invalid(field, "The value is none of the measure's unit: " + e.sentence() + ".");
        }
        if (value < measure.least() || value > measure.most()) {
            throw ApiException.invalid(
                    field, "The value is outside the bounds that the agreement sets for the measure.");
        }
        return Fraction.of(value);
    }
}
