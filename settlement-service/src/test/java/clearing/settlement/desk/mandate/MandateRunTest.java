package clearing.settlement.desk.mandate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import clearing.settlement.ledger.SimulatedChain;
import clearing.settlement.matching.Ingested;
import clearing.settlement.matching.TallyCheck;
import clearing.settlement.store.AuditLog;
import clearing.settlement.store.DatabaseAddress;
import clearing.settlement.store.FailPoints;
import clearing.settlement.store.Rows;
import clearing.settlement.store.TestDatabases;
import clearing.settlement.store.Victims;
import java.io.IOException;
import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Mandates in the transaction that finds the break, and as days go by. */
final class MandateRunTest {
    private static final int PATIENCE_SECONDS = 240;

    private DatabaseAddress address;
    private MandatedDesk desk;

    @BeforeEach
    void start() {
        address = TestDatabases.fresh();
        desk = new MandatedDesk(address, FailPoints.NONE);
    }

    @AfterEach
    void stop() {
        desk.close();
    }

    @Test
    void a_break_is_resolved_by_the_transaction_that_finds_it() {
        desk.mandate(5, 10, 100);
        desk.post(3);

        Ingested done = desk.book("S1", 0, 2, 6);

        assertThat(desk.open())
                .as("what is beyond the tolerance waits for people")
                .containsExactly("R2");
        assertThat(done.outcome().breaksOpened()).isEqualTo(2);
        assertThat(done.outcome().newBreaks()).as("those that stand").hasSize(1);
        assertThat(done.outcome().matched()).isEqualTo(2);
        assertThat(desk.meters()).containsExactly("1 2026-11-20 1 2");
        assertThat(desk.rows("select concat_ws(' ', kind, state, amount_minor, maker, length(evidence)) from proposal"))
                .containsExactly("WRITE_OFF APPROVED 2 mandate 1 64");
        assertThat(desk.rows("select by_whom || ' ' || action from break_event e join break b on b.id = e.break_id"
                        + " where b.reference = 'R1' order by seq"))
                .containsExactly("service OPENED", "mandate 1 APPROVED", "service RESOLVED");
        assertThat(desk.rows("select concat_ws(' ', made_by, approved_by, reason) from agreement"))
                .containsExactly("mandate 1 ada, bo Small ones.");
        assertThat(
                        desk.rows(
                                "select concat_ws(' ', actor, action, subject, detail) from audit where action = 'MANDATE_USED'"))
                .containsExactly("mandate 1 MANDATE_USED break 1 proposal 1");
        assertThat(desk.rows("select count(distinct at) from (select at from mandate_use union select ingested_at from"
                        + " books_file union select resolved_at from break where resolved) t"))
                .as("all of one transaction")
                .containsExactly("1");
        assertThat(desk.rows(
                        "select concat_ws(' ', p.status, e.status, p.match_id = e.match_id) from posting p join book_entry e"
                                + " on e.reference = p.reference order by p.id"))
                .containsExactly("1 1 t", "1 1 t", "2 2");
        assertThat(desk.database().<Long>read(AuditLog::firstBroken)).isEqualTo(-1);
        TallyCheck.requireExact(desk.database());
        assertThat(desk.desk().tick()).isEmpty();
    }

    @Test
    void an_engine_that_starts_anew_finds_what_a_mandate_resolved_still_resolved() {
        desk.mandate(5, 10, 100);
        desk.post(2);
        desk.book("S1", 1, 2);
        desk.close();
        desk = new MandatedDesk(address, FailPoints.NONE);

        desk.reconciliation().inTransaction(MandatedDesk.FRIDAY, unit -> {
            unit.closeDay(SimulatedChain.DAY, "operator");
            return unit.store();
        });

        assertThat(desk.open()).isEmpty();
        assertThat(desk.meters()).containsExactly("1 2026-11-20 2 3");
        TallyCheck.requireExact(desk.database());
    }

