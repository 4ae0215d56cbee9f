package clearing.client.trade;

import clearing.client.cycle.CycleAgent;
import clearing.client.outbox.Intent;
import clearing.client.outbox.Outbox;
import clearing.client.submit.Courier;
import clearing.client.submit.Delivery;
import clearing.client.submit.FailPoint;
import clearing.kernel.Batch;
import clearing.kernel.Outcome;
import clearing.kernel.command.Command;
import clearing.kernel.constitution.Lane;
import clearing.kernel.trade.StatusPage;
import clearing.kernel.trade.TradeState;
import com.google.protobuf.ByteString;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;

/** Single actions of a member, each from the chain as it is now to the outcome of what was sent. */
public final class OneShot implements AutoCloseable {
    private static final int MAX_REFUSALS = 10;

    private final MemberSession session;
    private final Outbox outbox;
    private final Courier courier;
    private final Duration patience;

    private OneShot(MemberSession session, Outbox outbox, Duration patience) {
        this.session = session;
        this.outbox = outbox;
        this.patience = patience;
        Courier.Options options = Courier.Options.DEFAULT;
        this.courier = new Courier(
                outbox,
                session::as,
                new Courier.Options(
                        options.inFlight(),
                        patience,
                        options.proposals(),
                        options.firstPause(),
                        options.longestPause()),
                session.clock(),
                FailPoint.NONE);
    }

    /**
     * Takes the outbox.
     *
     * @param patience how long to try before an outcome counts as unknown
     * @throws clearing.client.outbox.OutboxException when another process has it
     */
    public static OneShot open(MemberSession session, Path outboxFolder, Duration patience) {
        return new OneShot(session, Outbox.open(outboxFolder, session.clock()), patience);
    }

    /**
     * What an action came to.
     *
     * @param errors    faults of the input, located
     * @param known     trades that had been sent before
     * @param untold    those of them whose private detail cannot be compared, as the outbox that sent them is lost
     * @param waiting   reversals whose trade has not settled
     * @param sent      trades or movements in what was sent now
     * @param delivered what became of each intent, by key
     */
    public record Result(
            List<LocatedError> errors, int known, int untold, int waiting, int sent, Map<String, Delivery> delivered) {}

    /**
     * Alleges a file's SELL rows.
     *
     * @param seen told of each intent's outcome as it comes, with the number of intents in all
     * @throws BadInput with {@code allOrNothing} and an error, or when the file cannot be read
     */
    public Result submit(
            Path file,
            ColumnMapping mapping,
            int pageSize,
            boolean allOrNothing,
            SecureRandom random,
            BiConsumer<String, Integer> seen)
            throws InterruptedException {
        LedgerView view = session.catchUp(patience);
        TradeFile trades = read(file, mapping, view);
        if (allOrNothing && !trades.errors().isEmpty()) {
            throw new BadInput(trades.errors());
        }
        PageMaker maker = new PageMaker(session.member(), Salts.of(outbox.folder(), random), pageSize);
        Submission.Result stored =
                new Submission(session.member(), outbox, maker).store(file, trades.rows(), view, allOrNothing);
        if (allOrNothing && !stored.errors().isEmpty()) {
            throw new BadInput(stored.errors());
        }
        List<LocatedError> errors = new ArrayList<>(trades.errors());
        errors.addAll(stored.errors());
        return new Result(
                errors,
                stored.known(),
                stored.untold(),
                stored.waiting().size(),
                stored.trades(),
                deliver(outbox.open(), seen));
    }

    private TradeFile read(Path file, ColumnMapping mapping, LedgerView view) {
        return TradeFile.read(
                file,
                mapping,
                view.constitution().orElseThrow(() -> new IllegalStateException("No constitution is in force yet.")),
                session.member());
    }

    /** Decides about everything that is alleged against the member now, by its own file. */
    public Result affirm(Path file, ColumnMapping mapping, BiConsumer<String, Integer> seen)
            throws InterruptedException {
        LedgerView view = session.catchUp(patience);
        TradeFile trades = read(file, mapping, view);
        if (!trades.errors().isEmpty()) {
            // A row that cannot be read would make the counterparty's trade look unknown and reject it.
            throw new BadInput(trades.errors());
        }
        Map<TradeRow.Key, TradeRow> own = new HashMap<>();
        trades.rows().forEach(row -> own.put(row.key(), row));
        Affirmer affirmer = new Affirmer(own, view);
        List<Outbox.Wish> wishes = new ArrayList<>();
        int decided = 0;
        for (StatusPage status : view.statuses()) {
            if (status.id().counterparty().equals(session.member())) {
                Optional<Outbox.Wish> wish = view.page(status.id()).flatMap(page -> affirmer.decide(page, status));
                decided += wish.isPresent() ? status.count(TradeState.ALLEGED) : 0;
                wish.filter(w -> outbox.find(w.key()).isEmpty()).ifPresent(wishes::add);
            }
        }
        outbox.store(wishes);
        return new Result(List.of(), 0, 0, 0, decided, deliver(outbox.open(), seen));
    }

