package clearing.client.revenue.report;

import java.util.List;

/** Colours of series, in the order of the series: told apart by lightness too. */
final class Palette {
    private static final List<String> COLOURS =
            List.of("#1f55c4", "#2f9e64", "#d58a12", "#8a4fb8", "#3aa6b9", "#b5426a", "#6b7785", "#9a7b1e");

    private Palette() {}

    /** {@code #rrggbb}. */
    static String of(int series) {
        return COLOURS.get(series % COLOURS.size());
    }
}
