package clearing.settlement.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import clearing.settlement.store.DatabaseAddress;
import clearing.settlement.store.FailPoints;
import clearing.settlement.store.TestDatabases;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A table of another system that is asked again and again. */
final class PollFollowerTest {
    private DatabaseAddress address;
    private Core core;

    @BeforeEach
    void start() throws SQLException {
        address = TestDatabases.fresh();
        Core.table(address);
        core = new Core(address, FailPoints.NONE);
    }

    @AfterEach
    void stop() {
        core.close();
    }

    private int steps(PollFollower follower) throws SQLException, IOException {
        int steps = 1;
        while (follower.step()) {
            steps++;
        }
        return steps;
    }

    @Test
    void rows_come_once_in_batches_and_meet_their_postings() throws SQLException, IOException {
        for (int i = 0; i < 20; i++) {
            Core.sql(address, Core.insert(i + 1, "T0-" + i, (i % 3 == 0 ? "" : "-") + "1." + String.format("%02d", i)));
        }
        FollowedSource.Poll poll = Core.poll(7, 0, Optional.empty());
        try (PollFollower follower = new PollFollower(core.source(poll), poll, core.intake)) {
            assertThat(steps(follower)).isEqualTo(3);
            assertThat(steps(follower)).isEqualTo(1);
        }
        assertThat(core.number("select count(*) from book_entry")).isEqualTo(20);
        assertThat(core.number("select count(*) from book_entry where status = 1"))
                .isEqualTo(20);
        assertThat(core.intake.position("core")).contains("20");
        assertThat(core.number("select count(*) from statement")).isEqualTo(1);
        assertThat(core.number("select entries from statement")).isEqualTo(20);
    }

    @Test
    void a_row_that_was_committed_late_comes_within_the_overlap() throws SQLException, IOException {
        Core.sql(address, Core.insert(1, "T0-0", "1.00"), Core.insert(3, "T0-2", "-1.02"));
        FollowedSource.Poll poll = Core.poll(10, 5, Optional.empty());
        try (PollFollower follower = new PollFollower(core.source(poll), poll, core.intake)) {
            steps(follower);
            Core.sql(address, Core.insert(2, "T0-1", "-1.01"));
            steps(follower);
        }
        assertThat(core.number("select count(*) from book_entry")).isEqualTo(3);
    }

    @Test
    void a_row_that_cannot_be_read_stops_the_source_where_it_is() throws SQLException, IOException {
        Core.sql(address, Core.insert(1, "T0-0", "1.00"));
        FollowedSource.Poll poll = Core.poll(10, 0, Optional.empty());
        try (PollFollower follower = new PollFollower(core.source(poll), poll, core.intake)) {
            steps(follower);
            Core.sql(
                    address,
                    Core.insert(2, "T0-1", "1.01"),
                    "update core.core_entry set acct = 'NOBODY' where seq = 2");
            assertThatThrownBy(follower::step)
                    .isInstanceOf(Intake.Refused.class)
                    .hasMessageContaining("ACCOUNT_UNKNOWN")
                    .hasMessageContaining("acct");
            assertThat(core.intake.position("core")).contains("1");
            Core.sql(address, "update core.core_entry set acct = 'HOUSE-HKD' where seq = 2");
            steps(follower);
        }
        assertThat(core.number("select count(*) from book_entry")).isEqualTo(2);
    }

    @Test
    void a_row_that_comes_again_otherwise_is_refused() throws SQLException, IOException {
        Core.sql(address, Core.insert(1, "T0-0", "1.00"));
        FollowedSource.Poll poll = Core.poll(10, 5, Optional.empty());
        try (PollFollower follower = new PollFollower(core.source(poll), poll, core.intake)) {
            steps(follower);
            Core.sql(address, "update core.core_entry set amt = 2");
            assertThatThrownBy(follower::step)
                    .isInstanceOf(Intake.Refused.class)
                    .hasMessageContaining("ENTRY_CHANGED");
        }
        assertThat(core.number("select sum(minor) from book_entry")).isEqualTo(100);
    }

    @Test
    void a_runner_tells_its_fault_goes_on_after_it_and_wakes_on_notify() throws SQLException, InterruptedException {
        FollowedSource.Poll poll = Core.poll(10, 0, Optional.of("core_booked"));
        Core.sql(address, "alter table core.core_entry rename to core_away");
        try (SourceRunner runner = SourceRunner.start(core.source(poll), core.intake)) {
            awaitError("core_entry");
            Core.sql(
                    address,
                    "alter table core.core_away rename to core_entry",
                    Core.insert(1, "T0-0", "1.00"),
                    "notify core_booked");
            assertThat(core.told.poll(60, TimeUnit.SECONDS)).isNotNull();
            assertThat(core.error()).isEmpty();
            Core.sql(address, Core.insert(2, "T0-1", "-1.01"), "notify core_booked");
            assertThat(core.told.poll(60, TimeUnit.SECONDS)).isNotNull();
            assertThat(runner).isNotNull();
        }
        assertThat(core.number("select count(*) from book_entry where status = 1"))
                .isEqualTo(2);
    }

    private void awaitError(String part) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (core.error().filter(error -> error.contains(part)).isEmpty()) {
            assertThat(System.nanoTime()).isLessThan(end);
            assertThat(core.told.poll(20, TimeUnit.MILLISECONDS)).isNull();
        }
    }
}
