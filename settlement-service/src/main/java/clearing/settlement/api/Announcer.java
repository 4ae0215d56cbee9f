package clearing.settlement.api;

import clearing.settlement.ledger.Applied;
import clearing.settlement.ledger.LedgerListener;
import clearing.settlement.ledger.LedgerStatus;
import clearing.settlement.matching.Outcome;
import clearing.settlement.store.Database;
import clearing.settlement.store.Rows;
import clearing.settlement.store.StorageException;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
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
            watch.filter(RiskWatch::concerned).ifPresent(watching -> risk(watching, applied));
        }
    }

    /** From now on tells of cover and defaults too. */
    void watch(RiskWatch watching) {
        watch = Optional.of(watching);
    }

    private void risk(RiskWatch watching, Applied applied) {
        try {
            database.read(watching::changed)
                    .ifPresent(changed -> hub.publish(
                            "risk", changed.put("block", applied.blocks().getLast())));
        } catch (StorageException e) {
            LOG.warn("cover and defaults could not be read to be told: {}", e.getMessage());
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

    void breaks(Outcome outcome) {
        if (outcome.breaks().isEmpty()) {
            return;
        }
        if (outcome.breaks().size() > BREAKS_TOLD || hub.listeners() == 0) {
            hub.publish("reset", new JsonObject());
            return;
        }
        try {
            List<JsonObject> changed = database.read(connection -> Rows.list(
                    connection,
                    "select * from break where id = any(?) order by id",
                    List.of((Object) outcome.breaks().toArray(Long[]::new)),
                    json::brk));
            changed.forEach(brk -> brk(brk, outcome.newBreaks().contains(brk.getLong("id"))));
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
