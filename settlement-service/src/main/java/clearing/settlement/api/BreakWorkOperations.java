package clearing.settlement.api;

import clearing.settlement.access.Access;
import clearing.settlement.access.UserRole;
import clearing.settlement.desk.Desk;
import clearing.settlement.desk.DeskRefusal;
import clearing.settlement.desk.DeskRefusal.Code;
import clearing.settlement.desk.Owner;
import clearing.settlement.desk.attachment.Attachments;
import clearing.settlement.desk.proposal.Draft;
import clearing.settlement.desk.proposal.ProposalKind;
import clearing.settlement.desk.work.BulkWork;
import clearing.settlement.desk.work.Sharing;
import clearing.settlement.store.Database;
import clearing.settlement.store.Rows;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What people do to breaks: to one, and to many at once. */
final class BreakWorkOperations {
    private static final int MOST_AT_ONCE = 500;

    private final Database database;
    private final Desk desk;
    private final Access access;
    private final InstantSource clock;
    private final Json json;
    private final Announcer announcer;

    BreakWorkOperations(
            Database database, Desk desk, Access access, InstantSource clock, Json json, Announcer announcer) {
        this.database = database;
        this.desk = desk;
        this.access = access;
        this.clock = clock;
        this.json = json;
        this.announcer = announcer;
    }

    void register(Map<String, Operation> operations) {
        operations.put("assignBreak", this::assign);
        operations.put("commentBreak", this::comment);
        operations.put("labelBreak", this::label);
        operations.put("attachBreak", this::attach);
        operations.put("attachment", this::attachment);
        operations.put("bulkBreaks", this::bulk);
    }

    private Owner owner(JsonObject body) {
        Owner owner = new Owner(
                Optional.ofNullable(body.getString("assignee")), Optional.ofNullable(body.getString("group")));
        owner.user().ifPresent(name -> {
            if (access.users().stream().noneMatch(user -> user.name().equals(name))) {
                throw ApiException.invalid("assignee", "There is no user of that name.");
            }
        });
        return owner;
    }

    /** A break is given to nobody who may not see it. */
    private BulkWork.Action assigning(String by, Owner to) {
        Optional<Access.User> user = access.users().stream()
                .filter(each -> to.user().map(each.name()::equals).orElse(false))
                .findFirst();
        return (connection, id) -> {
            boolean mayNot = user.isPresent()
                    && !Rows.list(
                                    connection,
                                    "select account from break where id = ?",
                                    List.of(id),
                                    row -> row.getString(1))
                            .stream()
                            .allMatch(user.get()::worksFor);
            if (mayNot) {
                throw DeskRefusal.invalid("assignee", "That user does not work for the account of the break.");
            }
            desk.work().assign(connection, by, id, to);
        };
    }

    private Answer assign(Call call) {
        Owner owner = owner(call.json());
        return one(call, assigning(call.user(), owner));
    }

    private Answer comment(Call call) {
        JsonObject body = call.json();
        Sharing how = sharing(call, body);
        return one(
                call,
                (connection, id) -> desk.work().comment(connection, call.user(), id, body.getString("text"), how));
    }

    /** What goes to the ledger is said by those who work on breaks; an auditor comments within the house. */
    private Sharing sharing(Call call, JsonObject body) {
        boolean shared = body.getBoolean("shared", false);
        boolean works =
                call.roles().contains(UserRole.OPERATOR.word()) || call.roles().contains(UserRole.APPROVER.word());
        if (shared && desk.work().carries() && !works) {
            throw ApiException.invalid("shared", "An auditor's comments stay within the house.");
        }
        return new Sharing(
                shared, Optional.ofNullable(body.getString("sharedBreak")), body.getBoolean("inWords", false));
    }

    private Answer label(Call call) {
        JsonArray labels = call.json().getJsonArray("labels");
        return one(call, (connection, id) -> desk.work().label(connection, call.user(), id, labels));
    }

    private Answer one(Call call, BulkWork.Action action) {
        long id = call.pathNumber("breakId");
        JsonObject brk = database.write(connection -> {
            action.on(connection, id);
            return brk(connection, id);
        });
        announcer.brk(brk);
        return Answer.ok(brk);
    }

