package clearing.simulation.invariant;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** An intent becomes valid at most once, and no transaction id is valid twice. */
final class Idempotency implements Invariant {
    private final Map<String, String> valid = new TreeMap<>();
    private final Set<String> ids = new TreeSet<>();

    @Override
    public String id() {
        return "INV-11";
    }

    @Override
    public String says() {
        return "an intent has at most one valid transaction, and a transaction id is valid once";
    }

    @Override
    public void first(Chapter chapter, Chronicle chronicle) {
        for (Told told : chapter.told()) {
            String intent = told.envelope().proposal().intent();
            String txId = told.envelope().txId();
            require(ids.add(txId), "%s is valid twice", txId);
            if (!intent.isEmpty()) {
                String earlier = valid.putIfAbsent(intent, txId);
                require(earlier == null, "%s became valid as %s and as %s", intent, earlier, txId);
            }
        }
    }
}
