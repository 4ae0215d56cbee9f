package clearing.settlement.desk.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import clearing.settlement.desk.DeskRefusal;
import clearing.settlement.desk.Severity;
import clearing.settlement.desk.notify.Channel;
import clearing.settlement.desk.notify.Delivery;
import clearing.settlement.desk.notify.DeskEvent;
import clearing.settlement.desk.notify.MailList;
import clearing.settlement.desk.notify.Mailbox;
import clearing.settlement.desk.notify.Mailing;
import clearing.settlement.desk.notify.Outbox;
import clearing.settlement.desk.notify.Secret;
import clearing.settlement.desk.policy.Policies;
import clearing.settlement.matching.Scales;
import clearing.settlement.store.AuditLog;
import clearing.settlement.store.Database;
import clearing.settlement.store.Rows;
import clearing.settlement.store.TestDatabases;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A weekend in the life of a break, by a clock that the test sets. */
final class RoutingTest {
    private static final Instant FRIDAY = Instant.parse("2026-11-20T09:00:00Z");
    private static final Instant MONDAY = Instant.parse("2026-11-23T09:00:00Z");
    private static final JsonObject POLICY = new JsonObject("""
            {"groups": {"nostro": ["operator"]},
             "reference": {"currency": "USD", "rates": {"HKD": "0.128"}},
             "severity": [{"when": {"minReference": "1000"}, "severity": "CRITICAL"},
               {"when": {"kinds": ["MISSING_IN_BOOKS"]}, "severity": "HIGH"}],
             "serviceLevels": {"LOW": {"businessDays": 10}, "MEDIUM": {"businessDays": 3}, "HIGH": {"businessDays": 1},
               "CRITICAL": {"hours": 4}},
             "routing": [{"name": "house", "when": {"accounts": ["HOUSE"], "minSeverity": "HIGH"}, "group": "nostro",
               "labels": [{"text": "nostro", "colour": "blue"}]}],
             "escalation": [{"name": "late", "when": {}, "onBreach": true, "assignee": "head", "severity": "CRITICAL"},
               {"name": "old", "when": {"kinds": ["DATE_DIFFERS"]}, "afterBusinessDays": 1, "assignee": "head"}],
             "authority": []}
            """);

    private static final Mailing MAILING = new Mailing(
            Set.of("harbour.example"),
            Map.of(
                    "operator", List.of(new Mailbox("ada@harbour.example")),
                    "nostro", List.of(new Mailbox("nostro@harbour.example"))),
            List.of(new MailList(
                    List.of(new Mailbox("chief@harbour.example"), new Mailbox("head@harbour.example")),
                    Set.of(DeskEvent.ESCALATED),
                    Severity.CRITICAL)));

    private Instant now = FRIDAY;
    private final InstantSource clock = () -> now;
    private Database database;
    private Outbox outbox;
    private Policies policies;
    private Routing routing;

    @BeforeEach
    void start() {
        database = Database.open(TestDatabases.fresh(), 3);
        AuditLog audit = new AuditLog(clock);
        outbox = new Outbox(
                "HarbourBrokers",
                List.of(new Channel(
                        "ops",
                        URI.create("https://hooks.example/"),
                        new Secret(new byte[16]),
                        EnumSet.allOf(DeskEvent.class),
                        Severity.HIGH)),
                MAILING);
        policies = new Policies(database, audit, clock);
        routing = new Routing(database, policies, new Scales(), outbox, audit, clock);
        policies.propose("operator", 0, POLICY, "As agreed.", Set.of("operator", "head"), MAILING);
        policies.decide("approver", 1, true, "Agreed.");
    }

    @AfterEach
    void stop() {
        database.close();
    }

    private void open(long id, String kind, long minor) {
        database.write(connection -> Rows.update(
                connection,
                "insert into break (id, engine_key, kind, resolved, account, asset, reference, counterparty, amount_minor,"
                        + " risk_minor, chain_minor, books_minor, sentence, differences, postings, bookings, related, opened_at)"
                        + " values (?, ?, ?, false, 'HOUSE', 'HKD', ?, 'LotusSecurities', ?, ?, ?, 0, '', '[]', '{1}', '{}', '{}', ?)",
                id,
                "P:" + id,
                kind,
                "T" + id,
                minor,
                minor,
                minor,
                now));
    }

