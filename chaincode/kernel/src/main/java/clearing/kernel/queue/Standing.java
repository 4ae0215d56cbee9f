package clearing.kernel.queue;

import clearing.kernel.trade.TradePage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a trade stands in its lane's queue by what its parties ask: for people.
 *
 * @param priority never {@link QueuePriority#AS_TRADED}
 * @param place in its class, lower ones first; 0 when nobody asked for another
 * @param heldBy the members that hold it, its page's author first
 * @param earliest the first instant at which a round may settle it; empty for any
 * @param latest the last one; empty for any
 * @param leastPart the smallest part of the first leg that both sides allow; 0 when it settles whole or not at all
 * @param settled what of it has settled in parts
 */
public record Standing(
        QueuePriority priority,
        int place,
        List<String> heldBy,
        Optional<Instant> earliest,
        Optional<Instant> latest,
        long leastPart,
        Wishes.Settled settled) {
    /** Copies its list. */
    public Standing {
        heldBy = List.copyOf(heldBy);
    }

    /** Of a trade for which nobody asks anything. */
    public static Standing asTraded(boolean urgent) {
        return new Standing(
                urgent ? QueuePriority.URGENT : QueuePriority.NORMAL,
                0,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                0,
                Wishes.Settled.NOTHING);
    }

    public static Standing of(TradePage page, int index, Wishes wishes) {
        List<String> heldBy = new ArrayList<>();
        if (wishes.author().held()) {
            heldBy.add(page.id().author());
        }
        if (wishes.counterparty().held()) {
            heldBy.add(page.id().counterparty());
        }
        return new Standing(
                wishes.priority(page, index),
                wishes.place(page, index),
                heldBy,
                time(wishes.earliest()),
                time(wishes.latest()),
                wishes.leastPart(),
                wishes.settled());
    }

    private static Optional<Instant> time(long millis) {
        return millis == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }
}
