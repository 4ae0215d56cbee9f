package clearing.kernel.revenue.terms;

import static clearing.kernel.revenue.terms.TermsCodec.list;
import static clearing.kernel.revenue.terms.TermsCodec.number;

import clearing.kernel.ResultCode;
import clearing.kernel.codec.ByteReader;
import clearing.kernel.codec.ByteWriter;

/**
 * Canonical bytes of clauses: a tag, id and label, then the fields in order.
 *
 * <pre>
 * rate   := base i64 | change list
 * change := 0 measure above i64 points i64 | 1 measure rung list of (above i64, points i64)
 *         | 2 measure target i64 due i32 missed i64 beaten i64
 * base   := 0 | 1 | 2 measure
 * hurdle := 0 amount i64 | 1 measure | 2 measure rate i64
 * limits := floor option i64 | cap option i64 | rises with list of text
 * </pre>
 */
final class ClauseCodec {
    private ClauseCodec() {}

    static void write(ByteWriter out, Clause clause) {
        switch (clause) {
            case Clause.Fixed c -> head(out, 0, c).text(c.to()).i64(c.amount());
            case Clause.Share c -> {
                base(head(out, 1, c).text(c.to()), c.of());
                rate(out, c.rate());
                limits(out, c.limits());
            }
            case Clause.Tiers c -> {
                head(out, 2, c).text(c.to()).text(c.of()).u8(c.wholeBand() ? 1 : 0);
                list(out, c.bands(), b -> out.i64(b.above()).i64(b.value()));
                limits(out, c.limits());
            }
            case Clause.Excess c -> {
                hurdle(head(out, 3, c).text(c.to()).text(c.of()), c.over());
                number(out, c.mark());
                rate(out, c.rate());
                limits(out, c.limits());
            }
            case Clause.Weights c -> {
                base(head(out, 4, c), c.of());
                rate(out, c.rate());
                list(out, c.factors(), f -> {
                    out.utf8(f.label()).i64(f.weight());
                    list(out, f.entries(), e -> out.text(e.party()).text(e.measure()));
                });
            }
            case Clause.Clawback c -> {
                rate(head(out, 5, c).text(c.from()).text(c.to()).text(c.of()), c.rate());
                number(out, c.cap());
            }
            case Clause.Guarantee c -> head(out, 6, c).text(c.to()).i64(c.minimum());
            case Clause.Residual c -> {
                list(head(out, 7, c), c.portions(), p -> out.text(p.party()).i64(p.share()));
                out.u8(c.bearsShortfall() ? 1 : 0);
            }
        }
    }

    static Clause read(ByteReader in, String f) {
        int tag = in.u8(f + ".tag");
        String id = in.text(f + ".id");
        String label = in.utf8(TermsCodec.MAX_WORDS, f + ".label");
        return switch (tag) {
            case 0 -> new Clause.Fixed(id, label, in.text(f + ".to"), in.i64(f + ".amount"));
            case 1 -> new Clause.Share(id, label, in.text(f + ".to"), base(in, f + ".of"), rate(in, f), limits(in, f));
            case 2 ->
                new Clause.Tiers(
                        id,
                        label,
                        in.text(f + ".to"),
                        in.text(f + ".of"),
                        in.flag(f + ".wholeBand"),
                        list(in, Terms.MAX_BANDS, f + ".bands", ClauseCodec::band),
                        limits(in, f));
            case 3 ->
                new Clause.Excess(
                        id,
                        label,
                        in.text(f + ".to"),
                        in.text(f + ".of"),
                        hurdle(in, f + ".over"),
                        number(in, f + ".mark"),
                        rate(in, f),
                        limits(in, f));
            case 4 ->
                new Clause.Weights(
                        id,
                        label,
                        base(in, f + ".of"),
                        rate(in, f),
                        list(in, Terms.MAX_BANDS, f + ".factors", ClauseCodec::factor));
            case 5 ->
                new Clause.Clawback(
                        id,
                        label,
                        in.text(f + ".from"),
                        in.text(f + ".to"),
                        in.text(f + ".of"),
                        rate(in, f),
                        number(in, f + ".cap"));
            case 6 -> new Clause.Guarantee(id, label, in.text(f + ".to"), in.i64(f + ".minimum"));
            case 7 ->
                new Clause.Residual(
                        id,
                        label,
                        list(in, Terms.MAX_PARTIES, f + ".portions", ClauseCodec::portion),
                        in.flag(f + ".bearsShortfall"));
            default -> throw in.fault(ResultCode.MALFORMED, f + ".tag", "is no clause");
        };
    }

