package clearing.settlement.api;

import clearing.kernel.constitution.Constitution;
import clearing.kernel.constitution.Lane;
import clearing.kernel.constitution.Member;
import clearing.kernel.queue.Wishes;
import clearing.kernel.trade.TradeId;
import clearing.settlement.ledger.TradeNames;
import clearing.settlement.queue.LaneQueue;
import clearing.settlement.queue.LaneQueue.Entry;
import clearing.settlement.queue.LaneQueue.Shortage;
import clearing.settlement.queue.LaneQueues;
import clearing.settlement.queue.Reason;
import clearing.settlement.queue.Slot;
import clearing.settlement.queue.WaitingTrade;
import clearing.settlement.store.Database;
import clearing.settlement.store.Rows;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/** What waits for settlement and why. Own trades one by one; those of others as sums. */
final class QueueOperations {
    private final String member;
    private final Database database;
    private final InstantSource clock;
    private final Json json;
    private final LaneQueues queues;

    QueueOperations(String member, String chaincode, Database database, InstantSource clock, Json json) {
        this.member = member;
        this.database = database;
        this.clock = clock;
        this.json = json;
        this.queues = new LaneQueues(chaincode);
    }

    void register(Map<String, Operation> operations) {
        operations.put("waiting", this::waiting);
    }

    private Answer waiting(Call call) {
        Constitution c = json.constitution().orElseThrow(() -> ApiException.notFound("The lane"));
        Lane lane = call.text("lane")
                .map(c::lane)
                .orElseGet(() -> c.lanes().stream().findFirst())
                .orElseThrow(() -> ApiException.notFound("The lane"));
        boolean all = c.member(member).map(Member::readOnly).orElse(false);
        Instant now = clock.instant();
        return Answer.ok(database.read(connection -> {
            long height = LedgerOperations.height(connection);
            LaneQueue queue = queues.at(connection, c, lane, height, now);
            Predicate<Entry> own = entry -> all || entry.trade().isParty(member);
            JsonObject answer = new JsonObject()
                    .put("height", height)
                    .put("at", now.toString())
                    .put("lane", lane.code())
                    .put(
                            "lanes",
                            new JsonArray(c.lanes().stream().map(Lane::code).toList()))
                    .put("day", queue.day().toString())
                    .put("counts", counts(queue, own))
                    .put("others", others(queue, own.negate()))
                    .put("shortages", shortages(queue));
            Json.put(answer, "agent", agent(connection, c, lane.code()));
            page(
                    connection,
                    call,
                    queue.entries().stream().filter(own).filter(filter(call)).toList(),
                    answer);
            return answer;
        }));
    }

    /** Whose agent has the turn, where agents take turns and one has had it. */
    private Optional<JsonObject> agent(Connection connection, Constitution c, String lane) {
        return c.rules()
                .agents(lane)
                .flatMap(rule -> queues.lease(connection, lane)
                        .map(lease -> new JsonObject()
                                .put("holder", lease.holder())
                                .put("epoch", lease.epoch())
                                .put(
                                        "since",
                                        Instant.ofEpochMilli(lease.since()).toString())
                                .put(
                                        "lastRound",
                                        Instant.ofEpochMilli(lease.last()).toString())
                                .put("termSeconds", rule.term())
                                .put("silenceSeconds", rule.silence())));
    }

    private static Predicate<Entry> filter(Call call) {
        Predicate<Entry> filter = entry -> true;
        if (call.text("reference").isPresent()) {
            String start = call.text("reference").get();
            filter = filter.and(entry -> entry.trade().reference().startsWith(start));
        }
        Optional<String> lacks = call.text("lacks");
        Optional<String> asset = call.text("asset");
        if (lacks.isPresent() || asset.isPresent()) {
            filter = filter.and(entry -> entry.why().stream()
                    .anyMatch(reason -> reason instanceof Reason.AtSlot at
                            && lacks.map(at.slot().member()::equals).orElse(true)
                            && asset.map(at.slot().asset()::equals).orElse(true)));
        }
        return filter;
    }

