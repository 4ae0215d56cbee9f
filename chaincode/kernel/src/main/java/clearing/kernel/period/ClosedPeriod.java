package clearing.kernel.period;

import clearing.kernel.ResultCode;
import clearing.kernel.codec.ByteReader;
import clearing.kernel.codec.ByteWriter;
import java.time.Instant;
import java.time.LocalDate;

/**
 * Which value dates of a lane are closed.
 *
 * <pre>period := format u8 | through i32 | closes i32 | closed by text | closed at i64, milliseconds since 1970</pre>
 *
 * @param through the last value date that is closed
 * @param closes how many times the lane has been closed so far
 * @param closedBy the member who closed last
 * @param closedAt time of that transaction
 */
public record ClosedPeriod(LocalDate through, int closes, String closedBy, Instant closedAt) {
    private static final int FORMAT = 1;

    public byte[] encode() {
        return new ByteWriter(64)
                .u8(FORMAT)
                .i32(Math.toIntExact(through.toEpochDay()))
                .i32(closes)
                .text(closedBy)
                .i64(closedAt.toEpochMilli())
                .toBytes();
    }

    /** @throws clearing.kernel.MalformedInput when the bytes are no closed period */
    public static ClosedPeriod decode(byte[] stored) {
        ByteReader in = new ByteReader(stored);
        if (in.u8("period.format") != FORMAT) {
            throw in.fault(ResultCode.UNSUPPORTED_VERSION, "period.format", "is not 1");
        }
        ClosedPeriod period = new ClosedPeriod(
                LocalDate.ofEpochDay(in.i32("period.through")),
                in.i32("period.closes"),
                in.text("period.closedBy"),
                Instant.ofEpochMilli(in.i64("period.closedAt")));
        in.end("period");
        return period;
    }
}
