package clearing.client.revenue.report;

import static clearing.client.revenue.RevenueSamples.BROKER;
import static clearing.client.revenue.RevenueSamples.KEEPER;
import static clearing.client.revenue.RevenueSamples.PLATFORM;
import static clearing.client.revenue.RevenueSamples.SCALES;
import static clearing.client.revenue.RevenueSamples.TECH;
import static org.assertj.core.api.Assertions.assertThat;

import clearing.client.revenue.RevenueSamples;
import clearing.client.revenue.explain.Visibility;
import clearing.kernel.RevenueEffect;
import clearing.kernel.command.RevenueCommand;
import clearing.kernel.revenue.run.Statement;
import clearing.kernel.revenue.terms.Cycle;
import clearing.kernel.revenue.terms.Period;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.TradeId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;
import org.junit.jupiter.api.Test;
import org.openpdf.text.pdf.PdfReader;
import org.openpdf.text.pdf.parser.PdfTextExtractor;

/** The files are read back as any program would read them. */
class TransparencyReportTest {
    private static final Instant AT = Instant.parse("2027-01-05T09:00:00Z");
    private static final Quarter QUARTER = new Quarter(2026, 4);

    private final AgreementRecord agreement = agreement();

    private static AgreementRecord agreement() {
        AgreementLog log = new AgreementLog("ADVISE");
        Instant at = Instant.parse("2026-12-03T08:00:00Z");
        log.take(new RevenueEffect.TermsSigned("ADVISE", RevenueSamples.terms(1), PLATFORM, false), at, "t0", 1);
        log.take(new RevenueEffect.TermsSigned("ADVISE", RevenueSamples.terms(1), TECH, true), at, "t1", 2);
        log.take(new RevenueEffect.TermsSigned("ADVISE", RevenueSamples.terms(2), TECH, true), at, "t2", 3);
        Period october = new Period(Cycle.MONTHLY, LocalDate.of(2026, 10, 1));
        log.take(new RevenueEffect.LineDisputed("ADVISE", october, "REBATE", TECH, "not agreed"), at, "t3", 4);
        for (int month = 9; month <= 11; month++) {
            Statement statement = month == 11
                    ? RevenueSamples.statement(LocalDate.of(2026, month, 1), 90_000_01, 1_000_001, 1, 2)
                    : RevenueSamples.statement(LocalDate.of(2026, month, 1), 100_000_00, 5, 1);
            log.take(new RevenueEffect.Calculated("ADVISE", statement), at, "run-" + month, month);
        }
        log.take(
                new RevenueEffect.DisputeAnswered(
                        "ADVISE",
                        october,
                        "REBATE",
                        BROKER,
                        List.of(new RevenueCommand.Portion(BROKER, 60), new RevenueCommand.Portion(TECH, 40)),
                        true),
                at,
                "t5",
                12);
        TradeId payment = new TradeId(new PageId("HK", KEEPER, TECH, 1 << 30), 0);
        log.take(new RevenueEffect.ReserveReleased("ADVISE", october, TECH, 500_00, payment), at, "t6", 13);
        log.take(new RevenueEffect.DrawingVoted("ADVISE", 1, BROKER, 300_00, "loss", TECH, false), at, "t7", 14);
        log.take(new RevenueEffect.DrawingVoted("ADVISE", 1, BROKER, 300_00, "loss", PLATFORM, true), at, "t8", 15);
        log.take(new RevenueEffect.ReserveReleased("OTHER", october, TECH, 1, payment), at, "t9", 16);
        return log.record().orElseThrow();
    }

    private TransparencyReport report(String reader) {
        Visibility visibility =
                Visibility.of(reader, false, agreement.versions().values());
        return ReportMaker.make(agreement, QUARTER, visibility, SCALES, AT).orElseThrow();
    }