    @Test
    void a_budget_is_used_up_within_one_transaction_and_a_new_day_has_its_own() {
        desk.mandate(5, 4, 100);
        desk.post(10);

        desk.book("S1", LongStream.generate(() -> 1).limit(10).toArray());

        assertThat(desk.meters()).containsExactly("1 2026-11-20 4 4");
        assertThat(desk.open()).as("the oldest went first").containsExactly("R4", "R5", "R6", "R7", "R8", "R9");
        assertThat(desk.desk().mandateRun().run()).isEmpty();

        desk.at(MandatedDesk.FRIDAY.plus(Duration.ofDays(1)));
        assertThat(desk.desk().mandateRun().run()).hasSize(4);
        assertThat(desk.meters()).containsExactly("1 2026-11-20 4 4", "1 2026-11-21 4 4");
        assertThat(desk.open()).containsExactly("R8", "R9");
        TallyCheck.requireExact(desk.database());
    }

    @Test
    void breaks_compete_for_the_rest_of_a_budget_and_another_mandate_goes_on_where_one_ends() {
        desk.mandate(5, 10, 6);
        desk.post(4);

        desk.book("S1", 4, 3, 2, 1);

        assertThat(desk.open())
                .as("3 did not fit after 4, 2 did; then nothing was left")
                .containsExactly("R1", "R3");
        assertThat(desk.meters()).containsExactly("1 2026-11-20 2 6");

        desk.mandate(3, 1, 3);
        assertThat(desk.desk().mandateRun().run()).hasSize(1);
        assertThat(desk.meters()).containsExactly("1 2026-11-20 2 6", "2 2026-11-20 1 3");
        assertThat(desk.open()).containsExactly("R3");
    }

    @Test
    void a_transaction_that_fails_leaves_the_budget_as_it_was() {
        desk.mandate(5, 1, 5);
        desk.book("S1", 3, 2);

        assertThatThrownBy(() -> desk.reconciliation().inTransaction(MandatedDesk.FRIDAY, unit -> {
                    MandatedDesk.give(unit, 0, 2);
                    unit.store();
                    assertThat(Rows.number(unit.connection(), "select uses from mandate_day"))
                            .isEqualTo(1);
                    throw new IllegalStateException("after all was stored");
                }))
                .hasMessage("after all was stored");
        assertThat(desk.meters()).isEmpty();
        assertThat(desk.rows("select count(*) from break")).containsExactly("0");

        desk.post(2);
        assertThat(desk.meters()).containsExactly("1 2026-11-20 1 3");
        assertThat(desk.rows("select count(*) from mandate_use")).containsExactly("1");
        assertThat(desk.open()).containsExactly("R1");
        TallyCheck.requireExact(desk.database());
    }

    @Test
    void a_mandate_that_is_stopped_or_whose_break_has_a_proposal_is_not_used() {
        long mandate = desk.mandate(1, 10, 100);
        desk.post(2);
        desk.book("S1", 2, 3);
        desk.database()
                .write(connection ->
                        Rows.update(connection, "update break set proposal_id = 7 where reference = 'R0'"));
        long wider = desk.mandate(5, 10, 100);

        assertThat(desk.desk().mandateRun().run()).hasSize(1);
        assertThat(desk.open()).containsExactly("R0");

        desk.database().write(connection -> {
            desk.desk().mandates().stop(connection, "ada", mandate, "Enough.");
            desk.desk().mandates().stop(connection, "ada", wider, "Enough.");
            return Rows.update(connection, "update break set proposal_id = null");
        });
        assertThat(desk.desk().mandateRun().run()).isEmpty();
        assertThat(desk.open()).containsExactly("R0");
    }

    /** A process that dies when a file, its breaks and their write-offs are written and not committed. */
    static final class Victim {
        private Victim() {}

        public static void main(String[] args) {
            DatabaseAddress address = new DatabaseAddress(args[0], args[1], System.getenv(Victims.PASSWORD));
            try (MandatedDesk desk = new MandatedDesk(address, FailPoints.fromProperty())) {
                desk.book("S1", 1, 2);
            }
        }
    }

    @Test
    void dying_before_the_commit_uses_nothing_of_the_budget() throws IOException, InterruptedException {
        desk.mandate(5, 10, 100);
        desk.post(2);
        assertThat(Victims.die(Victim.class, address, "R3", PATIENCE_SECONDS)).isEqualTo(Victims.KILLED);
        assertThat(desk.meters()).isEmpty();

        desk.book("S1", 1, 2);

        assertThat(desk.open()).isEmpty();
        assertThat(desk.meters()).containsExactly("1 2026-11-20 2 3");
        assertThat(desk.rows("select count(*) from mandate_use")).containsExactly("2");
    }
}
