package clearing.devnet.policy;

import clearing.devnet.identity.Identity;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Any, all or the majority of the policies of one name in the groups below.
 *
 * @param required how many of them must hold
 * @param name the name of the policies below
 * @param parts one for each group below; a group without a policy of that name never agrees
 */
public record ImplicitMetaPolicy(int required, String name, List<Optional<Policy>> parts) implements Policy {

    /** Keeps its own copy of the list. */
    public ImplicitMetaPolicy {
        parts = List.copyOf(parts);
    }

    private int satisfied(List<Identity> signers) {
        return (int) parts.stream()
                .flatMap(Optional::stream)
                .filter(part -> part.isSatisfiedBy(signers))
                .count();
    }

    @Override
    public boolean isSatisfiedBy(List<Identity> signers) {
        return satisfied(signers) >= required;
    }

    @Override
    public String refusal(List<Identity> signers) {
        return "implicit policy evaluation failed - " + satisfied(signers)
                + " sub-policies were satisfied, but this policy requires " + required + " of the '" + name
                + "' sub-policies to be satisfied";
    }

    @Override
    public List<Set<String>> smallestSets(Set<String> organisations) {
        var perPart = parts.stream()
                .flatMap(Optional::stream)
                .map(part -> part.smallestSets(organisations))
                .toList();
        var found = new LinkedHashSet<Set<String>>();
        choose(perPart, 0, required, new TreeSet<>(), found);
        return new ArrayList<>(found);
    }

    private static void choose(
            List<List<Set<String>>> parts, int from, int missing, Set<String> chosen, Set<Set<String>> found) {
        if (missing == 0) {
            found.add(chosen);
            return;
        }
        for (int i = from; i <= parts.size() - missing; i++) {
            for (var set : parts.get(i)) {
                var union = new TreeSet<>(chosen);
                union.addAll(set);
                choose(parts, i + 1, missing - 1, union, found);
            }
        }
    }
}
