package clearing.client.drill;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.BiConsumer;

/** A stress test as JSON: {@code members}, each by itself, and {@code cover1} and {@code cover2} with whether they hold and whose defaults they are. */
public final class StressReport {
    private final Stress stress;
    private final DrillReport report;

    public StressReport(Stress stress, DrillReport report) {
        this.stress = stress;
        this.report = report;
    }

    /** With every sum of the close-out and every share of the waterfall. */
    public ObjectNode whole() {
        return json(report::json);
    }

    /** What each default comes to, without how: as long as the consortium has members. */
    public ObjectNode figures() {
        return json(report::figures);
    }

    private ObjectNode json(BiConsumer<DrillResult, ObjectNode> one) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        add(stress.each(), one, node.putArray("members"));
        add(
                stress.largest(),
                one,
                node.putObject("cover1").put("holds", stress.cover1()).putArray("defaults"));
        add(
                stress.both(),
                one,
                node.putObject("cover2").put("holds", stress.cover2()).putArray("defaults"));
        return node;
    }

    private static void add(List<DrillResult> results, BiConsumer<DrillResult, ObjectNode> one, ArrayNode into) {
        results.forEach(result -> one.accept(result, into.addObject()));
    }
}
