package clearing.client.rulebook;

import clearing.kernel.constitution.Constitution;
import clearing.kernel.rulebook.AgentRule;
import clearing.kernel.rulebook.Rule;
import clearing.kernel.rulebook.Rulebook;
import java.util.ArrayList;
import java.util.List;

/**
 * Agents take turns unless members agree otherwise: no member becomes the operator because nobody thought of it. A lane for which the
 * rules say something about agents keeps what they say.
 */
public final class DefaultTurns {
    /** Seconds: long enough that a turn is not about the handing over, short enough that all members have one within the hour. */
    public static final int TERM = 600;
    /** Seconds: a node that is started anew is back before its turn is lost. */
    public static final int SILENCE = 30;

    private DefaultTurns() {}

    /** The constitution with turns in every lane. */
    public static Constitution in(Constitution constitution) {
        List<Rule> rules = new ArrayList<>(constitution.rules().rules());
        constitution.lanes().stream()
                .filter(lane -> constitution.rules().agents(lane.code()).isEmpty())
                .forEach(lane -> rules.add(new AgentRule(lane.code(), TERM, SILENCE)));
        return new Constitution(
                constitution.version(),
                constitution.lanes(),
                constitution.assets(),
                constitution.members(),
                new Rulebook(rules));
    }
}
