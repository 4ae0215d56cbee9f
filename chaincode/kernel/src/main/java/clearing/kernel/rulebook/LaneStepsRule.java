package clearing.kernel.rulebook;

import clearing.kernel.codec.ByteReader;
import clearing.kernel.codec.ByteWriter;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.constitution.ConstitutionRules.Fault;
import java.util.Optional;

/**
 * How far a lane's rounds go to save liquidity. Without this rule they go all the way.
 *
 * @param lane code of the lane
 * @param upTo the last step that its rounds take; each step settles at least what the one before settles
 */
public record LaneStepsRule(String lane, Step upTo) implements Rule {
    static final int TAG = 30;

    /** The order is part of the ledger's encoding. */
    public enum Step {
        /** Each instruction alone, first in its queues. */
        GROSS,
        /** In addition, instructions between the same two parties against each other. */
        BILATERAL,
        /** The greatest set in which nobody is overtaken. */
        MULTILATERAL,
        /** In addition, overtaking where what is left covers the overtaken. */
        RESOLUTION
    }

    static String name(String lane) {
        return "steps/" + lane;
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
        out.text(lane).u8(upTo.ordinal());
    }

    static LaneStepsRule read(ByteReader in, String path) {
        return new LaneStepsRule(in.text(path + ".lane"), in.constant(Step.values(), path + ".upTo"));
    }

    @Override
    public Optional<Fault> check(Constitution constitution) {
        return constitution.lane(lane).isPresent()
                ? Optional.empty()
                : Optional.of(new Fault("lane", "'" + lane + "' is no lane of this constitution"));
    }
}
