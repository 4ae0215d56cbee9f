package clearing.settlement.api;

import static org.assertj.core.api.Assertions.assertThat;

import clearing.client.certificate.Check;
import clearing.client.certificate.TrustAnchor;
import clearing.client.evidence.EvidenceVerdict;
import clearing.client.evidence.EvidenceVerifier;
import clearing.settlement.api.TestService.Browser;
import clearing.settlement.ledger.SimulatedChain;
import clearing.settlement.matching.TestBooks;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openpdf.text.pdf.PdfReader;
import org.openpdf.text.pdf.parser.PdfTextExtractor;

/** Evidence packs over HTTP, of a break that two people closed and of its day. */
final class EvidenceApiTest {
    @TempDir
    private static Path roots;

    private static TestService service;
    private static Browser auditor;
    private static long breakId;

    @BeforeAll
    static void closeABreak() throws Exception {
        SimulatedChain chain = SimulatedChain.day(1, 20);
        service = new TestService(chain.blocks(), new AnswerJudge(Contract.json()));
        service.tailed().awaitHeight(chain.blocks().size() - 1L);
        Files.writeString(roots.resolve(SimulatedChain.HARBOUR + ".pem"), TestSigner.certificate());
        Browser operator = service.signIn("operator");
        auditor = service.signIn("auditor");
        String books = TestBooks.statement("S1", "0.00", "0.49", List.of("T0-0,1.50", "T0-1,-1.01"));
        assertThat(operator.upload("s1.csv", books, true).statusCode()).isEqualTo(200);
        breakId = operator.get("/api/v1/breaks?reference=T0-0")
                .getJsonArray("items")
                .getJsonObject(0)
                .getLong("id");
        json(operator, "/api/v1/breaks/" + breakId + "/comments", new JsonObject().put("text", "与银行核对过"));
        long proposal = json(
                        operator,
                        "/api/v1/proposals",
                        new JsonObject()
                                .put("kind", "FORCE_MATCH")
                                .put("breakId", breakId)
                                .put("reason", "Advice seen."))
                .getLong("id");
        json(
                service.signIn("approver"),
                "/api/v1/proposals/" + proposal + "/decision",
                new JsonObject().put("approve", true).put("reason", "Checked with the bank."));
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static JsonObject json(Browser by, String path, JsonObject body) {
        HttpResponse<Buffer> response = by.json(HttpMethod.POST, path, body);
        assertThat(response.statusCode()).as(response.bodyAsString()).isEqualTo(200);
        return response.bodyAsJsonObject();
    }

    private static byte[] pack(String path) {
        HttpResponse<Buffer> response = auditor.call(HttpMethod.GET, path, Buffer.buffer(), "");
        assertThat(response.statusCode()).as(response.bodyAsString()).isEqualTo(200);
        assertThat(response.getHeader("Content-Type")).isEqualTo("application/pdf");
        return response.body().getBytes();
    }

    private static EvidenceVerdict verdict(byte[] pdf) {
        return EvidenceVerifier.verify(pdf, TrustAnchor.roots(roots), Optional.empty());
    }

    private static String text(byte[] pdf) throws IOException {
        try (PdfReader reader = new PdfReader(pdf)) {
            PdfTextExtractor extractor = new PdfTextExtractor(reader);
            StringBuilder text = new StringBuilder();
            for (int i = 1; i <= reader.getNumberOfPages(); i++) {
                text.append(extractor.getTextFromPage(i)).append(' ');
            }
            return text.toString().replaceAll("\\s+", "");
        }
    }

    @Test
    void a_breaks_pack_tells_who_proposed_and_who_approved_and_verifies_offline() throws IOException {
        byte[] pdf = pack("/api/v1/breaks/" + breakId + "/evidence");
        assertThat(verdict(pdf).failure()).isEmpty();
        assertThat(text(pdf))
                .contains("AMOUNT_DIFFERS")
                .contains("1.50HKD")
                .contains("FORCE_MATCH")
                .contains("Adviceseen.")
                .contains("Checkedwiththebank.")
                .contains("approver")
                .contains("RESOLVED")
                .contains("s1.csv")
                .contains("PROPOSAL_APPROVED");
        byte[] changed = pdf.clone();
        changed[pdf.length / 3] ^= 1;
        assertThat(verdict(changed).failure().map(Check::name)).isPresent();
    }

    @Test
    void the_same_break_has_the_same_pack_and_each_reading_is_noted() {
        String path = "/api/v1/breaks/" + breakId + "/evidence";
        byte[] first = pack(path);
        assertThat(pack(path)).isEqualTo(first);
        JsonArray audit = auditor.get("/api/v1/audit").getJsonArray("items");
        assertThat(audit.stream()
                        .map(JsonObject.class::cast)
                        .filter(record -> record.getString("action").equals("EVIDENCE_READ")
                                && record.getString("subject").equals("break " + breakId)))
                .hasSizeGreaterThanOrEqualTo(2)
                .allSatisfy(record -> assertThat(record.getString("detail")).startsWith("sha256 "));
    }

    @Test
    void a_days_pack_lists_entries_and_breaks_and_verifies_offline() throws IOException {
        byte[] pdf = pack("/api/v1/evidence?account=HOUSE&asset=HKD&day=2026-11-20");
        assertThat(verdict(pdf).failure()).isEmpty();
        assertThat(text(pdf))
                .contains("AccountHOUSEinHKDon2026-11-20")
                .contains("T0-0")
                .contains("MATCHED");
    }

    @Test
    void a_viewer_gets_none_and_neither_does_who_works_for_another_account() {
        String path = "/api/v1/breaks/" + breakId + "/evidence";
        assertThat(service.signIn("viewer")
                        .call(HttpMethod.GET, path, Buffer.buffer(), "")
                        .statusCode())
                .isEqualTo(403);
        assertThat(auditor.call(HttpMethod.GET, "/api/v1/breaks/999999/evidence", Buffer.buffer(), "")
                        .statusCode())
                .isEqualTo(404);
    }
}