    private static JsonObject counts(LaneQueue queue, Predicate<Entry> own) {
        JsonObject counts = new JsonObject()
                .put("all", queue.entries().size())
                .put("own", queue.entries().stream().filter(own).count())
                .put("urgent", count(queue, Entry::urgent))
                .put("short", count(queue, entry -> entry.due() && entry.step().isEmpty() && !entry.keptBack()))
                .put("keptBack", count(queue, Entry::keptBack))
                .put("settling", count(queue, entry -> entry.step().isPresent()))
                .put("notDue", count(queue, entry -> !entry.due()));
        Json.put(
                counts,
                "oldest",
                queue.entries().stream()
                        .filter(Entry::due)
                        .map(entry -> entry.trade().since())
                        .min(Instant::compareTo)
                        .map(Instant::toString));
        return counts;
    }

    private static long count(LaneQueue queue, Predicate<Entry> which) {
        return queue.entries().stream().filter(which).count();
    }

    private JsonObject others(LaneQueue queue, Predicate<Entry> foreign) {
        Map<String, BigInteger> sums = new TreeMap<>();
        Map<String, Long> legs = new TreeMap<>();
        long count = 0;
        for (Entry entry : queue.entries()) {
            if (foreign.test(entry)) {
                count++;
                entry.trade().legs().forEach(leg -> {
                    String asset = leg.from().asset();
                    sums.merge(asset, BigInteger.valueOf(leg.minor()), BigInteger::add);
                    legs.merge(asset, 1L, Long::sum);
                });
            }
        }
        JsonArray assets = new JsonArray();
        sums.forEach((asset, sum) -> assets.add(new JsonObject()
                .put("asset", asset)
                .put("legs", legs.get(asset))
                .put("value", json.amount(asset, sum))));
        return new JsonObject().put("count", count).put("assets", assets);
    }

    private JsonArray shortages(LaneQueue queue) {
        JsonArray shortages = new JsonArray();
        for (Shortage shortage : queue.shortages()) {
            String asset = shortage.slot().asset();
            shortages.add(slot(shortage.slot())
                    .put("available", json.amount(asset, shortage.available()))
                    .put("outgoing", json.amount(asset, shortage.outgoing()))
                    .put("incoming", json.amount(asset, shortage.incoming()))
                    .put("missing", json.amount(asset, shortage.missing()))
                    .put("holdsUp", shortage.holdsUp()));
        }
        return shortages;
    }

    private static JsonObject slot(Slot slot) {
        JsonObject json = new JsonObject().put("member", slot.member()).put("asset", slot.asset());
        Json.put(json, "account", Json.nonEmpty(slot.account()));
        Json.put(json, "towards", slot.towards());
        return json;
    }

    private void page(Connection connection, Call call, List<Entry> entries, JsonObject answer) throws SQLException {
        long after = call.cursor().atStart() ? 0 : call.cursor().number(0);
        List<Entry> page = entries.stream()
                .filter(entry -> entry.rank() > after)
                .limit(call.limit())
                .toList();
        Map<String, JsonObject> trades = trades(connection, page);
        JsonArray items = new JsonArray();
        for (Entry entry : page) {
            Optional.ofNullable(trades.get(TradeNames.of(entry.trade().id())))
                    .ifPresent(trade -> items.add(item(entry, trade)));
        }
        answer.put("items", items);
        if (!page.isEmpty() && page.getLast().rank() < entries.getLast().rank()) {
            answer.put("nextCursor", Cursor.of(page.getLast().rank()).toString());
        }
    }

