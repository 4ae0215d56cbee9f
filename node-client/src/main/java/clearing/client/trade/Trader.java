package clearing.client.trade;

import clearing.client.outbox.Intent;
import clearing.client.outbox.Outbox;
import clearing.client.submit.Courier;
import clearing.client.submit.Delivery;
import clearing.client.trade.TradeRow.Side;
import clearing.kernel.trade.StatusPage;
import clearing.kernel.trade.TradeId;
import clearing.kernel.trade.TradePage;
import clearing.kernel.trade.TradeState;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A member's trading side while its node runs: sends its pages, and decides about what others allege. For one thread. */
final class Trader {
    private static final Logger LOG = LoggerFactory.getLogger(Trader.class);

    /** Up to here a round of its own costs less than the block that it saves. */
    private static final int SMALL_PAGE = 100;

    private final String member;
    private final Path file;
    private final Queue<TradeRow> rows;
    private final Optional<Intake> intake;
    private final Outbox outbox;
    private final Courier courier;
    private final LedgerView view;
    private final Submission submission;
    private final Affirmer affirmer;
    private final Timings timings;
    private final InstantSource clock;
    private final boolean settlesAtOnce;
    private final Set<String> handedOver = new HashSet<>();
    private final Map<String, String> troubles = new ConcurrentHashMap<>();
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();
    private List<TradeRow> waiting;

    /**
     * @param intake where rows come from while the node runs
     * @param settlesAtOnce whether the member's agent may affirm as well, and so settle a small page in the same transaction
     */
    Trader(
            String member,
            Path file,
            List<TradeRow> rows,
            Optional<Intake> intake,
            Outbox outbox,
            Courier courier,
            LedgerView view,
            Submission submission,
            Timings timings,
            InstantSource clock,
            boolean settlesAtOnce) {
        this.member = member;
        this.file = file;
        this.rows = new ConcurrentLinkedQueue<>(rows);
        this.intake = intake;
        this.outbox = outbox;
        this.courier = courier;
        this.view = view;
        this.submission = submission;
        this.timings = timings;
        this.clock = clock;
        this.settlesAtOnce = settlesAtOnce;
        Map<TradeRow.Key, TradeRow> own = new HashMap<>();
        rows.forEach(row -> own.put(row.key(), row));
        this.affirmer = new Affirmer(own, view);
        this.waiting = rows;
    }

    /** Takes up what an earlier run left open, then sends what is new. */
    Submission.Result begin(boolean all) throws InterruptedException {
        for (Intent intent : open()) {
            handOver(intent);
        }
        Submission.Result result = submission.store(file, List.copyOf(rows), view, all);
        waiting = result.waiting();
        for (Intent intent : result.stored()) {
            handOver(intent);
        }
        return result;
    }

    /** Does what the newest state of the ledger allows. */
    void work() throws InterruptedException {
        List<TradeRow> handedIn = intake.map(Intake::take).orElse(List.of());
        if (!handedIn.isEmpty()) {
            rows.addAll(handedIn);
            affirmer.add(handedIn);
        }
        List<TradeRow> toSend = new ArrayList<>(waiting);
        toSend.addAll(handedIn);
        if (!toSend.isEmpty()) {
            Submission.Result result = submission.store(file, toSend, view, false);
            waiting = result.waiting();
            result.errors()
                    .forEach(error -> troubles.put("row/" + error.line() + "/" + error.sentence(), error.toString()));
            for (Intent intent : result.stored()) {
                handOver(intent);
            }
        }
        for (StatusPage status : view.unfinishedPages()) {
            if (status.id().counterparty().equals(member) && status.count(TradeState.ALLEGED) > 0) {
                Optional<TradePage> page = view.page(status.id());
                boolean atOnce = settlesAtOnce && status.count() <= SMALL_PAGE && alone(status);
                Optional<Outbox.Wish> wish = page.flatMap(p -> affirmer.decide(p, status, atOnce));
                if (wish.isPresent() && !handedOver.contains(wish.get().key())) {
                    Optional<Intent> earlier = outbox.find(wish.get().key());
                    handOver(earlier.isPresent() ? earlier.get() : outbox.store(wish.get()));
                }
            }
        }
    }

    /**
     * True when nothing is open on the ledger but this page's trades: only then does a round of its own disturb nobody's. Rounds of
     * a lane are serial, so two at the same time would cost one of them another try.
     */
    private boolean alone(StatusPage status) {
        int open = 0;
        for (int i = 0; i < status.count(); i++) {
            open += status.state(i).terminal() ? 0 : 1;
        }
        return view.unfinished(Optional.empty()) == open;
    }

    private void handOver(Intent intent) throws InterruptedException {
        if (!handedOver.add(intent.key())) {
            return;
        }
        if (intent.key().startsWith(SentPages.PREFIX)) {
            timings.submitted(SentPages.page(intent).id(), clock.instant());
        }
        send(intent);
    }

    private void send(Intent intent) throws InterruptedException {
        underWay.add(intent.key());
        var unused = courier.deliver(intent).whenComplete((delivery, failure) -> {
            underWay.remove(intent.key());
            if (failure != null) {
                LOG.error("{}: {} could not be delivered", member, intent.key(), failure);
                troubles.put(intent.key(), String.valueOf(failure.getMessage()));
            } else {
                note(intent, delivery);
            }
        });
    }

    private void note(Intent intent, Delivery delivery) {
        switch (delivery) {
            case Delivery.Committed committed ->
                outbox.find(intent.key())
                        .flatMap(SentPages::refusal)
                        .ifPresentOrElse(
                                refusal -> trouble(
                                        intent, refusal.code() + " " + refusal.field() + ": " + refusal.sentence()),
                                () -> troubles.remove(intent.key()));
            case Delivery.Refused refused ->
                trouble(intent, refused.state().code() + " " + refused.state().sentence());
            case Delivery.Postponed postponed -> trouble(intent, postponed.sentence());
            case Delivery.Unknown unknown ->
                trouble(intent, "fate of " + unknown.txId() + " unknown: " + unknown.sentence());
        }
    }

    private void trouble(Intent intent, String sentence) {
        LOG.warn("{}: {}: {}", member, intent.key(), sentence);
        troubles.put(intent.key(), sentence);
    }

    /** Delivers again what was postponed or whose fate is not known. */
    void retry() throws InterruptedException {
        for (Intent intent : open()) {
            if (!underWay.contains(intent.key())) {
                send(intent);
            }
        }
    }

    private List<Intent> open() {
        return outbox.open().stream()
                .filter(i -> i.key().startsWith(SentPages.PREFIX) || i.key().startsWith(Affirmer.PREFIX))
                .toList();
    }

    /** What could not be done, by intent. */
    Map<String, String> troubles() {
        return Map.copyOf(troubles);
    }

    boolean idle() {
        return underWay.isEmpty()
                && open().isEmpty()
                && intake.map(Intake::isEmpty).orElse(true);
    }

    /** Reversals whose trade has not settled. */
    int waitingReversals() {
        return waiting.size();
    }

    /** Own BUY rows that the other side has not alleged. */
    int unalleged() {
        int missing = 0;
        for (TradeRow row : rows) {
            if (row.side() == Side.BUY && !alleged(row)) {
                missing++;
            }
        }
        return missing;
    }

    private boolean alleged(TradeRow row) {
        for (TradeId id : view.trades(row.reference())) {
            if (id.page().author().equals(row.counterparty())
                    && id.page().counterparty().equals(member)) {
                return true;
            }
        }
        return false;
    }
}
