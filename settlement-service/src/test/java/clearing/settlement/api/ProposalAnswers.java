package clearing.settlement.api;

import static org.assertj.core.api.Assertions.assertThat;

import clearing.settlement.api.TestService.Browser;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.util.List;

/** What proposals, mandates, hand-overs and trends answer. */
final class ProposalAnswers {
    private static final JsonObject YES = new JsonObject(DeskAnswers.bodies().get("decideProposal"));
    private static final JsonObject STOP = new JsonObject(DeskAnswers.bodies().get("stopMandate"));

    private final Browser everyone;
    private final Browser approver;
    private final Browser operator;

    ProposalAnswers(Browser everyone) {
        this.everyone = everyone;
        this.approver = everyone.service().signIn("approver");
        this.operator = everyone.service().signIn("operator");
    }

    void follow() {
        assertThat(post(
                        everyone,
                        "/api/v1/proposals",
                        new JsonObject(DeskAnswers.bodies().get("propose"))))
                .isEqualTo(404);
        adjustment();
        reversal();
        writeOff();
        mandate();
        assertThat(everyone.get("/api/v1/trends?from=2026-11-01&to=2026-11-30").getJsonArray("items"))
                .isNotEmpty();
        assertThat(everyone.get("/api/v1/notifications").getJsonArray("items")).isEmpty();
        assertThat(everyone.get("/api/v1/proposals?state=APPROVED").getJsonArray("items"))
                .hasSize(3);
    }

    private long breakOf(String reference) {
        return everyone.get("/api/v1/breaks?reference=" + reference)
                .getJsonArray("items")
                .getJsonObject(0)
                .getLong("id");
    }

    private JsonObject proposed(String kind, String reference) {
        return new JsonObject()
                .put("kind", kind)
                .put("breakId", breakOf(reference))
                .put("reason", "Seen.");
    }

    private long propose(JsonObject proposal) {
        HttpResponse<Buffer> response = everyone.json(HttpMethod.POST, "/api/v1/proposals", proposal);
        assertThat(response.statusCode()).as(response.bodyAsString()).isEqualTo(200);
        return response.bodyAsJsonObject().getLong("id");
    }

    private void adjustment() {
        JsonObject adjustment = proposed("ADJUSTMENT", "T0-10")
                .put("adjustment", new JsonObject().put("amount", "-1.10").put("text", "=Late entry"));
        long id = propose(adjustment);
        String path = "/api/v1/proposals/" + id;
        assertThat(post(everyone, "/api/v1/proposals", adjustment)).isEqualTo(409);
        assertThat(post(everyone, path + "/decision", YES)).isEqualTo(409);
        assertThat(post(approver, path + "/decision", YES)).isEqualTo(200);
        assertThat(everyone.get(path).getString("state")).isEqualTo("APPROVED");
        assertThat(everyone.get("/api/v1/proposed-postings?exported=false").getJsonArray("items"))
                .hasSize(1);
        String export = "/api/v1/proposed-postings/export?format=";
        assertThat(export(export + "CSV")).contains("-1.10").contains("\"'=Late entry\"");
        assertThat(export(export + "CAMT&again=true"))
                .contains("<CdtDbtInd>DBIT</CdtDbtInd>")
                .contains("<Amt Ccy=\"HKD\">1.10</Amt>");
        assertThat(export(export + "JSON&again=true")).contains("ADJ-" + id);
        assertThat(export(export + "CSV").lines())
                .as("nothing is handed over twice")
                .hasSize(1);
    }

    private String export(String path) {
        HttpResponse<Buffer> response = everyone.call(HttpMethod.POST, path, Buffer.buffer(), "");
        assertThat(response.statusCode()).isEqualTo(200);
        return response.bodyAsString();
    }

    private void reversal() {
        long id = propose(proposed("REVERSAL", "T0-12"));
        String path = "/api/v1/proposals/" + id;
        assertThat(file(path)).isEqualTo(409);
        assertThat(post(approver, path + "/decision", YES)).isEqualTo(200);
        assertThat(file(path)).isEqualTo(200);
    }

    private int file(String proposal) {
        return everyone.call(HttpMethod.GET, proposal + "/reversal", Buffer.buffer(), "")
                .statusCode();
    }

    private void writeOff() {
        String withdrawal = "/api/v1/proposals/" + propose(proposed("WRITE_OFF", "T0-13")) + "/withdrawal";
        for (int status : List.of(200, 409)) {
            assertThat(everyone.call(HttpMethod.POST, withdrawal, Buffer.buffer(), "")
                            .statusCode())
                    .isEqualTo(status);
        }
        long id = propose(proposed("WRITE_OFF", "T0-14"));
        assertThat(post(approver, "/api/v1/proposals/" + id + "/decision", YES)).isEqualTo(200);
        assertThat(everyone.get("/api/v1/breaks/" + breakOf("T0-14"))
                        .getJsonObject("break")
                        .getString("state"))
                .isEqualTo("RESOLVED");
    }

    private void mandate() {
        JsonObject mandate = new JsonObject(DeskAnswers.bodies().get("proposeMandate"));
        HttpResponse<Buffer> made = operator.json(HttpMethod.POST, "/api/v1/mandates", mandate);
        String path = "/api/v1/mandates/" + made.bodyAsJsonObject().getLong("id");
        assertThat(post(approver, path + "/decision", YES)).isEqualTo(200);
        assertThat(post(approver, path + "/decision", YES)).isEqualTo(409);
        assertThat(post(everyone, path + "/decision", YES)).isEqualTo(200);
        assertThat(everyone.get(path + "/uses").getJsonArray("items")).isEmpty();
        assertThat(post(everyone, path + "/off", STOP)).isEqualTo(200);
        assertThat(post(everyone, path + "/off", STOP)).isEqualTo(409);
        assertThat(everyone.get("/api/v1/mandates").getJsonArray("items")).hasSize(1);
    }

    private static int post(Browser by, String path, JsonObject body) {
        return by.json(HttpMethod.POST, path, body).statusCode();
    }
}
