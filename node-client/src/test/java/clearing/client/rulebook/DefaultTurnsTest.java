package clearing.client.rulebook;

import static org.assertj.core.api.Assertions.assertThat;

import clearing.kernel.constitution.Constitution;
import clearing.kernel.constitution.Lane;
import clearing.kernel.rulebook.AgentRule;
import clearing.kernel.rulebook.DebitCapRule;
import clearing.kernel.rulebook.Rulebook;
import java.util.List;
import org.junit.jupiter.api.Test;

class DefaultTurnsTest {
    private static final AgentRule AGREED = new AgentRule("CN", 7, 3);
    private static final DebitCapRule CAP = new DebitCapRule("NORTH", "HKD", 5);

    @Test
    void every_lane_has_turns_and_what_members_agreed_stays() {
        Constitution constitution = new Constitution(
                3,
                List.of(new Lane("HK", 480), new Lane("CN", 480)),
                List.of(),
                List.of(),
                new Rulebook(List.of(AGREED, CAP)));

        Constitution turned = DefaultTurns.in(constitution);

        assertThat(turned.rules().rules())
                .containsExactlyInAnyOrder(AGREED, CAP, new AgentRule("HK", DefaultTurns.TERM, DefaultTurns.SILENCE));
        assertThat(turned.version()).isEqualTo(3);
        assertThat(turned.lanes()).isEqualTo(constitution.lanes());
        assertThat(DefaultTurns.in(turned)).isEqualTo(turned);
    }
}
