package clearing.client.revenue.language;

import clearing.kernel.asset.Currency;
import clearing.kernel.revenue.terms.Base;
import clearing.kernel.revenue.terms.Clause;
import clearing.kernel.revenue.terms.Figures;
import clearing.kernel.revenue.terms.Hurdle;
import clearing.kernel.revenue.terms.Limits;
import clearing.kernel.revenue.terms.Percents;
import clearing.kernel.revenue.terms.Rate;
import clearing.kernel.revenue.terms.RateChange;
import clearing.kernel.revenue.terms.Terms;
import clearing.kernel.revenue.terms.Unit;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Clauses as people read them. */
final class ClauseWriter {
    /** Decimals of a minor unit in millionths. */
    private static final int MILLIONTHS = 6;

    private final Terms terms;

    ClauseWriter(Terms terms) {
        this.terms = terms;
    }

    void write(ObjectNode out, Clause clause) {
        out.put("id", clause.id()).put("label", clause.label());
        switch (clause) {
            case Clause.Fixed c -> out.put("clause", "fixed").put("to", c.to()).put("amount", money(c.amount()));
            case Clause.Share c -> {
                out.put("clause", "share").put("to", c.to()).put("of", base(c.of()));
                rate(out, c.rate());
                limits(out, c.limits());
            }
            case Clause.Tiers c -> tiers(out, c);
            case Clause.Excess c -> {
                out.put("clause", "excess").put("to", c.to()).put("of", c.of()).put("over", hurdle(c.over()));
                c.mark().ifPresent(mark -> out.put("mark", money(mark)));
                rate(out, c.rate());
                limits(out, c.limits());
            }
            case Clause.Weights c -> {
                out.put("clause", "weights").put("of", base(c.of()));
                rate(out, c.rate());
                c.factors().forEach(factor -> factor(out.withArray("factors").addObject(), factor));
            }
            case Clause.Clawback c -> {
                out.put("clause", "clawback")
                        .put("from", c.from())
                        .put("to", c.to())
                        .put("of", c.of());
                rate(out, c.rate());
                c.cap().ifPresent(cap -> out.put("cap", money(cap)));
            }
            case Clause.Guarantee c ->
                out.put("clause", "guarantee").put("to", c.to()).put("minimum", money(c.minimum()));
            case Clause.Residual c -> {
                ObjectNode portions = out.put("clause", "residual").putObject("portions");
                c.portions().forEach(p -> portions.put(p.party(), TermsWriter.percent(p.share())));
                if (c.bearsShortfall()) {
                    out.put("bearsShortfall", true);
                }
            }
        }
    }

    private void tiers(ObjectNode out, Clause.Tiers c) {
        out.put("clause", "tiers")
                .put("to", c.to())
                .put("of", c.of())
                .put("counting", c.wholeBand() ? "whole-band" : "marginal");
        boolean money = terms.measure(c.of())
                .filter(m -> m.unit() instanceof Unit.Money)
                .isPresent();
        ArrayNode bands = out.putArray("bands");
        for (Clause.Band band : c.bands()) {
            ObjectNode node = bands.addObject().put("above", threshold(c.of(), band.above()));
            if (money) {
                node.put("rate", TermsWriter.percent(band.value()));
            } else {
                node.put("each", price(band.value()));
            }
        }
        limits(out, c.limits());
    }

    private static void factor(ObjectNode out, Clause.Factor factor) {
        out.put("label", factor.label()).put("weight", TermsWriter.percent(factor.weight()));
        ObjectNode entries = out.putObject("entries");
        factor.entries().forEach(entry -> entries.put(entry.party(), entry.measure()));
    }

    private void rate(ObjectNode out, Rate rate) {
        out.put("rate", TermsWriter.percent(rate.base()));
        if (rate.changes().isEmpty()) {
            return;
        }
        ArrayNode changes = out.putArray("changes");
        for (RateChange change : rate.changes()) {
            ObjectNode node = changes.addObject().put("measure", change.measure());
            switch (change) {
                case RateChange.Step c ->
                    node.put("above", threshold(c.measure(), c.above())).put("points", points(c.points()));
                case RateChange.Ladder c ->
                    c.rungs()
                            .forEach(rung -> node.withArray("rungs")
                                    .addObject()
                                    .put("above", threshold(c.measure(), rung.above()))
                                    .put("points", points(rung.points())));
                case RateChange.EarnOut c ->
                    node.put("target", threshold(c.measure(), c.target()))
                            .put("due", c.due().toString())
                            .put("missed", points(c.missed()))
                            .put("beaten", points(c.beaten()));
            }
        }
    }

    private static String points(long millionths) {
        return (millionths > 0 ? "+" : "") + Percents.number(millionths) + " pp";
    }

    private void limits(ObjectNode out, Limits limits) {
        limits.floor().ifPresent(floor -> out.put("floor", money(floor)));
        limits.cap().ifPresent(cap -> out.put("cap", money(cap)));
        if (!limits.risesWith().isEmpty()) {
            limits.risesWith().forEach(out.putArray("risesWith")::add);
        }
    }

    private static String base(Base base) {
        return switch (base) {
            case Base.Pool b -> "pool";
            case Base.Remainder b -> "remainder";
            case Base.OfMeasure b -> b.measure();
        };
    }

    private String hurdle(Hurdle hurdle) {
        return switch (hurdle) {
            case Hurdle.Amount h -> money(h.amount());
            case Hurdle.OfMeasure h -> h.measure();
            case Hurdle.PercentOf h -> TermsWriter.percent(h.rate()) + " of " + h.measure();
        };
    }

    private String threshold(String measure, long value) {
        return Figures.threshold(terms, measure, value);
    }

    private String money(long minor) {
        return Figures.money(minor, terms.currency());
    }

    /** Millionths of a minor unit, without the zeros at the end. */
    private String price(long millionths) {
        int scale = Currency.minorUnit(terms.currency()).orElseThrow() + MILLIONTHS;
        String digits = Figures.number(millionths, scale).replaceFirst("\\.?0+$", "");
        return digits + " " + terms.currency();
    }
}
