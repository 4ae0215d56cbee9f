package clearing.settlement.matching;

import clearing.books.Balance;
import clearing.books.BookEntry;
import clearing.books.BooksFile;
import clearing.books.Problem;
import clearing.books.Statement;
import clearing.settlement.store.AuditLog;
import clearing.settlement.store.Database;
import clearing.settlement.store.FailPoints;
import clearing.settlement.store.Rows;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Files of the books on their way in: a file goes in by one transaction, and once. */
public final class Ingestion {
    private static final int ERRORS_SHOWN = 1_000;

    private final Database database;
    private final Reconciliation reconciliation;
    private final BooksReader reader;
    private final AuditLog audit;
    private final InstantSource clock;
    private final FailPoints failPoints;

    /**
     * @param database the member's
     * @param reconciliation takes the entries
     * @param reader reads the file
     * @param audit hears of it
     * @param clock time of ingestion
     * @param failPoints where tests let the process die
     */
    public Ingestion(
            Database database,
            Reconciliation reconciliation,
            BooksReader reader,
            AuditLog audit,
            InstantSource clock,
            FailPoints failPoints) {
        this.database = database;
        this.reconciliation = reconciliation;
        this.reader = reader;
        this.audit = audit;
        this.clock = clock;
        this.failPoints = failPoints;
    }

    /**
     * Ingests a file.
     *
     * @param actor who uploads it
     * @param format what it is
     * @param name for people
     * @param bytes the file
     * @param allOrNothing whether one bad entry refuses the file
     * @return what went in
     * @throws FileRefused when nothing did
     */
    public Ingested ingest(String actor, BooksReader.Format format, String name, byte[] bytes, boolean allOrNothing) {
        return ingest(actor, format, name, bytes, allOrNothing, unit -> {});
    }

