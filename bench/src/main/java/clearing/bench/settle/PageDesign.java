package clearing.bench.settle;

import clearing.client.outbox.Envelope;
import clearing.client.submit.LedgerException;
import clearing.client.submit.LedgerGateway;
import clearing.kernel.Batch;
import clearing.kernel.Outcome;
import clearing.kernel.command.Command;
import clearing.kernel.command.Command.PageSelection;
import clearing.kernel.trade.Leg;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.Priority;
import clearing.kernel.trade.Selection;
import clearing.kernel.trade.Trade;
import clearing.kernel.trade.TradeKind;
import clearing.kernel.trade.TradePage;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** The product under load: whole life cycles of DvP trades in pages, between the members' few and therefore hot accounts. */
final class PageDesign {
    private static final String LANE = "HK";
    private static final int PAGES_IN_FLIGHT = 12;
    private static final int PAGES_A_ROUND = 30;
    private static final LocalDate DAY = LocalDate.of(2026, 11, 20);

    /** Pairs that trade: author, counterparty. */
    private static final List<List<String>> PAIRS = List.of(
            List.of("HarbourBrokers", "LotusSecurities"),
            List.of("LotusSecurities", "HarbourBrokers"),
            List.of("LanternPay", "QuillTech"),
            List.of("QuillTech", "LanternPay"));

    private final Map<String, LedgerGateway> traders;
    private final Map<String, LedgerGateway> agents;
    private final LedgerGateway agent;
    private final int cashAsset;
    private final int securityAsset;
    private final int[] nextNumber = new int[PAIRS.size()];
    private final AtomicLong aborts = new AtomicLong();
    private final AtomicLong transactions = new AtomicLong();

    PageDesign(
            Map<String, LedgerGateway> traders,
            Map<String, LedgerGateway> agents,
            LedgerGateway agent,
            int cashAsset,
            int securityAsset) {
        this.traders = traders;
        this.agents = agents;
        this.agent = agent;
        this.cashAsset = cashAsset;
        this.securityAsset = securityAsset;
    }

    /** Transactions that were found invalid, over everything that this design has sent. */
    double abortShare() {
        return transactions.get() == 0 ? 0 : (double) aborts.get() / transactions.get();
    }

    /** A new page of trades, each with a security one way and cash the other. */
    TradePage page(int pair, int trades, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        PageId id = new PageId(LANE, PAIRS.get(pair).get(0), PAIRS.get(pair).get(1), nextNumber[pair]++);
        List<Trade> list = new ArrayList<>(trades);
        for (int i = 0; i < trades; i++) {
            byte[] commitment = new byte[TradePage.COMMITMENT_BYTES];
            random.nextBytes(commitment);
            list.add(new Trade(
                    TradeKind.DVP,
                    random.nextBoolean(),
                    Priority.NORMAL,
                    0,
                    0,
                    Leg.plain(securityAsset, 1 + random.nextInt(100)),
                    Optional.of(Leg.plain(cashAsset, 100 + random.nextInt(100_000))),
                    DAY,
                    DAY,
                    "B" + pair + "-" + id.number() + "-" + i,
                    commitment,
                    Optional.empty()));
        }
        return TradePage.of(id, list);
    }

    /** How many trades per second went through their whole life. */
    double fullLoad(int pages, int tradesAPage, long seed) throws InterruptedException {
        List<TradePage> prepared = new ArrayList<>();
        for (int i = 0; i < pages; i++) {
            prepared.add(page(i % PAIRS.size(), tradesAPage, seed + i));
        }
        LinkedBlockingQueue<TradePage> affirmed = new LinkedBlockingQueue<>();
        Semaphore room = new Semaphore(PAGES_IN_FLIGHT);
        long start = System.nanoTime();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> lives = new ArrayList<>();
            Future<?> rounds = threads.submit(() -> settleAll(affirmed, (long) pages * tradesAPage));
            for (TradePage page : prepared) {
                room.acquire();
                lives.add(threads.submit(() -> {
                    try {
                        recordAndAffirm(page);
                        affirmed.add(page);
                    } finally {
                        room.release();
                    }
                    return page;
                }));
            }
            for (Future<?> life : lives) {
                await(life);
            }
            await(rounds);
        }
        return (double) pages * tradesAPage * 1e9 / (System.nanoTime() - start);
    }

    /** One small page from submission to finality, with nothing else on the ledger; milliseconds. */
    double lowLoad(int trades, long seed) throws InterruptedException {
        TradePage page = page(0, trades, seed);
        long start = System.nanoTime();
        apply(trader(page.id().author()), new Command.RecordPage(page.encode()));
        // As a member's node does it when nothing else waits: affirmed and settled in one transaction.
        apply(
                settling(page.id().counterparty()),
                new Command.Affirm(page.id(), page.contentHash(), Selection.all()),
                new Command.Settle(LANE, List.of(PageSelection.all(page.id()))));
        return (System.nanoTime() - start) / 1e6;
    }

    private void recordAndAffirm(TradePage page) throws InterruptedException {
        PageId id = page.id();
        apply(trader(id.author()), new Command.RecordPage(page.encode()));
        apply(trader(id.counterparty()), new Command.Affirm(id, page.contentHash(), Selection.all()));
    }

    private long settleAll(LinkedBlockingQueue<TradePage> affirmed, long trades) throws InterruptedException {
        long settled = 0;
        while (settled < trades) {
            List<TradePage> round = new ArrayList<>();
            TradePage first = affirmed.poll(60, TimeUnit.SECONDS);
            if (first == null) {
                throw new IllegalStateException("no page was affirmed for a minute");
            }
            round.add(first);
            affirmed.drainTo(round, PAGES_A_ROUND - 1);
            settled += settle(round);
        }
        return settled;
    }

    private int settle(List<TradePage> round) throws InterruptedException {
        List<PageSelection> pages =
                round.stream().map(page -> PageSelection.all(page.id())).toList();
        return apply(agent, new Command.Settle(LANE, pages)).affected();
    }

    private LedgerGateway trader(String member) {
        return of(traders, member);
    }

    private LedgerGateway settling(String member) {
        return of(agents, member);
    }

    private static LedgerGateway of(Map<String, LedgerGateway> identities, String member) {
        LedgerGateway ledger = identities.get(member);
        if (ledger == null) {
            throw new IllegalStateException("no identity of " + member);
        }
        return ledger;
    }

    /** Until it is on the ledger; a peer that is a block behind, or a lost race, means once more. */
    private Outcome apply(LedgerGateway ledger, Command... commands) throws InterruptedException {
        byte[] batch = Batch.of(commands).encode();
        for (int attempt = 0; attempt < 100; attempt++) {
            try {
                Envelope envelope = ledger.endorse("apply", batch);
                List<Outcome> outcomes = Outcome.decode(envelope.result().toByteArray());
                // A refusal before anything was sent: the endorsing peer is a block behind.
                if (outcomes.stream().allMatch(Outcome::accepted)) {
                    transactions.incrementAndGet();
                    Load.commit(ledger, envelope);
                    return outcomes.getLast();
                }
            } catch (LedgerException e) {
                if (e.kind() != LedgerException.Kind.TRANSIENT) {
                    throw new IllegalStateException("the contract refused the benchmark's command", e);
                }
            } catch (Load.AbortedException e) {
                aborts.incrementAndGet();
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
        throw new IllegalStateException("the benchmark's command did not come through in 100 attempts");
    }

    private static void await(Future<?> task) throws InterruptedException {
        try {
            task.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the load failed", e.getCause());
        }
    }
}
