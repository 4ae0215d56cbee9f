package clearing.client.revenue.report;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/**
 * A report as a workbook with a sheet for each table. Numbers are numbers, in the precision of the program that reads them; words are words,
 * whatever they begin with, as no formula is ever written.
 */
public final class XlsxReport {
    private static final LocalDateTime EPOCH = LocalDateTime.of(1980, 1, 1, 0, 0);
    private static final int WIDEST = 60;
    private static final int NARROWEST = 10;

    private XlsxReport() {}

    public static byte[] write(TransparencyReport report) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 14);
        try (Workbook workbook = new Workbook(bytes, "clearing", "1.0")) {
            about(report, workbook.newWorksheet("About"));
            for (ReportTable table : report.tables()) {
                table(table, workbook.newWorksheet(table.name()));
            }
            workbook.finish();
            return timeless(bytes.toByteArray(), report);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void about(TransparencyReport report, Worksheet sheet) {
        int row = 0;
        sheet.value(row, 0, "Transparency report, " + report.quarter());
        sheet.style(row++, 0).bold().fontSize(14).set();
        sheet.value(row++, 0, printable(report.title()));
        row = pair(sheet, row, "Agreement", report.agreement());
        row = pair(sheet, row, "As of", report.at().toString());
        for (TransparencyReport.Entry entry : report.head()) {
            row = pair(sheet, row, entry.name(), entry.text());
        }
        row++;
        sheet.value(row, 0, "How to verify this report");
        sheet.style(row++, 0).bold().set();
        for (String paragraph : report.proof()) {
            sheet.value(row++, 0, printable(paragraph));
        }
        sheet.width(0, NARROWEST * 2);
        sheet.width(1, WIDEST);
    }

    private static int pair(Worksheet sheet, int row, String name, String text) {
        sheet.value(row, 0, name);
        sheet.value(row, 1, printable(text));
        return row + 1;
    }

    private static void table(ReportTable table, Worksheet sheet) {
        for (int c = 0; c < table.columns().size(); c++) {
            sheet.value(0, c, table.columns().get(c));
            sheet.style(0, c).bold().set();
            sheet.width(c, width(table, c));
        }
        sheet.freezePane(0, 1);
        int r = 1;
        for (List<Cell> row : table.rows()) {
            for (int c = 0; c < row.size(); c++) {
                cell(row.get(c), sheet, r, c);
            }
            r++;
        }
        if (!table.note().isEmpty()) {
            sheet.value(r + 1, 0, printable(table.note()));
            sheet.style(r + 1, 0).italic().set();
        }
    }

    private static void cell(Cell cell, Worksheet sheet, int row, int column) {
        switch (cell) {
            case Cell.Words words -> {
                sheet.value(row, column, printable(words.text()));
                if (words.depth() > 0) {
                    sheet.style(row, column).indent(words.depth()).set();
                }
            }
            case Cell.Figure figure -> {
                sheet.value(row, column, figure.value());
                int decimals = Math.max(0, figure.value().scale());
                sheet.style(row, column)
                        .format(decimals == 0 ? "#,##0" : "#,##0." + "0".repeat(decimals))
                        .set();
            }
            case Cell.Hidden hidden -> {
                sheet.value(row, column, Numbers.text(hidden));
                sheet.style(row, column).italic().fontColor("55616F").set();
            }
        }
    }

    private static int width(ReportTable table, int column) {
        int widest = table.columns().get(column).length();
        for (List<Cell> row : table.rows()) {
            int indent = row.get(column) instanceof Cell.Words words ? words.depth() * 2 : 0;
            widest = Math.max(widest, Numbers.text(row.get(column)).length() + indent);
        }
        return Math.clamp(widest + 2, NARROWEST, WIDEST);
    }

    /** Without the characters that XML has no way to say, which no program would open. */
    private static String printable(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            boolean possible =
                    c >= 0x20 && (c < 0xD800 || c > 0xDFFF) && c != 0xFFFE && c != 0xFFFF || c == '\n' || c == '\t';
            out.appendCodePoint(possible ? c : 0xFFFD);
        });
        return out.toString();
    }

    /**
     * The library writes the time of day into the file and its entries: the report's own stands in its place. The file has sizes only in its
     * directory, which is read from a file alone.
     */
    private static byte[] timeless(byte[] workbook, TransparencyReport report) throws IOException {
        Path file = Files.createTempFile("report", ".xlsx");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(workbook.length);
        try {
            Files.write(file, workbook);
            try (ZipFile in = new ZipFile(file.toFile());
                    ZipOutputStream out = new ZipOutputStream(bytes)) {
                for (ZipEntry from : Collections.list(in.entries())) {
                    byte[] content = in.getInputStream(from).readAllBytes();
                    if (from.getName().equals("docProps/core.xml")) {
                        content = new String(content, StandardCharsets.UTF_8)
                                .replaceAll(
                                        "(<dcterms:(?:created|modified)[^>]*>)[^<]*",
                                        "$1" + report.at().truncatedTo(ChronoUnit.SECONDS))
                                .getBytes(StandardCharsets.UTF_8);
                    }
                    ZipEntry to = new ZipEntry(from.getName());
                    to.setTimeLocal(EPOCH);
                    out.putNextEntry(to);
                    out.write(content);
                    out.closeEntry();
                }
            }
        } finally {
            Files.delete(file);
        }
        return bytes.toByteArray();
    }
}
