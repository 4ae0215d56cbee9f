package clearing.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;

/**
 * What a benchmark measured.
 *
 * @param ranOn ledger, cores and JDK, for people
 * @param notRun what could not be measured here, each with the reason
 */
public record Figures(String bench, String ranOn, List<Figure> figures, List<String> notRun) {
    /** Copies its lists. */
    public Figures {
        figures = List.copyOf(figures);
        notRun = List.copyOf(notRun);
    }

    /** All was measured. */
    public Figures(String bench, String ranOn, List<Figure> figures) {
        this(bench, ranOn, figures, List.of());
    }

    public boolean hold() {
        return figures.stream().allMatch(Figure::holds);
    }

    public String toJson() {
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode json = mapper.createObjectNode().put("bench", bench).put("ranOn", ranOn);
        var list = json.putArray("figures");
        for (Figure figure : figures) {
            ObjectNode each = list.addObject().put("name", figure.name());
            each.put("value", figure.value()).put("min", figure.min()).put("max", figure.max());
            each.put("unit", figure.unit());
            figure.floor().ifPresent(bound -> each.put("floor", bound));
            figure.ceiling().ifPresent(bound -> each.put("ceiling", bound));
            figure.goal().ifPresent(goal -> each.put("goal", goal));
            each.put("holds", figure.holds());
        }
        if (!notRun.isEmpty()) {
            notRun.forEach(json.putArray("notRun")::add);
        }
        return json.toString();
    }

    public String toText() {
        StringBuilder text = new StringBuilder(bench + " on " + ranOn + "\n");
        text.append("%-34s %14s %14s %14s %-14s %s%n".formatted("figure", "median", "min", "max", "unit", "bound"));
        for (Figure f : figures) {
            StringBuilder bound = new StringBuilder();
            f.floor().ifPresent(b -> bound.append("at least ").append(number(b)));
            f.ceiling().ifPresent(b -> bound.append("at most ").append(number(b)));
            f.goal().ifPresent(b -> bound.append(", goal ").append(number(b)));
            if (!bound.isEmpty()) {
                bound.append(f.holds() ? "  holds" : "  MISSED");
            }
            text.append("%-34s %14s %14s %14s %-14s %s%n"
                    .formatted(f.name(), number(f.value()), number(f.min()), number(f.max()), f.unit(), bound));
        }
        notRun.forEach(what -> text.append(what).append('\n'));
        return text.toString();
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, Math.abs(value) >= 100 ? "%,.0f" : "%,.3f", value);
    }
}
