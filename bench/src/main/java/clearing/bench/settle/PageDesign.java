package clearing.bench.settle;

import clearing.client.outbox.Envelope;
import clearing.client.submit.LedgerException;
import clearing.client.submit.LedgerGateway;
import clearing.kernel.Batch;
import clearing.kernel.Outcome;
import clearing.kernel.command.Command;
import clearing.kernel.command.Command.PageSelection;
import clearing.kernel.state.Keys;
import clearing.kernel.trade.Leg;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.Priority;
import clearing.kernel.trade.Selection;
import clearing.kernel.trade.StatusPage;
import clearing.kernel.trade.Trade;
import clearing.kernel.trade.TradeKind;
import clearing.kernel.trade.TradePage;
import clearing.kernel.trade.TradeState;
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

    /** Which of the members' accounts take part. */
    enum Accounts {
        /** Ten in all. */
        HOT(0) {
            @Override
            int of(int member) {
                return member < 2 ? 3 : 2;
            }
        },
        /** All but the scarce ones. */
        COLD(0) {
            @Override
            int of(int member) {
                return Stage.FUNDED;
            }
        },
        /** One a member, with far less on it than a run moves: without offsets most would wait. */
        SCARCE(Stage.SCARCE) {
            @Override
            int of(int member) {
                return 1;
            }
        };

        private final int first;

        Accounts(int first) {
            this.first = first;
        }

        /** How many of a member's. */
        abstract int of(int member);

        int draw(String member, SplittableRandom random) {
            return first + random.nextInt(of(Stage.TRADERS.indexOf(member)));
        }
    }

    /** How rounds settle. */
    enum Rounds {
        GROSS {
            @Override
            Command over(List<PageSelection> pages) {
                return new Command.Settle(LANE, pages);
            }
        },
        /** Gross in order, then bilateral and multilateral offset, then gridlock resolution. */
        OFFSETTING {
            @Override
            Command over(List<PageSelection> pages) {
                return new Command.SettleRound(
                        LANE, pages.stream().map(PageSelection::page).toList());
            }
        };

        abstract Command over(List<PageSelection> pages);
    }

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
    TradePage page(int pair, int trades, Accounts accounts, long seed) {
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
                    accounts.draw(id.author(), random),
                    accounts.draw(id.counterparty(), random),
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
    double fullLoad(int pages, int tradesAPage, Accounts accounts, Rounds kind, long seed) throws InterruptedException {
        List<TradePage> prepared = new ArrayList<>();
        for (int i = 0; i < pages; i++) {
            prepared.add(page(i % PAIRS.size(), tradesAPage, accounts, seed + i));
        }
        LinkedBlockingQueue<TradePage> affirmed = new LinkedBlockingQueue<>();
        Semaphore room = new Semaphore(PAGES_IN_FLIGHT);
        long start = System.nanoTime();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> lives = new ArrayList<>();
            Future<?> rounds = threads.submit(() -> settleAll(affirmed, (long) pages * tradesAPage, kind));
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
        TradePage page = page(0, trades, Accounts.HOT, seed);
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

    private long settleAll(LinkedBlockingQueue<TradePage> affirmed, long trades, Rounds kind)
            throws InterruptedException {
        long settled = 0;
        List<TradePage> waiting = new ArrayList<>();
        while (settled < trades) {
            // What was short waits for what comes next; with nothing new, the same again would be short again.
            TradePage first = affirmed.poll(60, TimeUnit.SECONDS);
            if (first == null) {
                throw new IllegalStateException(
                        (trades - settled) + " trades are left and no page was affirmed for a minute");
            }
            waiting.add(first);
            affirmed.drainTo(waiting, Math.max(0, PAGES_A_ROUND - waiting.size()));
            Outcome outcome = settle(waiting, kind);
            settled += outcome.affected();
            if (outcome.remaining() == 0) {
                waiting.clear();
            } else {
                waiting.removeIf(this::isSettled);
            }
        }
        return settled;
    }

    private boolean isSettled(TradePage page) {
        try {
            StatusPage status = StatusPage.decode(agent.evaluate("get", Load.text(Keys.status(page.id()))));
            return status.count(TradeState.SETTLED) == status.count();
        } catch (LedgerException e) {
            // The peer is behind or busy: the page stays in the round, where what has settled costs little.
            return false;
        }
    }

    private Outcome settle(List<TradePage> round, Rounds kind) throws InterruptedException {
        return apply(
                agent,
                kind.over(
                        round.stream().map(page -> PageSelection.all(page.id())).toList()));
    }

    /** One page, recorded and affirmed; the milliseconds of the round that settles it, from its proposal to its commit. */
    double round(int trades, long seed) throws InterruptedException {
        TradePage page = page(0, trades, Accounts.HOT, seed);
        recordAndAffirm(page);
        long start = System.nanoTime();
        settle(List.of(page), Rounds.GROSS);
        return (System.nanoTime() - start) / 1e6;
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
