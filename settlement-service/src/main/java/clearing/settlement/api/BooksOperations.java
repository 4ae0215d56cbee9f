package clearing.settlement.api;

import clearing.reconcile.References;
import clearing.reconcile.Side;
import clearing.settlement.matching.BooksReader;
import clearing.settlement.matching.FileRefused;
import clearing.settlement.matching.Ingested;
import clearing.settlement.matching.Ingestion;
import clearing.settlement.store.Database;
import clearing.settlement.store.Rows;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The member's own statements and entries. */
final class BooksOperations {
    private static final String STATEMENTS =
            "select s.*, f.name as file_name, f.format, f.ingested_at, f.ingested_by from statement s"
                    + " join books_file f on f.id = s.file_id";
    static final String ENTRIES = "select e.*, f.name as file_name from book_entry e"
            + " join statement s on s.id = e.statement_id join books_file f on f.id = s.file_id";

    private final Database database;
    private final Ingestion ingestion;
    private final Json json;
    private final Announcer announcer;

    BooksOperations(Database database, Ingestion ingestion, Json json, Announcer announcer) {
        this.database = database;
        this.ingestion = ingestion;
        this.json = json;
        this.announcer = announcer;
    }

    void register(Map<String, Operation> operations) {
        operations.put("statements", this::statements);
        operations.put("uploadStatement", this::upload);
        operations.put("statement", this::statement);
        operations.put("bookEntries", this::entries);
    }

    private Answer statements(Call call) {
        Select query = new Select(STATEMENTS);
        query.whereIf(call.text("account"), "s.account = ?").whereIf(call.text("asset"), "s.asset = ?");
        Cursor cursor = call.cursor();
        if (!cursor.atStart()) {
            query.where("s.id < ?", cursor.number(0));
        }
        query.then("order by s.id desc");
        return Answer.ok(database.read(connection -> Page.of(
                connection,
                query,
                call.limit(),
                row -> new Page.Item(json.statement(row), Cursor.of(row.getLong("id"))))));
    }

    private Answer statement(Call call) {
        return Answer.ok(database.read(connection -> Rows.first(
                        connection,
                        "select s.*, f.name as file_name, f.format, f.ingested_at, f.ingested_by, f.sha256, f.errors,"
                                + " (select count(*) from confirmed_entry c where c.statement_id = s.id) as confirmed,"
                                + " (select count(*) from withdrawn_entry w where w.by_statement = s.id"
                                + " and w.reason = 'NOT_CONFIRMED') as not_confirmed from statement s join books_file f on f.id = s.file_id where s.id = ?",
                        List.of(call.pathNumber("statementId")),
                        row -> json.statement(row)
                                .put("sha256", HexFormat.of().formatHex(row.getBytes("sha256")))
                                .put("errors", new JsonArray(row.getString("errors")))
                                .put("confirmed", row.getInt("confirmed"))
                                .put("notConfirmed", row.getInt("not_confirmed"))
                                .put("balances", new JsonArray(row.getString("balances"))))
                .orElseThrow(() -> ApiException.notFound("The statement"))));
    }

    private Answer entries(Call call) {
        Optional<ItemList> ofStatus = ItemList.asked(Side.BOOKS, call);
        Cursor cursor = call.cursor();
        Page.Mapper item = row -> new Page.Item(json.entry(row), Cursor.of(row.getLong("id")));
        Select query = new Select(ENTRIES);
        if (ofStatus.isPresent()) {
            return Answer.ok(database.read(
                    connection -> ofStatus.get().page(connection, query, "e.id", cursor, call.limit(), item)));
        }
        call.number("statement")
                .ifPresent(statement -> query.where(
                        "(e.statement_id = ? or e.id = any(array(select c.id from confirmed_entry c where c.statement_id = ?)))",
                        statement,
                        statement));
        query.whereIf(call.text("account"), "e.account = ?")
                .whereIf(call.text("asset"), "e.asset = ?")
                .whereIf(call.text("status").map(Json::statusNumber), "e.status = ?")
                .whereIf(call.date("from"), "e.value_date >= ?")
                .whereIf(call.date("to"), "e.value_date <= ?");
        call.text("reference")
                .map(References::normalise)
                .ifPresent(compared -> query.where(
                        "(e.reference = ? or e.id = any(array(select r.id from entry_reference r where r.reference = ?)))",
                        compared,
                        compared));
        if (!cursor.atStart()) {
            query.where("e.id < ?", cursor.number(0));
        }
        query.then("order by e.id desc");
        return Answer.ok(database.read(connection -> Page.of(connection, query, call.limit(), item)));
    }

    private Answer upload(Call call) {
        BooksReader.Upload upload = BooksFileOperations.upload(call);
        try {
            Ingested ingested = ingestion.ingest(call.user(), upload, call.flag("allOrNothing", false));
            JsonObject summary = summary(ingested);
            if (!ingested.already()) {
                announcer.ingested(summary, ingested.outcome());
            }
            return Answer.ok(summary);
        } catch (FileRefused e) {
            throw ApiException.fileRefused(String.valueOf(e.getMessage()), e.errors());
        }
    }

    private static JsonObject summary(Ingested ingested) {
        return new JsonObject()
                .put("fileId", ingested.fileId())
                .put("fileName", ingested.fileName())
                .put("sha256", ingested.sha256())
                .put("alreadyIngested", ingested.already())
                .put("statements", ingested.statements())
                .put("entries", ingested.entries())
                .put("rejected", ingested.rejected())
                .put("matched", ingested.outcome().matched())
                .put("breaksOpened", ingested.outcome().breaksOpened())
                .put("errors", ingested.errors());
    }
}
