package clearing.settlement.desk.routing;

import static org.assertj.core.api.Assertions.assertThat;

import clearing.settlement.desk.Severity;
import clearing.settlement.desk.notify.Channel;
import clearing.settlement.desk.notify.Delivery;
import clearing.settlement.desk.notify.DeskEvent;
import clearing.settlement.desk.notify.Outbox;
import clearing.settlement.desk.notify.Secret;
import clearing.settlement.desk.policy.Policies;
import clearing.settlement.matching.Scales;
import clearing.settlement.store.AuditLog;
import clearing.settlement.store.Database;
import clearing.settlement.store.Rows;
import clearing.settlement.store.TestDatabases;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

    private Instant now = FRIDAY;
    private final InstantSource clock = () -> now;
    private Database database;
    private Outbox outbox;
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
                        Severity.HIGH)));
        Policies policies = new Policies(database, audit, clock);
        routing = new Routing(database, policies, new Scales(), outbox, audit, clock);
        policies.propose("operator", 0, POLICY, "As agreed.", Set.of("operator", "head"));
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
        assertThat(rows("select concat_ws(' ', break_id, event) from notification order by id"))
                .containsExactly(
                        "1 ASSIGNED", "3 ASSIGNED", "3 SLA_BREACHED", "3 ESCALATED", "1 SLA_BREACHED", "1 ESCALATED");
        assertThat(database.<Long>read(AuditLog::firstBroken)).isEqualTo(-1L);
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
                (channel, id, body, at) -> {
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
}
