package clearing.reconcile;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;

/** Runs the rules over what is broken, and remembers what they suggest and what was declined. */
final class RuleRun {
    private static final int MAX_SUGGESTIONS = 10_000;

    private final Broken broken = new Broken();
    private final RuleBook book;
    private final Set<String> declined = new HashSet<>();
    private List<Proposal> suggestions = List.of();

    RuleRun(RuleBook book) {
        this.book = book;
    }

    /** A case that was judged. */
    void note(Case judged) {
        broken.note(judged);
    }

    void decline(String proposalKey) {
        declined.add(proposalKey);
    }

    List<Proposal> suggestions() {
        return suggestions;
    }

    /**
     * The rules in order, each over what those before have left broken. What they match is bound like any agreement.
     *
     * @param bind binds an agreement and adds the cases that it touches
     * @param judge judges cases and gives all that changed
     * @param affected takes up what changed
     */
    void run(BiConsumer<Agreement, Set<Case>> bind, UnaryOperator<Set<Case>> judge, Set<Case> affected) {
        List<Proposal> doubtful = new ArrayList<>();
        for (RuleBook.Step step : book.steps()) {
            Set<Case> touched = new LinkedHashSet<>();
            for (Proposal proposal : step.propose(broken.items())) {
                if (declined.contains(proposal.key())) {
                    continue;
                }
                if (proposal.automatic()) {
                    bind.accept(agreement(proposal), touched);
                } else {
                    doubtful.add(proposal);
                }
            }
            affected.addAll(judge.apply(touched));
        }
        Set<Item> open = doubtful.isEmpty() ? Set.of() : broken.all();
        Set<String> seen = new HashSet<>();
        doubtful.removeIf(p -> !open.containsAll(p.items()) || !seen.add(p.key()));
        suggestions = List.copyOf(doubtful.size() > MAX_SUGGESTIONS ? doubtful.subList(0, MAX_SUGGESTIONS) : doubtful);
    }

    private Agreement agreement(Proposal proposal) {
        return new Agreement(
                Reconciler.BY_RULE + Case.key(proposal.items().getFirst()),
                proposal.postings(),
                proposal.bookings(),
                proposal.rule(),
                book.version(),
                Tolerated.between(proposal.postings(), proposal.bookings()),
                proposal.evidence());
    }
}
