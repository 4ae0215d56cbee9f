package clearing.settlement.api;

import clearing.settlement.source.PushedEntries;
import clearing.settlement.source.SourceName;
import clearing.settlement.source.SourceStates;
import clearing.settlement.store.Database;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** Live sources of book entries: what they push and how they fare. */
final class SourceOperations {
    private final Database database;
    private final Optional<PushedEntries> pushed;
    private final Announcer announcer;
    private final InstantSource clock;

    SourceOperations(Database database, Optional<PushedEntries> pushed, Announcer announcer, InstantSource clock) {
        this.database = database;
        this.pushed = pushed;
        this.announcer = announcer;
        this.clock = clock;
    }

    void register(Map<String, Operation> operations) {
        operations.put("pushBookEntries", this::push);
        operations.put("sources", this::sources);
    }

    private Answer push(Call call) {
        PushedEntries entries = pushed.orElseThrow(
                () -> ApiException.conflict("No books.json is configured for this service, so it knows no accounts."));
        String source = call.source().orElse("desk");
        PushedEntries.Answered answered = entries.push(
                source,
                call.source().map(SourceName::actor).orElseGet(call::user),
                call.header("Idempotency-Key").orElseThrow(),
                call.body().getBytes());
        if (answered.conflict()) {
            throw ApiException.conflict("This Idempotency-Key was used for another request.");
        }
        if (!answered.taken()) {
            throw ApiException.entriesRefused(new JsonArray(answered.body()));
        }
        announcer.breaks(answered.outcome());
        return new Answer(
                200,
                Optional.empty(),
                Optional.of(Buffer.buffer(answered.body())),
                Map.of("Content-Type", "application/json"));
    }

    private Answer sources(Call call) {
        Instant now = clock.instant();
        JsonArray items = new JsonArray();
        database.read(SourceStates::all).forEach(state -> items.add(json(state, now)));
        return Answer.ok(new JsonObject().put("items", items));
    }

    private static JsonObject json(SourceStates.State state, Instant now) {
        JsonObject json = new JsonObject()
                .put("source", state.source())
                .put("kind", state.kind())
                .put("state", state.error().isPresent() ? "FAILING" : "OK")
                .put("entries", state.entries());
        Json.put(json, "position", Json.nonEmpty(state.position()));
        Json.put(json, "lastEntryAt", state.lastEntryAt().map(Instant::toString));
        Json.put(json, "seenAt", state.seenAt().map(Instant::toString));
        Json.put(
                json,
                "lagSeconds",
                state.seenAt().map(at -> Math.max(0, Duration.between(at, now).toSeconds())));
        Json.put(json, "error", state.error());
        Json.put(json, "errorAt", state.errorAt().map(Instant::toString));
        return json;
    }
}
