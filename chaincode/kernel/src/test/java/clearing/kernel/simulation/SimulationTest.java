package clearing.kernel.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import clearing.kernel.Consortium;
import clearing.kernel.InvariantViolation;
import clearing.kernel.Seeds;
import clearing.kernel.state.Keys;
import clearing.kernel.state.LedgerState;
import clearing.kernel.state.StateDigest;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Kernel and model agree over seeded lives; and where something is broken on purpose, it is found. */
@Timeout(60)
class SimulationTest {
    private static final int SEEDS = 20;
    private static final int BATCHES = 150;

    private final long first = Seeds.seed(1);

    @Test
    void kernel_and_model_agree_after_every_batch() {
        Map<Step.Kind, Integer> reached = new HashMap<>();
        for (long seed = first; seed < first + SEEDS; seed++) {
            Simulation life = new Simulation(seed, UnaryOperator.identity());
            life.run(BATCHES);
            life.reached.forEach((kind, times) -> reached.merge(kind, times, Integer::sum));
        }
        assertThat(reached.keySet()).containsExactlyInAnyOrder(Step.Kind.values());
        assertThat(reached)
                .allSatisfy((kind, times) -> assertThat(times).as(kind.name()).isGreaterThanOrEqualTo(10));
    }

    @Test
    void the_same_seed_ends_in_the_same_bytes_whatever_holds_the_state() {
        Simulation one = new Simulation(first, UnaryOperator.identity());
        Simulation other = new Simulation(first, Unordered::new);
        one.run(BATCHES);
        other.run(BATCHES);

        assertThat(StateDigest.of(other.state.entries())).isEqualTo(StateDigest.of(one.state.entries()));
    }

    @Test
    void a_read_of_an_old_position_is_found() {
        Simulation life = new Simulation(first, Stale::new);

        assertThatThrownBy(() -> life.run(BATCHES))
                .isInstanceOfAny(Simulation.Disagreement.class, InvariantViolation.class);
    }

    @Test
    void a_lost_write_is_found() {
        Simulation life = new Simulation(first, UnaryOperator.identity());
        life.run(BATCHES);
        String key = Keys.balance(Consortium.HK, Consortium.NORTH);
        assertThat(life.state.has(key)).isTrue();
        life.state.remove(key);

        assertThatThrownBy(() -> life.run(1))
                .isInstanceOfAny(Simulation.Disagreement.class, InvariantViolation.class)
                .hasMessageMatching("(?s).+");
    }

    @Test
    void one_unit_more_issued_than_held_is_found() {
        Simulation life = new Simulation(first, UnaryOperator.identity());
        life.run(BATCHES);
        String key = Keys.issued("HKD");
        long issued = ByteBuffer.wrap(life.state.get(key).orElseThrow()).getLong();
        life.state.put(key, ByteBuffer.allocate(8).putLong(issued + 1).array());

        assertThatThrownBy(() -> life.run(1))
                .isInstanceOf(Simulation.Disagreement.class)
                .hasMessageContaining("clearing.seed=" + first);
    }

    /** Answers the same from a hash map that was filled in another order. */
    private record Unordered(LedgerState state, Map<String, Optional<byte[]>> seen) implements LedgerState {
        Unordered(LedgerState state) {
            this(state, new HashMap<>());
        }

        @Override
        public Optional<byte[]> get(String key) {
            return seen.computeIfAbsent(key, state::get);
        }
    }

    /** Drops what was ever written to the south's balance page. */
    private record Stale(LedgerState state) implements LedgerState {
        @Override
        public Optional<byte[]> get(String key) {
            return key.equals(Keys.balance(Consortium.HK, Consortium.SOUTH)) ? Optional.empty() : state.get(key);
        }
    }
}
