package clearing.settlement.api;

import clearing.settlement.access.Access;
import clearing.settlement.matching.Outcome;
import clearing.settlement.matching.Reconciliation;
import clearing.settlement.store.AuditLog;
import clearing.settlement.store.Database;
import clearing.settlement.store.Rows;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Matches, breaks and the close of the day. */
final class BreakOperations {
    private final Database database;
    private final Reconciliation reconciliation;
    private final Access access;
    private final AuditLog audit;
    private final InstantSource clock;
    private final Json json;
    private final Announcer announcer;

    BreakOperations(
            Database database,
            Reconciliation reconciliation,
            Access access,
            AuditLog audit,
            InstantSource clock,
            Json json,
            Announcer announcer) {
        this.database = database;
        this.reconciliation = reconciliation;
        this.access = access;
        this.audit = audit;
        this.clock = clock;
        this.json = json;
        this.announcer = announcer;
    }

    void register(Map<String, Operation> operations) {
        operations.put("matches", this::matches);
        operations.put("match", this::match);
        operations.put("breaks", this::breaks);
        operations.put("break", this::detail);
        operations.put("assignBreak", this::assign);
        operations.put("commentBreak", this::comment);
        operations.put("labelBreak", this::label);
        operations.put("closeDay", this::closeDay);
    }

    private Answer matches(Call call) {
        Select query = new Select("select * from match").where("withdrawn_at is null");
        query.whereIf(call.text("account"), "account = ?")
                .whereIf(call.text("asset"), "asset = ?")
                .whereIf(call.text("reference"), "reference = ?");
        Cursor cursor = call.cursor();
        if (!cursor.atStart()) {
            query.where("id < ?", cursor.number(0));
        }
        query.then("order by id desc");
        return Answer.ok(database.read(connection -> Page.of(
                connection, query, call.limit(), row -> new Page.Item(json.match(row), Cursor.of(row.getLong("id"))))));
    }

    private Answer match(Call call) {
        return Answer.ok(database.read(connection -> {
            JsonObject match = Rows.first(
                            connection,
                            "select * from match where id = ? and withdrawn_at is null",
                            List.of(call.pathNumber("matchId")),
                            json::match)
                    .orElseThrow(() -> ApiException.notFound("The match"));
            return new JsonObject()
                    .put("match", match)
                    .put("postings", postings(connection, match.getJsonArray("postings")))
                    .put("bookEntries", entries(connection, match.getJsonArray("bookEntries")));
        }));
    }

    private Select filtered(Call call, boolean withKind) {
        Select query = new Select(withKind ? "select * from break" : "select kind, count(*) from break");
        switch (call.text("state").orElse("ALL")) {
            case "OPEN" -> query.where("not resolved and assignee is null");
            case "ASSIGNED" -> query.where("not resolved and assignee is not null");
            case "UNRESOLVED" -> query.where("not resolved");
            case "RESOLVED" -> query.where("resolved");
            default -> query.where("true");
        }
        call.text("assignee").ifPresent(user -> {
            if (user.equals("-")) {
                query.where("assignee is null");
            } else {
                query.where("assignee = ?", user);
            }
        });
        call.text("label")
                .ifPresent(label -> query.where(
                        "labels @> ?::jsonb",
                        new JsonArray().add(new JsonObject().put("text", label)).encode()));
        query.whereIf(call.text("reference"), "starts_with(reference, ?)")
                .whereIf(call.text("counterparty"), "counterparty = ?")
                .whereIf(call.text("account"), "account = ?")
                .whereIf(call.text("asset"), "asset = ?")
                .whereIf(
                        call.number("minAgeDays").map(days -> clock.instant().minus(Duration.ofDays(days))),
                        "opened_at <= ?")
                .whereIf(
                        call.number("maxAgeDays").map(days -> clock.instant().minus(Duration.ofDays(days + 1))),
                        "opened_at > ?")
                .whereIf(minor(call, "minAmount"), "abs(books_minor - chain_minor) >= ?")
                .whereIf(minor(call, "maxAmount"), "abs(books_minor - chain_minor) <= ?");
        return query;
    }

    private Optional<BigDecimal> minor(Call call, String name) {
        return call.text(name).map(text -> {
            String asset = call.text("asset")
                    .orElseThrow(() -> ApiException.invalid(name, name + " needs asset, which gives its scale."));
            return new BigDecimal(text).movePointRight(json.scale(asset));
        });
    }

