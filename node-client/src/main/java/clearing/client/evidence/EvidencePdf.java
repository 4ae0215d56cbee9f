package clearing.client.evidence;

import clearing.client.evidence.EvidenceFacts.Section;
import clearing.client.pdf.PdfId;
import clearing.client.pdf.PdfText;
import clearing.kernel.codec.Blob;
import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.openpdf.text.Document;
import org.openpdf.text.PageSize;
import org.openpdf.text.Paragraph;
import org.openpdf.text.Rectangle;
import org.openpdf.text.pdf.PdfDate;
import org.openpdf.text.pdf.PdfDictionary;
import org.openpdf.text.pdf.PdfFileSpecification;
import org.openpdf.text.pdf.PdfName;
import org.openpdf.text.pdf.PdfPCell;
import org.openpdf.text.pdf.PdfPTable;
import org.openpdf.text.pdf.PdfStream;
import org.openpdf.text.pdf.PdfString;
import org.openpdf.text.pdf.PdfWriter;

/**
 * Draws a pack. The pages follow from the facts and from nothing else, so that whoever has the facts can draw them again and compare. Streams
 * are stored and not compressed: no version of a compressor has a say in the bytes.
 */
final class EvidencePdf {
    private static final Color TEXT = new Color(0x16, 0x20, 0x2c);
    private static final Color MUTED = new Color(0x55, 0x61, 0x6f);
    private static final Color LINE = new Color(0xdd, 0xe3, 0xea);
    private static final Color HEAD = new Color(0xf3, 0xf6, 0xf9);
    private static final float MARGIN = 40;
    private static final float SMALL = 7.5f;
    private static final float BODY = 9;
    private static final int WIDEST = 80;
    private static final int LONGEST_WORD = 20;
    private static final int CELL_MARGIN = 3;
    private static final float LINE_CHARACTERS = 130;
    private static final Pattern BLANK = Pattern.compile(" ");

    private final PdfText text = new PdfText();
    private final Document document = new Document(PageSize.A4, MARGIN, MARGIN, MARGIN, MARGIN);

    private EvidencePdf() {}

    /** The file of that document with its certificates, by name. */
    static byte[] draw(EvidenceDocument evidence, Map<String, Blob> certificates) {
        return new EvidencePdf().write(evidence, certificates);
    }

