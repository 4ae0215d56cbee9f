package clearing.reconcile.rule;

import clearing.reconcile.RuleBook;
import java.util.List;

/**
 * Rules in order, with what they share.
 *
 * @param version carried by every match that they make; from 1
 */
public record RuleSet(int version, List<Rule> rules, Aliases aliases) {
    public RuleSet {
        rules = List.copyOf(rules);
    }

    /** For the engine. */
    public RuleBook book() {
        return new RuleBook(
                version,
                rules.stream()
                        .<RuleBook.Step>map(rule -> open -> rule.propose(open, aliases))
                        .toList(),
                rules.stream().anyMatch(TextRule.class::isInstance));
    }
}