    /**
     * Ingests a file together with facts of the chain that arrive with it, by one transaction.
     *
     * @param actor who uploads it
     * @param format what it is
     * @param name for people
     * @param bytes the file
     * @param allOrNothing whether one bad entry refuses the file
     * @param chain gives the unit its postings before the file's statements; it does not store the unit
     * @return what went in; when the file was known nothing did, of the chain's facts either
     * @throws FileRefused when nothing did
     */
    public Ingested ingest(
            String actor,
            BooksReader.Format format,
            String name,
            byte[] bytes,
            boolean allOrNothing,
            Consumer<Reconciliation.Unit> chain) {
        byte[] hash = sha256(bytes);
        Optional<Ingested> before = database.read(connection -> known(connection, hash));
        if (before.isPresent()) {
            return before.get();
        }
        failPoints.reach("R1");
        BooksFile file;
        try {
            file = reader.read(format, name, new ByteArrayInputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        JsonArray errors = errors(file.problems());
        List<Statement> accepted = file.accepted(allOrNothing);
        if (accepted.isEmpty() && !file.problems().isEmpty()) {
            throw new FileRefused(
                    allOrNothing && !file.statements().isEmpty()
                            ? "The file has " + file.problems().size() + " errors; all or nothing was asked for."
                            : "Nothing in the file can be read.",
                    errors);
        }
        failPoints.reach("R2");
        Instant now = clock.instant();
        return reconciliation.inTransaction(now, unit -> {
            Optional<Ingested> meanwhile = known(unit.connection(), hash);
            if (meanwhile.isPresent()) {
                return meanwhile.get();
            }
            chain.accept(unit);
            return store(unit, actor, format, file, hash, accepted, errors, now);
        });
    }

    private Ingested store(
            Reconciliation.Unit unit,
            String actor,
            BooksReader.Format format,
            BooksFile file,
            byte[] hash,
            List<Statement> accepted,
            JsonArray errors,
            Instant now)
            throws SQLException {
        Connection connection = unit.connection();
        long fileId = unit.nextFile();
        List<Statement> fresh = fresh(connection, accepted, errors);
        Rows.update(
                connection,
                "insert into books_file (id, sha256, name, format, ingested_at, ingested_by, statements, entries, rejected, matched,"
                        + " breaks_opened, errors) values (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, ?::jsonb)",
                fileId,
                hash,
                file.name(),
                format.name(),
                now,
                actor,
                fresh.size(),
                fresh.stream().mapToInt(s -> s.entries().size()).sum(),
                file.rowsRefused(),
                errors.encode());
        for (Statement statement : fresh) {
            storeStatement(connection, fileId, unit.statement(statement), statement);
        }
        Outcome outcome = unit.store();
        failPoints.reach("R3");
        Rows.update(
                connection,
                "update books_file set matched = ?, breaks_opened = ? where id = ?",
                outcome.matched(),
                outcome.breaksOpened(),
                fileId);
        failPoints.reach("R4");
        int entries = fresh.stream().mapToInt(s -> s.entries().size()).sum();
        audit.append(connection, actor, "STATEMENT_INGESTED", file.name(), entries + " entries");
        return new Ingested(
                fileId,
                file.name(),
                HexFormat.of().formatHex(hash),
                false,
                fresh.size(),
                entries,
                file.rowsRefused(),
                errors,
                outcome);
    }

    /** Statements that no other file has brought already. */
    private static List<Statement> fresh(Connection connection, List<Statement> accepted, JsonArray errors)
            throws SQLException {
        List<Statement> fresh = new ArrayList<>();
        for (Statement statement : accepted) {
            long found = Rows.number(
                    connection, "select count(*) from statement where content_hash = ?", statement.contentHash());
            boolean twice = fresh.stream().anyMatch(other -> other.contentHash().equals(statement.contentHash()));
            if (found > 0 || twice) {
                errors.add(new JsonObject()
                        .put("code", "STATEMENT_ALREADY_INGESTED")
                        .put("sentence", "The same statement came in another file; it was left out.")
                        .put("value", statement.statementId()));
            } else {
                fresh.add(statement);
            }
        }
        return fresh;
    }

    private static void storeStatement(Connection connection, long fileId, long id, Statement s) throws SQLException {
        Optional<BigDecimal> previousClosing = Rows.first(
                        connection,
                        "select closing from statement where account = ? and asset = ? order by to_date desc nulls last, id desc"
                                + " limit 1",
                        List.of(s.account(), s.asset()),
                        row -> Optional.ofNullable(row.getBigDecimal(1)))
                .flatMap(closing -> closing);
        boolean continuous = previousClosing.isEmpty()
                || s.opening().isEmpty()
                || previousClosing
                                .get()
                                .compareTo(BigDecimal.valueOf(s.opening().get().minor()))
                        == 0;
        boolean consistent = s.opening().isEmpty()
                || s.closing().isEmpty()
                || Math.addExact(s.opening().get().minor(), s.movementsMinor())
                        == s.closing().get().minor();
        Rows.update(
                connection,
                "insert into statement (id, file_id, reference, content_hash, internal_account, account, asset, from_date, to_date,"
                        + " opening, closing, movements, entries, consistent, continuous, page, last_page)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                id,
                fileId,
                s.statementId(),
                s.contentHash(),
                s.internalAccountId(),
                s.account(),
                s.asset(),
                date(s.opening(), s, true),
                date(s.closing(), s, false),
                s.opening().map(Balance::minor),
                s.closing().map(Balance::minor),
                BigDecimal.valueOf(s.movementsMinor()),
                s.entries().size(),
                consistent,
                continuous,
                s.page(),
                s.lastPage());
    }

    private static Optional<LocalDate> date(Optional<Balance> balance, Statement statement, boolean first) {
        return balance.map(Balance::date)
                .or(() -> statement.entries().stream()
                        .map(BookEntry::bookingDate)
                        .reduce((a, b) -> a.isBefore(b) == first ? a : b));
    }

    private static Optional<Ingested> known(Connection connection, byte[] hash) throws SQLException {
        return Rows.first(
                connection,
                "select id, name, statements, entries, rejected, matched, breaks_opened, errors from books_file where sha256 = ?",
                List.of((Object) hash),
                row -> new Ingested(
                        row.getLong("id"),
                        row.getString("name"),
                        HexFormat.of().formatHex(hash),
                        true,
                        row.getInt("statements"),
                        row.getInt("entries"),
                        row.getInt("rejected"),
                        new JsonArray(row.getString("errors")),
                        new Outcome(row.getInt("matched"), row.getInt("breaks_opened"), 0, List.of(), List.of())));
    }

    private static JsonArray errors(List<Problem> problems) {
        JsonArray errors = new JsonArray();
        problems.stream().limit(ERRORS_SHOWN).forEach(problem -> {
            JsonObject error =
                    new JsonObject().put("code", problem.code().name()).put("sentence", problem.sentence());
            if (problem.location().line() > 0) {
                error.put("line", problem.location().line());
            }
            if (problem.location().column() > 0) {
                error.put("column", problem.location().column());
            }
            if (!problem.field().isEmpty()) {
                error.put("field", problem.field());
            }
            errors.add(error);
        });
        return errors;
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
