package clearing.settlement.api;

import clearing.settlement.ledger.Applied;
import clearing.settlement.ledger.LedgerListener;
import clearing.settlement.ledger.LedgerStatus;
import clearing.settlement.matching.Outcome;
import clearing.settlement.store.Database;
import clearing.settlement.store.Rows;
import clearing.settlement.store.StorageException;
import clearing.settlement.stress.StressNight;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells open workbenches what became durable. A flood of breaks is told as {@code reset}: read the lists again. */
public final class Announcer implements LedgerListener {
    private static final Logger LOG = LoggerFactory.getLogger(Announcer.class);
    private static final int BREAKS_TOLD = 100;

    private final String member;
    private final EventHub hub;
    private final Database database;
    private final Json json;
    private final ReentrantLock telling = new ReentrantLock();
    private volatile Optional<RiskWatch> watch = Optional.empty();

    Announcer(String member, EventHub hub, Database database, Json json) {
        this.member = member;
        this.hub = hub;
        this.database = database;
        this.json = json;
    }

    @Override
    public void applied(Applied applied) {
        if (!applied.blocks().isEmpty()) {
            hub.publish(
                    "block",
                    new JsonObject()
                            .put("number", applied.blocks().getLast())
                            .put("transactions", applied.transactions())
                            .put("trades", applied.stateChanges())
                            .put("postings", applied.postings())
                            .put("matched", applied.outcome().matched())
                            .put("breaksOpened", applied.outcome().breaksOpened()));
        }
        for (Applied.Position position : applied.positions()) {
            if (position.member().equals(member) && position.kind().equals("HELD")) {
                hub.publish("position", position(position));
            }
        }
        if (!applied.blocks().isEmpty() && !applied.settlement().equals(Applied.Settlement.NONE)) {
            Applied.Settlement moved = applied.settlement();
            hub.publish(
                    "settlement",
                    new JsonObject()
                            .put("block", applied.blocks().getLast())
                            .put("affirmed", moved.affirmed())
                            .put("queued", moved.queued())
                            .put("settled", moved.settled())
                            .put("ended", moved.ended()));
        }
        breaks(applied.outcome());
        if (!applied.blocks().isEmpty()) {
            risk(applied.blocks().getLast());
        }
    }

    /** A night's stress test was kept. From any thread. */
    public void stressed(StressNight night) {
        risk(night.block());
    }

    /** From now on tells of cover, defaults and stress tests too. */
    void watch(RiskWatch watching) {
        watch = Optional.of(watching);
    }

    /** One thread at a time, so that what was read later is told later. */
    private void risk(long block) {
        Optional<RiskWatch> watching = watch.filter(RiskWatch::concerned);
        if (watching.isEmpty()) {
            return;
        }
        telling.lock();
        try {
            database.read(watching.get()::changed)
                    .ifPresent(changed -> hub.publish("risk", changed.put("block", block)));
        } catch (StorageException e) {
            LOG.warn("cover and defaults could not be read to be told: {}", e.getMessage());
        } finally {
            telling.unlock();
        }
    }

    @Override
    public void changed(LedgerStatus status) {
        hub.publish("ledger", Json.ledger(status));
    }

    void ingested(JsonObject summary, Outcome outcome) {
        hub.publish("statement", summary);
        breaks(outcome);
    }

    /** Entries of a live source were matched. */
    public void matched(Outcome outcome) {
        breaks(outcome);
    }

    void breaks(Outcome outcome) {
        breaks(outcome.breaks(), outcome.newBreaks());
    }

    /** Breaks that changed, none of them new. From any thread. */
    public void breaks(List<Long> changed) {
        breaks(changed, List.of());
    }

    private void breaks(List<Long> ids, List<Long> newBreaks) {
        if (ids.isEmpty()) {
            return;
        }
        if (ids.size() > BREAKS_TOLD || hub.listeners() == 0) {
            hub.publish("reset", new JsonObject());
            return;
        }
        try {
            List<JsonObject> changed = database.read(connection -> Rows.list(
                    connection,
                    "select * from break where id = any(?) order by id",
                    List.of((Object) ids.toArray(Long[]::new)),
                    json::brk));
            changed.forEach(brk -> brk(brk, newBreaks.contains(brk.getLong("id"))));
        } catch (StorageException e) {
            LOG.warn("changed breaks could not be read to be told: {}", e.getMessage());
            hub.publish("reset", new JsonObject());
        }
    }

    /** A break that people changed. */
    void brk(JsonObject brk) {
        brk(brk, false);
    }

    private void brk(JsonObject brk, boolean isNew) {
        String standing = isNew ? "OPENED" : "CHANGED";
        String action = brk.getString("state").equals("RESOLVED") ? "RESOLVED" : standing;
        hub.publish("break", new JsonObject().put("action", action).put("break", brk));
    }

    private JsonObject position(Applied.Position position) {
        return new JsonObject()
                .put("member", position.member())
                .put("account", position.account())
                .put("asset", position.asset())
                .put("available", json.amount(position.asset(), position.available()))
                .put("held", json.amount(position.asset(), position.held()))
                .put("total", json.amount(position.asset(), position.available() + position.held()))
                .put("block", position.block());
    }
}
