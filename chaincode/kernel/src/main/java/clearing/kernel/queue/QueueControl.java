package clearing.kernel.queue;

import clearing.kernel.MalformedInput;
import clearing.kernel.ResultCode;
import clearing.kernel.codec.ByteReader;
import clearing.kernel.codec.ByteWriter;

/**
 * One thing that a party asks of the queue for a trade in which it gives something. What both parties ask comes together so that neither
 * pushes back what the other gives to anybody else: see {@link Wishes}.
 *
 * <pre>control := 0, held u8 | 1, priority u8 | 2, place i32 | 3, earliest i64, latest i64 | 4, least i64</pre>
 */
public sealed interface QueueControl {
    /** The last instant that a time can name: the end of the year 9999, in milliseconds since 1970. */
    long LAST_MILLIS = 253_402_300_799_999L;

    /** Not to settle, or to settle again. Either party's hold keeps the trade out of every round. */
    record Hold(boolean held) implements QueueControl {}

    /** Which class. */
    record Prioritise(QueuePriority priority) implements QueueControl {}

    /** Place among one's own of the same class: lower ones first, below zero before all that have none. */
    record Order(int place) implements QueueControl {}

    /**
     * From when until when a round may settle the trade, both inclusive, by the round's own time.
     *
     * @param earliest milliseconds since 1970, 0 for any time
     * @param latest milliseconds since 1970 and not before {@code earliest}, 0 for any time
     */
    record Schedule(long earliest, long latest) implements QueueControl {
        /** Whether both times are such as a ledger can have. */
        boolean isPossible() {
            return earliest >= 0
                    && latest >= 0
                    && Math.max(earliest, latest) <= LAST_MILLIS
                    && (latest == 0 || earliest <= latest);
        }
    }

    /**
     * Whether the trade may settle in part. Both parties have to allow it, whoever gives.
     *
     * @param least the smallest part that is worth it, in units of the first leg; 0 for whole or not at all
     */
    record Divide(long least) implements QueueControl {}

    static void write(ByteWriter out, QueueControl control) {
        switch (control) {
            case Hold c -> out.u8(0).u8(c.held() ? 1 : 0);
            case Prioritise c -> out.u8(1).u8(c.priority().ordinal());
            case Order c -> out.u8(2).i32(c.place());
            case Schedule c -> out.u8(3).i64(c.earliest()).i64(c.latest());
            case Divide c -> out.u8(4).i64(c.least());
        }
    }

    /** @throws MalformedInput when the bytes are no control */
    static QueueControl read(ByteReader in, String path) {
        int kind = in.u8(path + ".kind");
        return switch (kind) {
            case 0 -> new Hold(in.flag(path + ".held"));
            case 1 -> new Prioritise(in.constant(QueuePriority.values(), path + ".priority"));
            case 2 -> new Order(in.i32(path + ".place"));
            case 3 -> new Schedule(in.i64(path + ".earliest"), in.i64(path + ".latest"));
            case 4 -> new Divide(in.i64(path + ".least"));
            default -> throw new MalformedInput(ResultCode.MALFORMED, path + ".kind", "there is no control " + kind);
        };
    }
}