    private List<String> rows(String sql) {
        return database.read(connection -> Rows.list(connection, sql, List.of(), row -> row.getString(1)));
    }

    private List<String> standing() {
        return rows(
                "select concat_ws(' ', id, coalesce(assignee, owner_group, '-'), severity, business_age, due_at at time zone"
                        + " 'UTC', breached_at is not null, previous_owner) from break order by id");
    }

    private List<String> history(long id) {
        return rows("select action from break_event where break_id = " + id + " order by seq");
    }

    @Test
    void a_break_is_routed_once_ages_over_a_weekend_by_one_day_and_escalates_when_it_is_late() {
        open(1, "MISSING_IN_BOOKS", 50_000);
        open(2, "DATE_DIFFERS", 50_000);
        open(3, "AMOUNT_DIFFERS", 1_000_000);
        assertThat(routing.tick()).containsExactly(1L, 2L, 3L);
        assertThat(routing.tick()).isEmpty();
        assertThat(standing())
                .containsExactly(
                        "1 nostro 2 0 2026-11-23 09:00:00 f",
                        "2 - 1 0 2026-11-25 09:00:00 f",
                        "3 nostro 3 0 2026-11-20 13:00:00 f");
        assertThat(rows("select reference_value::text from break where id = 3")).containsExactly("1280.00");

        now = MONDAY.minusSeconds(1);
        assertThat(routing.tick()).containsExactly(1L, 2L, 3L);
        assertThat(standing())
                .containsExactly(
                        "1 nostro 2 1 2026-11-23 09:00:00 f",
                        "2 head 1 1 2026-11-25 09:00:00 f",
                        "3 head 3 1 2026-11-20 13:00:00 t nostro");

        now = MONDAY;
        assertThat(routing.tick()).containsExactly(1L);
        assertThat(standing().getFirst()).isEqualTo("1 head 3 1 2026-11-20 13:00:00 t nostro");
        assertThat(routing.tick()).isEmpty();
        assertThat(history(1)).containsExactly("ROUTED", "SLA_BREACHED", "ESCALATED", "SEVERITY");
        assertThat(history(2)).containsExactly("ESCALATED");
        assertThat(rows("select concat_ws(' ', break_id, event) from notification where channel = 'ops' order by id"))
                .containsExactly(
                        "1 ASSIGNED", "3 ASSIGNED", "3 SLA_BREACHED", "3 ESCALATED", "1 SLA_BREACHED", "1 ESCALATED");
        assertThat(
                        rows(
                                "select concat_ws(' ', channel, break_id, event) from notification where channel <> 'ops' order by id"))
                .as("the list hears of what has become critical")
                .containsExactly(
                        "mail:chief@harbour.example 3 ESCALATED",
                        "mail:head@harbour.example 3 ESCALATED",
                        "mail:chief@harbour.example 1 ESCALATED",
                        "mail:head@harbour.example 1 ESCALATED");
        assertThat(database.<Long>read(AuditLog::firstBroken)).isEqualTo(-1L);
    }

    private static JsonObject mailing(String rule, String... named) {
        JsonObject policy = POLICY.copy();
        policy.getJsonArray(rule).getJsonObject(0).put("mail", new JsonArray(List.of(named)));
        return policy;
    }

