package clearing.settlement.api;

import clearing.client.cycle.LaneCycles;
import clearing.kernel.calendar.CycleId;
import clearing.kernel.calendar.CycleRule;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.constitution.Lane;
import clearing.kernel.constitution.Member;
import clearing.kernel.rulebook.CycleTerms;
import clearing.kernel.rulebook.DvpModel;
import clearing.kernel.state.Keys;
import clearing.settlement.ledger.LedgerTail;
import clearing.settlement.store.Database;
import clearing.settlement.store.Rows;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Settlement cycles at the verified height, out of the verified state itself: with what a countdown needs. */
final class CycleOperations {
    private final String member;
    private final Database database;
    private final LedgerTail tail;
    private final InstantSource clock;
    private final Json json;

    CycleOperations(String member, Database database, LedgerTail tail, InstantSource clock, Json json) {
        this.member = member;
        this.database = database;
        this.tail = tail;
        this.clock = clock;
        this.json = json;
    }

    void register(Map<String, Operation> operations) {
        operations.put("cycles", this::cycles);
    }

    private Answer cycles(Call call) {
        Constitution c = json.constitution().orElseThrow(() -> ApiException.notFound("The lane"));
        Lane lane = call.text("lane")
                .map(c::lane)
                .orElseGet(() -> c.lanes().stream()
                        .filter(one -> c.rules().cycles(one.code()).isPresent())
                        .findFirst()
                        .or(() -> c.lanes().stream().findFirst()))
                .orElseThrow(() -> ApiException.notFound("The lane"));
        return Answer.ok(database.read(connection -> {
            Optional<Instant> chain = chainTime(connection);
            Instant own = clock.instant();
            // Cut-offs go by the ledger's time: a service whose clock is behind the newest block counts from that.
            Instant now = chain.filter(at -> at.isAfter(own)).orElse(own);
            JsonObject answer = new JsonObject()
                    .put("height", LedgerOperations.height(connection))
                    .put("at", now.toString())
                    .put("lane", lane.code())
                    .put(
                            "lanes",
                            new JsonArray(c.lanes().stream()
                                    .map(Lane::code)
                                    .filter(code -> c.rules().cycles(code).isPresent())
                                    .toList()));
            Json.put(answer, "chainAt", chain.map(Instant::toString));
            Optional<LaneCycles> cycles = LaneCycles.of(c, lane.code(), entries(connection, lane.code()));
            JsonArray items = new JsonArray();
            cycles.ifPresent(known -> show(known, now, call.limit(), answer, items));
            return answer.put("items", items);
        }));
    }

    /** The time of the newest block that was verified. */
    private static Optional<Instant> chainTime(Connection connection) throws SQLException {
        return Rows.first(
                connection,
                "select at from block order by number desc limit 1",
                List.of(),
                row -> Rows.instant(row, "at"));
    }

    private SortedMap<String, byte[]> entries(Connection connection, String lane) throws SQLException {
        SortedMap<String, byte[]> entries = new TreeMap<>();
        for (String prefix : List.of(Keys.fence(lane), Keys.FAIL_PREFIX + lane)) {
            // The character behind the slash: all keys that begin with the prefix and a slash, and the prefix itself.
            Rows.list(
                            connection,
                            "select key, value from state where namespace = ? and (key = ? or key >= ? and key < ?)",
                            List.of(tail.chaincode(), prefix, prefix + "/", prefix + "0"),
                            row -> Map.entry(row.getString("key"), row.getBytes("value")))
                    .forEach(entry -> entries.put(entry.getKey(), entry.getValue()));
        }
        return entries;
    }

    private void show(LaneCycles cycles, Instant now, int limit, JsonObject answer, JsonArray items) {
        CycleRule rule = cycles.terms().rule(cycles.constitution());
        answer.put("terms", terms(cycles.terms()));
        cycles.nextCutOff(now)
                .ifPresent(next -> answer.put(
                        "next",
                        new JsonObject()
                                .put("cycle", next.toString())
                                .put("cutOff", rule.closes(next).toString())));
        cycles.lastCutOff().ifPresent(last -> answer.put("lastCutOff", last.toString()));
        boolean all = cycles.constitution().member(member).map(Member::readOnly).orElse(false);
        CycleJson one = new CycleJson(cycles, rule, all ? Optional.empty() : Optional.of(member), json);
        TreeSet<CycleId> ids = new TreeSet<>(cycles.records().keySet());
        ids.addAll(cycles.pages().keySet());
        ids.addAll(cycles.fails().keySet());
        ids.descendingSet().stream().limit(limit).map(one::of).forEach(items::add);
    }

    private static JsonObject terms(CycleTerms terms) {
        JsonArray cutOffs = new JsonArray();
        terms.cutOffs().forEach(cutOff -> {
            JsonObject time = new JsonObject()
                    .put("cycle", cutOff.cycle())
                    .put("time", cutOff.time().toString());
            Json.put(time, "asset", cutOff.asset());
            cutOffs.add(time);
        });
        return new JsonObject()
                .put("agreement", terms.agreement())
                .put("dvpModel", terms.model() == DvpModel.NET_FUNDS ? 2 : 3)
                .put("netting", terms.mode().name())
                .put("failAfterMinutes", terms.failAfterMinutes())
                .put("cutOffs", cutOffs);
    }
}
