package clearing.settlement.stress;

import static org.assertj.core.api.Assertions.assertThat;

import clearing.settlement.ledger.Measurements;
import clearing.settlement.ledger.SimulatedChain;
import clearing.settlement.ledger.StressDay;
import clearing.settlement.ledger.Tailed;
import clearing.settlement.store.FailPoints;
import clearing.settlement.store.Rows;
import clearing.settlement.store.TestDatabases;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The night's stress test on a verified chain and a real database, by a clock that the test sets. */
class NightlyStressTest {
    private static final LocalDate FIRST = LocalDate.of(2026, 11, 21);

    private final NightClock clock = new NightClock("2026-11-21T01:29");
    private final Measurements measurements = new Measurements(clock.instant());
    private final List<StressNight> told = new ArrayList<>();
    private final List<Tailed> open = new ArrayList<>();

    @AfterEach
    void close() {
        open.forEach(Tailed::close);
    }

    private Tailed read(SimulatedChain chain) throws InterruptedException {
        Tailed tailed = new Tailed(TestDatabases.fresh(), chain.blocks(), FailPoints.NONE);
        open.add(tailed);
        tailed.awaitHeight(chain.blocks().size() - 1L);
        return tailed;
    }

    private NightlyStress nightly(Tailed tailed, String at) {
        return new NightlyStress(
                tailed.database(), tailed.tail(), StressTerms.of(at, List.of()), clock, measurements, told::add);
    }

    private static List<String> kept(Tailed tailed) {
        return tailed.database()
                .read(connection -> Rows.list(
                        connection,
                        "select night from stress_night order by night",
                        List.of(),
                        row -> row.getString(1)));
    }

    @Test
    void it_runs_once_a_night_from_its_hour_on() throws InterruptedException {
        SimulatedChain chain = StressDay.calm();
        Tailed tailed = read(chain);
        NightlyStress nightly = nightly(tailed, "01:30");

        assertThat(nightly.look()).isEmpty();
        clock.set("2026-11-21T01:30");
        assertThat(nightly.look()).hasValueSatisfying(night -> {
            assertThat(night.night()).isEqualTo(FIRST);
            assertThat(night.block()).isEqualTo(chain.blocks().size() - 1L);
            assertThat(night.started()).isEqualTo(clock.instant());
            assertThat(night.holds()).isTrue();
        });
        assertThat(nightly.look()).isEmpty();
        clock.set("2026-11-22T01:29");
        assertThat(nightly.look()).isEmpty();
        clock.set("2026-11-22T01:30");
        assertThat(nightly.look()).isPresent();

        assertThat(kept(tailed)).containsExactly("2026-11-21", "2026-11-22");
        assertThat(told).hasSize(2);
    }

    @Test
    void a_start_after_the_hour_makes_up_for_it_and_the_next_start_does_not() throws InterruptedException {
        Tailed tailed = read(StressDay.calm());
        clock.set("2026-11-21T14:00");

        assertThat(nightly(tailed, "01:30").look()).isPresent();
        assertThat(nightly(tailed, "01:30").look()).isEmpty();
        assertThat(kept(tailed)).containsExactly("2026-11-21");
    }

    @Test
    void the_database_lets_no_second_run_of_a_night_in() throws InterruptedException {
        Tailed tailed = read(StressDay.calm());
        clock.set("2026-11-21T01:30");
        StressNight night = nightly(tailed, "01:30").look().orElseThrow();
        StressNight late = new StressNight(FIRST, 0, night.started(), night.finished(), List.of(), false, false, "{}");

        assertThat(tailed.database().<Boolean>write(connection -> StressNights.add(connection, late)))
                .isFalse();
        assertThat(tailed.database().read(StressNights::last))
                .hasValueSatisfying(kept -> assertThat(kept.holds()).isTrue());
    }

    @Test
    void a_night_that_does_not_hold_says_whose_default_leaves_how_much() throws InterruptedException {
        Tailed tailed = read(StressDay.owing());
        clock.set("2026-11-21T01:30");

        StressNight night = nightly(tailed, "01:30").look().orElseThrow();

        assertThat(night.cover1()).isFalse();
        assertThat(night.cover2()).isFalse();
        assertThat(told).containsExactly(night);
        JsonObject details = new JsonObject(night.details());
        JsonObject largest =
                details.getJsonObject("cover1").getJsonArray("defaults").getJsonObject(0);
        assertThat(largest.getString("member")).isEqualTo(StressDay.LOTUS);
        assertThat(largest.getString("uncovered")).isEqualTo("40.00");
        assertThat(largest.getString("currency")).isEqualTo("EUR");
        assertThat(details.getJsonArray("members")).hasSize(3);
    }

    @Test
    void where_no_default_rule_is_agreed_nothing_is_run() throws InterruptedException {
        Tailed tailed = read(SimulatedChain.day(1, 3));
        clock.set("2026-11-21T01:30");

        assertThat(nightly(tailed, "01:30").look()).isEmpty();
        assertThat(kept(tailed)).isEmpty();
        assertThat(measurements.stressFailures()).isZero();
    }

    @Test
    void switched_off_it_never_runs() throws InterruptedException {
        Tailed tailed = read(StressDay.calm());
        clock.set("2026-11-21T23:59");

        assertThat(nightly(tailed, "off").look()).isEmpty();
        assertThat(kept(tailed)).isEmpty();
    }

    @Test
    void a_ledger_that_is_not_read_to_its_end_is_waited_for() throws InterruptedException {
        Tailed tailed = new Tailed(TestDatabases.fresh(), StressDay.calm().lying(5), FailPoints.NONE);
        open.add(tailed);
        tailed.awaitHalt();
        clock.set("2026-11-21T01:30");

        assertThat(nightly(tailed, "01:30").look()).isEmpty();
        assertThat(kept(tailed)).isEmpty();
    }

    @Test
    void what_fails_is_counted_and_tried_again_after_some_minutes() throws InterruptedException {
        Tailed tailed = read(StressDay.calm());
        NightlyStress nightly = nightly(tailed, "01:30");
        clock.set("2026-11-21T01:30");
        rename(tailed, "stress_night", "away");

        assertThat(nightly.look()).isEmpty();
        assertThat(measurements.stressFailures()).isEqualTo(1);
        rename(tailed, "away", "stress_night");
        clock.set("2026-11-21T01:34");
        assertThat(nightly.look()).as("before its time").isEmpty();
        clock.set("2026-11-21T01:35");
        assertThat(nightly.look()).isPresent();

        assertThat(measurements.stressFailures()).isEqualTo(1);
        assertThat(kept(tailed)).containsExactly("2026-11-21");
    }

    private static void rename(Tailed tailed, String from, String to) {
        tailed.database().write(connection -> Rows.update(connection, "alter table " + from + " rename to " + to));
    }
}
