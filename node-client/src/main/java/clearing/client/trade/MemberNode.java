package clearing.client.trade;

import clearing.client.chain.BlockRejected;
import clearing.client.chain.StartAt;
import clearing.client.chain.VerifiedBlock;
import clearing.client.chain.VerifiedBlockStream;
import clearing.client.cycle.CycleAgent;
import clearing.client.outbox.Intent;
import clearing.client.outbox.Outbox;
import clearing.client.submit.Courier;
import clearing.client.submit.Delivery;
import clearing.client.submit.FailPoint;
import clearing.kernel.Outcome;
import clearing.kernel.Role;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.constitution.Lane;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A member's node: follows the verified chain and does what the member's files and roles ask, until it is told to end. Killed at any
 * point and started again it goes on where its outbox and the chain say that it was.
 */
public final class MemberNode implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MemberNode.class);
    private static final Duration TICK = Duration.ofMillis(250);
    private static final Duration RETRY = Duration.ofSeconds(5);
    private static final Duration SEEN_WITHIN = Duration.ofSeconds(5);

    /**
     * How far a node is.
     *
     * @param member     whose node
     * @param blocks     blocks verified
     * @param sent       trades that it has put into pages in this run
     * @param known      trades that were in pages before
     * @param unfinished trades that are not final: the member's own, or for an agent all
     * @param unalleged  own BUY rows that nobody has alleged
     * @param rounds     settlement rounds that its agent got through
     * @param funded     deposits and withdrawals that came through
     * @param done       whether nothing is left to do
     * @param errors     what was wrong with its files
     * @param troubles   what could not be done, by intent
     */
    public record Progress(
            String member,
            long blocks,
            int sent,
            int known,
            int unfinished,
            int unalleged,
            long rounds,
            int funded,
            boolean done,
            List<LocatedError> errors,
            Map<String, String> troubles) {}

    private final MemberSession session;
    private final NodeTask task;
    private final SecureRandom random;
    private final InstantSource clock;
    private final LedgerView view;
    private final Timings timings;
    private final ChangeSignal changes = new ChangeSignal();
    private final List<Consumer<VerifiedBlock>> listeners = new CopyOnWriteArrayList<>();
    private final List<LocatedError> errors = new CopyOnWriteArrayList<>();
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final ReentrantLock balances = new ReentrantLock(true);
    private volatile Instant lastChange;
    private volatile Optional<Throwable> failure = Optional.empty();
    private volatile Optional<Trader> trader = Optional.empty();
    private volatile Optional<Treasurer> treasurer = Optional.empty();
    private volatile Optional<Agent> agent = Optional.empty();
    private volatile Optional<Submission.Result> submitted = Optional.empty();
    private volatile Optional<Intake> intake = Optional.empty();
    private Optional<Outbox> outbox = Optional.empty();
    private Optional<Courier> courier = Optional.empty();
    private Optional<VerifiedBlockStream> blocks = Optional.empty();

    /** @param session stays the caller's */
    public MemberNode(MemberSession session, NodeTask task, SecureRandom random) {
        this.session = session;
        this.task = task;
        this.random = random;
        this.clock = session.clock();
        this.view = new LedgerView(session.profile().chaincode());
        this.timings = new Timings(session.member());
        this.lastChange = clock.instant();
    }

    /** Shows every verified block from the first on, on the following thread. To be added before {@link #start}. */
    public void onBlock(Consumer<VerifiedBlock> listener) {
        listeners.add(listener);
    }

    /**
     * Begins to work on threads of its own.
     *
     * @throws clearing.client.outbox.OutboxException when another process has the outbox
     */
    public void start() {
        Outbox box = Outbox.open(task.outbox(), clock);
        outbox = Optional.of(box);
        Courier carrier = new Courier(box, session::as, Courier.Options.DEFAULT, clock, FailPoint.NONE);
        courier = Optional.of(carrier);
        VerifiedBlockStream stream = session.follow(StartAt.GENESIS, VerifiedBlockStream.Options.DEFAULT);
        blocks = Optional.of(stream);
        thread("follow", () -> follow(stream, carrier));
        thread("work", () -> work(box, carrier));
    }

    private interface Work {
        void run() throws InterruptedException;
    }

    private void thread(String name, Work work) {
        threads.add(Thread.ofVirtual().name(session.member() + "-" + name).start(() -> {
            try {
                work.run();
            } catch (InterruptedException e) {
                LOG.debug("{}: {} ends", session.member(), name);
            } catch (RuntimeException | Error e) {
                LOG.error("{}: {} stopped: {}", session.member(), name, e.getMessage());
                failure = Optional.of(e);
                changes.raise();
            }
        }));
    }

    private void follow(VerifiedBlockStream stream, Courier carrier) throws InterruptedException {
        while (true) {
            VerifiedBlock block = stream.take();
            Instant now = clock.instant();
            List<LedgerView.Change> changed = view.apply(block);
            for (LedgerView.Change change : changed) {
                timings.changed(change, now);
            }
            carrier.observed(block);
            listeners.forEach(listener -> listener.accept(block));
            if (block.transactions().stream()
                    .anyMatch(t -> t.valid() && !t.writes().isEmpty())) {
                lastChange = now;
            }
            changes.raise();
        }
    }

    private void work(Outbox box, Courier carrier) throws InterruptedException {
        // What an earlier run left open goes on whether or not a file asks for it again.
        for (Intent intent : box.open()) {
            logFailure(intent, carrier.deliver(intent));
        }
        Constitution constitution = awaitConstitution();
        TradeFile trades = task.trades()
                .map(file -> TradeFile.read(file, task.mapping(), constitution, session.member()))
                .orElse(new TradeFile(List.of(), List.of()));
        FundingFile none = new FundingFile(List.of(), List.of());
        FundingFile funding =
                task.funding().map(f -> FundingFile.read(f, constitution)).orElse(none);
        FundingFile withdrawals =
                task.withdrawals().map(f -> FundingFile.read(f, constitution)).orElse(none);
        errors.addAll(trades.errors());
        errors.addAll(funding.errors());
        errors.addAll(withdrawals.errors());
        if (task.allOrNothing() && !errors.isEmpty()) {
            throw new BadInput(List.copyOf(errors));
        }
        if (has("treasurer")) {
            Treasurer treasury =
                    new Treasurer(session.member(), box, carrier, view, funding.rows(), withdrawals.rows());
            treasurer = Optional.of(treasury);
            thread("treasury", () -> onEachChange(() -> inTurn(treasury::work, treasury::lastBlock)));
        }
        if (task.agent()) {
            Agent settling = new Agent(AgentTurns.patient(session.member(), view), carrier::once, view, clock);
            agent = Optional.of(settling);
            CycleAgent cycles = new CycleAgent(session.member(), carrier, view, clock);
            thread("agent", () -> settle(settling, cycles, constitution));
        }
        if (has("trader") && (task.trades().isPresent() || task.intake())) {
            // An outbox that was lost knows none of what the ledger has of the file already.
            session.awaitTip(view);
            trade(trades, box, carrier, constitution);
        }
    }

    private void logFailure(Intent intent, CompletableFuture<Delivery> delivery) {
        var unused = delivery.whenComplete((outcome, failure) -> {
            if (failure != null) {
                LOG.error("{}: {} could not be delivered", session.member(), intent.key(), failure);
            }
        });
    }

    private boolean has(String role) {
        return session.profile().identities().containsKey(role);
    }

    private Constitution awaitConstitution() throws InterruptedException {
        long seen = 0;
        while (view.constitution().isEmpty()) {
            seen = changes.await(seen, TICK);
        }
        return view.constitution().orElseThrow();
    }

    private void trade(TradeFile file, Outbox box, Courier carrier, Constitution constitution)
            throws InterruptedException {
        Optional<Intake> handedIn = task.intake()
                ? Optional.of(new Intake(box.folder(), task.mapping(), constitution, session.member(), changes::raise))
                : Optional.empty();
        intake = handedIn;
        PageMaker maker = new PageMaker(session.member(), Salts.of(box.folder(), random), task.pageSize());
        Trader trading = new Trader(
                session.member(),
                task.trades().orElse(Intake.BATCH),
                file.rows(),
                handedIn,
                box,
                carrier,
                view,
                new Submission(session.member(), box, maker),
                timings,
                clock,
                has("agent") && session.roles("agent").containsAll(Set.of(Role.AGENT, Role.TRADER)));
        Submission.Result result = trading.begin(task.allOrNothing());
        errors.addAll(result.errors());
        if (task.allOrNothing() && !result.errors().isEmpty()) {
            throw new BadInput(result.errors());
        }
        submitted = Optional.of(result);
        trader = Optional.of(trading);
        LOG.info(
                "{}: {} trades sent, {} known, constitution {}",
                session.member(),
                result.trades(),
                result.known(),
                constitution.version());
        Instant[] retried = {clock.instant()};
        onEachChange(() -> {
            trading.work();
            if (Duration.between(retried[0], clock.instant()).compareTo(RETRY) > 0) {
                retried[0] = clock.instant();
                trading.retry();
            }
        });
    }

    private void onEachChange(Work work) throws InterruptedException {
        long seen = -1;
        while (true) {
            work.run();
            seen = changes.await(seen, TICK);
        }
    }

    /**
     * One transaction of this node at a time on the balance pages, and each worked out of a state that has the one before: a payment in
     * and a round that are under way at once would undo each other.
     */
    private void inTurn(Work work, LongSupplier lastBlock) throws InterruptedException {
        balances.lockInterruptibly();
        try {
            work.run();
            view.awaitBlock(lastBlock.getAsLong(), SEEN_WITHIN);
        } finally {
            balances.unlock();
        }
    }

    private void settle(Agent settling, CycleAgent cycles, Constitution constitution) throws InterruptedException {
        long seen = -1;
        long asked = -1;
        while (true) {
            seen = changes.await(seen, TICK);
            cycles.step(constitution.lanes(), step -> inTurn(step::run, cycles::lastBlock));
            // A round over the same state would find the same trades short; another's turn ends with time, and wishes
            // have times.
            if (view.changes() != asked || !settling.notItsTurn().isEmpty() || settling.timeHasCome()) {
                asked = view.changes();
                for (Lane lane : constitution.lanes()) {
                    inTurn(() -> settleLane(settling, lane), settling::lastBlock);
                }
            } else if (task.failOverdue() && quiet()) {
                for (Lane lane : constitution.lanes()) {
                    inTurn(() -> settling.failOverdue(lane, false), settling::lastBlock);
                }
            }
        }
    }

    private void settleLane(Agent settling, Lane lane) throws InterruptedException {
        Optional<Outcome> outcome = settling.settle(lane);
        outcome.ifPresent(o -> LOG.debug("round in {}: {} settled, {} wait", lane.code(), o.affected(), o.remaining()));
    }

    private boolean quiet() {
        return Duration.between(lastChange, clock.instant()).compareTo(task.quiet()) > 0;
    }

    /** The ledger as this node has verified it. */
    public LedgerView view() {
        return view;
    }

    /** Where trades are handed in while it runs; empty until it has seen a constitution, and without that task. */
    public Optional<Intake> intake() {
        return intake;
    }

    /** When pages were handed over and became final. */
    public Timings timings() {
        return timings;
    }

    /** Waits for another block, at most for the time. */
    public void awaitChange(Duration most) throws InterruptedException {
        view.awaitNext(most);
    }

    /**
     * How far it is.
     *
     * @throws BlockRejected when the chain is wrong
     * @throws BadInput      when a file is refused as a whole
     */
    public Progress progress() {
        failure.ifPresent(MemberNode::rethrow);
        // Who settles for all is done when all are.
        int unfinished = view.unfinished(task.agent() ? Optional.empty() : Optional.of(session.member()));
        return new Progress(
                session.member(),
                view.next(),
                submitted.map(Submission.Result::trades).orElse(0),
                submitted.map(Submission.Result::known).orElse(0),
                unfinished,
                trader.map(Trader::unalleged).orElse(0),
                agent.map(Agent::rounds).orElse(0L),
                treasurer.map(Treasurer::count).orElse(0),
                isDone(unfinished),
                List.copyOf(errors),
                trader.map(Trader::troubles).orElse(Map.of()));
    }

    private boolean isDone(int unfinished) {
        boolean traded = task.trades().isEmpty() && !task.intake()
                || trader.map(Trader::idle).orElse(false);
        boolean funded = treasurer
                .map(Treasurer::done)
                .orElse(task.funding().isEmpty() && task.withdrawals().isEmpty());
        boolean sent = outbox.map(box -> box.open().isEmpty()).orElse(false);
        return view.constitution().isPresent() && traded && funded && sent && unfinished == 0 && quiet();
    }

    private static void rethrow(Throwable failure) {
        if (failure instanceof RuntimeException e) {
            throw e;
        }
        if (failure instanceof Error e) {
            throw e;
        }
        throw new IllegalStateException(failure);
    }

    @Override
    public void close() {
        new ArrayList<>(threads).forEach(Thread::interrupt);
        blocks.ifPresent(VerifiedBlockStream::close);
        courier.ifPresent(Courier::close);
        intake.ifPresent(Intake::close);
        outbox.ifPresent(Outbox::close);
    }
}
