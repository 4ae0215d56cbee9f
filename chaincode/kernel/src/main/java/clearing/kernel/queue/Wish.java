package clearing.kernel.queue;

import clearing.kernel.ResultCode;
import clearing.kernel.codec.ByteReader;
import clearing.kernel.codec.ByteWriter;

/**
 * What one party asks of the queue for one trade.
 *
 * <pre>
 * wish   := fields u8 | place i32 when not 0 | earliest i64 when not 0 | latest i64 when not 0 | least i64 when not 0
 * fields := 1 held | 2 x priority | 8 has a place | 16 has an earliest time | 32 has a latest time | 64 may be divided
 * </pre>
 *
 * @param held it is not to settle until resumed
 * @param priority which class it is to wait in
 * @param place among one's own of the same class: lower ones first, 0 by default
 * @param earliest milliseconds since 1970: no round before settles it; 0 when any time is right
 * @param latest milliseconds since 1970: no round after settles it; 0 when any time is right
 * @param least the smallest part of the first leg that it may settle in; 0 when it settles whole or not at all
 */
public record Wish(boolean held, QueuePriority priority, int place, long earliest, long latest, long least) {
    /** Nothing asked. */
    public static final Wish NONE = new Wish(false, QueuePriority.AS_TRADED, 0, 0, 0, 0);

    private static final int HELD = 1;
    private static final int PRIORITY_SHIFT = 1;
    private static final int PRIORITY_MASK = 3;
    private static final int PLACE = 8;
    private static final int EARLIEST = 16;
    private static final int LATEST = 32;
    private static final int DIVIDED = 64;
    private static final int ALL = 2 * DIVIDED - 1;

    /** The wish after one more thing was asked. */
    Wish with(QueueControl control) {
        return switch (control) {
            case QueueControl.Hold c -> new Wish(c.held(), priority, place, earliest, latest, least);
            case QueueControl.Prioritise c -> new Wish(held, c.priority(), place, earliest, latest, least);
            case QueueControl.Order c -> new Wish(held, priority, c.place(), earliest, latest, least);
            case QueueControl.Schedule c -> new Wish(held, priority, place, c.earliest(), c.latest(), least);
            case QueueControl.Divide c -> new Wish(held, priority, place, earliest, latest, c.least());
        };
    }

    void write(ByteWriter out) {
        out.u8((held ? HELD : 0)
                | priority.ordinal() << PRIORITY_SHIFT
                | (place == 0 ? 0 : PLACE)
                | (earliest == 0 ? 0 : EARLIEST)
                | (latest == 0 ? 0 : LATEST)
                | (least == 0 ? 0 : DIVIDED));
        if (place != 0) {
            out.i32(place);
        }
        if (earliest != 0) {
            out.i64(earliest);
        }
        if (latest != 0) {
            out.i64(latest);
        }
        if (least != 0) {
            out.i64(least);
        }
    }

    static Wish read(ByteReader in, String path) {
        int fields = in.u8(path);
        int place = (fields & PLACE) == 0 ? 0 : in.i32(path + ".place");
        long earliest = (fields & EARLIEST) == 0 ? 0 : in.i64(path + ".earliest");
        long latest = (fields & LATEST) == 0 ? 0 : in.i64(path + ".latest");
        long least = (fields & DIVIDED) == 0 ? 0 : in.i64(path + ".least");
        boolean canonical = (fields & ~ALL) == 0
                && (place == 0) == ((fields & PLACE) == 0)
                && (earliest > 0) == ((fields & EARLIEST) != 0)
                && (latest > 0) == ((fields & LATEST) != 0)
                && (least > 0) == ((fields & DIVIDED) != 0);
        if (!canonical || earliest < 0 || latest < 0 || least < 0) {
            throw in.fault(ResultCode.MALFORMED, path, "is not in canonical form");
        }
        QueuePriority priority = QueuePriority.values()[fields >> PRIORITY_SHIFT & PRIORITY_MASK];
        return new Wish((fields & HELD) != 0, priority, place, earliest, latest, least);
    }
}
