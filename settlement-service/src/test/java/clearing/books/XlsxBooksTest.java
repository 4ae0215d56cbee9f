package clearing.books;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class XlsxBooksTest {
    private static final CsvMapping MAPPING =
            BooksConfigReader.readMapping("mapping", """
            {"columns": {"record": "Satz", "account": "Konto", "asset": "Wert", "valueDate": "Valuta", "amount": "Menge",
             "reference": "Referenz", "reversal": "Storno"}, "dateFormat": "dd.MM.uuuu", "decimalSeparator": ","}""".getBytes(StandardCharsets.UTF_8));
    private static final String MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    /** Written by another program than the one that reads it. */
    @Test
    void typed_cells_are_read_by_their_type() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Workbook workbook = new Workbook(out, "test", "1.0")) {
            Worksheet sheet = workbook.newWorksheet("Bestand");
            List<String> header = List.of("Satz", "Konto", "Wert", "Valuta", "Menge", "Referenz", "Storno");
            for (int i = 0; i < header.size(); i++) {
                sheet.value(1, i, header.get(i));
            }
            row(sheet, 2, "OPENING", LocalDate.of(2026, 11, 22), 10.25, "");
            row(sheet, 4, "ENTRY", LocalDate.of(2026, 11, 23), -0.1 - 0.2, 4711);
            sheet.value(4, 6, true);
            row(sheet, 5, "ENTRY", LocalDate.of(2026, 11, 23), 1_234_567, "T2");
            row(sheet, 6, "CLOSING", LocalDate.of(2026, 11, 23), 1_234_576.95, "");
            workbook.newWorksheet("Other").value(0, 0, "nothing");
        }

        BooksFile file = read(out.toByteArray());

        assertThat(file.problems()).isEmpty();
        assertThat(file.format()).contains(BooksFormat.XLSX);
        Statement statement = file.statements().getFirst();
        assertThat(statement.proven()).isTrue();
        assertThat(statement.opening()).contains(new Balance(1025, LocalDate.of(2026, 11, 22)));
        BookEntry first = statement.entries().getFirst();
        assertThat(first.amountMinor()).isEqualTo(-30);
        assertThat(first.valueDate()).isEqualTo(LocalDate.of(2026, 11, 23));
        assertThat(first.reference()).isEqualTo("4711");
        assertThat(first.reversal()).isTrue();
        assertThat(first.location()).isEqualTo(new Location("books.xlsx", 5, 1));
        assertThat(statement.entries().get(1).amountMinor()).isEqualTo(123_456_700);
    }

    private static void row(Worksheet sheet, int row, String record, LocalDate day, Number amount, Object reference) {
        sheet.value(row, 0, record);
        sheet.value(row, 1, "HB-HOUSE-HKD");
        sheet.value(row, 2, "HKD");
        sheet.value(row, 3, day);
        sheet.style(row, 3).format("yyyy-mm-dd").set();
        sheet.value(row, 4, amount);
        if (reference instanceof Number number) {
            sheet.value(row, 5, number);
        } else {
            sheet.value(row, 5, reference.toString());
        }
    }

    @Test
    void days_are_counted_from_the_workbooks_own_beginning() {
        assertThat(day("46349", "")).isEqualTo(LocalDate.of(2026, 11, 23));
        assertThat(day("46349.75", "")).isEqualTo(LocalDate.of(2026, 11, 23));
        assertThat(day("44887", "<workbookPr date1904=\"1\"/>")).isEqualTo(LocalDate.of(2026, 11, 23));
    }

    @Test
    void a_bad_cell_costs_its_row_and_is_told_at_its_place() {
        BooksFile file = read(workbook(
                "",
                row(2, "46349", "1.005")
                        + row(3, "60", "1")
                        + row(4, "46349", "1e30")
                        + row(5, "46349", "<e>")
                        + row(6, "46349", "2.50")));

        assertThat(file.problems())
                .extracting(p -> p.code() + " " + p.location().line() + ":"
                        + p.location().column())
                .containsExactly(
                        "AMOUNT_TOO_PRECISE 2:4", "DATE_MALFORMED 3:3", "AMOUNT_TOO_LARGE 4:4", "FIELD_INVALID 5:4");
        assertThat(file.statements().getFirst().entries())
                .extracting(BookEntry::amountMinor)
                .containsExactly(250L);
        assertThat(file.rowsRefused()).isEqualTo(4);
    }

    @Test
    void packages_that_inflate_or_repeat_or_declare_are_refused() throws IOException {
        Map<String, byte[]> parts = new LinkedHashMap<>(parts("", row(2, "46349", "1")));
        parts.put("xl/media/image1.png", new byte[3 << 20]);
        assertThat(read(zip(parts), new Limits(2 << 20, 40, 16, 4_000, 10_000, 10_000))
                        .problems())
                .as("what no sheet needs is never inflated")
                .isEmpty();
        parts.put("xl/sharedStrings.xml", new byte[3 << 20]);
        assertThat(codes(read(zip(parts), new Limits(2 << 20, 40, 16, 4_000, 10_000, 10_000))))
                .containsExactly(ProblemCode.TOO_LARGE);

        assertThat(codes(read(workbook("<!DOCTYPE a [<!ENTITY b \"c\">]>", ""))))
                .containsExactly(ProblemCode.XML_DOCTYPE);
        assertThat(codes(read(zip(Map.of("word/document.xml", new byte[3])))))
                .containsExactly(ProblemCode.MESSAGE_UNSUPPORTED);
        byte[] whole = workbook("", row(2, "46349", "1"));
        assertThat(read(java.util.Arrays.copyOf(whole, whole.length / 3)).statements())
                .isEmpty();
        assertThat(codes(read(workbook("", row(2, "46349", "1") + "<row><c"))))
                .containsExactly(ProblemCode.XML_MALFORMED);
        assertThat(read(workbook("", row(2, "46349", "1") + "<row><c")).statements())
                .isEmpty();
    }

    @Test
    void mutated_workbooks_never_surprise_the_reader() {
        Limits limits = new Limits(1 << 20, 40, 16, 4_000, 10_000, 10_000);
        int clean = 0;
        for (int seed = 0; seed < 6_000; seed++) {
            Random random = new Random(seed);
            Map<String, byte[]> parts = new LinkedHashMap<>(parts("", row(2, "46349", "1") + row(3, "46349", "2")));
            byte[] packed;
            if (seed % 2 == 0) {
                String name = parts.keySet().stream()
                        .skip(random.nextInt(parts.size()))
                        .findFirst()
                        .orElseThrow();
                byte[] part = parts.get(name).clone();
                part[random.nextInt(part.length)] = (byte) random.nextInt(128);
                parts.put(name, part);
                packed = zip(parts);
            } else {
                packed = zip(parts);
                packed[random.nextInt(packed.length)] ^= (byte) (1 << random.nextInt(8));
            }
            BooksFile file = read(packed, limits);
            for (Problem problem : file.problems()) {
                assertThat(problem.sentence()).as("seed %d", seed).isNotEmpty();
            }
            clean += file.isClean() ? 1 : 0;
        }
        assertThat(clean).isGreaterThan(100);
    }

    private static LocalDate day(String serial, String properties) {
        BooksFile file = read(workbook(properties, row(2, serial, "1")));
        assertThat(file.problems()).isEmpty();
        return file.statements().getFirst().entries().getFirst().valueDate();
    }

    private static List<ProblemCode> codes(BooksFile file) {
        return file.problems().stream().map(Problem::code).toList();
    }

    private static String row(int number, String day, String amount) {
        String value = amount.equals("<e>")
                ? "<c r=\"D" + number + "\" t=\"e\"><v>#REF!</v></c>"
                : "<c r=\"D" + number + "\"><v>" + amount + "</v></c>";
        return "<row r=\"" + number + "\"><c r=\"A" + number + "\" t=\"s\"><v>4</v></c><c r=\"B" + number
                + "\" t=\"inlineStr\"><is><r><t>H</t></r><r><t>KD</t></r></is></c><c r=\"C" + number + "\" s=\"1\"><v>"
                + day
                + "</v></c>" + value + "</row>";
    }

    private static final CsvMapping SHORT = BooksConfigReader.readMapping(
            "mapping",
            "{\"columns\": {\"account\": \"a\", \"asset\": \"i\", \"valueDate\": \"d\", \"amount\": \"n\"}}"
                    .getBytes(StandardCharsets.UTF_8));

    /** A small workbook by hand: what stands before the root of its sheet, or its properties, and its rows. */
    private static byte[] workbook(String special, String rows) {
        return zip(parts(special, rows));
    }

    private static Map<String, byte[]> parts(String special, String rows) {
        boolean declares = special.startsWith("<!");
        Map<String, byte[]> parts = new LinkedHashMap<>();
        parts.put(
                "xl/workbook.xml",
                text("<workbook xmlns=\"" + MAIN + "\" xmlns:r=\"urn:r\">" + (declares ? "" : special)
                        + "<sheets><sheet name=\"x\" sheetId=\"1\" r:id=\"rId7\"/></sheets></workbook>"));
        parts.put(
                "xl/_rels/workbook.xml.rels",
                text(
                        "<Relationships xmlns=\"urn:p\"><Relationship Id=\"rId7\" Target=\"worksheets/sheet3.xml\"/></Relationships>"));
        parts.put(
                "xl/sharedStrings.xml",
                text("<sst xmlns=\"" + MAIN + "\"><si><t>a</t></si><si><t>i</t></si><si><t>d</t></si><si><t>n</t></si>"
                        + "<si><t>HB-HOUSE-HKD</t></si></sst>"));
        parts.put(
                "xl/worksheets/sheet3.xml",
                text((declares ? special : "") + "<worksheet xmlns=\"" + MAIN + "\"><sheetData><row r=\"1\">"
                        + "<c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c><c r=\"C1\" t=\"s\"><v>2</v></c>"
                        + "<c r=\"D1\" t=\"s\"><v>3</v></c></row>" + rows + "</sheetData></worksheet>"));
        return parts;
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] zip(Map<String, byte[]> parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue());
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static BooksFile read(byte[] content) {
        return read(content, Limits.STANDARD);
    }

    private static BooksFile read(byte[] content, Limits limits) {
        boolean byHand = new String(content, StandardCharsets.ISO_8859_1).contains("sheet3.xml");
        try {
            return new XlsxBooks(Samples.config(), Samples.SCALES, limits)
                    .read("books.xlsx", new ByteArrayInputStream(content), byHand ? SHORT : MAPPING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
