package clearing.kernel.rulebook;

import clearing.kernel.codec.ByteReader;
import clearing.kernel.codec.ByteWriter;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.constitution.ConstitutionRules.Fault;
import java.util.Optional;

/**
 * Members' agents take turns at a lane's rounds, in the order of the constitution. Without this rule any agent may run a round at any
 * time.
 *
 * @param lane code of the lane
 * @param term seconds for which one member's agent has the turn, 1 to 30 days
 * @param silence seconds without a round after which the next in turn may take over, 1 to 30 days
 */
public record AgentRule(String lane, int term, int silence) implements Rule {
    static final int TAG = 32;

    private static final int MAX_SECONDS = 30 * 86_400;

    static String name(String lane) {
        return "agent/" + lane;
    }

    @Override
    public String name() {
        return name(lane);
    }

    @Override
    public int tag() {
        return TAG;
    }

    @Override
    public void write(ByteWriter out) {
        out.text(lane).i32(term).i32(silence);
    }

    static AgentRule read(ByteReader in, String path) {
        return new AgentRule(in.text(path + ".lane"), in.i32(path + ".term"), in.i32(path + ".silence"));
    }

    @Override
    public Optional<Fault> check(Constitution constitution) {
        if (constitution.lane(lane).isEmpty()) {
            return Optional.of(new Fault("lane", "'" + lane + "' is no lane of this constitution"));
        }
        return seconds("term", term).or(() -> seconds("silence", silence));
    }

    private static Optional<Fault> seconds(String field, int value) {
        return value < 1 || value > MAX_SECONDS
                ? Optional.of(new Fault(field, "is outside 1.." + MAX_SECONDS))
                : Optional.empty();
    }
}
