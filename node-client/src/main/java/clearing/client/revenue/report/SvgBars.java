package clearing.client.revenue.report;

import java.util.List;

/** Stacked bars as SVG inside HTML. */
final class SvgBars {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 220;
    private static final int LEFT = 120;
    private static final int TOP = 12;
    private static final int BOTTOM = 26;

    private SvgBars() {}

    static void write(StackedBars bars, StringBuilder out) {
        StackedBars.Layout layout = bars.layout();
        int plotWidth = WIDTH - LEFT;
        int plotHeight = HEIGHT - TOP - BOTTOM;
        out.append("<figure><figcaption>")
                .append(HtmlReport.escaped(bars.title() + ", " + bars.unit()))
                .append("</figcaption><svg role=\"img\" aria-label=\"")
                .append(HtmlReport.escaped(bars.title()))
                .append("\" viewBox=\"0 0 " + WIDTH + " " + HEIGHT + "\">");
        text(out, LEFT - 8, TOP + 10, "end", Numbers.text(layout.top()));
        if (layout.bottom().signum() < 0) {
            text(out, LEFT - 8, TOP + plotHeight, "end", Numbers.text(layout.bottom()));
        }
        for (StackedBars.Part part : layout.parts()) {
            StackedBars.Series series = bars.series().get(part.series());
            out.append("<rect x=\"")
                    .append(LEFT + scaled(part.x(), plotWidth))
                    .append("\" y=\"")
                    .append(TOP + scaled(part.y(), plotHeight))
                    .append("\" width=\"")
                    .append(scaled(part.width(), plotWidth))
                    .append("\" height=\"")
                    .append(Math.max(1, scaled(part.height(), plotHeight)))
                    .append("\" fill=\"")
                    .append(Palette.of(part.series()))
                    .append("\"><title>")
                    .append(HtmlReport.escaped(series.name() + ", "
                            + bars.categories().get(part.category()) + ": "
                            + Numbers.text(series.values().get(part.category()))))
                    .append("</title></rect>");
        }
        int zero = TOP + scaled(layout.zero(), plotHeight);
        out.append("<line class=\"axis\" x1=\"" + LEFT + "\" x2=\"" + WIDTH + "\" y1=\"" + zero + "\" y2=\"" + zero
                + "\"/>");
        int slot = plotWidth / Math.max(1, bars.categories().size());
        for (int c = 0; c < bars.categories().size(); c++) {
            text(
                    out,
                    LEFT + c * slot + slot / 2,
                    HEIGHT - 8,
                    "middle",
                    bars.categories().get(c));
        }
        out.append("</svg>");
        legend(bars.series(), out);
        out.append("</figure>\n");
    }

    private static void legend(List<StackedBars.Series> series, StringBuilder out) {
        out.append("<ul class=\"legend\">");
        for (int s = 0; s < series.size(); s++) {
            out.append("<li><svg viewBox=\"0 0 10 10\" aria-hidden=\"true\"><rect width=\"10\" height=\"10\" fill=\"")
                    .append(Palette.of(s))
                    .append("\"/></svg>")
                    .append(HtmlReport.escaped(series.get(s).name()))
                    .append("</li>");
        }
        out.append("</ul>");
    }

    private static void text(StringBuilder out, int x, int y, String anchor, String text) {
        out.append("<text x=\"" + x + "\" y=\"" + y + "\" text-anchor=\"" + anchor + "\">")
                .append(HtmlReport.escaped(text))
                .append("</text>");
    }

    private static int scaled(int part, int length) {
        return (int) ((long) part * length / StackedBars.SPAN);
    }
}
