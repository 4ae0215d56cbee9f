package clearing.client.revenue.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * A picture: for each category a bar, in which the series stand on each other; what is below zero hangs below the line.
 *
 * @param unit of all values
 * @param categories from left to right
 */
public record StackedBars(String title, String unit, List<String> categories, List<Series> series) {
    /** Parts of one that positions and sizes are counted in. */
    public static final int SPAN = 10_000;
    /** A bar of few stays a bar and becomes no block. */
    private static final int WIDEST = SPAN / 4;

    private static final int GAP = 4;

    public StackedBars {
        categories = List.copyOf(categories);
        series = List.copyOf(series);
    }

    /** @param values one for each category */
    public record Series(String name, List<BigDecimal> values) {
        public Series {
            values = List.copyOf(values);
        }
    }

    /**
     * A part of a bar, in {@value #SPAN} parts of the picture's width and height, from its upper left corner.
     *
     * @param series place of its series
     * @param category place of its category
     */
    public record Part(int series, int category, int x, int y, int width, int height) {}

    /** The bars' parts, and where zero is. */
    public record Layout(List<Part> parts, int zero, BigDecimal top, BigDecimal bottom) {
        public Layout {
            parts = List.copyOf(parts);
        }
    }

    /** Whether there is anything to see. */
    public boolean isEmpty() {
        return series.stream().allMatch(s -> s.values().stream().allMatch(v -> v.signum() == 0));
    }

    public Layout layout() {
        BigDecimal top = BigDecimal.ZERO;
        BigDecimal bottom = BigDecimal.ZERO;
        for (int c = 0; c < categories.size(); c++) {
            top = top.max(sum(c, 1));
            bottom = bottom.min(sum(c, -1));
        }
        BigDecimal range = top.subtract(bottom).signum() == 0 ? BigDecimal.ONE : top.subtract(bottom);
        int zero = scaled(top, range);
        List<Part> parts = new ArrayList<>();
        int slot = SPAN / Math.max(1, categories.size());
        for (int c = 0; c < categories.size(); c++) {
            BigDecimal up = BigDecimal.ZERO;
            BigDecimal down = BigDecimal.ZERO;
            for (int s = 0; s < series.size(); s++) {
                BigDecimal value = series.get(s).values().get(c);
                if (value.signum() == 0) {
                    continue;
                }
                BigDecimal from = value.signum() > 0 ? up : down;
                BigDecimal to = from.add(value);
                if (value.signum() > 0) {
                    up = to;
                } else {
                    down = to;
                }
                int first = scaled(top.subtract(from.max(to)), range);
                int last = scaled(top.subtract(from.min(to)), range);
                int width = Math.min(slot - slot / GAP * 2, WIDEST);
                parts.add(new Part(s, c, c * slot + (slot - width) / 2, first, width, last - first));
            }
        }
        return new Layout(parts, zero, top, bottom);
    }

    private BigDecimal sum(int category, int sign) {
        return series.stream()
                .map(s -> s.values().get(category))
                .filter(v -> v.signum() == sign)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static int scaled(BigDecimal value, BigDecimal range) {
        return value.multiply(BigDecimal.valueOf(SPAN))
                .divide(range, 0, RoundingMode.HALF_EVEN)
                .intValueExact();
    }
}
