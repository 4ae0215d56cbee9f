package clearing.settlement.desk;

import static org.assertj.core.api.Assertions.assertThat;

import clearing.settlement.desk.BreakState.Move;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The whole table: every state with every move, owned and not. */
final class BreakStateTest {
    /** State and move, then where it leads for a break that is somebody's and for one that is nobody's; all else is refused. */
    private static final String TABLE = """
            OPEN ASSIGN ASSIGNED OPEN
            OPEN UNASSIGN ASSIGNED OPEN
            OPEN PROPOSE PROPOSED PROPOSED
            OPEN RESOLVE RESOLVED RESOLVED
            ASSIGNED ASSIGN ASSIGNED OPEN
            ASSIGNED UNASSIGN ASSIGNED OPEN
            ASSIGNED PROPOSE PROPOSED PROPOSED
            ASSIGNED RESOLVE RESOLVED RESOLVED
            PROPOSED ASSIGN PROPOSED PROPOSED
            PROPOSED UNASSIGN PROPOSED PROPOSED
            PROPOSED APPROVE RESOLVED RESOLVED
            PROPOSED RESOLVE RESOLVED RESOLVED
            PROPOSED SETTLE_PROPOSAL ASSIGNED OPEN
            RESOLVED REOPEN ASSIGNED OPEN
            """;

    @Test
    void every_state_takes_exactly_its_moves() {
        Map<String, BreakState> expected = new HashMap<>();
        TABLE.lines().forEach(line -> {
            String[] words = line.split(" ");
            expected.put(words[0] + words[1] + true, BreakState.valueOf(words[2]));
            expected.put(words[0] + words[1] + false, BreakState.valueOf(words[3]));
        });
        for (BreakState state : BreakState.values()) {
            for (Move move : Move.values()) {
                for (boolean owned : new boolean[] {true, false}) {
                    assertThat(state.after(move, owned))
                            .as(state + " " + move + " " + owned)
                            .isEqualTo(Optional.ofNullable(expected.get(state.name() + move + owned)));
                }
            }
        }
    }

    @Test
    void the_state_follows_from_the_row() {
        assertThat(BreakState.of(true, true, true)).isEqualTo(BreakState.RESOLVED);
        assertThat(BreakState.of(false, true, false)).isEqualTo(BreakState.PROPOSED);
        assertThat(BreakState.of(false, false, true)).isEqualTo(BreakState.ASSIGNED);
        assertThat(BreakState.of(false, false, false)).isEqualTo(BreakState.OPEN);
    }
}
