package clearing.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import clearing.simulation.engine.Event;
import clearing.simulation.engine.Situation;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whole networks over many seeds; {@code -Dclearing.seed} moves the first one. */
@Timeout(1_200)
class SimulationTest {
    /** About a minute of two cores; {@code clearing simulate} runs any number. */
    private static final int SEEDS = 2_000;

    private final long first = Long.getLong("clearing.seed", 1);

    @Test
    void nothing_breaks_and_every_situation_comes_up() {
        Campaign campaign = new Campaign(Settings.DRAWN);

        campaign.run(first, SEEDS, report -> {});

        assertThat(campaign.failures()).extracting(Failure::text).isEmpty();
        assertThat(campaign.situations().keySet()).containsExactlyInAnyOrder(Situation.values());
        assertThat(campaign.seeds()).isEqualTo(SEEDS);
    }

    @Test
    void a_seed_replays_event_by_event() {
        for (long seed = first; seed < first + 4; seed++) {
            List<String> once = new ArrayList<>();
            List<String> again = new ArrayList<>();
            SeedReport report = Simulation.run(seed, Settings.DRAWN, record(once));
            SeedReport repeated = Simulation.run(seed, Settings.DRAWN, record(again));

            assertThat(again).isEqualTo(once);
            assertThat(repeated).isEqualTo(report);
        }
    }

    @Test
    void seeds_differ() {
        assertThat(Simulation.run(first, Settings.DRAWN).digest())
                .isNotEqualTo(Simulation.run(first + 1, Settings.DRAWN).digest());
    }

    @Test
    void every_number_of_members_lives() {
        for (int members = Settings.FEWEST_MEMBERS; members <= Settings.MOST_MEMBERS; members++) {
            Settings settings = new Settings(OptionalInt.of(members), OptionalInt.of(300));
            assertThat(Simulation.run(first, settings).failure()).isEmpty();
        }
    }

    @Test
    void a_network_of_two_is_refused() {
        assertThatThrownBy(() -> new Settings(OptionalInt.of(2), OptionalInt.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("3 to 7 members");
    }

    private static Consumer<Event> record(List<String> lines) {
        return event -> lines.add(event.line());
    }
}
