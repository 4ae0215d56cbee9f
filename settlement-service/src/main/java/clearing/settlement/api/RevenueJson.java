package clearing.settlement.api;

import clearing.client.revenue.explain.ClauseWords;
import clearing.client.revenue.explain.ExplanationJson;
import clearing.client.revenue.explain.Figures;
import clearing.client.revenue.explain.ShownStatement;
import clearing.client.revenue.explain.Visibility;
import clearing.client.revenue.report.AgreementRecord;
import clearing.client.revenue.report.EscrowMove;
import clearing.kernel.revenue.calculation.ClauseResult;
import clearing.kernel.revenue.calculation.Derivation;
import clearing.kernel.revenue.exact.Apportionment;
import clearing.kernel.revenue.exact.Fraction;
import clearing.kernel.revenue.fact.SealedMeasure;
import clearing.kernel.revenue.run.Statement;
import clearing.kernel.revenue.terms.Clause;
import clearing.kernel.revenue.terms.Measure;
import clearing.kernel.revenue.terms.Terms;
import clearing.kernel.revenue.terms.Unit;
import clearing.settlement.ledger.TradeNames;
import clearing.settlement.revenue.MeasureState;
import clearing.settlement.revenue.TermsVersion;
import clearing.settlement.revenue.Wait;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/** Agreements and statements as the API shows them: figures that the member is not shown are absent. */
final class RevenueJson {
    private final Json json;

    RevenueJson(Json json) {
        this.json = json;
    }

    /** Figures of an agreement whose assets are the terms' money. */
    Figures figures(Collection<Terms> versions) {
        SortedSet<String> assets = new TreeSet<>();
        for (Terms terms : versions) {
            assets.add(terms.currency());
            terms.measures().forEach(measure -> {
                if (measure.unit() instanceof Unit.Money money) {
                    assets.add(money.asset());
                }
            });
        }
        return new Figures(json::scale, assets);
    }

    static <T> JsonArray list(Collection<T> items, Function<T, Object> mapper) {
        JsonArray array = new JsonArray();
        items.forEach(item -> array.add(mapper.apply(item)));
        return array;
    }

    static JsonObject wait(Wait wait) {
        JsonObject one = new JsonObject().put("what", wait.what());
        Json.put(one, "member", wait.member());
        Json.put(one, "until", wait.until().map(LocalDate::toString));
        return one;
    }

    JsonObject version(TermsVersion version, SortedSet<String> missing, Visibility visibility) {
        Terms terms = version.terms();
        JsonObject one = new JsonObject()
                .put("version", terms.version())
                .put("hash", HexFormat.of().formatHex(version.hash().bytes()))
                .put("inForce", version.inForce())
                .put("from", terms.from().toString())
                .put(
                        "signatures",
                        list(
                                version.signatures(),
                                signature -> new JsonObject()
                                        .put("member", signature.member())
                                        .put("at", signature.at().toString())))
                .put("missing", list(missing, member -> member));
        Json.put(one, "until", terms.until().map(LocalDate::toString));
        return visibility.seesTerms() ? one.put("terms", terms(terms)) : one;
    }

    private JsonObject terms(Terms terms) {
        ClauseWords words = new ClauseWords(terms, json::scale);
        JsonObject one = new JsonObject()
                .put("changeover", terms.changeover().name())
                .put("lookback", terms.lookback())
                .put("pool", list(terms.pool(), name -> name))
                .put(
                        "parties",
                        list(
                                terms.parties(),
                                party -> new JsonObject()
                                        .put("member", party.member())
                                        .put("account", party.account())
                                        .put("view", party.view().name())))
                .put("measures", list(terms.measures(), RevenueJson::measure))
                .put(
                        "clauses",
                        list(
                                terms.clauses(),
                                clause -> new JsonObject()
                                        .put("id", clause.id())
                                        .put("label", clause.label())
                                        .put("kind", kind(clause))
                                        .put("words", words.of(clause))));
        terms.escrow()
                .ifPresent(e -> one.put(
                        "escrow", new JsonObject().put("member", e.member()).put("account", e.account())));
        terms.reserve()
                .ifPresent(r -> one.put(
                        "reserve",
                        new JsonObject()
                                .put(
                                        "rate",
                                        new Figures(json::scale, Set.of())
                                                .text(Derivation.PERCENT, Fraction.ofMillionths(r.rate())))
                                .put("from", list(r.from(), member -> member))
                                .put("months", r.months())
                                .put("votes", r.votes())));
        return one;
    }

