package clearing.reconcile;

import java.util.List;

/**
 * The member's rules beyond equal references, in order; run over what is broken at each close of a day.
 *
 * @param version of the rule set; 0 for no rules
 * @param steps in order, each over what those before have left
 * @param readsText whether a rule reads the free text of bookings
 */
public record RuleBook(int version, List<Step> steps, boolean readsText) {
    /** References alone: what the two sides call the same is matched, and nothing else. */
    public static final RuleBook STANDARD = new RuleBook(0, List.of(), false);

    public RuleBook {
        steps = List.copyOf(steps);
    }

    /** One rule. */
    @FunctionalInterface
    public interface Step {
        /**
         * What the rule would put together. A function of {@code open} alone; automatic proposals share no item.
         *
         * @param open in an order that depends on content only
         */
        List<Proposal> propose(OpenItems open);
    }
}
