package clearing.settlement.api;

import clearing.kernel.constitution.Member;
import clearing.kernel.reconcile.SharedBreak;
import clearing.reconcile.BreakKind;
import clearing.settlement.shared.Commands;
import clearing.settlement.shared.Commands.DeskBreak;
import clearing.settlement.shared.ShellCommand;
import clearing.settlement.store.Database;
import clearing.settlement.store.Rows;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Breaks that the member shares with others on the ledger; a regulator reads everybody's. */
final class SharedBreakOperations {
    private static final String NEVER = "infinity";

    private final String member;
    private final Database database;
    private final InstantSource clock;
    private final Json json;
    private final SharedBreakJson shown;
    private final boolean carried;

    /** @param carried whether the service takes shared comments to the ledger by itself */
    SharedBreakOperations(String member, Database database, InstantSource clock, Json json, boolean carried) {
        this.carried = carried;
        this.member = member;
        this.database = database;
        this.clock = clock;
        this.json = json;
        this.shown = new SharedBreakJson(member, json);
    }

    void register(Map<String, Operation> operations) {
        operations.put("sharedBreaks", this::list);
        operations.put("sharedBreak", this::detail);
        operations.put("sharedOfBreak", this::ofBreak);
    }

    private boolean reader() {
        return json.constitution()
                .flatMap(c -> c.member(member))
                .map(Member::readOnly)
                .orElse(false);
    }

    private Select own(String begin) {
        Select query = new Select(begin);
        return reader() ? query.where("true") : query.where("? in (opener, counterparty)", member);
    }

    private Answer list(Call call) {
        Instant now = clock.instant();
        Select query = filtered(own("select * from shared_break"), call, now);
        switch (call.text("state").orElse("ALL")) {
            case "ALL" -> {}
            case "UNRESOLVED" -> query.where("due_at is not null");
            case String state -> query.where("state = ?", state);
        }
        Cursor cursor = call.cursor();
        if (!cursor.atStart()) {
            query.where(
                    "(coalesce(due_at, 'infinity'), opener, reference) > (?::timestamptz, ?, ?)",
                    due(cursor),
                    cursor.text(1),
                    cursor.text(2));
        }
        query.then("order by coalesce(due_at, 'infinity'), opener, reference");
        Select counts = filtered(own("select state, count(*) from shared_break"), call, now)
                .then("group by state order by state");
        return Answer.ok(database.read(connection -> {
            JsonObject byState = new JsonObject();
            Rows.list(connection, counts.sql(), counts.values(), row -> Map.entry(row.getString(1), row.getLong(2)))
                    .forEach(count -> byState.put(count.getKey(), count.getValue()));
            return Page.of(connection, query, call.limit(), row -> {
                        JsonObject item = shown.item(row, now);
                        return new Page.Item(
                                item,
                                Cursor.of(
                                        item.getString("dueAt", NEVER),
                                        row.getString("opener"),
                                        row.getString("reference")));
                    })
                    .put("at", now.toString())
                    .put("counts", byState);
        }));
    }

    private static Select filtered(Select query, Call call, Instant now) {
        call.text("counterparty").ifPresent(other -> query.where("? in (opener, counterparty)", other));
        query.whereIf(call.text("about"), "about = ?").whereIf(call.instant("dueBefore"), "due_at < ?");
        if (call.flag("late", false)) {
            query.where("due_at < ?", now);
        }
        return query;
    }

    /** Where the list goes on; text that is no time never reaches the database. */
    private static String due(Cursor cursor) {
        String text = cursor.text(0);
        try {
            return text.equals(NEVER) ? NEVER : Instant.parse(text).toString();
        } catch (java.time.format.DateTimeParseException e) {
            throw ApiException.invalid("cursor", "The cursor is not one that this list gave out.");
        }
    }

    private Answer detail(Call call) {
        String id = call.pathText("sharedBreakId");
        int cut = id.indexOf('/');
        if (cut < 0) {
            throw ApiException.notFound("The shared break");
        }
        Select query = own("select * from shared_break")
                .where("opener = ?", id.substring(0, cut))
                .where("reference = ?", id.substring(cut + 1));
        Instant now = clock.instant();
        return Answer.ok(database.read(
                connection -> Rows.first(connection, query.sql(), query.values(), row -> detail(connection, row, now))
                        .orElseThrow(() -> ApiException.notFound("The shared break"))));
    }

