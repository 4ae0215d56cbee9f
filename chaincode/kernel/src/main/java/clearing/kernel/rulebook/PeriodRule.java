package clearing.kernel.rulebook;

import clearing.kernel.codec.ByteReader;
import clearing.kernel.codec.ByteWriter;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.constitution.ConstitutionRules.Fault;
import java.util.Optional;

/**
 * When a lane's value dates may be closed: agreed beforehand by all, so that nobody can close early against the others and nobody can
 * keep the books open by withholding a vote.
 *
 * @param lane code of the lane
 * @param graceDays calendar days that must have passed after a value date, 1 or more
 */
public record PeriodRule(String lane, int graceDays) implements Rule {
    static final int TAG = 11;

    private static final int MAX_DAYS = 3_660;

    static String name(String lane) {
        return "period/" + lane;
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
        out.text(lane).u16(graceDays);
    }

    static PeriodRule read(ByteReader in, String path) {
        return new PeriodRule(in.text(path + ".lane"), in.u16(path + ".graceDays"));
    }

    @Override
    public Optional<Fault> check(Constitution constitution) {
        if (constitution.lane(lane).isEmpty()) {
            return Optional.of(new Fault("lane", "'" + lane + "' is no lane of this constitution"));
        }
        return graceDays < 1 || graceDays > MAX_DAYS
                ? Optional.of(new Fault("graceDays", "is outside 1.." + MAX_DAYS))
                : Optional.empty();
    }
}
