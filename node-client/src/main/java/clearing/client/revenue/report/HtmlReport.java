package clearing.client.revenue.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A report as one HTML file that needs nothing else: no script, no font, no picture from anywhere. */
public final class HtmlReport {
    private static final String STYLE = "/revenue/report.css";

    private HtmlReport() {}

    public static byte[] write(TransparencyReport report) {
        StringBuilder out = new StringBuilder(1 << 14);
        String title = report.title().isEmpty() ? report.agreement() : report.title();
        out.append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>")
                .append(escaped(title + ", " + report.quarter()))
                .append("</title>\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<style>\n")
                .append(style())
                .append("</style>\n</head>\n<body>\n<main>\n<header><p>Transparency report, ")
                .append(report.quarter())
                .append("</p><h1>")
                .append(escaped(title))
                .append("</h1><p>Agreement ")
                .append(escaped(report.agreement()))
                .append(", as of ")
                .append(report.at())
                .append("</p></header>\n<dl>");
        for (TransparencyReport.Entry entry : report.head()) {
            out.append("<div><dt>")
                    .append(escaped(entry.name()))
                    .append("</dt><dd>")
                    .append(escaped(entry.text()))
                    .append("</dd></div>");
        }
        out.append("</dl>\n<section class=\"pictures\">\n");
        report.pictures().forEach(picture -> SvgBars.write(picture, out));
        out.append("</section>\n");
        report.tables().forEach(table -> table(table, out));
        out.append("<section><h2>How to verify this report</h2>\n");
        report.proof()
                .forEach(paragraph ->
                        out.append("<p>").append(escaped(paragraph)).append("</p>\n"));
        out.append("</section>\n</main>\n</body>\n</html>\n");
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void table(ReportTable table, StringBuilder out) {
        out.append("<section><h2>").append(escaped(table.name())).append("</h2>\n");
        if (!table.note().isEmpty()) {
            out.append("<p>").append(escaped(table.note())).append("</p>\n");
        }
        if (table.rows().isEmpty()) {
            out.append("<p class=\"none\">Nothing in this quarter.</p></section>\n");
            return;
        }
        out.append("<div class=\"wide\"><table><thead><tr>");
        for (int c = 0; c < table.columns().size(); c++) {
            out.append("<th scope=\"col\"")
                    .append(table.isOfFigures(c) ? " class=\"n\">" : ">")
                    .append(escaped(table.columns().get(c)))
                    .append("</th>");
        }
        out.append("</tr></thead><tbody>\n");
        for (List<Cell> row : table.rows()) {
            out.append("<tr>");
            row.forEach(cell -> cell(cell, out));
            out.append("</tr>\n");
        }
        out.append("</tbody></table></div></section>\n");
    }

    private static void cell(Cell cell, StringBuilder out) {
        String kind = switch (cell) {
            case Cell.Words words -> words.depth() == 0 ? "" : " class=\"d" + Math.min(words.depth(), 12) + "\"";
            case Cell.Figure figure -> " class=\"n\"";
            case Cell.Hidden hidden -> " class=\"h\"";
        };
        out.append("<td")
                .append(kind)
                .append('>')
                .append(escaped(Numbers.text(cell)))
                .append("</td>");
    }

    static String escaped(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.append(c);
            }
        }
        return out.toString();
    }

    private static String style() {
        try (InputStream in = HtmlReport.class.getResourceAsStream(STYLE)) {
            if (in == null) {
                throw new IllegalStateException("the report's style is missing from the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
