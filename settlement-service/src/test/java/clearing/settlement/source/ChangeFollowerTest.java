package clearing.settlement.source;

import static org.assertj.core.api.Assertions.assertThat;

import clearing.settlement.matching.Outcome;
import clearing.settlement.store.DatabaseAddress;
import clearing.settlement.store.FailPoints;
import clearing.settlement.store.LogicalCluster;
import clearing.settlement.store.TestDatabases;
import clearing.settlement.store.Victims;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A table whose changes PostgreSQL decodes from its log, and processes that die while they follow one. */
final class ChangeFollowerTest {
    private static final int PATIENCE_SECONDS = 240;

    private static void awaitEntries(Core core, long count) throws InterruptedException {
        while (core.number("select count(*) from book_entry") < count) {
            Outcome outcome = core.told.poll(60, TimeUnit.SECONDS);
            assertThat(outcome).as("%s", core.error()).isNotNull();
        }
    }

    @Test
    void the_table_as_it_is_and_then_every_insert_in_order() throws SQLException, InterruptedException {
        DatabaseAddress address = LogicalCluster.fresh();
        Core.table(address);
        Core.sql(address, Core.insert(1, "T0-0", "1.00"), Core.insert(2, "T0-1", "-1.01"));
        try (Core core = new Core(address, FailPoints.NONE)) {
            FollowedSource source = core.source(Core.changes("slot_a"));
            try (SourceRunner first = SourceRunner.start(source, core.intake)) {
                assertThat(first).isNotNull();
                awaitEntries(core, 2);
                Core.sql(address, Core.insert(3, "T0-2", "-1.02"), Core.insert(4, "T0-3", "1.03"));
                awaitEntries(core, 4);
                // An update that changes nothing of the entry, and rows that are tidied away.
                Core.sql(
                        address,
                        "update core.core_entry set ref = ref where seq = 1",
                        "delete from core.core_entry where seq = 2");
                Core.sql(address, Core.insert(5, "T0-4", "-1.04"));
                awaitEntries(core, 5);
                assertThat(core.error()).isEmpty();
            }
            Core.sql(address, Core.insert(6, "T0-5", "-1.05"));
            try (SourceRunner second = SourceRunner.start(source, core.intake)) {
                assertThat(second).isNotNull();
                awaitEntries(core, 6);
            }
            assertThat(core.number("select count(*) from book_entry where status = 1"))
                    .isEqualTo(6);
            assertThat(core.number("select count(distinct entry_id) from book_entry"))
                    .isEqualTo(6);
        }
    }

    @Test
    void what_the_server_sends_again_after_its_slot_was_lost_changes_nothing()
            throws SQLException, InterruptedException {
        DatabaseAddress address = LogicalCluster.fresh();
        Core.table(address);
        Core.sql(address, Core.insert(1, "T0-0", "1.00"));
        try (Core core = new Core(address, FailPoints.NONE)) {
            FollowedSource source = core.source(Core.changes("slot_b"));
            try (SourceRunner first = SourceRunner.start(source, core.intake)) {
                assertThat(first).isNotNull();
                awaitEntries(core, 1);
            }
            Core.sql(address, Core.insert(2, "T0-1", "-1.01"));
            Core.sql(address, "select pg_drop_replication_slot('slot_b')");
            try (SourceRunner second = SourceRunner.start(source, core.intake)) {
                assertThat(second).isNotNull();
                awaitEntries(core, 2);
            }
            assertThat(core.number("select count(*) from book_entry")).isEqualTo(2);
        }
    }

    /** The process that dies while it follows. */
    static final class Victim {
        private Victim() {}

        public static void main(String[] args) throws InterruptedException {
            DatabaseAddress address = new DatabaseAddress(args[0], args[1], System.getenv(Victims.PASSWORD));
            follow(address, FailPoints.fromProperty(), args[0].contains("/l"));
        }
    }

    private static List<String> follow(DatabaseAddress address, FailPoints failPoints, boolean changes)
            throws InterruptedException {
        try (Core core = new Core(address, failPoints);
                SourceRunner runner = SourceRunner.start(
                        core.source(
                                changes ? Core.changes("slot_" + name(address)) : Core.poll(4, 2, Optional.empty())),
                        core.intake)) {
            assertThat(runner).isNotNull();
            awaitEntries(core, 10);
            return core.rows();
        }
    }

    private static String name(DatabaseAddress address) {
        return address.url().substring(address.url().lastIndexOf('/') + 1);
    }

    private static DatabaseAddress upstream(boolean changes) throws SQLException {
        DatabaseAddress address = changes ? LogicalCluster.fresh() : TestDatabases.fresh();
        Core.table(address);
        for (int i = 0; i < 10; i++) {
            Core.sql(address, Core.insert(i + 1, "T0-" + i, "1.0" + i));
        }
        return address;
    }

    @ParameterizedTest
    @CsvSource({"false,S1:2", "false,S2:2", "false,S3:1", "true,S1:1", "true,S2:1", "true,S3:1"})
    void dying_there_leaves_nothing_undone_and_nothing_doubled(boolean changes, String point)
            throws SQLException, IOException, InterruptedException {
        List<String> undisturbed = follow(upstream(changes), FailPoints.NONE, changes);
        DatabaseAddress address = upstream(changes);
        assertThat(Victims.die(Victim.class, address, point, PATIENCE_SECONDS)).isEqualTo(Victims.KILLED);

        assertThat(follow(address, FailPoints.NONE, changes)).isEqualTo(undisturbed);
    }
}
