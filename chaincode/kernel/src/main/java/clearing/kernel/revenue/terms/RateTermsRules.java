package clearing.kernel.revenue.terms;

import clearing.kernel.asset.Asset;
import clearing.kernel.revenue.terms.TermsRules.Kind;

/** Rates by themselves: their measures, numbers and order. */
final class RateTermsRules {
    private final Terms terms;
    private final Findings found;

    RateTermsRules(Terms terms, Findings found) {
        this.terms = terms;
        this.found = found;
    }

    /** Whether there is such a measure; a fault where not. */
    boolean measure(String name, String field) {
        boolean holds = terms.measure(name).isPresent();
        found.require(holds, Kind.REFERENCE, field, "there is no measure '" + name + "'");
        return holds;
    }

    /** Whether it is a measure of money; a fault where not. */
    boolean money(String name, String field) {
        if (!measure(name, field)) {
            return false;
        }
        boolean holds = terms.measure(name).orElseThrow().unit() instanceof Unit.Money;
        found.require(holds, Kind.DIMENSION, field, name + " is not money");
        return holds;
    }

    void check(Rate rate, String path) {
        found.require(
                rate.base() >= 0 && rate.base() <= FrameRules.WHOLE,
                Kind.BOUNDS,
                path + ".base",
                Percents.text(rate.base()) + " is outside 0 to 100 %");
        found.require(
                rate.changes().size() <= Terms.MAX_BANDS,
                Kind.SIZE,
                path + ".changes",
                "are more than " + Terms.MAX_BANDS);
        for (int i = 0; i < rate.changes().size(); i++) {
            change(rate.changes().get(i), path + ".changes[" + i + "]");
        }
    }

    private void change(RateChange change, String path) {
        measure(change.measure(), path + ".measure");
        switch (change) {
            case RateChange.Step c -> {
                threshold(c.above(), path + ".above");
                points(c.points(), path + ".points");
                found.require(c.points() != 0, Kind.UNREACHABLE, path + ".points", "of zero move nothing");
            }
            case RateChange.Ladder c -> ladder(c, path + ".rungs");
            case RateChange.EarnOut c -> {
                threshold(c.target(), path + ".target");
                points(c.missed(), path + ".missed");
                points(c.beaten(), path + ".beaten");
                found.require(
                        c.missed() != 0 || c.beaten() != 0,
                        Kind.UNREACHABLE,
                        path,
                        "moves nothing, whether the target is met or not");
                FrameRules.day(c.due(), path + ".due", found);
            }
        }
    }

    private void ladder(RateChange.Ladder ladder, String path) {
        found.require(
                !ladder.rungs().isEmpty() && ladder.rungs().size() <= Terms.MAX_BANDS,
                Kind.SIZE,
                path,
                "are not 1 to " + Terms.MAX_BANDS);
        long points = 0;
        for (int i = 0; i < ladder.rungs().size(); i++) {
            RateChange.Rung rung = ladder.rungs().get(i);
            String field = path + "[" + i + "]";
            threshold(rung.above(), field + ".above");
            found.require(
                    i == 0 || rung.above() > ladder.rungs().get(i - 1).above(),
                    Kind.CONTRADICTION,
                    field + ".above",
                    "is not above the rung before");
            points(rung.points(), field + ".points");
            found.require(
                    rung.points() != points,
                    Kind.UNREACHABLE,
                    field + ".points",
                    "are those of below this rung: it changes nothing");
            points = rung.points();
        }
    }

    private void threshold(long value, String field) {
        found.require(
                value >= -Asset.MAX_AMOUNT && value <= Asset.MAX_AMOUNT,
                Kind.BOUNDS,
                field,
                "is beyond what the ledger holds");
    }

    private void points(long points, String field) {
        found.require(
                points >= -FrameRules.WHOLE && points <= FrameRules.WHOLE,
                Kind.BOUNDS,
                field,
                "are more than 100 percentage points");
    }
}