    private static String kind(Clause clause) {
        return switch (clause) {
            case Clause.Fixed c -> "FIXED";
            case Clause.Share c -> "SHARE";
            case Clause.Tiers c -> "TIERS";
            case Clause.Excess c -> "EXCESS";
            case Clause.Weights c -> "WEIGHTS";
            case Clause.Clawback c -> "CLAWBACK";
            case Clause.Guarantee c -> "GUARANTEE";
            case Clause.Residual c -> "RESIDUAL";
        };
    }

    private static JsonObject measure(Measure measure) {
        return new JsonObject()
                .put("name", measure.name())
                .put("label", measure.label())
                .put("unit", unit(measure.unit()))
                .put("aggregation", measure.aggregation().name())
                .put("inParts", measure.inParts())
                .put("reporter", measure.reporter())
                .put("attesters", list(measure.attesters(), member -> member))
                .put("windowDays", measure.windowDays());
    }

    /** An asset's code for money, what is counted, and so on. */
    static String unit(Unit unit) {
        return switch (unit) {
            case Unit.Money u -> u.asset();
            case Unit.Count u -> u.of();
            case Unit.Minutes u -> Derivation.MINUTES;
            case Unit.Percent u -> Derivation.PERCENT;
            case Unit.ExchangeRate u -> "for one " + u.asset();
        };
    }

    /** A value as people read it, in the unit of its measure. */
    static String value(Measure measure, Fraction value, Figures figures) {
        return switch (measure.unit()) {
            case Unit.Money u -> figures.text(u.asset(), value);
            case Unit.Count u -> figures.text(u.of(), value);
            case Unit.Minutes u -> figures.text(Derivation.MINUTES, value);
            case Unit.Percent u -> figures.text(Derivation.PERCENT, value.over(Fraction.of(Fraction.MILLION)));
            case Unit.ExchangeRate u -> figures.text("", value.over(Fraction.of(Unit.ExchangeRate.SCALE)));
        };
    }

    JsonObject measureState(MeasureState state, Terms terms, Visibility visibility) {
        Measure measure = state.measure();
        JsonObject one = new JsonObject()
                .put("measure", measure.name())
                .put("label", measure.label())
                .put("unit", unit(measure.unit()))
                .put("reporter", measure.reporter())
                .put("state", state.state().name())
                .put("parts", state.parts())
                .put("attesters", list(measure.attesters(), member -> member));
        state.sealed().ifPresent(found -> addSealed(one, found, measure, terms, visibility));
        return one;
    }

    private void addSealed(JsonObject one, SealedMeasure sealed, Measure measure, Terms terms, Visibility visibility) {
        one.put("revision", sealed.revision())
                .put("sealedOn", sealed.sealedOn().toString())
                .put("windowEnd", sealed.windowEnd(measure.windowDays()).toString())
                .put("content", HexFormat.of().formatHex(sealed.content().bytes()))
                .put("attested", list(sealed.attested(), member -> member))
                .put(
                        "challenges",
                        list(
                                sealed.challenges().entrySet(),
                                entry -> new JsonObject()
                                        .put("member", entry.getKey())
                                        .put("reason", entry.getValue())));
        if (visibility.seesMeasure(terms, measure.name())) {
            one.put("value", value(measure, sealed.value(), figures(List.of(terms))))
                    .put("exact", sealed.value().toString())
                    .put("count", sealed.count());
        }
    }

    /** What a list of statements shows of one. */
    JsonObject statement(AgreementRecord.Run run, ShownStatement shown) {
        Statement s = run.statement();
        JsonObject one = new JsonObject()
                .put("period", s.period().toString())
                .put("start", s.period().start().toString())
                .put("end", s.period().end().toString())
                .put("currency", s.currency())
                .put("calculatedBy", s.calculatedBy())
                .put("at", s.at().toString())
                .put("hash", HexFormat.of().formatHex(run.hash().bytes()))
                .put("txId", run.txId())
                .put("block", run.block())
                .put(
                        "versions",
                        list(
                                s.versions(),
                                v -> new JsonObject()
                                        .put("version", v.version())
                                        .put("days", v.days())
                                        .put(
                                                "hash",
                                                HexFormat.of()
                                                        .formatHex(v.hash().bytes()))))
                .put("lines", list(shown.lines(), line -> line(line, s.currency())));
        shown.pool().ifPresent(pool -> one.put("pool", json.amount(s.currency(), pool)));
        return one;
    }

