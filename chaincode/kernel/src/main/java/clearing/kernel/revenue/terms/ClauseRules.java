package clearing.kernel.revenue.terms;

import clearing.kernel.asset.Asset;
import clearing.kernel.revenue.terms.TermsRules.Kind;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Each clause by itself: names, references, units and single numbers. */
final class ClauseRules {
    private static final Pattern ID = Pattern.compile("[A-Z0-9-]{1,16}");

    private final Terms terms;
    private final Findings found;
    private final RateTermsRules rates;

    private ClauseRules(Terms terms, Findings found) {
        this.terms = terms;
        this.found = found;
        this.rates = new RateTermsRules(terms, found);
    }

    static void check(Terms terms, Findings found) {
        new ClauseRules(terms, found).check();
    }

    private void check() {
        found.require(
                !terms.clauses().isEmpty() && terms.clauses().size() <= Terms.MAX_CLAUSES,
                Kind.SIZE,
                "clauses",
                "are not 1 to " + Terms.MAX_CLAUSES);
        Set<String> ids = new TreeSet<>();
        for (int i = 0; i < terms.clauses().size(); i++) {
            Clause clause = terms.clauses().get(i);
            String path = "clauses[" + i + "]";
            found.require(
                    ID.matcher(clause.id()).matches(),
                    Kind.NAME,
                    path + ".id",
                    "'" + clause.id() + "' is not 1 to 16 characters of A-Z, 0-9 and '-'");
            found.require(ids.add(clause.id()), Kind.NAME, path + ".id", clause.id() + " stands twice");
            FrameRules.label(clause.label(), path + ".label", found);
            clause(clause, path, i == terms.clauses().size() - 1);
        }
    }

    private void clause(Clause clause, String path, boolean last) {
        switch (clause) {
            case Clause.Fixed c -> {
                party(c.to(), path + ".to");
                amount(c.amount(), path + ".amount");
            }
            case Clause.Share c -> {
                party(c.to(), path + ".to");
                base(c.of(), path + ".of");
                rates.check(c.rate(), path + ".rate");
                limits(c.limits(), path + ".limits");
            }
            case Clause.Tiers c -> {
                party(c.to(), path + ".to");
                tiers(c, path);
                limits(c.limits(), path + ".limits");
            }
            case Clause.Excess c -> {
                party(c.to(), path + ".to");
                rates.money(c.of(), path + ".of");
                hurdle(c, path);
                rates.check(c.rate(), path + ".rate");
                limits(c.limits(), path + ".limits");
            }
            case Clause.Weights c -> {
                base(c.of(), path + ".of");
                rates.check(c.rate(), path + ".rate");
                new FactorRules(terms, found).check(c, path);
            }
            case Clause.Clawback c -> {
                party(c.from(), path + ".from");
                party(c.to(), path + ".to");
                found.require(
                        !c.from().equals(c.to()), Kind.CONTRADICTION, path + ".to", c.to() + " would pay itself back");
                rates.money(c.of(), path + ".of");
                rates.check(c.rate(), path + ".rate");
                c.cap().ifPresent(cap -> amount(cap, path + ".cap"));
            }
            case Clause.Guarantee c -> {
                party(c.to(), path + ".to");
                amount(c.minimum(), path + ".minimum");
            }
            case Clause.Residual c -> {
                found.require(last, Kind.CONTRADICTION, path, "takes all that is left: no clause can follow it");
                portions(c, path + ".portions");
            }
        }
    }

    private void party(String member, String field) {
        found.require(terms.party(member).isPresent(), Kind.REFERENCE, field, "'" + member + "' is no party");
    }

    private void amount(long amount, String field) {
        found.require(
                amount >= 1 && amount <= Asset.MAX_AMOUNT,
                Kind.BOUNDS,
                field,
                "is not above zero and within what the ledger holds");
    }

    private void base(Base base, String field) {
        if (base instanceof Base.OfMeasure of) {
            rates.money(of.measure(), field);
        }
    }

    private void limits(Limits limits, String path) {
        limits.floor().ifPresent(floor -> amount(floor, path + ".floor"));
        limits.cap().ifPresent(cap -> amount(cap, path + ".cap"));
        if (limits.floor().isPresent() && limits.cap().isPresent()) {
            found.require(
                    limits.floor().getAsLong() <= limits.cap().getAsLong(),
                    Kind.CONTRADICTION,
                    path + ".cap",
                    "is below the floor");
        }
        Set<String> seen = new TreeSet<>();
        for (int i = 0; i < limits.risesWith().size(); i++) {
            String name = limits.risesWith().get(i);
            String field = path + ".risesWith[" + i + "]";
            rates.measure(name, field);
            found.require(seen.add(name), Kind.NAME, field, name + " stands twice");
        }
    }

