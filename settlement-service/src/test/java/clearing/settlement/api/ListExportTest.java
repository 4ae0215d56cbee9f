package clearing.settlement.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import clearing.settlement.api.TestService.Browser;
import clearing.settlement.export.TableFormat;
import clearing.settlement.ledger.SimulatedChain;
import clearing.settlement.matching.TestBooks;
import clearing.settlement.store.Rows;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Lists as files, read back by another reader. */
final class ListExportTest {
    private static final AnswerJudge JUDGE = new AnswerJudge(Contract.json());
    private static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private static final int PAGES = 2;
    private static final int TRADES = 400;
    private static TestService service;

    @BeforeAll
    static void start() throws InterruptedException {
        SimulatedChain chain = SimulatedChain.day(PAGES, TRADES);
        service = new TestService(chain.blocks(), JUDGE);
        service.tailed().awaitHeight(chain.blocks().size() - 1L);
        Browser operator = service.signIn("operator");
        String file = TestBooks.statement("S1", "0.00", "-3.00", List.of("=1+1,5.00", "@cmd,-8.00"));
        assertThat(operator.upload("s1.csv", file, true).statusCode()).isEqualTo(200);
        service.tailed()
                .database()
                .write(connection -> Rows.update(
                        connection, "update book_entry_fact set note = ?", "=HYPERLINK(\"http://x\",\"a, b\")"));
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static HttpResponse<Buffer> file(String user, String path, String type) {
        Browser browser = service.signIn(user);
        return service.send(
                HttpMethod.GET, path, browser.signed(HttpMethod.GET, path).putHeader("Accept", type), Buffer.buffer());
    }

    private static List<Row> rows(HttpResponse<Buffer> answer) throws IOException {
        try (ReadableWorkbook workbook =
                new ReadableWorkbook(new ByteArrayInputStream(answer.body().getBytes()))) {
            return workbook.getFirstSheet().read();
        }
    }

    @Test
    void a_negative_amount_is_a_number_and_a_text_like_a_formula_is_none() {
        HttpResponse<Buffer> answer = file("operator", "/api/v1/book-entries", "text/csv");
        assertThat(answer.getHeader("Content-Disposition")).contains("attachment; filename=\"bookentries.csv\"");
        List<String> lines =
                answer.body().toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(lines).hasSize(3);
        assertThat(lines.getFirst()).startsWith("id,statement,account,asset,value,reference");
        assertThat(lines.get(1)).contains(",HOUSE,HKD,-8.00,'@cmd,");
        assertThat(lines.get(2)).contains(",HOUSE,HKD,5.00,'=1+1,").contains("\"'=HYPERLINK(\"\"http://x\"\"");
    }

    @Test
    void a_workbook_has_typed_cells_and_no_formula() throws IOException {
        List<Row> rows = rows(file("operator", "/api/v1/book-entries", XLSX));
        assertThat(rows).hasSize(3);
        assertThat(rows.get(1).getCell(4).getType()).isEqualTo(CellType.NUMBER);
        assertThat(rows.get(1).getCell(4).asNumber()).isEqualByComparingTo(new BigDecimal("-8.00"));
        assertThat(rows.get(2).getCell(5).getType()).isEqualTo(CellType.STRING);
        assertThat(rows.get(2).getCell(5).asString()).isEqualTo("=1+1");
        assertThat(rows.stream().flatMap(Row::stream))
                .noneMatch(cell -> cell != null && cell.getType() == CellType.FORMULA);
    }

    @Test
    void a_file_has_all_pages_of_the_list_and_its_filters() throws IOException {
        assertThat(rows(file("viewer", "/api/v1/postings", XLSX))).hasSizeGreaterThan(PAGES * TRADES);
        assertThat(rows(file("viewer", "/api/v1/postings?reference=T0-1", XLSX)))
                .hasSizeLessThan(10)
                .hasSizeGreaterThan(1);
    }

    @Test
    void a_file_shows_no_more_than_the_page_does() {
        assertThat(file("viewer", "/api/v1/book-entries", "text/csv").bodyAsString())
                .contains("••••")
                .doesNotContain("HYPERLINK");
        assertThat(file("viewer", "/api/v1/audit", "text/csv").statusCode()).isEqualTo(403);
    }

    @Test
    void a_list_that_is_too_long_for_a_file_is_refused() {
        ListExport few = new ListExport(Contract.json(), 3);
        Call call = new Call(
                Map.of(),
                Map.of(),
                Buffer.buffer(),
                Optional.empty(),
                "",
                "",
                Optional.empty(),
                Map.of(),
                Optional.empty());
        JsonObject page = new JsonObject()
                .put("items", new JsonArray().add(new JsonObject()).add(new JsonObject()))
                .put("nextCursor", "more");
        assertThatThrownBy(() -> few.write("postings", call, TableFormat.CSV, each -> Answer.ok(page)))
                .isInstanceOf(ApiException.class)
                .hasMessageContaining("more than 3 rows");
    }
}
