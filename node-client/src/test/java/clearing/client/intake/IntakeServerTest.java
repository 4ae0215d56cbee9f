package clearing.client.intake;

import static org.assertj.core.api.Assertions.assertThat;

import clearing.client.trade.Intake;
import clearing.kernel.asset.Asset;
import clearing.kernel.asset.AssetKind;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.constitution.Lane;
import clearing.kernel.constitution.Member;
import clearing.kernel.constitution.MemberRole;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class IntakeServerTest {
    private static final String HEADER = "reference,side,kind,counterparty,account,counterparty_account,asset,quantity,"
            + "settlement_asset,settlement_amount,trade_date,value_date\n";
    private static final String ROW = "P-1,SELL,PAYMENT,Lotus,HOUSE,HOUSE,HKD,10.00,,,2026-11-20,2026-11-20\n";

    @TempDir
    private Path folder = Path.of("");

    private Optional<Intake> intake = Optional.empty();
    private Optional<IntakeServer> server = Optional.empty();
    private String token = "";
    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeEach
    void start() throws IOException {
        Constitution constitution = new Constitution(
                1,
                List.of(new Lane("HK", 480)),
                List.of(new Asset("HKD", AssetKind.CASH, 2, "Lotus", "HK")),
                List.of(
                        new Member("Harbour", "Harbour", List.of(MemberRole.BROKER), List.of("HOUSE")),
                        new Member("Lotus", "Lotus", List.of(MemberRole.BANK), List.of("HOUSE"))));
        intake = Optional.of(Intake.open(folder, constitution, "Harbour"));
        Path file = folder.resolve("intake.token");
        server = Optional.of(IntakeServer.start(0, () -> intake, IntakeToken.of(file, new SecureRandom())));
        token = Files.readString(file).strip();
    }

    @AfterEach
    void stop() {
        server.ifPresent(IntakeServer::close);
        intake.ifPresent(Intake::close);
    }

    @Test
    void a_batch_is_acknowledged_with_what_is_new_and_what_was_known() throws Exception {
        assertThat(post(HEADER + ROW, "").body()).isEqualTo("{\"accepted\":1,\"known\":0,\"errors\":[]}");

        HttpResponse<String> again = post(HEADER + ROW, "");

        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.body()).isEqualTo("{\"accepted\":0,\"known\":1,\"errors\":[]}");
    }

    @Test
    void a_bad_row_is_located_and_holds_back_all_only_where_asked() throws Exception {
        String bad = HEADER + ROW + ROW.replace("P-1", "P-2").replace("10.00", "1e100000000");

        HttpResponse<String> refused = post(bad, "?mode=all-or-nothing");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(refused.body()).contains("\"line\":3", "BAD_AMOUNT");

        HttpResponse<String> partial = post(bad, "?mode=partial");
        assertThat(partial.statusCode()).isEqualTo(200);
        assertThat(partial.body()).contains("\"accepted\":1", "\"line\":3");
    }

    @Test
    void without_the_token_nothing_is_taken() throws Exception {
        for (String header : List.of("Bearer " + "0".repeat(64), "Bearer ", "Basic " + token, token)) {
            HttpResponse<String> answer =
                    send(request("").header("Authorization", header).POST(text(HEADER + ROW)));
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.body()).doesNotContain(token);
        }
        assertThat(post(HEADER + ROW, "").body()).contains("\"accepted\":1");
    }

    @Test
    void what_is_no_batch_is_a_problem_document() throws Exception {
        assertThat(post("reference\nX\n", "").statusCode()).isEqualTo(400);
        assertThat(post(HEADER + ROW, "?mode=maybe").statusCode()).isEqualTo(400);
        assertThat(send(signed("").GET()).statusCode()).isEqualTo(405);
        assertThat(send(request("")
                                .header("Authorization", "Bearer " + token)
                                .header("Content-Type", "application/json")
                                .POST(text("{}")))
                        .statusCode())
                .isEqualTo(415);
        assertThat(send(signed("").POST(HttpRequest.BodyPublishers.ofByteArray(new byte[] {'a', (byte) 0xFF})))
                        .statusCode())
                .isEqualTo(400);
        assertThat(send(signed("").POST(HttpRequest.BodyPublishers.ofByteArray(new byte[IntakeServer.MAX_BYTES + 1])))
                        .statusCode())
                .isEqualTo(413);
    }

    @Test
    void until_the_node_is_ready_it_says_so() throws Exception {
        Optional<Intake> ready = intake;
        intake = Optional.empty();

        assertThat(post(HEADER + ROW, "").statusCode()).isEqualTo(503);
        assertThat(health().statusCode()).isEqualTo(503);

        intake = ready;
        assertThat(health().statusCode()).isEqualTo(200);
    }

    @Test
    void the_token_is_its_owners_alone_and_stays() throws IOException {
        Path file = folder.resolve("intake.token");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        IntakeToken same = IntakeToken.of(file, new SecureRandom());
        assertThat(same.matches("Bearer " + token)).isTrue();
        assertThat(same.matches(null)).isFalse();
    }

    private HttpResponse<String> health() throws Exception {
        return send(HttpRequest.newBuilder(URI.create(base() + "/v1/health")).GET());
    }

    private HttpResponse<String> post(String body, String query) throws Exception {
        return send(signed(query).POST(text(body)));
    }

    private HttpRequest.Builder signed(String query) {
        return request(query).header("Authorization", "Bearer " + token).header("Content-Type", "text/csv");
    }

    private HttpRequest.Builder request(String query) {
        return HttpRequest.newBuilder(URI.create(base() + "/v1/trades" + query));
    }

    private String base() {
        return "http://localhost:" + server.orElseThrow().port();
    }

    private static HttpRequest.BodyPublisher text(String body) {
        return HttpRequest.BodyPublishers.ofString(body);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