    private static ByteWriter head(ByteWriter out, int tag, Clause clause) {
        return out.u8(tag).text(clause.id()).utf8(clause.label());
    }

    private static void base(ByteWriter out, Base base) {
        switch (base) {
            case Base.Pool b -> out.u8(0);
            case Base.Remainder b -> out.u8(1);
            case Base.OfMeasure b -> out.u8(2).text(b.measure());
        }
    }

    private static Base base(ByteReader in, String field) {
        int kind = in.u8(field);
        return switch (kind) {
            case 0 -> new Base.Pool();
            case 1 -> new Base.Remainder();
            case 2 -> new Base.OfMeasure(in.text(field + ".measure"));
            default -> throw in.fault(ResultCode.MALFORMED, field, "has the unknown value " + kind);
        };
    }

    private static void hurdle(ByteWriter out, Hurdle hurdle) {
        switch (hurdle) {
            case Hurdle.Amount h -> out.u8(0).i64(h.amount());
            case Hurdle.OfMeasure h -> out.u8(1).text(h.measure());
            case Hurdle.PercentOf h -> out.u8(2).text(h.measure()).i64(h.rate());
        }
    }

    private static Hurdle hurdle(ByteReader in, String field) {
        int kind = in.u8(field);
        return switch (kind) {
            case 0 -> new Hurdle.Amount(in.i64(field + ".amount"));
            case 1 -> new Hurdle.OfMeasure(in.text(field + ".measure"));
            case 2 -> new Hurdle.PercentOf(in.text(field + ".measure"), in.i64(field + ".rate"));
            default -> throw in.fault(ResultCode.MALFORMED, field, "has the unknown value " + kind);
        };
    }

    private static void rate(ByteWriter out, Rate rate) {
        out.i64(rate.base());
        list(out, rate.changes(), change -> {
            switch (change) {
                case RateChange.Step c ->
                    out.u8(0).text(c.measure()).i64(c.above()).i64(c.points());
                case RateChange.Ladder c ->
                    list(
                            out.u8(1).text(c.measure()),
                            c.rungs(),
                            r -> out.i64(r.above()).i64(r.points()));
                case RateChange.EarnOut c -> {
                    TermsCodec.day(out.u8(2).text(c.measure()).i64(c.target()), c.due());
                    out.i64(c.missed()).i64(c.beaten());
                }
            }
        });
    }

    private static Rate rate(ByteReader in, String field) {
        return new Rate(
                in.i64(field + ".rate"), list(in, Terms.MAX_BANDS, field + ".rate.changes", ClauseCodec::change));
    }

    private static RateChange change(ByteReader in, String field) {
        int kind = in.u8(field);
        String measure = in.text(field + ".measure");
        return switch (kind) {
            case 0 -> new RateChange.Step(measure, in.i64(field + ".above"), in.i64(field + ".points"));
            case 1 -> new RateChange.Ladder(measure, list(in, Terms.MAX_BANDS, field + ".rungs", ClauseCodec::rung));
            case 2 ->
                new RateChange.EarnOut(
                        measure,
                        in.i64(field + ".target"),
                        TermsCodec.day(in, field + ".due"),
                        in.i64(field + ".missed"),
                        in.i64(field + ".beaten"));
            default -> throw in.fault(ResultCode.MALFORMED, field, "has the unknown value " + kind);
        };
    }

    private static RateChange.Rung rung(ByteReader in, String field) {
        return new RateChange.Rung(in.i64(field + ".above"), in.i64(field + ".points"));
    }

    private static Clause.Band band(ByteReader in, String field) {
        return new Clause.Band(in.i64(field + ".above"), in.i64(field + ".value"));
    }

    private static Clause.Portion portion(ByteReader in, String field) {
        return new Clause.Portion(in.text(field + ".party"), in.i64(field + ".share"));
    }

    private static Clause.Factor factor(ByteReader in, String field) {
        return new Clause.Factor(
                in.utf8(TermsCodec.MAX_WORDS, field + ".label"),
                in.i64(field + ".weight"),
                list(
                        in,
                        Terms.MAX_PARTIES,
                        field + ".entries",
                        (r, entry) -> new Clause.Entry(r.text(entry + ".party"), r.text(entry + ".measure"))));
    }

    private static void limits(ByteWriter out, Limits limits) {
        number(out, limits.floor());
        number(out, limits.cap());
        list(out, limits.risesWith(), out::text);
    }

    private static Limits limits(ByteReader in, String field) {
        return new Limits(
                number(in, field + ".floor"),
                number(in, field + ".cap"),
                list(in, Terms.MAX_MEASURES, field + ".risesWith", ByteReader::text));
    }
}