    private Map<String, JsonObject> trades(Connection connection, List<Entry> page) throws SQLException {
        List<TradeId> ids = page.stream().map(entry -> entry.trade().id()).toList();
        List<Object> keys = List.of(
                ids.stream().map(id -> id.page().author()).toArray(String[]::new),
                ids.stream().map(id -> id.page().counterparty()).toArray(String[]::new),
                ids.stream().map(id -> (long) id.page().number()).toArray(Long[]::new),
                ids.stream().map(id -> (long) id.index()).toArray(Long[]::new));
        Map<String, JsonObject> trades = new HashMap<>();
        Rows.list(
                        connection,
                        "select t.* from trade t join unnest(?, ?, ?, ?) as v (author, counterparty, page, idx)"
                                + " on t.author = v.author and t.counterparty = v.counterparty and t.page = v.page and t.idx = v.idx",
                        keys,
                        json::trade)
                .forEach(trade -> trades.put(trade.getString("id"), trade));
        return trades;
    }

    private JsonObject item(Entry entry, JsonObject trade) {
        WaitingTrade waiting = entry.trade();
        JsonObject item = new JsonObject()
                .put("rank", entry.rank())
                .put("trade", trade)
                .put("since", waiting.since().toString())
                .put("due", entry.due())
                .put("priority", entry.standing().priority().name())
                .put("place", entry.standing().place())
                .put("heldBy", new JsonArray(entry.standing().heldBy()));
        Json.put(item, "earliest", entry.standing().earliest().map(Instant::toString));
        Json.put(item, "latest", entry.standing().latest().map(Instant::toString));
        String delivered = waiting.delivery().from().asset();
        long leastPart = entry.standing().leastPart();
        if (leastPart > 0) {
            item.put("partsFrom", json.amount(delivered, leastPart));
        }
        if (!entry.standing().settled().equals(Wishes.Settled.NOTHING)) {
            item.put(
                    "settledSoFar",
                    json.amount(delivered, entry.standing().settled().delivered()));
        }
        Json.put(item, "queuedAt", waiting.queuedAt().map(Instant::toString));
        Json.put(item, "step", entry.step().map(Enum::name));
        List<JsonObject> why = new ArrayList<>();
        entry.why().forEach(reason -> why.add(reason(reason)));
        return item.put("why", new JsonArray(why));
    }

    private JsonObject reason(Reason reason) {
        return switch (reason) {
            case Reason.Lacking lacking -> {
                String asset = lacking.slot().asset();
                yield slot(lacking.slot())
                        .put("kind", "LACKING")
                        .put("available", json.amount(asset, lacking.available()))
                        .put("missing", json.amount(asset, lacking.missing()))
                        .put("missingInOrder", json.amount(asset, lacking.missingInOrder()));
            }
            case Reason.Order order ->
                slot(order.slot())
                        .put("kind", "ORDER")
                        .put("missing", json.amount(order.slot().asset(), order.missing()))
                        .put("before", order.other().reference());
            case Reason.NotDue notDue ->
                new JsonObject()
                        .put("kind", "NOT_DUE")
                        .put("valueDate", notDue.valueDate().toString());
            case Reason.PeriodClosed closed ->
                new JsonObject()
                        .put("kind", "PERIOD_CLOSED")
                        .put("valueDate", closed.valueDate().toString());
            case Reason.StepNotAgreed refused ->
                new JsonObject()
                        .put("kind", "STEP_NOT_AGREED")
                        .put("step", refused.step().name());
            case Reason.InDefault frozen ->
                new JsonObject().put("kind", "IN_DEFAULT").put("member", frozen.member());
            case Reason.Held held -> new JsonObject().put("kind", "HELD").put("member", held.member());
            case Reason.NotBefore later ->
                new JsonObject()
                        .put("kind", "NOT_BEFORE")
                        .put("earliest", later.earliest().toString());
            case Reason.PastLatest past ->
                new JsonObject()
                        .put("kind", "PAST_LATEST")
                        .put("latest", past.latest().toString());
            case Reason.TooLarge() -> new JsonObject().put("kind", "TOO_LARGE");
        };
    }
}