    private JsonObject detail(Connection connection, ResultSet row, Instant now) throws SQLException {
        SharedBreak shared = SharedBreak.decode(row.getBytes("stored"));
        JsonArray steps = new JsonArray();
        Rows.list(
                        connection,
                        "select * from shared_break_step where opener = ? and reference = ? order by block, tx, effect",
                        List.of(shared.id().opener(), shared.id().reference()),
                        shown::step)
                .forEach(steps::add);
        JsonObject detail = new JsonObject()
                .put("at", now.toString())
                .put("break", shown.item(row, now))
                .put("sides", SharedBreakJson.sides(shared))
                .put("steps", steps)
                .put("deskBreaks", deskBreaks(connection, shared))
                .put(
                        "commands",
                        SharedBreakJson.commands(Commands.of(
                                shared, member, json.scale(shared.subject().asset()), now)));
        Json.put(detail, "proposal", shared.proposal().map(p -> shown.proposal(shared, p)));
        Json.put(detail, "endedAt", shared.resolved().or(shared::withdrawn).map(Instant::toString));
        if (shared.escalation().isPresent()) {
            detail.put("escalation", SharedBreakJson.escalation(shared));
        }
        return detail;
    }

    /** The member's own breaks about the same thing. */
    private static JsonArray deskBreaks(Connection connection, SharedBreak shared) throws SQLException {
        JsonArray breaks = new JsonArray();
        if (!shared.subject().about().isEmpty()) {
            Rows.list(
                            connection,
                            "select id, kind, account, asset, resolved from break where reference = ? order by id limit 100",
                            List.of(shared.subject().about()),
                            row -> new JsonObject()
                                    .put("id", row.getLong("id"))
                                    .put("kind", row.getString("kind"))
                                    .put("account", row.getString("account"))
                                    .put("asset", row.getString("asset"))
                                    .put("resolved", row.getBoolean("resolved")))
                    .forEach(breaks::add);
        }
        return breaks;
    }

    /** What of a break of the desk is shared, and how to share it. */
    private Answer ofBreak(Call call) {
        Instant now = clock.instant();
        long id = call.pathNumber("breakId");
        return Answer.ok(database.read(connection -> {
            DeskBreak found = Rows.first(
                            connection,
                            "select * from break where id = ?",
                            List.of(id),
                            row -> new DeskBreak(
                                    id,
                                    BreakKind.valueOf(row.getString("kind")),
                                    row.getString("asset"),
                                    row.getString("reference"),
                                    row.getString("counterparty"),
                                    row.getBigDecimal("chain_minor"),
                                    row.getBigDecimal("books_minor"),
                                    Optional.ofNullable(row.getObject("value_date", LocalDate.class))))
                    .orElseThrow(() -> ApiException.notFound("The break"));
            Select about = own("select * from shared_break")
                    .where("about = ? and about <> ''", found.reference())
                    .then("order by block desc, opener, reference limit 100");
            JsonArray items = new JsonArray();
            Rows.list(connection, about.sql(), about.values(), row -> shown.item(row, now))
                    .forEach(items::add);
            Optional<ShellCommand> open =
                    json.constitution().flatMap(c -> Commands.open(found, freeName(items, id), member, c, now));
            return new JsonObject()
                    .put("items", items)
                    .put("carried", carried)
                    .put("commands", SharedBreakJson.commands(open.stream().toList()));
        }));
    }

    /** {@code BRK-5}, or with a number behind it where the member has shared under that name already. */
    private String freeName(JsonArray shared, long id) {
        Set<String> taken = new HashSet<>();
        shared.stream()
                .map(JsonObject.class::cast)
                .filter(item -> item.getString("opener").equals(member))
                .forEach(item -> taken.add(item.getString("reference")));
        String name = "BRK-" + id;
        for (int number = 2; taken.contains(name); number++) {
            name = "BRK-" + id + "-" + number;
        }
        return name;
    }
}
