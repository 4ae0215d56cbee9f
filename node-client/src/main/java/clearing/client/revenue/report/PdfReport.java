package clearing.client.revenue.report;

import clearing.client.pdf.PdfId;
import clearing.client.pdf.PdfText;
import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.time.ZoneOffset;
import java.util.GregorianCalendar;
import java.util.List;
import org.openpdf.text.Document;
import org.openpdf.text.Element;
import org.openpdf.text.Image;
import org.openpdf.text.PageSize;
import org.openpdf.text.Paragraph;
import org.openpdf.text.Rectangle;
import org.openpdf.text.pdf.PdfDate;
import org.openpdf.text.pdf.PdfName;
import org.openpdf.text.pdf.PdfPCell;
import org.openpdf.text.pdf.PdfPTable;
import org.openpdf.text.pdf.PdfWriter;

/** A report as PDF: its pictures are drawn, its words can be searched. */
public final class PdfReport {
    static final Color TEXT = new Color(0x16, 0x20, 0x2c);
    static final Color MUTED = new Color(0x55, 0x61, 0x6f);

    private static final Color LINE = new Color(0xdd, 0xe3, 0xea);
    private static final float MARGIN = 36;
    private static final float SMALL = 7;
    private static final float BODY = 9;
    private static final float INDENT = 8;

    private final PdfText text = new PdfText();
    private final TransparencyReport report;

    private PdfReport(TransparencyReport report) {
        this.report = report;
    }

    public static byte[] write(TransparencyReport report) {
        return new PdfReport(report).write();
    }

    private byte[] write() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 15);
        Document document = new Document(PageSize.A4.rotate(), MARGIN, MARGIN, MARGIN, MARGIN);
        PdfWriter writer = PdfWriter.getInstance(document, bytes);
        document.open();
        PdfDate at = new PdfDate(GregorianCalendar.from(report.at().atZone(ZoneOffset.UTC)));
        writer.getInfo().put(PdfName.CREATIONDATE, at);
        writer.getInfo().put(PdfName.MODDATE, at);
        String title = report.title().isEmpty() ? report.agreement() : report.title();
        document.addTitle(title + ", " + report.quarter());
        line(document, "Transparency report, " + report.quarter(), BODY, false, MUTED);
        line(document, title, 16, true, TEXT);
        line(document, "Agreement " + report.agreement() + ", as of " + report.at(), BODY, false, MUTED);
        for (TransparencyReport.Entry entry : report.head()) {
            line(document, entry.name() + ": " + entry.text(), BODY, false, TEXT);
        }
        for (StackedBars picture : report.pictures()) {
            heading(document, picture.title() + ", " + picture.unit());
            Image image = PdfBars.draw(picture, writer.getDirectContent(), text);
            document.add(image);
        }
        report.tables().forEach(table -> table(document, table));
        heading(document, "How to verify this report");
        report.proof().forEach(paragraph -> line(document, paragraph, BODY, false, TEXT));
        document.close();
        return PdfId.ownId(bytes.toByteArray());
    }

    private void heading(Document document, String words) {
        Paragraph paragraph = new Paragraph(text.of(words, 11, true, TEXT));
        paragraph.setSpacingBefore(12);
        paragraph.setSpacingAfter(4);
        paragraph.setKeepTogether(true);
        document.add(paragraph);
    }

    private void line(Document document, String words, float size, boolean heavy, Color colour) {
        Paragraph paragraph = new Paragraph(text.of(words, size, heavy, colour));
        paragraph.setLeading(size * 1.35f);
        document.add(paragraph);
    }

    private void table(Document document, ReportTable table) {
        heading(document, table.name());
        if (!table.note().isEmpty()) {
            line(document, table.note(), SMALL + 1, false, MUTED);
        }
        if (table.rows().isEmpty()) {
            line(document, "Nothing in this quarter.", SMALL + 1, false, MUTED);
            return;
        }
        PdfPTable grid = new PdfPTable(widths(table));
        grid.setWidthPercentage(100);
        grid.setSpacingBefore(4);
        grid.setHeaderRows(1);
        for (int c = 0; c < table.columns().size(); c++) {
            int align = table.isOfFigures(c) ? Element.ALIGN_RIGHT : Element.ALIGN_LEFT;
            grid.addCell(cell(table.columns().get(c), true, MUTED, align, 0));
        }
        for (List<Cell> row : table.rows()) {
            for (Cell cell : row) {
                grid.addCell(
                        switch (cell) {
                            case Cell.Words w -> cell(w.text(), false, TEXT, Element.ALIGN_LEFT, w.depth());
                            case Cell.Figure f -> cell(Numbers.text(f), false, TEXT, Element.ALIGN_RIGHT, 0);
                            case Cell.Hidden h -> cell(Numbers.text(h), false, MUTED, Element.ALIGN_LEFT, 0);
                        });
            }
        }
        document.add(grid);
    }

    private PdfPCell cell(String words, boolean heavy, Color colour, int align, int depth) {
        PdfPCell cell = new PdfPCell(text.of(words, SMALL, heavy, colour));
        cell.setHorizontalAlignment(align);
        cell.setBorder(Rectangle.BOTTOM);
        cell.setBorderColor(LINE);
        cell.setPaddingLeft(2 + depth * INDENT);
        cell.setPaddingTop(2);
        cell.setPaddingBottom(3);
        return cell;
    }

    /** By the longest of each column, within bounds. */
    private static float[] widths(ReportTable table) {
        float[] widths = new float[table.columns().size()];
        for (int c = 0; c < widths.length; c++) {
            int longest = table.columns().get(c).length();
            for (List<Cell> row : table.rows()) {
                longest = Math.max(longest, Numbers.text(row.get(c)).length());
            }
            widths[c] = Math.clamp(longest, 6, 70);
        }
        return widths;
    }
}
