package clearing.client.revenue.explain;

import clearing.kernel.revenue.calculation.Derivation;
import clearing.kernel.revenue.calculation.Scales;
import java.util.ArrayList;
import java.util.List;

/** An explanation as lines of text: words indented by depth, figures in a column of their own. */
public final class ExplanationText {
    private static final int INDENT = 2;
    private static final int GAP = 2;

    private ExplanationText() {}

    private record Row(String words, String figure) {}

    /** One line to a figure, each with its end. */
    public static String render(Explanation explanation, Scales scales) {
        Figures figures = new Figures(scales, explanation.assets());
        List<Row> rows = new ArrayList<>();
        add(explanation.tree(), 0, figures, rows);
        int words = rows.stream().mapToInt(row -> row.words().length()).max().orElse(0);
        int number = rows.stream().mapToInt(row -> before(row.figure())).max().orElse(0);
        StringBuilder out = new StringBuilder();
        for (Row row : rows) {
            out.append(row.words())
                    .repeat(' ', words - row.words().length() + GAP + number - before(row.figure()))
                    .append(row.figure())
                    .append('\n');
        }
        return out.toString();
    }

    /** Characters before the decimals, which is what is put in line. */
    private static int before(String figure) {
        int end = 0;
        while (end < figure.length() && "~+-,0123456789".indexOf(figure.charAt(end)) >= 0) {
            end++;
        }
        return end;
    }

    private static void add(Derivation node, int depth, Figures figures, List<Row> rows) {
        rows.add(new Row(" ".repeat(depth * INDENT) + node.words(), figures.text(node.unit(), node.value())));
        node.parts().forEach(part -> add(part, depth + 1, figures, rows));
    }
}
