package clearing.kernel.revenue.terms;

import clearing.kernel.revenue.exact.Fraction;
import clearing.kernel.revenue.terms.TermsRules.Kind;
import java.util.List;
import java.util.Optional;

/** Clauses that can never give anything, since those before leave nothing or have given it already. */
final class ReachRules {
    private final Terms terms;
    private final List<RateSpan> spans;
    private final Findings found;

    ReachRules(Terms terms, List<RateSpan> spans, Findings found) {
        this.terms = terms;
        this.spans = spans;
        this.found = found;
    }

    void check() {
        boolean borne = terms.clauses().getLast() instanceof Clause.Residual residual && residual.bearsShortfall();
        boolean gone = false;
        for (int i = 0; i < terms.clauses().size(); i++) {
            Clause clause = terms.clauses().get(i);
            String path = "clauses[" + i + "]";
            boolean takes = !(clause instanceof Clause.Clawback);
            found.require(
                    borne || !takes || !gone && spans.get(i).usedBefore() < FrameRules.WHOLE,
                    Kind.UNREACHABLE,
                    path,
                    "never gets anything: the clauses before take all of the pool on every branch");
            gone |= takesTheRest(clause, spans.get(i));
            if (clause instanceof Clause.Guarantee guarantee) {
                guarantee(guarantee, i, path);
            }
        }
    }

    private static boolean takesTheRest(Clause clause, RateSpan span) {
        return RateRules.base(clause).filter(Base.Remainder.class::isInstance).isPresent()
                && span.least() >= FrameRules.WHOLE
                && RateRules.limits(clause).cap().isEmpty();
    }

    /** What its party surely gets by the clauses before, where the pool suffices, may be as much already. */
    private void guarantee(Clause.Guarantee guarantee, int index, String path) {
        Optional<Fraction> sure = Optional.of(Fraction.ZERO);
        for (Clause before : terms.clauses().subList(0, index)) {
            sure = sure.flatMap(sum -> surely(before, guarantee.to(), sum));
        }
        found.require(
                sure.filter(sum -> sum.compareTo(Fraction.of(guarantee.minimum())) >= 0)
                        .isEmpty(),
                Kind.UNREACHABLE,
                path + ".minimum",
                "is what the clauses before give " + guarantee.to() + " in any case");
    }

    /** The sum after a clause; empty once something may be taken back. */
    private static Optional<Fraction> surely(Clause clause, String to, Fraction sum) {
        return switch (clause) {
            case Clause.Fixed c when c.to().equals(to) -> Optional.of(sum.plus(Fraction.of(c.amount())));
            case Clause.Share c when c.to().equals(to) -> Optional.of(plusFloor(c.limits(), sum));
            case Clause.Tiers c when c.to().equals(to) -> Optional.of(plusFloor(c.limits(), sum));
            case Clause.Excess c when c.to().equals(to) -> Optional.of(plusFloor(c.limits(), sum));
            case Clause.Guarantee c when c.to().equals(to) -> Optional.of(sum.max(Fraction.of(c.minimum())));
            case Clause.Clawback c when c.from().equals(to) -> Optional.empty();
            default -> Optional.of(sum);
        };
    }

    private static Fraction plusFloor(Limits limits, Fraction sum) {
        return limits.floor().isPresent() ? sum.plus(Fraction.of(limits.floor().getAsLong())) : sum;
    }
}
