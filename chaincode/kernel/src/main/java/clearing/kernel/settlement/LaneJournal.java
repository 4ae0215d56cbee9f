package clearing.kernel.settlement;

import clearing.kernel.InvariantViolation;
import clearing.kernel.codec.ByteReader;
import clearing.kernel.codec.ByteWriter;
import java.util.Arrays;
import java.util.Optional;

/**
 * The running record of a lane's rounds. Every round reads and writes it, so rounds are serial whoever runs them: of two agents at
 * once the ledger lets one win.
 *
 * @param rounds rounds that moved value
 * @param settled trades that settled in them
 * @param acceptedMillis the latest transaction time accepted, milliseconds since 1970
 * @param hash 32 bytes: chained over every settled trade in order
 */
public record LaneJournal(long rounds, long settled, long acceptedMillis, byte[] hash) {
    private static final int FORMAT = 1;

    public LaneJournal {
        hash = hash.clone();
    }

    @Override
    public byte[] hash() {
        return hash.clone();
    }

    public byte[] encode() {
        return new ByteWriter(64)
                .u8(FORMAT)
                .i64(rounds)
                .i64(settled)
                .i64(acceptedMillis)
                .fixed(hash)
                .toBytes();
    }

    public static LaneJournal decode(Optional<byte[]> stored) {
        if (stored.isEmpty()) {
            return new LaneJournal(0, 0, 0, new byte[32]);
        }
        ByteReader in = new ByteReader(stored.get());
        if (in.u8("journal.format") != FORMAT) {
            throw new InvariantViolation("a lane's journal on the ledger has an unknown format");
        }
        LaneJournal journal = new LaneJournal(
                in.i64("journal.rounds"),
                in.i64("journal.settled"),
                in.i64("journal.acceptedMillis"),
                in.fixed(32, "journal.hash"));
        in.end("journal");
        return journal;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LaneJournal that
                && rounds == that.rounds
                && settled == that.settled
                && acceptedMillis == that.acceptedMillis
                && Arrays.equals(hash, that.hash);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(hash);
    }
}
