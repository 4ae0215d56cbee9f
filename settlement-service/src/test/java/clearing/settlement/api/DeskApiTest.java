package clearing.settlement.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import clearing.settlement.api.TestService.Browser;
import clearing.settlement.ledger.SimulatedChain;
import clearing.settlement.matching.TestBooks;
import clearing.settlement.store.AuditLog;
import clearing.settlement.store.Rows;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Four eyes, limits and mandates over HTTP, on a day whose books lack most entries and have one amount wrong. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class DeskApiTest {
    private static final int CLIENTS = 60;

    private static TestService service;
    private static Browser operator;
    private static Browser approver;
    private static Browser everyone;

    @BeforeAll
    static void start() throws Exception {
        SimulatedChain chain = SimulatedChain.day(1, 20);
        service = new TestService(chain.blocks(), new AnswerJudge(Contract.json()));
        service.tailed().awaitHeight(chain.blocks().size() - 1L);
        operator = service.signIn("operator");
        approver = service.signIn("approver");
        everyone = service.signIn(TestService.EVERYONE);
        String books = TestBooks.statement("S1", "0.00", "0.49", List.of("T0-0,1.50", "T0-1,-1.01"));
        assertThat(operator.upload("s1.csv", books, true).statusCode()).isEqualTo(200);
        assertThat(operator.call(HttpMethod.POST, "/api/v1/close-day?asOf=2026-11-20", Buffer.buffer(), "")
                        .statusCode())
                .isEqualTo(200);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static JsonObject brk(String reference) {
        return everyone.get("/api/v1/breaks?reference=" + reference)
                .getJsonArray("items")
                .getJsonObject(0);
    }

    private static HttpResponse<Buffer> propose(Browser by, String kind, long breakId) {
        return by.json(
                HttpMethod.POST,
                "/api/v1/proposals",
                new JsonObject().put("kind", kind).put("breakId", breakId).put("reason", "Seen with the bank."));
    }

    private static HttpResponse<Buffer> decide(Browser by, long id, boolean approve) {
        return by.json(
                HttpMethod.POST,
                "/api/v1/proposals/" + id + "/decision",
                new JsonObject().put("approve", approve).put("reason", "Checked."));
    }

    private static long id(HttpResponse<Buffer> response) {
        assertThat(response.statusCode()).as(response.bodyAsString()).isEqualTo(200);
        return response.bodyAsJsonObject().getLong("id");
    }

    private static String code(HttpResponse<Buffer> response) {
        assertThat(response.statusCode()).isEqualTo(409);
        return response.bodyAsJsonObject().getString("code");
    }

    @Test
    @Order(1)
    void a_new_break_has_severity_due_time_and_amount_at_risk() {
        JsonObject brk = brk("T0-0");
        assertThat(brk.getString("kind")).isEqualTo("AMOUNT_DIFFERS");
        assertThat(brk.getString("severity")).isEqualTo("MEDIUM");
        assertThat(brk.getString("amountAtRisk")).isEqualTo("0.50");
        assertThat(brk.getString("bucket")).isEqualTo("0-2");
        assertThat(brk.getString("dueAt")).isGreaterThan(brk.getString("openedAt"));
        assertThat(brk.getBoolean("breached")).isFalse();
    }

    @Test
    @Order(2)
    void the_maker_never_decides_and_a_rejection_frees_the_break() {
        long breakId = brk("T0-0").getLong("id");
        long proposal = id(propose(everyone, "FORCE_MATCH", breakId));
        assertThat(brk("T0-0").getString("state")).isEqualTo("PROPOSED");
        assertThat(code(propose(operator, "WRITE_OFF", breakId))).isEqualTo("CONFLICT");
        assertThat(code(decide(everyone, proposal, true))).isEqualTo("OWN_PROPOSAL");
        assertThat(decide(operator, proposal, true).statusCode()).isEqualTo(403);
        assertThat(decide(approver, proposal, false).bodyAsJsonObject().getString("state"))
                .isEqualTo("REJECTED");
        assertThat(brk("T0-0").getString("state")).isEqualTo("OPEN");
        assertThat(code(decide(approver, proposal, true))).isEqualTo("ALREADY_DECIDED");
    }

    @Test
    @Order(3)
    void of_many_who_approve_at_once_one_does_it_and_it_is_done_once() {
        long breakId = brk("T0-0").getLong("id");
        long proposal = id(propose(operator, "FORCE_MATCH", breakId));
        String path = "/api/v1/proposals/" + proposal + "/decision";
        Buffer yes =
                new JsonObject().put("approve", true).put("reason", "Checked.").toBuffer();
        List<Future<HttpResponse<Buffer>>> all = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            Browser by = i % 2 == 0 ? approver : everyone;
            all.add(TestService.typed(by.signed(HttpMethod.POST, path), "application/json")
                    .sendBuffer(yes));
        }
        List<Integer> statuses =
                all.stream().map(each -> TestService.await(each).statusCode()).toList();
        assertThat(statuses).filteredOn(status -> status == 200).hasSize(1);
        assertThat(statuses).allMatch(status -> status == 200 || status == 409 || status == 429);
        assertThat(service.tailed()
                        .database()
                        .<Long>read(connection -> Rows.number(connection, "select count(*) from agreement")))
                .isEqualTo(1);
        JsonObject detail = everyone.get("/api/v1/breaks/" + breakId);
        assertThat(detail.getJsonObject("break").getString("state")).isEqualTo("RESOLVED");
        assertThat(detail.getJsonArray("history").stream().map(event -> ((JsonObject) event).getString("action")))
                .containsSubsequence("OPENED", "PROPOSED", "REJECTED", "PROPOSED", "APPROVED", "RESOLVED");
    }

    @Test
    @Order(4)
    void an_undone_match_brings_the_break_back() {
        JsonObject match = everyone.get("/api/v1/matches?reference=T0-0")
                .getJsonArray("items")
                .getJsonObject(0);
        JsonObject undo = new JsonObject()
                .put("kind", "UNDO_MATCH")
                .put("matchId", match.getLong("id"))
                .put("reason", "It was another trade.");
        long proposal = id(operator.json(HttpMethod.POST, "/api/v1/proposals", undo));
        assertThat(decide(approver, proposal, true).statusCode()).isEqualTo(200);
        assertThat(brk("T0-0").getString("state")).isEqualTo("OPEN");
        assertThat(everyone.get("/api/v1/matches?reference=T0-0").getJsonArray("items"))
                .isEmpty();
    }

    @Test
    @Order(5)
    void evidence_that_changes_makes_a_proposal_stale() {
        long breakId = brk("T0-2").getLong("id");
        long proposal = id(propose(operator, "WRITE_OFF", breakId));
        String late = TestBooks.statement("S2", "0.49", "9.49", List.of("T0-2,9.00"));
        assertThat(operator.upload("s2.csv", late, true).statusCode()).isEqualTo(200);
        JsonObject now = everyone.get("/api/v1/proposals/" + proposal);
        assertThat(now.getString("state")).isEqualTo("STALE");
        assertThat(code(decide(approver, proposal, true))).isEqualTo("ALREADY_DECIDED");
        assertThat(brk("T0-2").getString("state")).isEqualTo("OPEN");
    }

    @Test
    @Order(6)
    void a_mandate_is_used_until_the_days_budget_is_up_and_not_after_it_is_off() {
        long before = open();
        String today = LocalDate.now(ZoneOffset.UTC).toString();
        JsonObject mandate = new JsonObject()
                .put("reason", "Small ones.")
                .put("kinds", new JsonArray().add("MISSING_IN_BOOKS"))
                .put("accounts", new JsonArray().add("HOUSE"))
                .put("asset", "HKD")
                .put("tolerance", "2.00")
                .put("dailyCount", 3)
                .put("dailyAmount", "100.00")
                .put("validFrom", today)
                .put("validTo", today);
        long id = id(operator.json(HttpMethod.POST, "/api/v1/mandates", mandate));
        String path = "/api/v1/mandates/" + id;
        JsonObject yes = new JsonObject().put("approve", true).put("reason", "Agreed.");
        assertThat(approver.json(HttpMethod.POST, path + "/decision", yes).statusCode())
                .isEqualTo(200);
        assertThat(service.desk().tick()).as("one approver is not enough").isEmpty();
        assertThat(code(approver.json(HttpMethod.POST, path + "/decision", yes)))
                .isEqualTo("OWN_PROPOSAL");
        assertThat(everyone.json(HttpMethod.POST, path + "/decision", yes)
                        .bodyAsJsonObject()
                        .getString("state"))
                .isEqualTo("ACTIVE");
        assertThat(service.desk().tick()).hasSize(3);
        assertThat(service.desk().tick()).isEmpty();
        assertThat(open()).isEqualTo(before - 3);
        JsonObject used = everyone.get("/api/v1/mandates").getJsonArray("items").getJsonObject(0);
        assertThat(used.getJsonObject("usedToday").getInteger("count")).isEqualTo(3);
        assertThat(everyone.get(path + "/uses").getJsonArray("items")).hasSize(3);
        assertThat(operator.json(HttpMethod.POST, path + "/off", new JsonObject().put("reason", "Enough."))
                        .bodyAsJsonObject()
                        .getString("state"))
                .isEqualTo("OFF");
        assertThat(service.desk().tick()).isEmpty();
    }

    private static long open() {
        return everyone.get("/api/v1/breaks?state=UNRESOLVED&limit=500")
                .getJsonArray("items")
                .size();
    }

    @Test
    @Order(7)
    void limits_ask_for_a_second_approver_and_above_them_nobody_decides() {
        JsonObject limits = new JsonObject("""
                {"routing": [], "escalation": [],
                 "authority": [{"role": "approver", "kinds": ["WRITE_OFF"], "asset": "HKD", "alone": "1.05", "together": "1.10"}]}
                """);
        JsonObject version = operator.json(
                        HttpMethod.POST, "/api/v1/desk/policy", DeskAnswers.policy(0, limits.encode()))
                .bodyAsJsonObject();
        String path = "/api/v1/desk/policy/" + version.getLong("version") + "/decision";
        assertThat(approver.json(
                                HttpMethod.POST,
                                path,
                                new JsonObject().put("approve", true).put("reason", "Agreed."))
                        .statusCode())
                .isEqualTo(200);
        JsonObject two = between("1.06", "1.10");
        long proposal = id(propose(operator, "WRITE_OFF", two.getLong("id")));
        assertThat(everyone.get("/api/v1/proposals/" + proposal).getInteger("approvalsNeeded"))
                .isEqualTo(2);
        assertThat(decide(approver, proposal, true).bodyAsJsonObject().getString("state"))
                .isEqualTo("PENDING");
        assertThat(code(decide(approver, proposal, true))).isEqualTo("OWN_PROPOSAL");
        assertThat(decide(everyone, proposal, true).bodyAsJsonObject().getString("state"))
                .isEqualTo("APPROVED");
        assertThat(code(propose(operator, "WRITE_OFF", between("1.11", "999").getLong("id"))))
                .isEqualTo("OVER_AUTHORITY");
    }

    private static JsonObject between(String least, String most) {
        return everyone.get("/api/v1/breaks?state=OPEN&kind=MISSING_IN_BOOKS&asset=HKD").getJsonArray("items").stream()
                .map(JsonObject.class::cast)
                .filter(brk -> new BigDecimal(brk.getString("amountAtRisk")).compareTo(new BigDecimal(least)) >= 0)
                .filter(brk -> new BigDecimal(brk.getString("amountAtRisk")).compareTo(new BigDecimal(most)) <= 0)
                .findFirst()
                .orElseThrow();
    }

    @Test
    @Order(8)
    void bulk_work_tells_of_each_break_and_asks_for_the_count() {
        JsonArray items =
                everyone.get("/api/v1/breaks?state=UNRESOLVED&limit=500").getJsonArray("items");
        JsonArray resolved = everyone.get("/api/v1/breaks?state=RESOLVED").getJsonArray("items");
        JsonObject assign = new JsonObject().put("type", "ASSIGN").put("assignee", "operator");
        JsonObject bulk = new JsonObject()
                .put("filter", new JsonObject().put("state", "UNRESOLVED"))
                .put("count", items.size() + 1)
                .put("action", assign);
        assertThat(code(operator.json(HttpMethod.POST, "/api/v1/breaks/bulk", bulk)))
                .isEqualTo("COUNT_DIFFERS");
        JsonObject done = operator.json(HttpMethod.POST, "/api/v1/breaks/bulk", bulk.put("count", items.size()))
                .bodyAsJsonObject();
        assertThat(done.getInteger("done")).isEqualTo(items.size());
        JsonObject one = new JsonObject()
                .put(
                        "ids",
                        new JsonArray()
                                .add(resolved.getJsonObject(0).getLong("id"))
                                .add(999_999))
                .put("action", assign);
        JsonObject refused =
                operator.json(HttpMethod.POST, "/api/v1/breaks/bulk", one).bodyAsJsonObject();
        assertThat(refused.getJsonArray("items").stream().map(item -> ((JsonObject) item).getString("code")))
                .containsExactly("CONFLICT", "NOT_FOUND");
    }

    @Test
    @Order(9)
    void a_match_of_references_is_parted_by_two_and_no_reference_makes_it_again() {
        JsonObject match = everyone.get("/api/v1/matches?reference=T0-1")
                .getJsonArray("items")
                .getJsonObject(0);
        JsonObject undo = new JsonObject()
                .put("kind", "UNDO_MATCH")
                .put("matchId", match.getLong("id"))
                .put("reason", "The bank booked another trade under this number.");
        allowUndo();
        long proposal = id(everyone.json(HttpMethod.POST, "/api/v1/proposals", undo));
        assertThat(code(decide(everyone, proposal, true))).isEqualTo("OWN_PROPOSAL");
        assertThat(everyone.get("/api/v1/matches?reference=T0-1").getJsonArray("items"))
                .hasSize(1);
        assertThat(decide(approver, proposal, true).statusCode()).isEqualTo(200);
        apart();
        assertThatThrownBy(() -> service.tailed().reconciliation().inTransaction(Instant.now(), unit -> {
                    throw new IllegalStateException("the engine is built anew");
                }))
                .isInstanceOf(RuntimeException.class);
        assertThat(operator.call(HttpMethod.POST, "/api/v1/close-day?asOf=2026-11-23", Buffer.buffer(), "")
                        .statusCode())
                .isEqualTo(200);
        apart();
        String right = TestBooks.statement("S3", "9.49", "8.48", List.of("T0-1,-1.01"));
        assertThat(operator.upload("s3.csv", right, true).statusCode()).isEqualTo(200);
        assertThat(everyone.get("/api/v1/matches?reference=T0-1").getJsonArray("items"))
                .as("the right entry finds the posting")
                .hasSize(1)
                .noneMatch(item ->
                        ((JsonObject) item).getJsonArray("bookEntries").equals(match.getJsonArray("bookEntries")));
        assertThat(service.tailed()
                        .database()
                        .<List<String>>read(connection -> Rows.list(
                                connection,
                                "select concat_ws(' ', match_id, by_whom, approved_by, because) from parted_match",
                                List.of(),
                                row -> row.getString(1))))
                .containsExactly(
                        match.getLong("id") + " everyone approver The bank booked another trade under this number.");
    }

    private static void apart() {
        assertThat(everyone.get("/api/v1/matches?reference=T0-1").getJsonArray("items"))
                .isEmpty();
        assertThat(
                        everyone
                                .get("/api/v1/breaks?state=UNRESOLVED&reference=T0-1&limit=500")
                                .getJsonArray("items")
                                .stream()
                                .map(JsonObject.class::cast)
                                .filter(brk -> brk.getString("reference").equals("T0-1"))
                                .map(brk -> brk.getString("kind")))
                .containsExactlyInAnyOrder("MISSING_IN_BOOKS", "MISSING_ON_CHAIN");
    }

    private static void allowUndo() {
        JsonObject limits = new JsonObject("""
                {"routing": [], "escalation": [],
                 "authority": [{"role": "approver", "kinds": ["UNDO_MATCH", "FORCE_MATCH"], "asset": "HKD", "alone": "5.00"}]}
                """);
        long base = everyone.get("/api/v1/desk/policy").getLong("version");
        JsonObject version = operator.json(
                        HttpMethod.POST, "/api/v1/desk/policy", DeskAnswers.policy(base, limits.encode()))
                .bodyAsJsonObject();
        String path = "/api/v1/desk/policy/" + version.getLong("version") + "/decision";
        JsonObject yes = new JsonObject().put("approve", true).put("reason", "Agreed.");
        assertThat(approver.json(HttpMethod.POST, path, yes).statusCode()).isEqualTo(200);
    }

    @Test
    @Order(10)
    void everything_stands_in_an_audit_log_that_is_whole() {
        assertThat(service.tailed().database().<Long>read(AuditLog::firstBroken))
                .isEqualTo(-1L);
        List<String> actions = service.tailed()
                .database()
                .read(connection ->
                        Rows.list(connection, "select distinct action from audit", List.of(), row -> row.getString(1)));
        assertThat(actions)
                .contains(
                        "PROPOSED_FORCE_MATCH",
                        "PROPOSAL_APPROVED",
                        "PROPOSAL_REJECTED",
                        "MANDATE_PROPOSED",
                        "MANDATE_APPROVED",
                        "MANDATE_USED",
                        "MANDATE_OFF",
                        "POLICY_PROPOSED",
                        "POLICY_APPROVED",
                        "BREAK_ASSIGNED");
    }
}