    private void tiers(Clause.Tiers c, String path) {
        boolean money = terms.measure(c.of())
                .filter(m -> m.unit() instanceof Unit.Money)
                .isPresent();
        if (rates.measure(c.of(), path + ".of")) {
            Unit unit = terms.measure(c.of()).orElseThrow().unit();
            found.require(
                    money || unit instanceof Unit.Count || unit instanceof Unit.Minutes,
                    Kind.DIMENSION,
                    path + ".of",
                    c.of() + " is neither money, a count nor minutes: it has no bands");
        }
        found.require(
                !c.bands().isEmpty() && c.bands().size() <= Terms.MAX_BANDS,
                Kind.SIZE,
                path + ".bands",
                "are not 1 to " + Terms.MAX_BANDS);
        for (int i = 0; i < c.bands().size(); i++) {
            Clause.Band band = c.bands().get(i);
            String field = path + ".bands[" + i + "]";
            long before = i == 0 ? -1 : c.bands().get(i - 1).above();
            found.require(
                    band.above() > before,
                    Kind.CONTRADICTION,
                    field + ".above",
                    i == 0 ? "is below zero" : "is not above the band before");
            found.require(
                    band.value() >= 0 && band.value() <= (money ? FrameRules.WHOLE : Asset.MAX_AMOUNT),
                    Kind.BOUNDS,
                    field + ".value",
                    money ? "is not 0 to 100 %" : "is below zero, or above what the ledger holds");
        }
        found.require(
                c.bands().stream().anyMatch(b -> b.value() != 0),
                Kind.UNREACHABLE,
                path + ".bands",
                "pay nothing, whatever " + c.of() + " is");
    }

    private void hurdle(Clause.Excess c, String path) {
        switch (c.over()) {
            case Hurdle.Amount h ->
                found.require(
                        h.amount() >= -Asset.MAX_AMOUNT && h.amount() <= Asset.MAX_AMOUNT,
                        Kind.BOUNDS,
                        path + ".over",
                        "is beyond what the ledger holds");
            case Hurdle.OfMeasure h -> {
                if (rates.money(h.measure(), path + ".over")) {
                    found.require(
                            !h.measure().equals(c.of()),
                            Kind.CONTRADICTION,
                            path + ".over",
                            c.of() + " never exceeds itself");
                }
            }
            case Hurdle.PercentOf h -> {
                rates.money(h.measure(), path + ".over");
                found.require(
                        h.rate() > 0 && h.rate() <= FrameRules.WHOLE,
                        Kind.BOUNDS,
                        path + ".over",
                        "is not above 0 % and at most 100 %");
            }
        }
        OptionalLong mark = c.mark();
        found.require(
                mark.isEmpty() || mark.getAsLong() >= -Asset.MAX_AMOUNT && mark.getAsLong() <= Asset.MAX_AMOUNT,
                Kind.BOUNDS,
                path + ".mark",
                "is beyond what the ledger holds");
    }

    private void portions(Clause.Residual c, String path) {
        found.require(
                !c.portions().isEmpty() && c.portions().size() <= Terms.MAX_PARTIES,
                Kind.SIZE,
                path,
                "are not 1 to " + Terms.MAX_PARTIES);
        Set<String> seen = new TreeSet<>();
        long sum = 0;
        for (int i = 0; i < c.portions().size(); i++) {
            Clause.Portion portion = c.portions().get(i);
            String field = path + "[" + i + "]";
            party(portion.party(), field + ".party");
            found.require(seen.add(portion.party()), Kind.NAME, field + ".party", portion.party() + " stands twice");
            boolean holds = portion.share() > 0 && portion.share() <= FrameRules.WHOLE;
            found.require(holds, Kind.BOUNDS, field + ".share", "is not above 0 % and at most 100 %");
            sum += holds ? portion.share() : 0;
        }
        found.require(sum == FrameRules.WHOLE, Kind.SUM, path, "come to " + Percents.text(sum) + " and not to 100 %");
    }
}