    private Answer breaks(Call call) {
        Select query = filtered(call, true).whereIf(call.text("kind"), "kind = ?");
        Cursor cursor = call.cursor();
        String sort = call.text("sort").orElse("-age");
        switch (sort) {
            case "-amount" -> {
                if (!cursor.atStart()) {
                    query.where(
                            "(abs(books_minor - chain_minor), -id) < (?::numeric, ?)",
                            cursor.text(0),
                            -cursor.number(1));
                }
                query.then("order by abs(books_minor - chain_minor) desc, id");
            }
            case "age" -> {
                if (!cursor.atStart()) {
                    query.where("(opened_at, id) < (?::timestamptz, ?)", cursor.text(0), cursor.number(1));
                }
                query.then("order by opened_at desc, id desc");
            }
            default -> {
                if (!cursor.atStart()) {
                    query.where("(opened_at, id) > (?::timestamptz, ?)", cursor.text(0), cursor.number(1));
                }
                query.then("order by opened_at, id");
            }
        }
        Select counts = filtered(call, false).then("group by kind order by kind");
        return Answer.ok(database.read(connection -> {
            JsonObject byKind = new JsonObject();
            Rows.list(connection, counts.sql(), counts.values(), row -> Map.entry(row.getString(1), row.getLong(2)))
                    .forEach(count -> byKind.put(count.getKey(), count.getValue()));
            JsonObject page = Page.of(connection, query, call.limit(), row -> {
                String key = sort.equals("-amount")
                        ? row.getBigDecimal("books_minor")
                                .subtract(row.getBigDecimal("chain_minor"))
                                .abs()
                                .toPlainString()
                        : row.getString("opened_at");
                return new Page.Item(json.brk(row), Cursor.of(key, row.getLong("id")));
            });
            return page.put("counts", byKind);
        }));
    }

    private record Found(JsonObject brk, JsonArray postings, JsonArray bookings, JsonArray differences) {}

    private Answer detail(Call call) {
        long id = call.pathNumber("breakId");
        return Answer.ok(database.read(connection -> {
            Found found = Rows.first(
                            connection,
                            "select * from break where id = ?",
                            List.of(id),
                            row -> new Found(
                                    json.brk(row),
                                    Json.numbers(row.getArray("postings")),
                                    Json.numbers(row.getArray("bookings")),
                                    new JsonArray(row.getString("differences"))))
                    .orElseThrow(() -> ApiException.notFound("The break"));
            JsonArray history = new JsonArray();
            Rows.list(
                            connection,
                            "select at, by_whom, action, note from break_event where break_id = ? order by seq",
                            List.of(id),
                            row -> {
                                JsonObject event = new JsonObject()
                                        .put("at", Rows.instant(row, "at").toString())
                                        .put("by", row.getString("by_whom"))
                                        .put("action", row.getString("action"));
                                Json.put(event, "text", Json.nonEmpty(row.getString("note")));
                                return event;
                            })
                    .forEach(history::add);
            JsonObject detail = new JsonObject()
                    .put("break", found.brk())
                    .put("postings", postings(connection, found.postings()))
                    .put("bookEntries", entries(connection, found.bookings()))
                    .put("differences", differences(found.differences()))
                    .put("history", history);
            Json.put(detail, "trade", trade(connection, found.brk().getString("reference")));
            return detail;
        }));
    }

    private static JsonArray differences(JsonArray stored) {
        JsonArray shown = new JsonArray();
        for (int i = 0; i < stored.size(); i++) {
            JsonObject difference = stored.getJsonObject(i);
            JsonObject one = new JsonObject().put("field", difference.getString("field"));
            Json.put(one, "chain", Json.nonEmpty(difference.getString("chain")));
            Json.put(one, "books", Json.nonEmpty(difference.getString("books")));
            shown.add(one);
        }
        return shown;
    }

    private Optional<JsonObject> trade(Connection connection, String reference) throws SQLException {
        return Rows.first(
                connection,
                "select * from trade where reference = ? order by recorded_block desc limit 1",
                List.of(reference),
                json::trade);
    }

    private JsonArray postings(Connection connection, JsonArray ids) throws SQLException {
        JsonArray items = new JsonArray();
        Rows.list(
                        connection,
                        LedgerOperations.POSTING_COLUMNS + " where p.id = any(?) order by p.id",
                        List.of((Object) numbers(ids)),
                        json::posting)
                .forEach(items::add);
        return items;
    }