    private JsonObject brk(Connection connection, long id) throws SQLException {
        return Rows.first(connection, "select * from break where id = ?", List.of(id), json::brk)
                .orElseThrow(() -> ApiException.notFound("The break"));
    }

    private Answer attach(Call call) {
        long id = call.pathNumber("breakId");
        String name = call.text("fileName").orElseThrow(() -> ApiException.invalid("fileName", "fileName is missing."));
        return Answer.ok(database.write(connection -> desk.attachments()
                .attach(connection, call.user(), id, name, call.body().getBytes())));
    }

    private Answer attachment(Call call) {
        Attachments.Content file = database.read(connection ->
                Attachments.content(connection, call.pathNumber("breakId"), call.pathNumber("attachmentId")));
        String name = file.name().replaceAll("[^A-Za-z0-9 ._()-]", "_");
        return new Answer(
                200,
                Optional.empty(),
                Optional.of(Buffer.buffer(file.bytes())),
                Map.of(
                        "Content-Type",
                        file.type().equals("text/plain") ? "text/plain; charset=utf-8" : file.type(),
                        "Content-Disposition",
                        "attachment; filename=\"" + name + "\"",
                        "Content-Security-Policy",
                        "default-src 'none'; sandbox; frame-ancestors 'none'"));
    }

    private Answer bulk(Call call) {
        JsonObject body = call.json();
        BulkWork.Action action = action(call, body.getJsonObject("action"));
        JsonArray ids = body.getJsonArray("ids");
        JsonObject filter = body.getJsonObject("filter");
        Integer count = body.getInteger("count");
        if ((ids == null) == (filter == null) || (filter == null) != (count == null)) {
            throw ApiException.invalid("body", "Name breaks by ids, or by filter and count.");
        }
        BulkWork.Done done = database.write(connection -> {
            List<Long> meant = ids == null
                    ? passing(connection, BreakFilter.of(filter, json, clock.instant(), call.accounts()), count)
                    : ids.stream().map(id -> ((Number) id).longValue()).toList();
            return BulkWork.on(connection, meant, action);
        });
        announcer.breaks(done.changed());
        return Answer.ok(done.outcome());
    }

    private List<Long> passing(Connection connection, BreakFilter filter, int count) throws SQLException {
        Select query = filter.all("select id from break").then("order by id limit ?", MOST_AT_ONCE + 1);
        List<Long> found = Rows.list(connection, query.sql(), query.values(), row -> row.getLong(1));
        if (found.size() != count) {
            throw DeskRefusal.of(
                    Code.COUNT_DIFFERS,
                    found.size() > MOST_AT_ONCE
                            ? "The filter lets through more than " + MOST_AT_ONCE + " breaks."
                            : "The filter lets through " + found.size() + " breaks, and not " + count + ".");
        }
        return found;
    }

    private BulkWork.Action action(Call call, JsonObject action) {
        String user = call.user();
        return switch (action.getString("type")) {
            case "ASSIGN" -> {
                Owner owner = owner(action);
                yield assigning(user, owner);
            }
            case "LABEL" -> {
                JsonArray labels =
                        Optional.ofNullable(action.getJsonArray("labels")).orElseThrow(() -> missing("labels"));
                yield (connection, id) -> desk.work().addLabels(connection, user, id, labels);
            }
            case "COMMENT" -> {
                String text = Optional.ofNullable(action.getString("text")).orElseThrow(() -> missing("text"));
                Sharing how = sharing(call, action);
                yield (connection, id) -> desk.work().comment(connection, user, id, text, how);
            }
            case "PROPOSE" -> {
                ProposalKind kind = ProposalKind.valueOf(
                        Optional.ofNullable(action.getString("kind")).orElseThrow(() -> missing("kind")));
                String reason = Optional.ofNullable(action.getString("reason")).orElseThrow(() -> missing("reason"));
                yield (connection, id) -> desk.proposals().propose(connection, user, Draft.on(id, kind, reason));
            }
            default -> throw ApiException.invalid("action.type", "There is no such action.");
        };
    }

    private static ApiException missing(String field) {
        return ApiException.invalid("action." + field, "action." + field + " is missing.");
    }
}