    @Test
    void a_rule_tells_addresses_and_groups_each_once_by_a_mail_of_its_own() {
        JsonObject policy = mailing("escalation", "head@harbour.example", "operator");
        policy.getJsonArray("routing")
                .getJsonObject(0)
                .put("mail", new JsonArray(List.of("nostro", "ada@harbour.example")))
                .remove("group");
        policies.propose("operator", 1, policy, "With mails.", Set.of("operator", "head"), MAILING);
        policies.decide("approver", 2, true, "Agreed.");
        open(1, "MISSING_IN_BOOKS", 50_000);
        routing.tick();
        now = MONDAY;
        routing.tick();
        assertThat(rows("select concat_ws(' ', channel, event) from notification where channel <> 'ops' order by id"))
                .containsExactly(
                        "mail:nostro@harbour.example ROUTED",
                        "mail:ada@harbour.example ROUTED",
                        "mail:chief@harbour.example ESCALATED",
                        "mail:head@harbour.example ESCALATED",
                        "mail:ada@harbour.example ESCALATED");
        Set<String> reached = new TreeSet<>();
        Delivery delivery = new Delivery(
                database,
                new Outbox("HarbourBrokers", List.of(), new Mailing(Set.of("harbour.example"), Map.of(), List.of())),
                (target, id, body, at) -> {
                    reached.add(target.name());
                    assertThat(body).doesNotContain("500");
                    return Optional.empty();
                },
                clock);
        assertThat(delivery.run()).isEqualTo(5);
        assertThat(reached).hasSize(4);
        assertThat(rows("select distinct failure from notification where channel = 'ops'"))
                .containsExactly("there is no such channel any more");
    }

    @Test
    void a_policy_names_nobody_whom_no_mail_reaches() {
        Set<String> users = Set.of("operator", "head");
        for (String named : List.of("head", "eve@elsewhere.example", "nobody", "ada@harbour.example\r\nBcc: x")) {
            assertThatThrownBy(() -> policies.propose("operator", 1, mailing("routing", named), "No.", users, MAILING))
                    .as(named)
                    .isInstanceOf(DeskRefusal.class)
                    .hasMessageContaining("policy.routing.house.mail");
        }
        assertThatThrownBy(() ->
                        policies.propose("operator", 1, mailing("escalation", "nostro"), "No.", users, Mailing.NONE))
                .hasMessageContaining("no mail is set up");
    }

    @Test
    void what_does_not_arrive_is_told_again_under_the_same_id() {
        open(1, "MISSING_IN_BOOKS", 50_000);
        routing.tick();
        List<String> told = new ArrayList<>();
        List<String> answers = new ArrayList<>(List.of("answered 500", "answered 503", ""));
        Delivery delivery = new Delivery(
                database,
                outbox,
                (target, id, body, at) -> {
                    told.add(id + " " + body);
                    return Optional.of(answers.removeFirst()).filter(answer -> !answer.isEmpty());
                },
                clock);
        assertThat(delivery.run()).isZero();
        assertThat(delivery.run()).as("not before its time").isZero();
        assertThat(told).hasSize(1);
        now = now.plus(Duration.ofSeconds(10));
        delivery.run();
        now = now.plus(Duration.ofSeconds(20));
        assertThat(delivery.run()).isEqualTo(1);
        assertThat(told).hasSize(3);
        assertThat(Set.copyOf(told)).hasSize(1);
        assertThat(rows("select concat_ws(' ', state, attempts) from notification"))
                .containsExactly("SENT 3");
    }

    @Test
    void what_was_under_way_when_the_process_died_is_told_again_as_the_same() {
        open(1, "MISSING_IN_BOOKS", 50_000);
        routing.tick();
        List<String> told = new ArrayList<>();
        Delivery dying = new Delivery(
                database,
                outbox,
                (target, id, body, at) -> {
                    told.add(id + " " + body);
                    throw new IllegalStateException("killed");
                },
                clock);
        assertThatThrownBy(dying::run).hasMessage("killed");
        Delivery next = new Delivery(
                database,
                outbox,
                (target, id, body, at) -> {
                    told.add(id + " " + body);
                    return Optional.empty();
                },
                clock);
        assertThat(next.run()).as("the lease runs").isZero();
        now = now.plus(Duration.ofMinutes(2));
        assertThat(next.run()).isEqualTo(1);
        now = now.plus(Duration.ofDays(1));
        assertThat(next.run()).isZero();
        assertThat(told).hasSize(2);
        assertThat(Set.copyOf(told)).hasSize(1);
    }
}
