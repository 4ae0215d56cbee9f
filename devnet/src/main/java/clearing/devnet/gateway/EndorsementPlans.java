package clearing.devnet.gateway;

import clearing.devnet.ledger.ChaincodeDefinitions;
import clearing.devnet.policy.Policy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/** Chooses which organisations endorse a transaction. */
final class EndorsementPlans {

    private final Network network;
    private final ChaincodeDefinitions chaincodes;
    private final RandomGenerator random;
    private final Map<Policy, List<Set<String>>> smallestSets = new ConcurrentHashMap<>();

    EndorsementPlans(Network network, ChaincodeDefinitions chaincodes, RandomGenerator random) {
        this.network = network;
        this.chaincodes = chaincodes;
        this.random = random;
    }

    /**
     * The sets of organisations that satisfy the policies of all the chaincodes: those with the own organisation first,
     * then those whose chaincode servers are connected, otherwise in random order, so that the work spreads.
     */
    List<Set<String>> layouts(String own, Collection<String> namespaces) {
        List<Set<String>> combined = List.of(Set.of());
        for (var namespace : namespaces) {
            combined = combine(combined, setsOf(namespace));
        }
        var layouts = new ArrayList<>(combined);
        Collections.shuffle(layouts, java.util.Random.from(random));
        layouts.sort(Comparator.<Set<String>>comparingInt(layout -> layout.contains(own) ? 0 : 1)
                .thenComparingInt(layout -> unready(layout, namespaces))
                .thenComparingInt(Set::size));
        return layouts;
    }

    private int unready(Set<String> layout, Collection<String> namespaces) {
        int count = 0;
        for (var organisation : layout) {
            var ready = network.peer(organisation)
                    .filter(peer -> namespaces.stream().allMatch(peer::isReady))
                    .isPresent();
            count += ready ? 0 : 1;
        }
        return count;
    }

    private List<Set<String>> setsOf(String namespace) {
        var definition = chaincodes.find(namespace);
        if (definition.isEmpty()) {
            return List.of();
        }
        return smallestSets.computeIfAbsent(
                definition.get().policy(),
                policy -> policy.smallestSets(new TreeSet<>(network.organisationsWith(namespace))));
    }

    private static List<Set<String>> combine(List<Set<String>> left, List<Set<String>> right) {
        var unions = new LinkedHashSet<Set<String>>();
        for (var first : left) {
            for (var second : right) {
                var union = new TreeSet<>(first);
                union.addAll(second);
                unions.add(union);
            }
        }
        return new ArrayList<>(unions);
    }
}