    private JsonArray entries(Connection connection, JsonArray ids) throws SQLException {
        JsonArray items = new JsonArray();
        Rows.list(
                        connection,
                        BooksOperations.ENTRIES + " where e.id = any(?) order by e.id",
                        List.of((Object) numbers(ids)),
                        json::entry)
                .forEach(items::add);
        return items;
    }

    private static Long[] numbers(JsonArray ids) {
        return ids.stream().map(id -> ((Number) id).longValue()).toArray(Long[]::new);
    }

    private Answer assign(Call call) {
        Optional<String> assignee = Optional.ofNullable(call.json().getString("assignee"));
        assignee.ifPresent(name -> {
            if (access.users().stream().noneMatch(user -> user.name().equals(name))) {
                throw ApiException.invalid("assignee", "There is no user of that name.");
            }
        });
        return change(call, "BREAK_ASSIGNED", connection -> {
            long id = call.pathNumber("breakId");
            int changed = Rows.update(
                    connection, "update break set assignee = ? where id = ? and not resolved", assignee, id);
            note(
                    connection,
                    id,
                    call.user(),
                    assignee.isPresent() ? "ASSIGNED" : "UNASSIGNED",
                    assignee.orElse(""),
                    changed);
            return changed;
        });
    }

    private Answer comment(Call call) {
        return change(call, "BREAK_COMMENTED", connection -> {
            long id = call.pathNumber("breakId");
            int changed = Rows.update(connection, "update break set comments = comments + 1 where id = ?", id);
            note(connection, id, call.user(), "COMMENTED", call.json().getString("text"), changed);
            return changed;
        });
    }

    private Answer label(Call call) {
        JsonArray labels = call.json().getJsonArray("labels");
        return change(call, "BREAK_LABELLED", connection -> {
            long id = call.pathNumber("breakId");
            int changed =
                    Rows.update(connection, "update break set labels = ?::jsonb where id = ?", labels.encode(), id);
            StringBuilder texts = new StringBuilder();
            labels.forEach(
                    label -> texts.append(texts.isEmpty() ? "" : ", ").append(((JsonObject) label).getString("text")));
            note(connection, id, call.user(), "LABELLED", texts.toString(), changed);
            return changed;
        });
    }

    private void note(Connection connection, long id, String by, String action, String text, int changed)
            throws SQLException {
        if (changed == 1) {
            Rows.update(
                    connection,
                    "insert into break_event (break_id, at, by_whom, action, note) values (?, ?, ?, ?, ?)",
                    id,
                    clock.instant(),
                    by,
                    action,
                    text);
        }
    }

    private Answer change(Call call, String action, Database.Work<Integer> work) {
        long id = call.pathNumber("breakId");
        JsonObject brk = database.write(connection -> {
            boolean exists = Rows.number(connection, "select count(*) from break where id = ?", id) == 1;
            if (!exists) {
                throw ApiException.notFound("The break");
            }
            if (work.in(connection) != 1) {
                throw ApiException.conflict("The break is resolved.");
            }
            audit.append(connection, call.user(), action, "break " + id, "");
            return Rows.first(connection, "select * from break where id = ?", List.of(id), json::brk)
                    .orElseThrow(() -> ApiException.notFound("The break"));
        });
        announcer.brk(brk);
        return Answer.ok(brk);
    }

    private Answer closeDay(Call call) {
        LocalDate asOf = call.date("asOf").orElseThrow(() -> ApiException.invalid("asOf", "asOf is missing."));
        Outcome outcome = reconciliation.inTransaction(clock.instant(), unit -> {
            unit.closeDay(asOf, call.user());
            Outcome stored = unit.store();
            audit.append(
                    unit.connection(), call.user(), "DAY_CLOSED", asOf.toString(), stored.breaksOpened() + " breaks");
            return stored;
        });
        announcer.breaks(outcome);
        long pending =
                database.read(connection -> Rows.number(connection, "select count(*) from posting where status = 0")
                        + Rows.number(connection, "select count(*) from book_entry where status = 0"));
        return Answer.ok(new JsonObject()
                .put("asOf", asOf.toString())
                .put("breaksOpened", outcome.breaksOpened())
                .put("stillPending", pending));
    }
}
