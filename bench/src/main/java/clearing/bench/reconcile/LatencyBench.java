package clearing.bench.reconcile;

import clearing.bench.Figure;
import clearing.bench.Figures;
import clearing.bench.Progress;
import clearing.settlement.store.EmbeddedCluster;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * From the delivery of a block to its durable verdicts, with a block every 200 ms that carries 80 % of what the ledger settles at full load.
 * The measured member's own trades have their entries in the books; the others are between two other members, as half of them are where
 * the full load is measured. A block counts from the moment when it was due.
 */
final class LatencyBench {
    /**
     * How much of it.
     *
     * @param fullLoad trades a second of the ledger
     * @param blocks paced ones
     * @param own the member's part of the trades, in percent
     */
    record Size(double fullLoad, int blocks, int own) {
        int ownOf(int trades) {
            return Math.ceilDiv(trades * own, 100);
        }
    }

    private static final long INTERVAL_NANOS = 200_000_000;
    private static final double INTERVAL_MILLIS = 200;
    private static final double SHARE = 0.8;
    private static final double NANOS = 1e9;
    private static final double NANOS_A_MILLI = 1e6;
    private static final int WARM_BLOCKS = 40;
    private static final int WARM_PACED = 150;
    private static final int MOST_TRADES = 2_000;
    private static final int PATIENCE_SECONDS = 600;
    /** Blocks that found and fund, before the first with a page. */
    private static final int FOUNDING = 6;
    /** A page settles two blocks after the one that records it. */
    private static final int LIFE = 2;

    private final Size size;
    private final Path work;
    private final Progress progress;

    LatencyBench(Size size, Path work, Progress progress) {
        this.size = size;
        this.work = work;
        this.progress = progress;
    }

    Figures run(String ranOn) throws Exception {
        double perSecond = SHARE * size.fullLoad();
        int trades = (int) Math.ceil(perSecond * INTERVAL_NANOS / NANOS);
        if (size.ownOf(trades) > MOST_TRADES || trades - size.ownOf(trades) > MOST_TRADES) {
            throw new IllegalStateException("a block of " + trades
                    + " trades is more than its pages hold: the full load is too high for this bench");
        }
        try (EmbeddedCluster postgres =
                EmbeddedCluster.start(work.resolve("postgres"), work.resolveSibling("postgres-programs"))) {
            double caughtUp = 0;
            for (String run : List.of("warm", "catch_up")) {
                progress.step("catching up with " + WARM_BLOCKS + " blocks of " + trades + " trades");
                caughtUp = catchUp(postgres, run, trades);
            }
            progress.step("warming up with " + WARM_PACED + " blocks, one every 200 ms");
            paced(postgres, "paced_warm", trades, WARM_PACED);
            progress.step(size.blocks() + " blocks of " + trades + " trades, one every 200 ms");
            double[] millis = paced(postgres, "paced", trades, size.blocks());
            Arrays.sort(millis);
            double p99 = millis[(int) Math.ceil(millis.length * 0.99) - 1];
            return new Figures(
                    "latency",
                    ranOn,
                    List.of(
                            Figure.of("full load of the ledger", "trades/s", size.fullLoad()),
                            Figure.of("trades in a block", "trades", trades),
                            Figure.of("of them the member's own", "trades", size.ownOf(trades)),
                            Figure.of("delivered to verdict, median", "ms", millis),
                            Figure.of("delivered to verdict, p99", "ms", p99),
                            Figure.of("p99 against the interval", "of 200 ms", p99 / INTERVAL_MILLIS)
                                    .atMost(0.25),
                            Figure.of("blocks missed", "blocks", size.blocks() - (double) millis.length)
                                    .atMost(0),
                            Figure.of("catch-up", "trades/s", caughtUp)));
        }
    }

    private KernelChain chain(int blocks, int trades) {
        return KernelChain.of(blocks, size.ownOf(trades), trades - size.ownOf(trades));
    }

    /** Trades a second when all blocks are there at once. */
    private double catchUp(EmbeddedCluster postgres, String name, int trades) throws Exception {
        KernelChain chain = chain(WARM_BLOCKS, trades);
        try (TailRun tail = new TailRun(postgres.database(name))) {
            tail.book(chain);
            System.gc();
            long start = System.nanoTime();
            PacedBlocks all = new PacedBlocks(chain.blocks(), chain.blocks().size(), 0, start);
            tail.follow(all, chain.booked(), PATIENCE_SECONDS);
            return WARM_BLOCKS * trades / ((System.nanoTime() - start) / NANOS);
        }
    }

    /** Milliseconds from due to durable, of the blocks that became so in which pages are recorded, affirmed and settled. */
    private double[] paced(EmbeddedCluster postgres, String name, int trades, int blocks) throws Exception {
        KernelChain chain = chain(blocks + LIFE, trades);
        try (TailRun tail = new TailRun(postgres.database(name))) {
            tail.book(chain);
            System.gc();
            int before = FOUNDING + LIFE;
            PacedBlocks source =
                    new PacedBlocks(chain.blocks(), before, INTERVAL_NANOS, System.nanoTime() + 5 * INTERVAL_NANOS);
            long[] durable = tail.follow(source, chain.booked(), PATIENCE_SECONDS + blocks);
            return IntStream.range(before, before + blocks)
                    .filter(block -> durable[block] != TailRun.NEVER)
                    .mapToDouble(block -> (durable[block] - source.due(block)) / NANOS_A_MILLI)
                    .toArray();
        }
    }
}
