package clearing.settlement.api;

import clearing.books.BadBooksConfig;
import clearing.books.Balance;
import clearing.books.BookEntry;
import clearing.books.BooksFormat;
import clearing.books.ForeignExchange;
import clearing.books.MappingVersion;
import clearing.books.Statement;
import clearing.settlement.matching.BooksReader;
import clearing.settlement.matching.FileCheck;
import clearing.settlement.matching.Ingestion;
import clearing.settlement.matching.Mappings;
import clearing.settlement.store.Database;
import clearing.settlement.store.Rows;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Files of the books as files: checked before they count, given back as they came, read by saved mappings. */
final class BooksFileOperations {
    private static final int LINES_SHOWN = 1_000;

    private final Database database;
    private final Ingestion ingestion;
    private final Mappings mappings;
    private final Json json;

    BooksFileOperations(Database database, Ingestion ingestion, Mappings mappings, Json json) {
        this.database = database;
        this.ingestion = ingestion;
        this.mappings = mappings;
        this.json = json;
    }

    void register(Map<String, Operation> operations) {
        operations.put("checkStatement", this::check);
        operations.put("statementFile", this::file);
        operations.put("mappings", this::mappings);
        operations.put("mapping", this::versions);
        operations.put("saveMapping", this::save);
    }

    private Answer file(Call call) {
        return database.read(connection -> Rows.first(
                        connection,
                        "select f.name, c.content from statement s join books_file f on f.id = s.file_id"
                                + " join books_content c on c.file_id = f.id where s.id = ?",
                        List.of(call.pathNumber("statementId")),
                        row -> Answer.file(
                                "application/octet-stream",
                                plain(row.getString("name")),
                                Buffer.buffer(row.getBytes("content"))))
                .orElseThrow(() -> ApiException.notFound("The file of this statement")));
    }

    /** A name that a header can carry as it is. */
    private static String plain(String name) {
        return name.replaceAll("[^A-Za-z0-9._ -]", "_");
    }

    private Answer mappings(Call call) {
        return Answer.ok(items(mappings.current()));
    }

    private Answer versions(Call call) {
        List<Mappings.Saved> versions = mappings.versions(call.pathText("mapping"));
        if (versions.isEmpty()) {
            throw ApiException.notFound("The mapping");
        }
        return Answer.ok(items(versions));
    }

    private Answer save(Call call) {
        JsonObject body = call.json();
        try {
            return Answer.ok(mapping(mappings.save(
                    body.getString("name"), body.getJsonObject("mapping").encode(), call.user())));
        } catch (BadBooksConfig e) {
            throw ApiException.invalid(
                    "mapping" + e.problem().field(), e.problem().sentence());
        }
    }

    private static JsonObject items(List<Mappings.Saved> all) {
        JsonArray items = new JsonArray();
        all.forEach(each -> items.add(mapping(each)));
        return new JsonObject().put("items", items);
    }

    private static JsonObject mapping(Mappings.Saved saved) {
        return new JsonObject()
                .put("name", saved.name())
                .put("version", saved.version())
                .put("savedAt", saved.at().toString())
                .put("savedBy", saved.by())
                .put("mapping", new JsonObject(saved.json()));
    }

    /** The body and the parameters of an upload, or of its check. */
    static BooksReader.Upload upload(Call call) {
        return new BooksReader.Upload(
                call.text("format").map(BooksFormat::valueOf),
                call.text("mapping"),
                fileName(call.text("fileName").orElse("")),
                call.body().getBytes());
    }

    /** The name is shown and stored, never opened; a path in it is cut off all the same. */
    private static String fileName(String given) {
        String name = given.substring(Math.max(given.lastIndexOf('/'), given.lastIndexOf('\\')) + 1);
        if (name.isBlank() || name.chars().anyMatch(Character::isISOControl)) {
            throw ApiException.invalid("fileName", "fileName must name a file, without control characters.");
        }
        return name;
    }

