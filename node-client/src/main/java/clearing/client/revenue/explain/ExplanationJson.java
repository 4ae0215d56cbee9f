package clearing.client.revenue.explain;

import clearing.kernel.revenue.calculation.Derivation;
import clearing.kernel.revenue.calculation.Scales;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * An explanation as JSON: {@code agreement}, {@code period}, {@code party} and {@code tree}, whose nodes are {@code {"words", "text", "unit",
 * "exact", "parts"}}. {@code exact} is the whole number or fraction in the unit: minor units for money, a part of one for percentages.
 */
public final class ExplanationJson {
    private ExplanationJson() {}

    public static ObjectNode of(Explanation explanation, Scales scales) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("agreement", explanation.agreement())
                .put("period", explanation.period().toString())
                .put("party", explanation.party());
        node.set("tree", tree(explanation.tree(), new Figures(scales, explanation.assets())));
        return node;
    }

    /** A derivation by itself. */
    public static ObjectNode tree(Derivation derivation, Figures figures) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("words", derivation.words())
                .put("text", figures.text(derivation.unit(), derivation.value()))
                .put("unit", derivation.unit())
                .put("exact", derivation.value().toString());
        if (!derivation.parts().isEmpty()) {
            ArrayNode parts = node.putArray("parts");
            derivation.parts().forEach(part -> parts.add(tree(part, figures)));
        }
        return node;
    }
}
