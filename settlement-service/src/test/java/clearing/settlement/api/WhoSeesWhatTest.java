package clearing.settlement.api;

import static org.assertj.core.api.Assertions.assertThat;

import clearing.settlement.api.TestService.Browser;
import clearing.settlement.ledger.SimulatedChain;
import clearing.settlement.matching.TestBooks;
import clearing.settlement.store.Rows;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Fields by data class, objects by account, functions by role: over HTTP, for everything that the document names. */
final class WhoSeesWhatTest {
    private static final AnswerJudge JUDGE = new AnswerJudge(Contract.json());
    private static final String TEXT = "Paid for Ada Lovelace 7781";
    private static TestService service;
    private static Browser operator;

    @BeforeAll
    static void start() throws InterruptedException {
        SimulatedChain chain = SimulatedChain.day(1, 4);
        service = new TestService(chain.blocks(), JUDGE);
        service.tailed().awaitHeight(chain.blocks().size() - 1L);
        operator = service.signIn("operator");
        String file = TestBooks.statement("S1", "0.00", "5.00", List.of("NONE-1,5.00"));
        assertThat(operator.upload("s1.csv", file, true).statusCode()).isEqualTo(200);
        service.tailed()
                .database()
                .write(connection -> Rows.update(connection, "update book_entry_fact set note = ?", TEXT));
        assertThat(operator.call(HttpMethod.POST, "/api/v1/close-day?asOf=2026-11-20", Buffer.buffer(), "")
                        .statusCode())
                .isEqualTo(200);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static List<String> texts(Browser browser) {
        return browser.get("/api/v1/book-entries").getJsonArray("items").stream()
                .map(item -> ((JsonObject) item).getString("text"))
                .toList();
    }

    private static long readings(String user) {
        return service.tailed()
                .database()
                .read(connection -> Rows.number(
                        connection, "select count(*) from audit where action = 'SENSITIVE_READ' and actor = ?", user));
    }

    @Test
    void a_viewer_sees_the_end_of_a_sensitive_text_and_others_all_of_it_on_record() {
        assertThat(texts(service.signIn("viewer"))).containsExactly("••••7781");
        assertThat(readings("viewer")).isZero();
        for (String user : List.of("operator", "approver", "auditor")) {
            long before = readings(user);
            assertThat(texts(service.signIn(user))).containsExactly(TEXT);
            assertThat(readings(user)).isEqualTo(before + 1);
        }
    }

    @Test
    void every_sensitive_field_of_the_document_is_found_in_every_answer_that_holds_it() {
        FieldClasses classes = new FieldClasses(Contract.json());
        Set<String> marked = new TreeSet<>();
        JUDGE.operations().stream().filter(classes::marked).forEach(marked::add);
        assertThat(marked).contains("bookEntries", "break", "match");
        JsonObject detail = new JsonObject()
                .put("bookEntries", new JsonArray().add(new JsonObject().put("text", TEXT)))
                .put("history", new JsonArray().add(new JsonObject().put("text", "a comment")));
        assertThat(classes.visit("break", detail, FieldClasses::mask)).isEqualTo(1);
        assertThat(detail.encode()).contains("••••7781").contains("a comment").doesNotContain("Ada");
    }

    @Test
    void who_works_for_one_account_sees_nothing_of_another() {
        long foreign = operator.get("/api/v1/breaks?account=HOUSE")
                .getJsonArray("items")
                .getJsonObject(0)
                .getLong("id");
        assertThat(service.access().limit("test", "locked", Set.of("CLIENT"))).isTrue();
        Browser limited = service.signIn("locked");
        assertThat(limited.get("/api/v1/session").getJsonArray("accounts")).containsExactly("CLIENT");
        for (String list : List.of("book-entries", "breaks", "postings", "statements", "matches")) {
            assertThat(limited.get("/api/v1/" + list).getJsonArray("items"))
                    .as(list)
                    .allMatch(item -> "CLIENT".equals(((JsonObject) item).getString("account")));
        }
        assertThat(limited.call(HttpMethod.GET, "/api/v1/breaks/" + foreign, Buffer.buffer(), "")
                        .statusCode())
                .isEqualTo(404);
        service.access().limit("test", "operator", Set.of("CLIENT"));
        JsonObject comment = new JsonObject().put("text", "Not mine.");
        assertThat(operator.json(HttpMethod.POST, "/api/v1/breaks/" + foreign + "/comments", comment)
                        .statusCode())
                .isEqualTo(404);
        service.access().limit("test", "operator", Set.of());
        assertThat(operator.get("/api/v1/breaks/" + foreign)
                        .getJsonObject("break")
                        .getInteger("comments"))
                .isZero();
        service.access().limit("test", "locked", Set.of());
    }

    private static JsonObject reasoned(Object... fields) {
        JsonObject body = new JsonObject().put("reason", "Seen.");
        for (int i = 0; i < fields.length; i += 2) {
            body.put(fields[i].toString(), fields[i + 1]);
        }
        return body;
    }

    private static long made(String path, JsonObject body) {
        var response = operator.json(HttpMethod.POST, path, body);
        assertThat(response.statusCode()).as(response.bodyAsString()).isEqualTo(200);
        return response.bodyAsJsonObject().getLong("id");
    }

    private static List<String> names(JsonObject users) {
        return users.getJsonArray("items").stream()
                .map(item -> ((JsonObject) item).getString("user"))
                .toList();
    }

    private static JsonObject mandate(String account) {
        return new JsonObject(DeskAnswers.bodies().get("proposeMandate"))
                .put("accounts", new JsonArray().add("CLIENT").add(account));
    }

    @Test
    void who_works_for_one_account_works_at_the_desk_on_nothing_of_another() {
        JsonObject brk = operator.get("/api/v1/breaks?account=HOUSE&kind=MISSING_IN_BOOKS&state=OPEN")
                .getJsonArray("items")
                .getJsonObject(0);
        long foreign = brk.getLong("id");
        long statement = operator.get("/api/v1/statements")
                .getJsonArray("items")
                .getJsonObject(0)
                .getLong("id");
        long entry = operator.get("/api/v1/book-entries")
                .getJsonArray("items")
                .getJsonObject(0)
                .getLong("id");
        long proposal = made("/api/v1/proposals", reasoned("kind", "WRITE_OFF", "breakId", foreign));
        long house = made("/api/v1/mandates", mandate("HOUSE"));
        long client = made("/api/v1/mandates", mandate("CLIENT"));
        service.access().limit("test", TestService.EVERYONE, Set.of("CLIENT"));
        Browser limited = service.signIn(TestService.EVERYONE);
        JsonObject decision = reasoned("approve", true);
        for (String path : List.of(
                "/proposals/" + proposal,
                "/proposals/" + proposal + "/reversal",
                "/mandates/" + house + "/uses",
                "/statements/" + statement + "/file",
                "/breaks/" + foreign + "/attachments/1")) {
            assertThat(limited.call(HttpMethod.GET, "/api/v1" + path, Buffer.buffer(), "")
                            .statusCode())
                    .as(path)
                    .isEqualTo(404);
        }
        for (String path : List.of("/proposals/" + proposal + "/decision", "/mandates/" + house + "/decision")) {
            assertThat(limited.json(HttpMethod.POST, "/api/v1" + path, decision).statusCode())
                    .as(path)
                    .isEqualTo(404);
        }
        assertThat(limited.json(HttpMethod.POST, "/api/v1/mandates/" + house + "/off", reasoned())
                        .statusCode())
                .isEqualTo(404);
        JsonObject comment = new JsonObject().put("type", "COMMENT").put("text", "Not mine.");
        JsonObject ids =
                new JsonObject().put("ids", new JsonArray().add(foreign)).put("action", comment);
        assertThat(limited.json(HttpMethod.POST, "/api/v1/breaks/bulk", ids).statusCode())
                .isEqualTo(403);
        JsonObject all = new JsonObject()
                .put("filter", new JsonObject().put("state", "ALL").put("account", "HOUSE"))
                .put("count", 1)
                .put("action", comment);
        assertThat(limited.json(HttpMethod.POST, "/api/v1/breaks/bulk", all)
                        .bodyAsJsonObject()
                        .getString("detail"))
                .contains("lets through 0 breaks");
        JsonObject mine = reasoned("kind", "WRITE_OFF", "breakId", foreign);
        assertThat(limited.json(HttpMethod.POST, "/api/v1/proposals", mine).statusCode())
                .isEqualTo(403);
        assertThat(limited.json(HttpMethod.POST, "/api/v1/mandates", mandate("HOUSE"))
                        .statusCode())
                .isEqualTo(403);
        for (String path :
                List.of("/candidates?entry=" + entry, "/messages/statement?account=HOUSE&asset=HKD&from=2026-11-20")) {
            assertThat(limited.call(HttpMethod.GET, "/api/v1" + path, Buffer.buffer(), "")
                            .statusCode())
                    .as(path)
                    .isEqualTo(403);
        }
        assertThat(limited.get("/api/v1/proposals").getJsonArray("items")).isEmpty();
        assertThat(limited.get("/api/v1/proposals").getLong("pending")).isZero();
        assertThat(operator.get("/api/v1/proposals").getLong("pending")).isPositive();
        assertThat(limited.get("/api/v1/mandates").getJsonArray("items").stream()
                        .map(item -> ((JsonObject) item).getLong("id")))
                .containsExactly(client);
        assertThat(limited.get("/api/v1/breaks").getJsonObject("counts").stream()
                        .mapToLong(count -> (long) (int) count.getValue())
                        .sum())
                .isLessThan(operator.get("/api/v1/breaks").getJsonObject("counts").stream()
                        .mapToLong(count -> (long) (int) count.getValue())
                        .sum());
        for (String path : List.of("trends", "suggestions", "proposed-postings", "notifications", "break-filters")) {
            assertThat(limited.get("/api/v1/" + path).getJsonArray("items"))
                    .as(path)
                    .allMatch(item -> "CLIENT".equals(((JsonObject) item).getString("account")));
        }
        limited.get("/api/v1/desk/policy");
        service.access().limit("test", "viewer", Set.of("HOUSE"));
        assertThat(limited.get("/api/v1/users").getJsonArray("items"))
                .as("those who work for an account of the own, and no roles")
                .contains(new JsonObject().put("user", "approver"), new JsonObject().put("user", TestService.EVERYONE))
                .doesNotContain(new JsonObject().put("user", "viewer"));
        assertThat(limited.get("/api/v1/users?account=CLIENT")).isEqualTo(limited.get("/api/v1/users"));
        assertThat(limited.get("/api/v1/users?account=HOUSE").getJsonArray("items"))
                .isEmpty();
        assertThat(names(operator.get("/api/v1/users"))).contains("viewer", "approver");
        assertThat(names(operator.get("/api/v1/users?account=HOUSE")))
                .contains("viewer", "approver")
                .doesNotContain(TestService.EVERYONE);
        HttpResponse<Buffer> given = operator.json(
                HttpMethod.PUT,
                "/api/v1/breaks/" + foreign + "/assignment",
                new JsonObject().put("assignee", TestService.EVERYONE));
        assertThat(given.statusCode()).as("to somebody who may not see it").isEqualTo(400);
        assertThat(given.bodyAsJsonObject().getString("field")).isEqualTo("assignee");
        service.access().limit("test", "viewer", Set.of());
        service.access().limit("test", TestService.EVERYONE, Set.of());
        assertThat(operator.get("/api/v1/breaks/" + foreign)
                        .getJsonObject("break")
                        .getInteger("comments"))
                .isZero();
    }

    @Test
    void who_takes_an_original_file_is_on_record() {
        long statement = operator.get("/api/v1/statements")
                .getJsonArray("items")
                .getJsonObject(0)
                .getLong("id");
        long before = readings("operator");
        assertThat(operator.call(HttpMethod.GET, "/api/v1/statements/" + statement + "/file", Buffer.buffer(), "")
                        .statusCode())
                .isEqualTo(200);
        assertThat(readings("operator")).isEqualTo(before + 1);
        assertThat(operator.call(HttpMethod.GET, "/api/v1/statements/999999/file", Buffer.buffer(), "")
                        .statusCode())
                .isEqualTo(404);
        assertThat(readings("operator")).isEqualTo(before + 1);
    }

    @Test
    void what_tells_of_the_whole_member_is_refused_to_who_works_for_one_account() {
        service.access().limit("test", "viewer", Set.of("CLIENT"));
        Browser limited = service.signIn("viewer");
        for (String id : JUDGE.operations()) {
            JsonObject operation = JUDGE.operation(id);
            boolean free = operation.getJsonArray("x-roles").contains("anyone")
                    || operation.getJsonArray("x-roles").contains("loopback");
            boolean plain = JUDGE.method(id).equals(HttpMethod.GET)
                    && !operation.containsKey("x-scope")
                    && !free
                    && !address(id).contains("{")
                    && operation.getJsonArray("parameters", new JsonArray()).stream()
                            .noneMatch(p -> ((JsonObject) p).getBoolean("required", false));
            if (plain) {
                assertThat(limited.call(HttpMethod.GET, address(id), Buffer.buffer(), "")
                                .statusCode())
                        .as(id)
                        .isEqualTo(403);
            }
        }
        service.access().limit("test", "viewer", Set.of());
    }

    private static String address(String id) {
        return Contract.json().getJsonObject("paths").stream()
                .filter(path -> ((JsonObject) path.getValue())
                        .stream()
                                .anyMatch(
                                        method -> id.equals(((JsonObject) method.getValue()).getString("operationId"))))
                .findFirst()
                .orElseThrow()
                .getKey();
    }

    @Test
    void all_sessions_of_a_person_end_at_once() {
        Browser here = service.signIn("approver");
        Browser there = service.signIn("approver");
        assertThat(here.call(HttpMethod.DELETE, "/api/v1/sessions", Buffer.buffer(), "")
                        .statusCode())
                .isEqualTo(204);
        assertThat(there.call(HttpMethod.GET, "/api/v1/session", Buffer.buffer(), "")
                        .statusCode())
                .isEqualTo(401);
    }
}