    private Answer check(Call call) {
        boolean allOrNothing = call.flag("allOrNothing", false);
        FileCheck check = ingestion.check(upload(call), allOrNothing);
        JsonArray statements = new JsonArray();
        check.statements().forEach(each -> statements.add(statement(each)));
        JsonArray lines = new JsonArray();
        check.lines().stream().limit(LINES_SHOWN).forEach(line -> lines.add(line(line)));
        JsonObject answer = new JsonObject()
                .put("fileName", check.file().name())
                .put("sha256", check.sha256())
                .put("alreadyIngested", check.already())
                .put(
                        "verdict",
                        check.statements().stream().noneMatch(FileCheck.CheckedStatement::taken)
                                ? "NOTHING"
                                : check.isWhole() ? "ALL" : "PART")
                .put("statements", statements)
                .put("entries", check.entries())
                .put("rejected", check.file().rowsRefused())
                .put("lines", lines)
                .put("moreLines", Math.max(0, check.lines().size() - LINES_SHOWN))
                .put("errors", check.errors());
        Json.put(answer, "format", check.file().format().map(Enum::name));
        Json.put(answer, "mapping", check.file().mapping().map(MappingVersion::name));
        Json.put(answer, "mappingVersion", check.file().mapping().map(MappingVersion::version));
        return Answer.ok(answer);
    }

    private JsonObject statement(FileCheck.CheckedStatement checked) {
        Statement s = checked.statement();
        String asset = s.asset();
        JsonArray balances = new JsonArray();
        s.balances()
                .forEach(b -> balances.add(balance(
                        b.type(), b.subType(), b.asset(), b.amount(), b.date().toString())));
        JsonObject statement = new JsonObject()
                .put("reference", s.statementId())
                .put("kind", s.kind().name())
                .put("internalAccount", s.internalAccountId())
                .put("account", s.account())
                .put("asset", asset)
                .put("page", s.page())
                .put("lastPage", s.lastPage())
                .put("entries", s.entries().size())
                .put("notBooked", s.notBooked())
                .put("movements", json.amount(asset, s.movementsMinor()))
                .put("balances", balances)
                .put("taken", checked.taken())
                .put("alreadyIngested", checked.already())
                .put("consistent", checked.consistent())
                .put("continuous", checked.continuous())
                .put("numbering", checked.numbering())
                .put("missing", checked.missing());
        Json.put(statement, "number", number(s.sequence()));
        Json.put(statement, "opening", s.opening().map(b -> json.amount(asset, b.minor())));
        Json.put(statement, "closing", s.closing().map(b -> json.amount(asset, b.minor())));
        Json.put(statement, "from", s.opening().map(Balance::date).map(Object::toString));
        Json.put(statement, "to", s.closing().map(Balance::date).map(Object::toString));
        Json.put(statement, "previousClosing", checked.previousClosing().map(minor -> json.amount(asset, minor)));
        return statement;
    }

    private static Optional<Long> number(OptionalLong sequence) {
        return sequence.isPresent() ? Optional.of(sequence.getAsLong()) : Optional.empty();
    }

    static JsonObject balance(String type, String subType, String asset, String value, String date) {
        JsonObject balance = new JsonObject()
                .put("type", type)
                .put("asset", asset)
                .put("value", value)
                .put("date", date);
        Json.put(balance, "subType", Json.nonEmpty(subType));
        return balance;
    }

    private JsonObject line(FileCheck.Line line) {
        BookEntry e = line.entry();
        JsonObject entry = new JsonObject()
                .put("line", e.location().line())
                .put("statement", line.of().statement().statementId())
                .put("taken", line.of().taken())
                .put("account", e.account())
                .put("asset", e.asset())
                .put("value", json.amount(e.asset(), e.amountMinor()))
                .put("reference", String.join("+", e.references()))
                .put("bookingDate", e.bookingDate().toString())
                .put("valueDate", e.valueDate().toString())
                .put("reversal", e.reversal());
        Json.put(entry, "counterparty", Json.nonEmpty(e.counterparty()));
        Json.put(entry, "bankReference", Json.nonEmpty(e.bankReference()));
        Json.put(entry, "text", Json.nonEmpty(e.text()));
        Json.put(entry, "exchange", e.exchange().map(BooksFileOperations::exchange));
        return entry;
    }

    private static JsonObject exchange(ForeignExchange of) {
        JsonObject exchange = new JsonObject().put("asset", of.asset()).put("value", of.amount());
        Json.put(exchange, "rate", Json.nonEmpty(of.rate()));
        return exchange;
    }
}