    private static ReportTable table(TransparencyReport report, String name) {
        return report.tables().stream()
                .filter(t -> t.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<List<String>> texts(ReportTable table) {
        return table.rows().stream()
                .map(row -> row.stream().map(Numbers::text).toList())
                .toList();
    }

    @Test
    void only_the_quarters_periods_are_told() {
        assertThat(texts(table(report(PLATFORM), "Shares")).stream()
                        .map(List::getFirst)
                        .distinct())
                .containsExactly("2026-10", "2026-11");
        assertThat(report(PLATFORM).head().get(4).text()).isEqualTo("2026-10, 2026-11");
    }

    @Test
    void what_clauses_give_sums_to_what_parties_are_entitled_to() {
        TransparencyReport report = report(PLATFORM);
        for (String period : List.of("2026-10", "2026-11")) {
            for (String party : List.of(PLATFORM, TECH, BROKER)) {
                BigDecimal clauses = figures(table(report, "Clauses"), period, party, 1, 6);
                BigDecimal entitled = figures(table(report, "Shares"), period, party, 1, 2);
                assertThat(clauses.subtract(entitled).abs()).isLessThan(new BigDecimal("0.00001"));
            }
        }
    }

    private static BigDecimal figures(ReportTable table, String period, String party, int partyAt, int figureAt) {
        return table.rows().stream()
                .filter(row -> row.getFirst().equals(Cell.of(period))
                        && row.get(partyAt).equals(Cell.of(party)))
                .map(row -> ((Cell.Figure) row.get(figureAt)).value())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    @Test
    void the_reserve_opens_with_what_the_quarters_before_left_in_it() {
        List<String> all = texts(table(report(PLATFORM), "Reserve")).getFirst();
        // 5 % of a third of a tenth and 30 % of 100,000 in September and October; in November of 90,000.01 by two
        // versions.
        assertThat(all.subList(0, 2)).containsExactly("all", "1,666.66");
        BigDecimal sum = BigDecimal.ZERO;
        for (String part : all.subList(1, 5)) {
            sum = sum.add(new BigDecimal(part.replace(",", "")));
        }
        assertThat(sum).isEqualTo(new BigDecimal(all.get(5).replace(",", "")));
        assertThat(all.subList(3, 5)).containsExactly("-500.00", "-300.00");
        assertThat(texts(table(report(KEEPER), "Reserve")).getFirst()).isEqualTo(all);
    }

    @Test
    void a_reader_is_told_no_more_than_the_agreement_lets_it_see() {
        TransparencyReport own = report(TECH);
        assertThat(texts(table(own, "Shares")).getFirst())
                .containsExactly(
                        "2026-10",
                        PLATFORM,
                        "not shown",
                        "not shown",
                        "not shown",
                        "not shown",
                        "not shown",
                        "not shown");
        assertThat(texts(table(own, "Clauses")).stream().map(row -> row.get(1)).distinct())
                .containsExactly(TECH);
        assertThat(texts(table(own, "Reserve")).stream().map(List::getFirst)).containsExactly(TECH);
        String broker = texts(table(report(PLATFORM), "Shares")).get(2).get(4);
        for (ReportFormat format : ReportFormat.values()) {
            assertThat(words(format, report(PLATFORM))).as(format.word()).contains(broker);
            assertThat(words(format, own)).as(format.word()).doesNotContain(broker);
        }
        Visibility stranger = Visibility.of("OTHER", false, agreement.versions().values());
        assertThat(ReportMaker.make(agreement, QUARTER, stranger, SCALES, AT)).isEmpty();
    }

    private static String words(ReportFormat format, TransparencyReport report) {
        byte[] file = format.write(report);
        try {
            return switch (format) {
                case HTML -> new String(file, StandardCharsets.UTF_8);
                case PDF -> pdf(file);
                case XLSX ->
                    sheets(file).stream()
                            .flatMap(List::stream)
                            .flatMap(Row::stream)
                            .filter(cell -> cell != null)
                            .map(cell -> cell.getType() == CellType.NUMBER
                                    ? Numbers.text(cell.asNumber())
                                    : cell.getRawValue())
                            .collect(Collectors.joining("\n"));
            };
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String pdf(byte[] file) throws IOException {
        StringBuilder text = new StringBuilder();
        try (PdfReader reader = new PdfReader(file)) {
            PdfTextExtractor extractor = new PdfTextExtractor(reader);
            for (int page = 1; page <= reader.getNumberOfPages(); page++) {
                text.append(extractor.getTextFromPage(page)).append('\n');
            }
        }
        return text.toString();
    }

    private static List<List<Row>> sheets(byte[] file) throws IOException {
        try (ReadableWorkbook workbook = new ReadableWorkbook(new ByteArrayInputStream(file))) {
            List<Sheet> sheets = workbook.getSheets().toList();
            List<List<Row>> all = new java.util.ArrayList<>();
            for (Sheet sheet : sheets) {
                all.add(sheet.read());
            }
            return all;
        }
    }

    @Test
    void html_needs_nothing_from_anywhere_and_lets_no_markup_in() {
        String html = words(ReportFormat.HTML, report(PLATFORM));
        assertThat(html)
                .contains("=1+1 \u6536\u5165\u5206\u6210 &lt;b&gt;")
                .doesNotContain("<b>")
                .doesNotContain("<script")
                .doesNotContain("src=")
                .doesNotContain("href=")
                .doesNotContain("url(")
                .contains("<svg role=\"img\"")
                .contains("How to verify this report");
        assertThat(html.split("<rect ", -1)).hasSizeGreaterThan(8);
        for (AgreementRecord.Run run : agreement
                .runs()
                .tailMap(new Period(Cycle.MONTHLY, QUARTER.start()))
                .values()) {
            assertThat(html)
                    .contains(java.util.HexFormat.of().formatHex(run.hash().bytes()))
                    .contains(run.txId());
        }
    }

    @Test
    void pdf_loses_no_letter() throws IOException {
        byte[] file = ReportFormat.PDF.write(report(PLATFORM));
        String text = pdf(file);
        assertThat(text).contains("=1+1").contains("<b> U+1F4B0");
        assertThat(text).contains("Reserve").contains("REBATE").contains("run-10");
        try (PdfReader reader = new PdfReader(file)) {
            // The extractor does not read the two bytes of a Chinese letter, so they are looked for as they stand on
            // the page.
            byte[] letters = "\u6536\u5165\u5206\u6210".getBytes(StandardCharsets.UTF_16BE);
            assertThat(new String(reader.getPageContent(1), StandardCharsets.ISO_8859_1))
                    .contains(new String(letters, StandardCharsets.ISO_8859_1));
        }
    }

    @Test
    void in_xlsx_numbers_are_numbers_and_words_are_words() throws IOException {
        List<List<Row>> sheets = sheets(ReportFormat.XLSX.write(report(PLATFORM)));
        assertThat(sheets).hasSize(10);
        assertThat(sheets.getFirst().get(1).getCell(0).getType()).isEqualTo(CellType.STRING);
        assertThat(sheets.getFirst().get(1).getCell(0).asString()).isEqualTo(RevenueSamples.TITLE);
        Row shares = sheets.get(2).get(1);
        assertThat(shares.getCell(4).getType()).isEqualTo(CellType.NUMBER);
        assertThat(shares.getCell(4).asNumber())
                .isEqualByComparingTo(texts(table(report(PLATFORM), "Shares"))
                        .getFirst()
                        .get(4)
                        .replace(",", ""));
        assertThat(sheets.stream().flatMap(List::stream).flatMap(Row::stream))
                .noneMatch(cell -> cell != null && cell.getType() == CellType.FORMULA);
    }

    @Test
    void the_same_report_is_the_same_bytes() {
        for (ReportFormat format : ReportFormat.values()) {
            assertThat(format.write(report(BROKER))).as(format.word()).isEqualTo(format.write(report(BROKER)));
        }
    }

    @Test
    void a_quarter_without_a_run_says_so() {
        Visibility all = Visibility.all(PLATFORM);
        TransparencyReport empty = ReportMaker.make(agreement, new Quarter(2027, 3), all, SCALES, AT)
                .orElseThrow();
        assertThat(empty.pictures()).isEmpty();
        for (ReportFormat format : ReportFormat.values()) {
            assertThat(words(format, empty)).as(format.word()).contains("none calculated in this quarter");
        }
    }

    @Test
    void quarters_are_read_as_they_are_written() {
        assertThat(Quarter.parse("2026-Q4")).contains(QUARTER);
        assertThat(QUARTER.start()).isEqualTo("2026-10-01");
        assertThat(QUARTER.end()).isEqualTo("2026-12-31");
        for (String wrong : List.of("", "2026", "2026-Q5", "2026-4", "2026-Q4 ")) {
            assertThat(Quarter.parse(wrong)).as(wrong).isEqualTo(Optional.empty());
        }
    }

    @Test
    void bars_stand_on_each_other_and_hang_below_the_line() {
        StackedBars bars = new StackedBars(
                "t",
                "HKD",
                List.of("a", "b"),
                List.of(
                        new StackedBars.Series("x", List.of(new BigDecimal(30), new BigDecimal(-25))),
                        new StackedBars.Series("y", List.of(new BigDecimal(45), BigDecimal.ZERO))));
        StackedBars.Layout layout = bars.layout();
        assertThat(layout.zero()).isEqualTo(7_500);
        assertThat(layout.parts())
                .containsExactly(
                        new StackedBars.Part(0, 0, 1_250, 4_500, 2_500, 3_000),
                        new StackedBars.Part(1, 0, 1_250, 0, 2_500, 4_500),
                        new StackedBars.Part(0, 1, 6_250, 7_500, 2_500, 2_500));
    }
}
