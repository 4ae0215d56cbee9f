package clearing.devnet.ledger;

import clearing.devnet.state.Version;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which transactions wrote each key. */
final class HistoryIndex {

    private record Place(String namespace, String key) {}

    private final Map<Place, List<Version>> writers = new HashMap<>();

    synchronized void add(String namespace, String key, Version writer) {
        writers.computeIfAbsent(new Place(namespace, key), place -> new ArrayList<>(1))
                .add(writer);
    }

    /** The key's writers, newest first. */
    synchronized List<Version> writers(String namespace, String key) {
        return List.copyOf(
                writers.getOrDefault(new Place(namespace, key), List.of()).reversed());
    }
}
