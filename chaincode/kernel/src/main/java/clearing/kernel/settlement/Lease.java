package clearing.kernel.settlement;

import clearing.kernel.InvariantViolation;
import clearing.kernel.codec.ByteReader;
import clearing.kernel.codec.ByteWriter;
import java.util.Optional;

/**
 * Whose agent has the turn at a lane's rounds. Written by rounds alone, which are serial anyway: no transaction exists to renew it.
 *
 * <pre>lease := format u8 | epoch i64 | holder text | since i64 | last i64</pre>
 *
 * @param epoch grows with each term; what was worked out in an earlier one is stale
 * @param holder id of the member
 * @param since milliseconds since 1970: the term's first round
 * @param last milliseconds since 1970: the holder's latest round
 */
public record Lease(long epoch, String holder, long since, long last) {
    private static final int FORMAT = 1;

    public byte[] encode() {
        return new ByteWriter(64)
                .u8(FORMAT)
                .i64(epoch)
                .text(holder)
                .i64(since)
                .i64(last)
                .toBytes();
    }

    /** Empty when nobody has had a turn yet. */
    public static Optional<Lease> decode(Optional<byte[]> stored) {
        return stored.map(Lease::read);
    }

    private static Lease read(byte[] stored) {
        ByteReader in = new ByteReader(stored);
        if (in.u8("lease.format") != FORMAT) {
            throw new InvariantViolation("a lane's lease on the ledger has an unknown format");
        }
        Lease lease =
                new Lease(in.i64("lease.epoch"), in.text("lease.holder"), in.i64("lease.since"), in.i64("lease.last"));
        in.end("lease");
        return lease;
    }
}
