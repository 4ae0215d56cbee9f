package clearing.kernel.reserve;

import clearing.kernel.InvariantViolation;
import clearing.kernel.ResultCode;
import clearing.kernel.codec.ByteReader;
import clearing.kernel.codec.ByteWriter;
import clearing.kernel.execution.Execution;
import clearing.kernel.state.Keys;

/**
 * What a member has in the reserve fund, in minor units of the currency of account. The value stands in its position as held.
 *
 * <pre>contribution := format u8 | fund i64 | first loss i64</pre>
 *
 * @param fund its part of the fund of all
 * @param firstLoss its own capital that stands before that
 */
public record Contribution(long fund, long firstLoss) {
    private static final int FORMAT = 1;
    private static final Contribution NONE = new Contribution(0, 0);

    public Contribution {
        if (fund < 0 || firstLoss < 0) {
            throw new InvariantViolation("a contribution to the reserve fund would fall below zero");
        }
    }

    /** The one of a member; nothing when it has not contributed. */
    public static Contribution of(String member, Execution x) {
        return x.ledger().read(Keys.reserve(member), Contribution::decode).orElse(NONE);
    }

    public long part(boolean ofFirstLoss) {
        return ofFirstLoss ? firstLoss : fund;
    }

    public Contribution plus(boolean toFirstLoss, long change) {
        return toFirstLoss
                ? new Contribution(fund, Math.addExact(firstLoss, change))
                : new Contribution(Math.addExact(fund, change), firstLoss);
    }

    public byte[] encode() {
        return new ByteWriter(17).u8(FORMAT).i64(fund).i64(firstLoss).toBytes();
    }

    /** @throws clearing.kernel.MalformedInput when the bytes are no contribution */
    public static Contribution decode(byte[] stored) {
        ByteReader in = new ByteReader(stored);
        if (in.u8("contribution.format") != FORMAT) {
            throw in.fault(ResultCode.UNSUPPORTED_VERSION, "contribution.format", "is not 1");
        }
        Contribution contribution = new Contribution(in.i64("contribution.fund"), in.i64("contribution.firstLoss"));
        in.end("contribution");
        return contribution;
    }
}