    private JsonObject line(ShownStatement.Line line, String currency) {
        JsonObject one = new JsonObject().put("member", line.member());
        line.line().ifPresent(l -> {
            one.put("entitled", places(l.entitled(), currency))
                    .put("trueUp", places(l.trueUp(), currency))
                    .put("carryBefore", places(BigInteger.valueOf(l.carryBefore()), currency))
                    .put("carryAfter", places(BigInteger.valueOf(l.carryAfter()), currency))
                    .put("amount", json.amount(currency, l.amount()))
                    .put("paid", json.amount(currency, l.paid()));
            Json.put(one, "payment", l.payment().map(TradeNames::of));
        });
        line.setAside().ifPresent(amount -> one.put("setAside", json.amount(currency, amount)));
        line.withheld().ifPresent(amount -> one.put("withheld", json.amount(currency, amount)));
        return one;
    }

    private String places(BigInteger places, String currency) {
        return new Figures(json::scale, Set.of(currency)).number(currency, new Fraction(places, Apportionment.GRID));
    }

    /** All that is shown of a statement. */
    JsonObject whole(AgreementRecord.Run run, ShownStatement shown, SortedMap<Integer, Terms> versions) {
        Figures figures = figures(versions.values());
        Statement s = run.statement();
        Terms last = Optional.ofNullable(versions.get(s.versions().getLast().version()))
                .orElseThrow();
        return statement(run, shown)
                .put("inputs", list(shown.inputs(), input -> input(input, last, figures)))
                .put("clauses", list(shown.clauses(), clause -> clause(clause, s.currency(), figures)))
                .put("trueUps", list(shown.trueUps(), trueUp -> {
                    JsonObject one = new JsonObject()
                            .put("period", trueUp.period().toString())
                            .put("inputs", list(trueUp.inputs(), input -> input(input, last, figures)))
                            .put(
                                    "changes",
                                    list(
                                            trueUp.changes().entrySet(),
                                            change -> new JsonObject()
                                                    .put("member", change.getKey())
                                                    .put("amount", places(change.getValue(), s.currency()))));
                    trueUp.pool().ifPresent(pool -> one.put("pool", json.amount(s.currency(), pool)));
                    return one;
                }))
                .put(
                        "marks",
                        list(
                                shown.marks(),
                                mark -> new JsonObject()
                                        .put("clause", mark.clause())
                                        .put("before", json.amount(s.currency(), mark.before()))
                                        .put("after", json.amount(s.currency(), mark.after()))))
                .put(
                        "released",
                        list(
                                shown.released(),
                                release -> new JsonObject()
                                        .put(
                                                "withheldFor",
                                                release.withheldFor().toString())
                                        .put("member", release.member())
                                        .put("amount", json.amount(s.currency(), release.amount()))));
    }

    private static JsonObject input(ShownStatement.Input input, Terms terms, Figures figures) {
        JsonObject one = new JsonObject()
                .put("measure", input.measure())
                .put("revision", input.revision())
                .put("content", HexFormat.of().formatHex(input.content().bytes()));
        input.value()
                .ifPresent(value -> terms.measure(input.measure())
                        .ifPresent(measure -> one.put("value", value(measure, value.value(), figures))
                                .put("exact", value.value().toString())
                                .put("count", value.count())));
        return one;
    }

    private static JsonObject clause(ClauseResult clause, String currency, Figures figures) {
        return new JsonObject()
                .put("version", clause.version())
                .put("clause", clause.clause())
                .put(
                        "amounts",
                        list(
                                clause.amounts(),
                                amount -> new JsonObject()
                                        .put("member", amount.member())
                                        .put("text", figures.text(currency, amount.amount()))
                                        .put("exact", amount.amount().toString())))
                .put("how", tree(clause.how(), figures));
    }

    /** A derivation, whose parts are the same again. */
    static JsonObject tree(Derivation derivation, Figures figures) {
        return new JsonObject(ExplanationJson.tree(derivation, figures).toString());
    }

    JsonObject move(EscrowMove move, String currency) {
        JsonObject one = new JsonObject()
                .put("kind", move.kind().name())
                .put("member", move.member())
                .put("amount", json.amount(currency, move.amount()))
                .put("day", move.day().toString());
        Json.put(one, "period", move.period().map(Object::toString));
        return one;
    }
}
