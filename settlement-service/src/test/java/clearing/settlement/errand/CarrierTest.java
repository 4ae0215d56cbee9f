package clearing.settlement.errand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import clearing.client.submit.FailPoint;
import clearing.kernel.ResultCode;
import clearing.kernel.codec.Blob;
import clearing.kernel.reconcile.BreakId;
import clearing.settlement.store.AuditLog;
import clearing.settlement.store.Database;
import clearing.settlement.store.Rows;
import clearing.settlement.store.TestDatabases;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Errands reach the ledger once each, whatever is lost and wherever the carrier dies. */
class CarrierTest {
    private static final String MEMBER = "HarbourBrokers";
    private static final int ROUNDS = 400;

    private static Database database;
    private static long lines;

    private Instant now = Instant.parse("2026-11-20T09:00:00Z");
    private final InstantSource clock = () -> now;

    @BeforeAll
    static void open() {
        database = Database.open(TestDatabases.fresh(), 4);
        database.write(connection -> Rows.update(
                connection,
                "insert into break (id, engine_key, kind, resolved, account, asset, reference, counterparty, amount_minor,"
                        + " risk_minor, chain_minor, books_minor, sentence, differences, postings, bookings, related, opened_at)"
                        + " values (1, 'k', 'AMOUNT_DIFFERS', false, 'HOUSE', 'HKD', 'R', 'LotusSecurities', 1, 1, 1, 0, '', '[]',"
                        + " '{}', '{}', '{}', now())"));
    }

    @AfterAll
    static void close() {
        database.close();
    }

