package clearing.settlement.api;

import static org.assertj.core.api.Assertions.assertThat;

import clearing.kernel.reconcile.BreakId;
import clearing.settlement.api.TestService.Browser;
import clearing.settlement.ledger.SharedDay;
import clearing.settlement.ledger.SimulatedChain;
import clearing.settlement.matching.TestBooks;
import clearing.settlement.store.Rows;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Shared breaks over HTTP: which there are, what each side has shown and signed, and what a person can do. */
class SharedBreaksApiTest {
    private static final AnswerJudge JUDGE = new AnswerJudge(Contract.json());
    private static final String ROOT = SharedAnswers.ROOT;

    private static TestService service;
    private static Browser browser;

    @BeforeAll
    static void start() throws InterruptedException {
        SimulatedChain chain = SharedDay.chain();
        service = new TestService(chain.blocks(), JUDGE);
        service.tailed().awaitHeight(chain.blocks().size() - 1L);
        browser = service.signIn("operator");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static List<String> ids(String query) {
        return ids(browser.get(ROOT + query));
    }

    private static List<String> ids(JsonObject page) {
        return page.getJsonArray("items").stream()
                .map(item -> ((JsonObject) item).getString("id"))
                .toList();
    }

    @Test
    void a_member_sees_its_own_with_what_is_due_first() {
        JsonObject all = browser.get(ROOT);
        assertThat(ids(all))
                .containsExactly(
                        "LotusSecurities/B/2", "HarbourBrokers/BRK-1", "HarbourBrokers/BRK-4", "HarbourBrokers/BRK-5");
        assertThat(all.getJsonObject("counts"))
                .isEqualTo(new JsonObject()
                        .put("ESCALATED", 1)
                        .put("HALF_SIGNED", 1)
                        .put("RESOLVED", 1)
                        .put("WITHDRAWN", 1));
        assertThat(browser.call(HttpMethod.GET, SharedAnswers.of(SharedDay.OF_OTHERS), Buffer.buffer(), "")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void filters_leave_what_they_say_and_pages_follow_each_other() {
        assertThat(ids("?state=UNRESOLVED")).containsExactly("LotusSecurities/B/2", "HarbourBrokers/BRK-1");
        assertThat(ids("?state=HALF_SIGNED")).containsExactly("HarbourBrokers/BRK-1");
        assertThat(ids("?late=true")).contains("LotusSecurities/B/2").doesNotContain("HarbourBrokers/BRK-4");
        assertThat(ids("?dueBefore=2026-11-21T00:00:00Z")).containsExactly("LotusSecurities/B/2");
        assertThat(ids("?about=T0-1")).containsExactly("HarbourBrokers/BRK-1");
        assertThat(ids("?counterparty=MeridianBank")).isEmpty();
        List<String> seen = new ArrayList<>();
        String cursor = "";
        do {
            JsonObject page = browser.get(ROOT + "?limit=1" + cursor);
            seen.addAll(ids(page));
            cursor = page.containsKey("nextCursor") ? "&cursor=" + page.getString("nextCursor") : "";
        } while (!cursor.isEmpty());
        assertThat(seen).isEqualTo(ids(""));
        String forged = Cursor.of("yesterday", "a", "b").toString();
        assertThat(browser.call(HttpMethod.GET, ROOT + "?cursor=" + forged, Buffer.buffer(), "")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void one_is_told_from_its_opening_on_with_both_sides() {
        JsonObject detail = browser.get(SharedAnswers.of(SharedDay.HALF_SIGNED));
        assertThat(steps(detail))
                .containsExactly(
                        "OPENED HarbourBrokers",
                        "ANSWERED LotusSecurities",
                        "COMMENTED LotusSecurities",
                        "PROPOSED HarbourBrokers",
                        "PROPOSED LotusSecurities",
                        "SIGNED_BY_MAKER HarbourBrokers",
                        "SIGNED_BY_CHECKER HarbourBrokers");
        assertThat(detail.getJsonArray("steps").getJsonObject(2).getString("words"))
                .isEqualTo("see page 2");
        assertThat(detail.getJsonArray("steps")
                        .getJsonObject(3)
                        .getJsonObject("proposal")
                        .getString("resolution"))
                .as("a proposal that another one took the place of")
                .isEqualTo("NO_FAULT");
        JsonObject proposal = detail.getJsonObject("proposal");
        assertThat(proposal.getString("resolution")).isEqualTo("WRITE_OFF");
        assertThat(proposal.getJsonObject("amount").getString("value")).isEqualTo("4.00");
        JsonObject own = detail.getJsonArray("sides").getJsonObject(0);
        JsonObject theirs = detail.getJsonArray("sides").getJsonObject(1);
        assertThat(own.getJsonObject("evidence").getString("hash"))
                .isEqualTo(HexFormat.of()
                        .formatHex(SharedDay.hash("north HarbourBrokers/BRK-1").bytes()));
        assertThat(theirs.getJsonObject("evidence").getString("hash"))
                .isEqualTo(HexFormat.of().formatHex(SharedDay.hash("south").bytes()));
        assertThat(own.getJsonObject("maker").getString("person"))
                .isNotEqualTo(own.getJsonObject("checker").getString("person"));
        assertThat(theirs.containsKey("checker")).isFalse();
        assertThat(detail.getJsonObject("break").getJsonArray("waitsFor"))
                .containsExactly(new JsonObject()
                        .put("member", "LotusSecurities")
                        .put("act", "SIGN")
                        .put("hand", "CHECKER"));
    }

    private static List<String> steps(JsonObject detail) {
        return detail.getJsonArray("steps").stream()
                .map(JsonObject.class::cast)
                .map(step -> step.getString("step") + " " + step.getString("by"))
                .toList();
    }

    @Test
    void who_is_late_and_how_it_ended_are_told() {
        JsonObject late = browser.get(SharedAnswers.of(SharedDay.LATE));
        assertThat(late.getJsonObject("break").getJsonArray("late")).contains("HarbourBrokers");
        assertThat(late.getJsonObject("escalation").getJsonArray("late")).containsExactly("HarbourBrokers");
        assertThat(late.getJsonArray("commands").getJsonObject(0).getString("line"))
                .isEqualTo("clearing break answer LotusSecurities/B/2 --evidence FILE --profile PROFILE");
        for (BreakId id : List.of(SharedDay.RESOLVED, SharedDay.WITHDRAWN)) {
            JsonObject ended = browser.get(SharedAnswers.of(id));
            assertThat(ended.getString("endedAt")).as(id.toString()).isNotBlank();
            assertThat(ended.getJsonArray("commands")).isEmpty();
        }
    }

    @Test
    void a_break_of_the_desk_and_its_shared_part_lead_to_each_other() {
        assertThat(browser.upload("s1.csv", TestBooks.statement("S1", "0.00", "-1.00", List.of("T0-1,-1.00")), true)
                        .statusCode())
                .isEqualTo(200);
        long id = browser.get("/api/v1/breaks?reference=T0-1")
                .getJsonArray("items")
                .getJsonObject(0)
                .getLong("id");
        JsonObject shared = browser.get("/api/v1/breaks/" + id + "/shared");
        assertThat(ids(shared)).containsExactly("HarbourBrokers/BRK-1");
        JsonArray commands = shared.getJsonArray("commands");
        assertThat(commands.getJsonObject(0).getString("line"))
                .startsWith("clearing break open BRK-" + id + (id == 1 ? "-2" : "")
                        + " --with LotusSecurities --kind AMOUNT_DIFFERS --asset HKD --amount 0.01 --value-date 2026-11-20"
                        + " --about T0-1 ");
        assertThat(browser.get(SharedAnswers.of(SharedDay.HALF_SIGNED))
                        .getJsonArray("deskBreaks")
                        .getJsonObject(0)
                        .getLong("id"))
                .isEqualTo(id);
    }

    @Test
    void what_the_migration_reads_out_of_stored_bytes_is_what_is_stored_beside_them() {
        List<String> differing = service.tailed()
                .database()
                .read(connection -> Rows.list(
                        connection,
                        "select reference from shared_break where about <> (shared_break_facts(stored)).about"
                                + " or due_at is not null and due_at is distinct from (shared_break_facts(stored)).due_at",
                        List.of(),
                        row -> row.getString(1)));
        assertThat(differing).isEmpty();
        long told = service.tailed()
                .database()
                .read(connection -> Rows.number(
                        connection, "select count(*) from shared_break where about <> '' and due_at is not null"));
        assertThat(told).isEqualTo(3);
    }
}
