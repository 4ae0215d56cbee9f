package clearing.kernel.revenue.terms;

import clearing.kernel.constitution.Constitution;
import java.util.List;
import java.util.Optional;

/**
 * What terms must satisfy before anybody may sign them: then a calculation over any values within the measures' bounds ends, shares all of
 * the pool and no more, and stays within 64 bits.
 *
 * <p>Names, numbers and references come first; what rates, bounds and clauses mean together is looked at once those are sound.
 */
public final class TermsRules {
    private TermsRules() {}

    /** What is wrong, for a reader that sorts faults. */
    public enum Kind {
        /** An id, name or words for people is not well-formed, or stands twice. */
        NAME,
        /** Too many of something, or too few. */
        SIZE,
        /** Something is named that the terms or the constitution do not have. */
        REFERENCE,
        /** A day does not fit the cycle. */
        PERIOD,
        /** Units do not go together: a count is not money. */
        DIMENSION,
        /** A number is outside what it may be. */
        BOUNDS,
        /** A rate leaves 0 to 100 % on some branch. */
        RATE,
        /** Shares do not sum to the whole on some branch. */
        SUM,
        /** Two figures exclude each other. */
        CONTRADICTION,
        /** Something that can never matter. */
        UNREACHABLE,
        /** An amount may fall where it was declared to rise. */
        MONOTONE,
        /** There are more branches than can be looked at. */
        UNBOUNDED,
        /** An amount could grow beyond what the ledger holds. */
        OVERFLOW,
        /** Amounts would be withheld with nowhere to stand, or with one who has an interest in them. */
        ESCROW
    }

    /**
     * A fault in one sentence.
     *
     * @param field path of the value at fault, such as {@code clauses[3].rate.changes[0].above}
     * @param sentence goes on from the field's name
     */
    public record Fault(String field, String sentence, Kind kind) {}

    /** The first fault, or empty. */
    public static Optional<Fault> check(Terms terms) {
        return checkAll(terms).stream().findFirst();
    }

    /** The first fault of the terms by themselves or against the members and assets of a consortium, or empty. */
    public static Optional<Fault> check(Terms terms, Constitution constitution) {
        return checkAll(terms, constitution).stream().findFirst();
    }

    /** Every fault of the terms by themselves. */
    public static List<Fault> checkAll(Terms terms) {
        return found(terms).all();
    }

    /** Every fault of the terms by themselves and against the members and assets of a consortium. */
    public static List<Fault> checkAll(Terms terms, Constitution constitution) {
        Findings found = found(terms);
        ConsortiumRules.check(terms, constitution, found);
        return found.all();
    }

    private static Findings found(Terms terms) {
        Findings found = new Findings();
        FrameRules.check(terms, found);
        MeasureRules.check(terms, found);
        ClauseRules.check(terms, found);
        if (found.isEmpty()) {
            Ranges ranges = new Ranges(terms);
            AmountRules.measures(terms, ranges, found);
            if (found.isEmpty()) {
                together(terms, ranges, found);
            }
        }
        return found;
    }

    private static void together(Terms terms, Ranges ranges, Findings found) {
        new ThresholdRules(terms, ranges, found).check();
        List<RateSpan> spans = new RateRules(terms, ranges, found).check();
        if (found.isEmpty()) {
            new ReachRules(terms, spans, found).check();
            new MonotoneRules(terms, ranges, found).check();
            new AmountRules(terms, ranges, spans, found).check();
        }
    }
}