    /** As a process that ends there. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    private Carrier carrier(PretendLedger ledger, FailPoint failPoint) {
        return new Carrier(MEMBER, database, ledger, new AuditLog(clock), clock, () -> true, failPoint);
    }

    private Blob comment(BreakId on, String text) {
        BreakComment errand = BreakComment.of(1, ++lines, on, text, true, new SecureRandom());
        database.write(connection -> Errands.add(connection, errand, "ada", now));
        return errand.hash();
    }

    private record Row(String state, String hash, long block, String code, String failure, int proposals) {}

    private static List<Row> rows(String reference) {
        return database.read(connection -> Rows.list(
                connection,
                "select state, detail->>'hash', coalesce(block, -1), coalesce(code, ''), coalesce(failure, ''), proposals"
                        + " from errand where detail->>'reference' like ? order by id",
                List.of(reference + "%"),
                row -> new Row(
                        row.getString(1),
                        row.getString(2),
                        row.getLong(3),
                        row.getString(4),
                        row.getString(5),
                        row.getInt(6))));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233, 377, 610, 987, 1597})
    void each_comment_stands_once_and_in_its_order_whatever_is_lost(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        PretendLedger ledger = new PretendLedger(MEMBER, database, seed, 5 + random.nextInt(40));
        FailPoint deadly = step -> {
            if (random.nextInt(100) < 15) {
                throw new Killed();
            }
        };
        List<BreakId> breaks = List.of(new BreakId(MEMBER, "S" + seed + "-A"), new BreakId("Lotus", "S" + seed + "-B"));
        Map<BreakId, List<Blob>> said =
                breaks.stream().collect(Collectors.toMap(id -> id, id -> new ArrayList<Blob>()));
        for (int round = 0; round < ROUNDS && !(round > 60 && ended("S" + seed)); round++) {
            if (round < 40 && random.nextInt(5) == 0) {
                BreakId on = breaks.get(random.nextInt(2));
                said.get(on).add(comment(on, "words " + round));
            }
            if (round == 60) {
                ledger.calm();
            }
            try {
                carrier(ledger, round < 60 ? deadly : FailPoint.NONE).run();
            } catch (Killed killed) {
                now = now.plusSeconds(random.nextInt(200));
            }
            if (random.nextInt(3) > 0) {
                ledger.block();
            }
            now = now.plusSeconds(random.nextInt(90));
        }
        assertThat(ended("S" + seed)).as("all came to their end").isTrue();
        breaks.forEach(id -> assertThat(ledger.comments().stream()
                        .filter(said.get(id)::contains)
                        .toList())
                .as("comments on " + id)
                .isEqualTo(said.get(id)));
        assertThat(ledger.comments())
                .hasSize(said.values().stream().mapToInt(List::size).sum())
                .isNotEmpty();
        assertThat(rows("S" + seed)).allSatisfy(row -> {
            assertThat(row.state()).isEqualTo("DONE");
            assertThat(standsIn(row)).isEqualTo(1);
        });
        assertThat(noted("S" + seed)).isEqualTo(ledger.comments().size());
        assertThat(database.<Long>read(AuditLog::firstBroken)).isEqualTo(-1);
    }

    private static boolean ended(String reference) {
        return rows(reference).stream().noneMatch(row -> row.state().matches("WAITING|SENT"));
    }

    private static long standsIn(Row row) {
        return database.read(connection -> Rows.number(
                connection,
                "select count(*) from shared_break_step where block = ? and hash = ?",
                row.block(),
                java.util.Base64.getUrlDecoder().decode(row.hash())));
    }

    private static long noted(String reference) {
        return database.read(connection -> Rows.number(
                connection,
                "select count(*) from audit where action = 'ERRAND_DONE' and detail like ?",
                "%/" + reference + "-%"));
    }

    @Test
    void a_kill_between_sending_and_noting_sends_the_same_bytes_and_proposes_nothing_new() {
        PretendLedger ledger = new PretendLedger(MEMBER, database, 1, 0);
        comment(new BreakId(MEMBER, "KILL"), "once");
        FailPoint afterSending = step -> {
            if (step == FailPoint.Step.SENT) {
                throw new Killed();
            }
        };
        for (int life = 0; life < 3; life++) {
            try {
                carrier(ledger, afterSending).run();
            } catch (Killed killed) {
                now = now.plus(Errands.LEASE);
            }
        }
        assertThat(ledger.proposals()).isEqualTo(1);
        ledger.block();
        assertThat(carrier(ledger, FailPoint.NONE).run()).containsExactly(1L);
        assertThat(ledger.comments()).hasSize(1);
        assertThat(rows("KILL").getFirst().state()).isEqualTo("DONE");
    }

    @Test
    void a_refusal_is_kept_with_its_code_and_holds_up_nobody_else() {
        PretendLedger ledger = new PretendLedger(MEMBER, database, 1, 0);
        BreakId first = new BreakId(MEMBER, "REFUSED");
        BreakId second = new BreakId(MEMBER, "REFUSED-NOT");
        comment(first, "too late");
        Blob taken = comment(second, "in time");
        ledger.refuse(first, ResultCode.SHARED_BREAK_ENDED);
        Carrier carrier = carrier(ledger, FailPoint.NONE);
        carrier.run();
        ledger.block();
        assertThat(carrier.run()).containsExactly(1L);
        assertThat(ledger.comments()).containsExactly(taken);
        assertThat(rows("REFUSED"))
                .extracting(Row::state, Row::code)
                .containsExactly(tuple("REFUSED", "SHARED_BREAK_ENDED"), tuple("DONE", ""));
        now = now.plus(Duration.ofDays(1));
        assertThat(carrier.run()).isEmpty();
        assertThat(ledger.proposals()).isEqualTo(2);
    }

    @Test
    void a_role_that_is_missing_keeps_it_waiting_until_that_is_mended() {
        PretendLedger ledger = new PretendLedger(MEMBER, database, 1, 0);
        BreakId on = new BreakId(MEMBER, "ROLE");
        comment(on, "let me");
        ledger.refuse(on, ResultCode.ROLE_MISSING);
        Carrier carrier = carrier(ledger, FailPoint.NONE);
        for (int i = 0; i < 30; i++) {
            carrier.run();
            now = now.plus(Duration.ofMinutes(10));
        }
        assertThat(rows("ROLE").getFirst().state()).isEqualTo("WAITING");
        assertThat(rows("ROLE").getFirst().failure()).startsWith("ROLE_MISSING: ");
        ledger.accept(on);
        carrier.run();
        ledger.block();
        carrier.run();
        assertThat(rows("ROLE").getFirst().state()).isEqualTo("DONE");
    }

    @Test
    void a_peer_that_is_behind_is_asked_again_and_one_that_never_knows_the_break_refuses() {
        PretendLedger ledger = new PretendLedger(MEMBER, database, 1, 0);
        BreakId on = new BreakId(MEMBER, "BEHIND");
        comment(on, "hello");
        ledger.refuse(on, ResultCode.SHARED_BREAK_NOT_FOUND);
        Carrier carrier = carrier(ledger, FailPoint.NONE);
        carrier.run();
        assertThat(rows("BEHIND").getFirst().state()).isEqualTo("WAITING");
        for (int i = 0; i < 6; i++) {
            now = now.plus(Duration.ofMinutes(10));
            carrier.run();
        }
        assertThat(rows("BEHIND").getFirst().code()).isEqualTo("SHARED_BREAK_NOT_FOUND");
    }

    @Test
    void what_the_ledger_has_already_is_not_sent_again_by_a_database_from_before() {
        PretendLedger ledger = new PretendLedger(MEMBER, database, 1, 0);
        comment(new BreakId(MEMBER, "RESTORED"), "sent before");
        carrier(ledger, FailPoint.NONE).run();
        ledger.block();
        database.write(
                connection -> Rows.update(
                        connection,
                        "update errand set state = 'WAITING', tx_id = null, envelope = null, next_at = at where subject like '%RESTORED'"));
        carrier(ledger, FailPoint.NONE).run();
        assertThat(rows("RESTORED").getFirst().state()).isEqualTo("DONE");
        assertThat(ledger.proposals()).isEqualTo(1);
        assertThat(ledger.comments()).hasSize(1);
    }

    @Test
    void nothing_new_is_proposed_while_the_ledger_is_not_known_to_its_end() {
        PretendLedger ledger = new PretendLedger(MEMBER, database, 1, 0);
        comment(new BreakId(MEMBER, "UNKNOWN"), "not yet");
        new Carrier(MEMBER, database, ledger, new AuditLog(clock), clock, () -> false, FailPoint.NONE).run();
        assertThat(ledger.proposals()).isZero();
        carrier(ledger, FailPoint.NONE).run();
        ledger.block();
        carrier(ledger, FailPoint.NONE).run();
        assertThat(rows("UNKNOWN").getFirst().state()).isEqualTo("DONE");
    }

    @Test
    void pauses_grow_up_to_ten_minutes() {
        assertThat(List.of(1, 2, 7, 100).stream().map(Errands::pause))
                .containsExactly(
                        Duration.ofSeconds(10), Duration.ofSeconds(20), Duration.ofMinutes(10), Duration.ofMinutes(10));
    }
}
