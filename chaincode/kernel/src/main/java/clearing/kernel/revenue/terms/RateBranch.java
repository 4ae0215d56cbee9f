package clearing.kernel.revenue.terms;

import java.util.ArrayList;
import java.util.List;

/**
 * What a rate is on one of its branches.
 *
 * @param when the branch in words, such as {@code where users is above 1,000,000 users}
 * @param rate millionths
 */
public record RateBranch(String when, long rate) {
    /**
     * Every branch of a rate.
     *
     * @param terms that have passed {@link TermsRules}
     */
    public static List<RateBranch> of(Terms terms, Rate rate) {
        Branches branches = new Branches(terms, new Ranges(terms), List.of(rate));
        if (branches.tooMany()) {
            throw new IllegalArgumentException("terms with so many branches do not pass the checks");
        }
        List<RateBranch> all = new ArrayList<>();
        branches.forEach(branch -> all.add(new RateBranch(branches.words(branch), branches.rate(0, branch))));
        return all;
    }
}
