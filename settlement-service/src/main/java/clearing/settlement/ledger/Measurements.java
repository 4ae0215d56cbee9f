package clearing.settlement.ledger;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;

/** Counts and latencies since the service started. Thread-safe. */
public final class Measurements {
    private static final int MINUTES = 60;

    private final Instant since;
    private final Histogram deliveredToVerdict = new Histogram();
    private final Histogram submittedToVerdict = new Histogram();
    private final Histogram blockApply = new Histogram();
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Minute> minutes = new ArrayDeque<>();
    private long blocks;
    private long transactions;
    private long trades;
    private long postings;
    private final LongAdder stressFailures = new LongAdder();

    /** @param since when the service started */
    public Measurements(Instant since) {
        this.since = since;
    }

    /**
     * Counts of one minute.
     *
     * @param at its beginning
     * @param blocks applied
     * @param trades own trades settled
     * @param postings own postings
     */
    public record Minute(Instant at, long blocks, long trades, long postings) {}

    /**
     * Totals.
     *
     * @param blocks applied
     * @param transactions in them
     * @param trades own trades settled
     * @param postings own postings
     */
    public record Totals(long blocks, long transactions, long trades, long postings) {}

    /**
     * Takes what one commit made durable.
     *
     * @param delivered when each block was handed out, in the order of the blocks
     * @param applied what was done
     * @param durable when the commit was known
     */
    void take(List<Instant> delivered, Applied applied, Instant durable) {
        for (int i = 0; i < applied.blocks().size(); i++) {
            blockApply.add(Duration.between(delivered.get(i), durable));
        }
        for (Instant recorded : applied.settled()) {
            deliveredToVerdict.add(Duration.between(delivered.getFirst(), durable));
            submittedToVerdict.add(Duration.between(recorded, durable));
        }
        lock.lock();
        try {
            blocks += applied.blocks().size();
            transactions += applied.transactions();
            trades += applied.settled().size();
            postings += applied.postings();
            Instant minute = durable.truncatedTo(ChronoUnit.MINUTES);
            Minute last = minutes.peekLast();
            Minute before =
                    last != null && last.at().equals(minute) ? minutes.removeLast() : new Minute(minute, 0, 0, 0);
            minutes.addLast(new Minute(
                    minute,
                    before.blocks() + applied.blocks().size(),
                    before.trades() + applied.settled().size(),
                    before.postings() + applied.postings()));
            if (minutes.size() > MINUTES) {
                minutes.removeFirst();
            }
        } finally {
            lock.unlock();
        }
    }

    /** A stress test could not be played or kept. */
    public void stressFailed() {
        stressFailures.increment();
    }

    /** How often that was. */
    public long stressFailures() {
        return stressFailures.sum();
    }

    /** When counting began. */
    public Instant since() {
        return since;
    }

    /** All so far. */
    public Totals totals() {
        lock.lock();
        try {
            return new Totals(blocks, transactions, trades, postings);
        } finally {
            lock.unlock();
        }
    }

    /** At most the last 60 minutes in which something happened, oldest first. */
    public List<Minute> perMinute() {
        lock.lock();
        try {
            return new ArrayList<>(minutes);
        } finally {
            lock.unlock();
        }
    }

    /** Per settled own trade: from its block handed out to its verdict durable. */
    public Histogram deliveredToVerdict() {
        return deliveredToVerdict;
    }

    /** Per settled own trade: from the timestamp of the transaction that recorded it to its verdict durable. */
    public Histogram submittedToVerdict() {
        return submittedToVerdict;
    }

    /** Per block: from handed out to committed. */
    public Histogram blockApply() {
        return blockApply;
    }

    /** Latencies in buckets that are at most 1.6 percent wide, from 1 ms to days. Thread-safe, without locks. */
    public static final class Histogram {
        private static final int EXACT = 128;
        private static final int PER_OCTAVE = 64;
        private static final int OCTAVES = 24;

        private final AtomicLongArray buckets = new AtomicLongArray(EXACT + PER_OCTAVE * OCTAVES);
        private final java.util.concurrent.atomic.LongAccumulator max =
                new java.util.concurrent.atomic.LongAccumulator(Long::max, 0);
        private final LongAdder count = new LongAdder();

        void add(Duration latency) {
            long millis = Math.max(0, latency.toMillis());
            buckets.incrementAndGet(bucket(millis));
            max.accumulate(millis);
            count.increment();
        }

        /** Number of values. */
        public long count() {
            return count.sum();
        }

        /** The largest value in milliseconds. */
        public long max() {
            return max.get();
        }

        /** The value in milliseconds that the share of all values does not pass; 0 without values. */
        public long quantile(double share) {
            long total = count();
            long wanted = (long) Math.ceil(total * share);
            long seen = 0;
            for (int i = 0; i < buckets.length() && total > 0; i++) {
                seen += buckets.get(i);
                if (seen >= wanted) {
                    return Math.min(upper(i), max());
                }
            }
            return max();
        }

        private static int bucket(long millis) {
            if (millis < EXACT) {
                return (int) millis;
            }
            int octave = 63 - Long.numberOfLeadingZeros(millis) - 7;
            if (octave >= OCTAVES) {
                return EXACT + PER_OCTAVE * OCTAVES - 1;
            }
            return EXACT + octave * PER_OCTAVE + (int) ((millis >>> (octave + 1)) - PER_OCTAVE);
        }

        private static long upper(int bucket) {
            if (bucket < EXACT) {
                return bucket;
            }
            int octave = (bucket - EXACT) / PER_OCTAVE;
            long place = PER_OCTAVE + (long) ((bucket - EXACT) % PER_OCTAVE);
            return ((place + 1) << (octave + 1)) - 1;
        }
    }
}
