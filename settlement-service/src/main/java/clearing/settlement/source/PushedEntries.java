package clearing.settlement.source;

import clearing.books.BookEntry;
import clearing.books.CsvMapping;
import clearing.books.CsvTarget;
import clearing.books.Problem;
import clearing.kernel.codec.Bytes;
import clearing.settlement.matching.Outcome;
import clearing.settlement.matching.Reconciliation;
import clearing.settlement.source.SourceReader.SourceEntry;
import clearing.settlement.store.AuditLog;
import clearing.settlement.store.Database;
import clearing.settlement.store.Rows;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Entries that a program pushes: all or none of them, and one outcome per key. A key that comes again with the same content gets the
 * same answer and changes nothing, whether it was taken or refused; with other content it is an {@link Answered#conflict}.
 */
public final class PushedEntries {
    private static final CsvMapping ENTRIES = CsvMapping.ofColumns(Map.ofEntries(
            Map.entry(CsvTarget.ENTRY_ID, "id"),
            Map.entry(CsvTarget.ACCOUNT, "account"),
            Map.entry(CsvTarget.ASSET, "asset"),
            Map.entry(CsvTarget.BOOKING_DATE, "bookingDate"),
            Map.entry(CsvTarget.VALUE_DATE, "valueDate"),
            Map.entry(CsvTarget.REFERENCE, "reference"),
            Map.entry(CsvTarget.COUNTERPARTY, "counterparty"),
            Map.entry(CsvTarget.AMOUNT, "amount"),
            Map.entry(CsvTarget.REVERSAL, "reversal"),
            Map.entry(CsvTarget.CODE, "code"),
            Map.entry(CsvTarget.TEXT, "text")));
    private static final CsvMapping BALANCES = CsvMapping.ofColumns(Map.of(
            CsvTarget.ENTRY_ID, "id",
            CsvTarget.ACCOUNT, "account",
            CsvTarget.ASSET, "asset",
            CsvTarget.BOOKING_DATE, "date",
            CsvTarget.CODE, "type",
            CsvTarget.AMOUNT, "amount"));
    private static final int FAULTS_TOLD = 1_000;
    static final int TAKEN = 200;
    static final int REFUSED = 422;

    private final Database database;
    private final Reconciliation reconciliation;
    private final SourceReader reader;
    private final AuditLog audit;
    private final InstantSource clock;

    public PushedEntries(
            Database database,
            Reconciliation reconciliation,
            SourceReader reader,
            AuditLog audit,
            InstantSource clock) {
        this.database = database;
        this.reconciliation = reconciliation;
        this.reader = reader;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * What a push came to.
     *
     * @param taken whether the entries are in
     * @param conflict whether the key has another content already
     * @param body the answer as text; when refused its {@code errors}
     * @param outcome what matching made of them; of an answer that is given again, nothing
     */
    public record Answered(boolean taken, boolean conflict, String body, Outcome outcome) {}

    /**
     * Takes a push.
     *
     * @param source whose entries these are
     * @param actor who pushes, for the audit log
     * @param key of the push, unique to the source
     * @param content the request's bytes, a JSON object that the API's contract lets through
     */
    public Answered push(String source, String actor, String key, byte[] content) {
        byte[] hash = Bytes.sha256(content);
        Optional<Answered> before = database.read(connection -> known(connection, source, key, hash));
        if (before.isPresent()) {
            return before.get();
        }
        JsonObject body = new JsonObject(new String(content, java.nio.charset.StandardCharsets.UTF_8));
        List<Fault> faults = new ArrayList<>();
        List<SourceEntry> entries = read(source, body.getJsonArray("entries"), "entries", ENTRIES, faults);
        List<StatedBalance> balances =
                read(source, numbered(body.getJsonArray("balances", new JsonArray())), "balances", BALANCES, faults)
                        .stream()
                        .map(PushedEntries::balance)
                        .toList();
        Instant now = clock.instant();
        return reconciliation.inTransaction(now, unit -> {
            Optional<Answered> meanwhile = known(unit.connection(), source, key, hash);
            return meanwhile.isPresent()
                    ? meanwhile.get()
                    : decide(unit, new Push(source, actor, key, hash, content), entries, balances, faults, now);
        });
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Push(String source, String actor, String key, byte[] hash, byte[] content) {}

    private Answered decide(
            Reconciliation.Unit unit,
            Push push,
            List<SourceEntry> entries,
            List<StatedBalance> balances,
            List<Fault> unread,
            Instant now)
            throws SQLException {
        Connection connection = unit.connection();
        if (!unread.isEmpty()) {
            return refused(connection, push, unread, now);
        }
        Journals journals = Journals.plan(connection, push.source(), entries, balances);
        if (!journals.faults().isEmpty()) {
            return refused(connection, push, journals.faults(), now);
        }
        journals.write(unit, now);
        Outcome outcome = unit.store();
        String body = new JsonObject()
                .put("source", push.source())
                .put("entries", journals.fresh())
                .put("alreadyKnown", journals.known())
                .put("journals", journals.days())
                .put("matched", outcome.matched())
                .put("breaksOpened", outcome.breaksOpened())
                .encode();
        SourceStates.advanced(connection, push.source(), "PUSH", push.key(), journals.fresh(), now);
        remember(connection, push, TAKEN, body, now);
        audit.append(connection, push.actor(), "ENTRIES_PUSHED", push.key(), journals.fresh() + " entries");
        return new Answered(true, false, body, outcome);
    }

    private static Answered refused(Connection connection, Push push, List<Fault> faults, Instant now)
            throws SQLException {
        JsonArray errors = new JsonArray();
        faults.stream().limit(FAULTS_TOLD).forEach(fault -> {
            JsonObject error = new JsonObject().put("code", fault.code()).put("sentence", fault.sentence());
            String at = fault.row() < 0 ? fault.field() : "entries[" + fault.row() + "]." + fault.field();
            if (!at.isEmpty()) {
                error.put("field", at);
            }
            errors.add(error);
        });
        String body = errors.encode();
        remember(connection, push, REFUSED, body, now);
        return new Answered(false, false, body, Outcome.NONE);
    }

    private static void remember(Connection connection, Push push, int status, String body, Instant now)
            throws SQLException {
        Rows.update(
                connection,
                "insert into source_batch (source, key, request_sha256, status, response, content, at) values (?, ?, ?, ?, ?, ?, ?)",
                push.source(),
                push.key(),
                push.hash(),
                status,
                body,
                push.content(),
                now);
    }

    private static Optional<Answered> known(Connection connection, String source, String key, byte[] hash)
            throws SQLException {
        return Rows.first(
                connection,
                "select request_sha256, status, response from source_batch where source = ? and key = ?",
                List.of(source, key),
                row -> MessageDigest.isEqual(row.getBytes(1), hash)
                        ? new Answered(row.getInt(2) == TAKEN, false, row.getString(3), Outcome.NONE)
                        : new Answered(false, true, "", Outcome.NONE));
    }

    /** Reads the objects as rows of a CSV file; what is wrong goes to the faults with the number of the object. */
    private List<SourceEntry> read(
            String source, JsonArray objects, String field, CsvMapping mapping, List<Fault> faults) {
        if (objects.isEmpty()) {
            return List.of();
        }
        List<Map<String, String>> rows = new ArrayList<>();
        for (Object each : objects) {
            Map<String, String> row = new HashMap<>();
            ((JsonObject) each).forEach(entry -> row.put(entry.getKey(), String.valueOf(entry.getValue())));
            rows.add(row);
        }
        List<String> columns = mapping.columns().values().stream().sorted().toList();
        SourceReader.Read read = reader.read(SourceName.actor(source), SourceRows.of(columns, rows), mapping);
        for (Problem problem : read.problems()) {
            int row = problem.location().line() - 2;
            faults.add(
                    field.equals("entries")
                            ? new Fault(problem.code().name(), row, problem.field(), problem.sentence())
                            : new Fault(
                                    problem.code().name(),
                                    -1,
                                    field + "[" + row + "]." + problem.field(),
                                    problem.sentence()));
        }
        return read.entries();
    }

    /** Balances have no ids of their own. */
    private static JsonArray numbered(JsonArray balances) {
        JsonArray numbered = new JsonArray();
        for (int i = 0; i < balances.size(); i++) {
            numbered.add(balances.getJsonObject(i).copy().put("id", Integer.toString(i)));
        }
        return numbered;
    }

    private static StatedBalance balance(SourceEntry e) {
        BookEntry b = e.entry();
        return new StatedBalance(
                e.internal(),
                b.account(),
                b.asset(),
                b.bookingDate(),
                b.transactionCode().equals("CLOSING"),
                b.amountMinor());
    }
}
