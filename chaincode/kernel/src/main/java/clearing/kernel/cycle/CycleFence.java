package clearing.kernel.cycle;

import clearing.kernel.InvariantViolation;
import clearing.kernel.calendar.CycleId;
import clearing.kernel.codec.ByteReader;
import clearing.kernel.codec.ByteWriter;

/**
 * How far a lane's cycles are cut off. Every affirmation reads it and a cut-off writes it: an affirmation that was endorsed before the
 * cut-off is invalid after it, since what it read has changed.
 *
 * @param last no trade enters this cycle or one before it any more
 */
public record CycleFence(CycleId last) {
    private static final int FORMAT = 1;

    public byte[] encode() {
        ByteWriter out = new ByteWriter(32).u8(FORMAT);
        last.write(out);
        return out.toBytes();
    }

    public static CycleFence decode(byte[] stored) {
        ByteReader in = new ByteReader(stored);
        if (in.u8("fence.format") != FORMAT) {
            throw new InvariantViolation("a fence on the ledger has an unknown format");
        }
        CycleFence fence = new CycleFence(CycleId.read(in, "fence.last"));
        in.end("fence");
        return fence;
    }
}
