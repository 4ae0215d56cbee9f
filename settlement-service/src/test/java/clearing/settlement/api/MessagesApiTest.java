package clearing.settlement.api;

import static org.assertj.core.api.Assertions.assertThat;

import clearing.books.Balance;
import clearing.books.BookEntry;
import clearing.books.BooksConfig;
import clearing.books.BooksFile;
import clearing.books.CamtBooks;
import clearing.books.Statement;
import clearing.settlement.api.TestService.Browser;
import clearing.settlement.ledger.SimulatedChain;
import clearing.settlement.store.Rows;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.client.HttpResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Messages over HTTP say what the tables hold, and the same thing twice. */
final class MessagesApiTest {
    private static TestService service;
    private static Browser browser;

    @BeforeAll
    static void start() throws InterruptedException {
        SimulatedChain chain = SimulatedChain.day(2, 20);
        service = new TestService(chain.blocks(), new AnswerJudge(Contract.json()));
        service.tailed().awaitHeight(chain.blocks().size() - 1L);
        browser = service.signIn("viewer");
        MessageAnswers.deliver(service);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static byte[] bytes(String query) {
        HttpResponse<Buffer> response = MessageAnswers.get(browser, query);
        assertThat(response.statusCode()).as(query).isEqualTo(200);
        return response.body().getBytes();
    }

    private static BooksFile read(byte[] message) throws IOException {
        BooksConfig config = new BooksConfig(
                "MeridianBank",
                List.of(new BooksConfig.Account("HarbourBrokers/HOUSE", "HOUSE", "*")),
                Map.of(),
                BooksConfig.DEFAULT_REFERENCES,
                List.of(),
                Map.of());
        return new CamtBooks(config, service.tailed().scales()).read("x.xml", new ByteArrayInputStream(message));
    }

    private static long number(String sql, Object... values) {
        return service.tailed().database().read(connection -> Rows.number(connection, sql, values));
    }

    @Test
    void a_statement_closes_at_the_position_and_holds_every_posting() throws IOException {
        String query = "statement?account=HOUSE&asset=HKD&from=2026-11-20&to=2026-11-21";
        byte[] message = bytes(query);
        BooksFile read = read(message);

        assertThat(read.problems()).isEmpty();
        Statement statement = read.statements().getFirst();
        assertThat(statement.opening().map(Balance::minor)).contains(0L);
        assertThat(statement.closing().map(Balance::minor))
                .contains(number(
                        "select available + held from position where member = ? and account = 'HOUSE' and asset ="
                                + " 'HKD' and kind = 'HELD'",
                        SimulatedChain.HARBOUR));
        assertThat(statement.entries()).hasSize((int) number("select count(*) from posting where asset = 'HKD'"));
        assertThat(statement.entries()).extracting(BookEntry::reference).contains("D-H", "T0-0", "T1-19");
        assertThat(bytes(query)).isEqualTo(message);
    }

    @Test
    void a_day_after_opens_where_the_day_before_closed() throws IOException {
        Statement day = read(bytes("statement?account=HOUSE&asset=HKD&from=2026-11-20"))
                .statements()
                .getFirst();
        Statement next = read(bytes("statement?account=HOUSE&asset=HKD&from=2026-11-21"))
                .statements()
                .getFirst();

        assertThat(next.opening().map(Balance::minor)).isEqualTo(day.closing().map(Balance::minor));
        assertThat(next.entries()).isEmpty();
    }

    @Test
    void a_notification_of_a_block_holds_the_postings_of_that_block() {
        long block = number("select max(block) from posting");
        String message = new String(
                bytes("statement?account=HOUSE&asset=HKD&format=camt.054&block=" + block),
                java.nio.charset.StandardCharsets.UTF_8);

        assertThat(message.split("<Ntry>", -1))
                .hasSize(1 + (int) number("select count(*) from posting where block = ?", block));
    }

    @Test
    void payments_are_the_legs_that_went_out() {
        String message = new String(bytes("payments?from=2026-11-20"), java.nio.charset.StandardCharsets.UTF_8);

        assertThat(message.split("<CdtTrfTxInf>", -1))
                .hasSize(1 + (int) number("select count(*) from posting where minor < 0 and kind = 'TRADE_LEG'"));
        assertThat(message).contains("<MmbId>LotusSecurities</MmbId>").doesNotContain("D-H");
    }

    @Test
    void deliveries_come_alone_or_in_a_zip_of_the_same_bytes() throws IOException {
        byte[] alone = bytes("securities?trade=" + MessageAnswers.DELIVERY);
        List<byte[]> within = new ArrayList<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes("securities?from=2026-11-20")))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                within.add(zip.readAllBytes());
            }
        }
        assertThat(within).singleElement().isEqualTo(alone);
        assertThat(bytes("securities?from=2026-11-20")).isEqualTo(bytes("securities?from=2026-11-20"));
        assertThat(new String(alone, java.nio.charset.StandardCharsets.UTF_8))
                .contains(
                        "<ISIN>HK0000069689</ISIN>",
                        "<SctiesMvmntTp>DELI</SctiesMvmntTp>",
                        "<Amt Ccy=\"HKD\">12345.00</Amt>");
    }

    @Test
    void a_security_or_a_strange_account_is_told_what_to_ask_instead() {
        assertThat(MessageAnswers.get(browser, "statement?account=NOWHERE&asset=HKD&from=2026-11-20")
                        .bodyAsJsonObject()
                        .getString("detail"))
                .contains("HOUSE, CLIENT");
    }
}