    /** Sends a member's deposits, attestations and withdrawals as far as the ledger allows now. */
    public Result fund(Optional<Path> funding, Optional<Path> withdrawals, boolean allOrNothing)
            throws InterruptedException {
        LedgerView view = session.catchUp(patience);
        var constitution =
                view.constitution().orElseThrow(() -> new IllegalStateException("No constitution is in force yet."));
        FundingFile none = new FundingFile(List.of(), List.of());
        FundingFile in = funding.map(f -> FundingFile.read(f, constitution)).orElse(none);
        FundingFile out =
                withdrawals.map(f -> FundingFile.read(f, constitution)).orElse(none);
        List<LocatedError> errors = new ArrayList<>(in.errors());
        errors.addAll(out.errors());
        if (allOrNothing && !errors.isEmpty()) {
            throw new BadInput(errors);
        }
        Map<String, Delivery> delivered = deliver(outbox.open(), (key, all) -> {});
        Treasurer treasurer = new Treasurer(session.member(), outbox, courier, view, in.rows(), out.rows());
        treasurer.work();
        for (Intent intent : outbox.open()) {
            delivered.put(intent.key(), new Delivery.Postponed("Not delivered yet."));
        }
        treasurer.refused().forEach((reference, outcome) -> delivered.put(reference, refused(outcome)));
        return new Result(errors, 0, 0, treasurer.done() ? 0 : 1, treasurer.count(), delivered);
    }

    private static Delivery refused(Outcome outcome) {
        return new Delivery.Refused(new clearing.client.outbox.IntentState.Refused(
                outcome.code().name(), outcome.field(), outcome.detail()));
    }

    /**
     * Runs settlement rounds until one finds nothing to do.
     *
     * @param failOverdue   ends overdue trades without cover afterwards
     * @param expireAlleged ends overdue trades that nobody has affirmed too
     * @return trades settled or ended
     */
    public int settle(boolean failOverdue, boolean expireAlleged) throws InterruptedException {
        int total = 0;
        int refusals = 0;
        while (true) {
            LedgerView view = session.catchUp(patience);
            Agent agent = new Agent(AgentTurns.atOnce(session.member(), view), courier::once, view, session.clock());
            int moved = 0;
            for (Lane lane : view.constitution().map(c -> c.lanes()).orElse(List.of())) {
                moved += agent.settle(lane).map(Outcome::affected).orElse(0);
                if (moved == 0 && failOverdue) {
                    moved += agent.failOverdue(lane, expireAlleged)
                            .map(Outcome::affected)
                            .orElse(0);
                }
            }
            refusals = agent.refused() == 0 ? 0 : refusals + 1;
            if (moved == 0 && (refusals == 0 || refusals > MAX_REFUSALS)) {
                return total;
            }
            total += moved;
        }
    }

    /**
     * Does every step of settlement cycles that is due, each worked out of the chain that has the one before.
     *
     * @param only one lane, or empty for all
     */
    public List<CycleAgent.Step> closeCycles(Optional<String> only) throws InterruptedException {
        List<CycleAgent.Step> done = new ArrayList<>();
        int lost = 0;
        while (lost <= MAX_REFUSALS) {
            LedgerView view = session.catchUp(patience);
            CycleAgent agent = new CycleAgent(session.member(), courier, view, session.clock());
            Optional<Command> due = view.constitution().map(c -> c.lanes()).orElse(List.of()).stream()
                    .filter(lane -> only.map(lane.code()::equals).orElse(true))
                    .flatMap(lane -> agent.due(lane).stream())
                    .findFirst();
            if (due.isEmpty()) {
                return done;
            }
            Optional<CycleAgent.Step> step = agent.ask(due.get());
            step.ifPresent(done::add);
            lost = step.isPresent() ? 0 : lost + 1;
        }
        return done;
    }

    /** Delivers one command under a key of its own. */
    public Delivery command(String key, String role, Command command) throws InterruptedException {
        Intent intent = outbox.store(
                new Outbox.Wish(key, role, ByteString.copyFrom(Batch.of(command).encode()), ByteString.EMPTY));
        return courier.deliverNow(intent);
    }

    /** Goes on with whatever an earlier run left open. */
    public Map<String, Delivery> resume(BiConsumer<String, Integer> seen) throws InterruptedException {
        return deliver(outbox.open(), seen);
    }

    private Map<String, Delivery> deliver(List<Intent> intents, BiConsumer<String, Integer> seen)
            throws InterruptedException {
        Map<String, CompletableFuture<Delivery>> running = new LinkedHashMap<>();
        for (Intent intent : intents) {
            CompletableFuture<Delivery> delivery = courier.deliver(intent);
            running.put(intent.key(), delivery);
            var unused = delivery.whenComplete((outcome, failure) -> seen.accept(intent.key(), intents.size()));
        }
        Map<String, Delivery> delivered = new LinkedHashMap<>();
        running.forEach((key, delivery) -> delivered.put(key, plain(key, delivery.join())));
        return delivered;
    }

    /** A page that came through and was refused by the contract's outcome is a refusal to whoever sent it. */
    private Delivery plain(String key, Delivery delivery) {
        if (delivery instanceof Delivery.Committed) {
            return outbox.find(key)
                    .flatMap(SentPages::refusal)
                    .<Delivery>map(Delivery.Refused::new)
                    .orElse(delivery);
        }
        return delivery;
    }

    /** The outbox. */
    public Outbox outbox() {
        return outbox;
    }

    @Override
    public void close() {
        courier.close();
        outbox.close();
    }
}