    private byte[] write(EvidenceDocument evidence, Map<String, Blob> certificates) {
        EvidenceFacts facts = evidence.facts();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 16);
        PdfWriter writer = PdfWriter.getInstance(document, bytes);
        writer.setCompressionLevel(0);
        document.open();
        PdfDate at = new PdfDate(GregorianCalendar.from(facts.at().atZone(ZoneOffset.UTC)));
        writer.getInfo().put(PdfName.CREATIONDATE, at);
        writer.getInfo().put(PdfName.MODDATE, at);
        document.addTitle(facts.title() + ", " + facts.member());
        line("Evidence pack", BODY, false, MUTED);
        line(facts.title(), 16, true, TEXT);
        line("Stated and signed by " + facts.member() + ", as of " + facts.at(), BODY, false, MUTED);
        table(proved(evidence));
        facts.sections().forEach(this::table);
        table(audit(facts));
        heading("How to verify this pack");
        for (String paragraph : EvidenceWords.VERIFY) {
            line(paragraph, BODY, false, TEXT);
        }
        try {
            embed(writer, EvidenceFormat.FILE, EvidenceFormat.write(evidence));
            for (EvidenceDocument.Named named : evidence.certificates()) {
                embed(
                        writer,
                        named.name(),
                        certificates
                                .getOrDefault(named.name(), Blob.of(new byte[0]))
                                .bytes());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        document.close();
        return PdfId.ownId(bytes.toByteArray());
    }

    /** As it is, without a filter: whoever looks for its bytes finds them. */
    private static void embed(PdfWriter writer, String name, byte[] content) throws IOException {
        PdfStream stream = new PdfStream(content);
        stream.put(PdfName.TYPE, PdfName.EMBEDDEDFILE);
        stream.put(PdfName.SUBTYPE, new PdfName("application/json"));
        PdfDictionary files = new PdfDictionary();
        files.put(PdfName.F, writer.addToBody(stream).getIndirectReference());
        PdfFileSpecification file = PdfFileSpecification.fileExtern(writer, name);
        file.put(PdfName.TYPE, PdfName.FILESPEC);
        file.put(PdfName.F, new PdfString(name));
        file.put(PdfName.UF, new PdfString(name));
        file.put(PdfName.EF, files);
        writer.addFileAttachment(name, file);
    }

    /** What certificates can prove, from the facts that are held against them. */
    private static Section proved(EvidenceDocument evidence) {
        List<List<String>> rows = new ArrayList<>();
        evidence.facts()
                .entries()
                .forEach(e -> rows.add(List.of(
                        "Entry " + e.entry(),
                        e.amount() + " " + e.asset() + " in " + e.account() + ", " + e.reference() + ", booked "
                                + e.bookingDate() + " for value on " + e.valueDate() + ": " + e.status())));
        evidence.facts()
                .trades()
                .forEach(t -> rows.add(List.of("Trade " + t.reference(), t.state() + ", " + t.place())));
        evidence.certificates()
                .forEach(c -> rows.add(List.of("Certificate " + c.name(), c.sentence() + " SHA-256 " + c.sha256())));
        return new Section(
                "What is held against the certificates",
                evidence.certificates().isEmpty() ? EvidenceWords.NOTHING_PROVED : EvidenceWords.PROVED,
                List.of("Fact", "Stated"),
                rows);
    }

    private static Section audit(EvidenceFacts facts) {
        return new Section(
                "Audit trail",
                EvidenceWords.AUDIT,
                List.of("Record", "When", "Who", "What", "Detail", "Hash"),
                facts.audit().stream()
                        .map(r ->
                                List.of(Long.toString(r.index()), r.at(), r.actor(), r.action(), r.detail(), r.hash()))
                        .toList());
    }

    private void heading(String words) {
        Paragraph paragraph = new Paragraph(text.of(words, 11, true, TEXT));
        paragraph.setSpacingBefore(14);
        paragraph.setSpacingAfter(3);
        paragraph.setKeepTogether(true);
        document.add(paragraph);
    }

    private void line(String words, float size, boolean heavy, Color colour) {
        Paragraph paragraph = new Paragraph(text.of(words, size, heavy, colour));
        paragraph.setLeading(size * 1.4f);
        document.add(paragraph);
    }

    private void table(Section section) {
        heading(section.title());
        if (!section.note().isEmpty()) {
            line(section.note(), SMALL + 0.5f, false, MUTED);
        }
        if (section.rows().isEmpty()) {
            line("None.", SMALL + 0.5f, false, MUTED);
            return;
        }
        PdfPTable grid = new PdfPTable(widths(section));
        grid.setWidthPercentage(100);
        grid.setSpacingBefore(4);
        grid.setHeaderRows(1);
        section.columns().forEach(column -> grid.addCell(cell(column, true, MUTED, HEAD)));
        for (List<String> row : section.rows()) {
            row.forEach(value -> grid.addCell(cell(value, false, TEXT, Color.WHITE)));
        }
        document.add(grid);
    }

    private PdfPCell cell(String words, boolean heavy, Color colour, Color ground) {
        PdfPCell cell = new PdfPCell(text.of(words, SMALL, heavy, colour));
        cell.setBorder(Rectangle.BOTTOM);
        cell.setBorderColor(LINE);
        cell.setBackgroundColor(ground);
        cell.setPadding(3);
        return cell;
    }

    /** Each column holds its longest word, up to a hash; what is left goes to those that have more to say. */
    private static float[] widths(Section section) {
        float[] widths = new float[section.columns().size()];
        float[] wishes = new float[widths.length];
        float left = LINE_CHARACTERS;
        float wished = 0;
        for (int c = 0; c < widths.length; c++) {
            int longest = 0;
            int word = 0;
            for (String text : cells(section, c)) {
                longest = Math.max(longest, Math.min(text.length(), WIDEST));
                for (String part : BLANK.split(text, -1)) {
                    word = Math.max(word, Math.min(part.length(), LONGEST_WORD));
                }
            }
            widths[c] = word + CELL_MARGIN;
            wishes[c] = Math.max(0, longest - word);
            left -= widths[c];
            wished += wishes[c];
        }
        for (int c = 0; c < widths.length && left > 0 && wished > 0; c++) {
            widths[c] += left * wishes[c] / wished;
        }
        return widths;
    }

    private static List<String> cells(Section section, int column) {
        List<String> cells = new ArrayList<>(List.of(section.columns().get(column)));
        section.rows().forEach(row -> cells.add(row.get(column)));
        return cells;
    }
}
