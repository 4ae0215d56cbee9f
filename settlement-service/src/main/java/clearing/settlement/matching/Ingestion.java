package clearing.settlement.matching;

import clearing.books.BooksFile;
import clearing.books.Notice;
import clearing.books.Problem;
import clearing.books.Statement;
import clearing.kernel.codec.Bytes;
import clearing.settlement.store.AuditLog;
import clearing.settlement.store.Database;
import clearing.settlement.store.FailPoints;
import clearing.settlement.store.Rows;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
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
     * @param upload the file
     * @param allOrNothing whether one bad entry refuses the file
     * @return what went in
     * @throws FileRefused when nothing did
     */
    public Ingested ingest(String actor, BooksReader.Upload upload, boolean allOrNothing) {
        return ingest(actor, upload, allOrNothing, unit -> {});
    }

    /**
     * Ingests a file together with facts of the chain that arrive with it, by one transaction.
     *
     * @param actor who uploads it
     * @param upload the file
     * @param allOrNothing whether one bad entry refuses the file
     * @param chain gives the unit its postings before the file's statements; it does not store the unit
     * @return what went in; when the file was known nothing did, of the chain's facts either
     * @throws FileRefused when nothing did
     */
    public Ingested ingest(
            String actor, BooksReader.Upload upload, boolean allOrNothing, Consumer<Reconciliation.Unit> chain) {
        byte[] hash = Bytes.sha256(upload.bytes());
        Optional<Ingested> before = database.read(connection -> known(connection, hash));
        if (before.isPresent()) {
            return before.get();
        }
        failPoints.reach("R1");
        BooksFile file = reader.read(upload);
        JsonArray errors = errors(file.problems());
        file.notices().forEach(notice -> errors.add(told(notice)));
        List<Statement> accepted = file.accepted(allOrNothing);
        if (accepted.isEmpty() && !file.problems().isEmpty()) {
            throw new FileRefused(
                    allOrNothing && !file.statements().isEmpty()
                            ? "The file has " + file.problems().size() + " errors; all or nothing was asked for."
                            : "Nothing in the file can be read.",
                    errors);
        }
        requireNoContradiction(database.read(connection -> FileReview.of(connection, accepted)), errors);
        failPoints.reach("R2");
        Instant now = clock.instant();
        return reconciliation.inTransaction(now, unit -> {
            Optional<Ingested> meanwhile = known(unit.connection(), hash);
            if (meanwhile.isPresent()) {
                return meanwhile.get();
            }
            FileReview review = FileReview.of(unit.connection(), accepted);
            requireNoContradiction(review, errors);
            chain.accept(unit);
            return store(unit, actor, new Content(file, upload.bytes(), hash), review, errors, now);
        });
    }

    /**
     * Says what an upload of the file would do now, and does nothing.
     *
     * @param upload the file
     * @param allOrNothing whether one bad entry refuses the file
     */
    public FileCheck check(BooksReader.Upload upload, boolean allOrNothing) {
        byte[] hash = Bytes.sha256(upload.bytes());
        BooksFile file = reader.read(upload);
        return database.read(connection -> FileCheck.of(
                file,
                HexFormat.of().formatHex(hash),
                known(connection, hash).isPresent(),
                allOrNothing,
                FileReview.of(connection, file.statements()),
                FileReview.of(connection, file.refused())));
    }

    /** A file as it came and as it was read. */
    private record Content(BooksFile file, byte[] bytes, byte[] hash) {}

    private static void requireNoContradiction(FileReview review, JsonArray errors) {
        if (!review.contradictions().isEmpty()) {
            review.contradictions().forEach(errors::add);
            throw new FileRefused("A statement of the file has the number of another one, and other content.", errors);
        }
    }

    private Ingested store(
            Reconciliation.Unit unit, String actor, Content content, FileReview review, JsonArray errors, Instant now)
            throws SQLException {
        Connection connection = unit.connection();
        BooksFile file = content.file();
        long fileId = unit.nextFile();
        review.repeated().forEach(errors::add);
        List<Statement> fresh = review.fresh();
        int entries = fresh.stream().mapToInt(s -> s.entries().size()).sum();
        Rows.update(
                connection,
                "insert into books_file (id, sha256, name, format, ingested_at, ingested_by, statements, entries, rejected, matched,"
                        + " breaks_opened, errors) values (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, ?::jsonb)",
                fileId,
                content.hash(),
                file.name(),
                file.format().map(Enum::name).orElse(""),
                now,
                actor,
                fresh.size(),
                entries,
                file.rowsRefused(),
                errors.encode());
        StatementRows.original(connection, fileId, content.bytes());
        StatementRows rows = new StatementRows(connection, fileId, file.mapping(), fresh);
        unit.expect(fresh);
        for (Statement statement : fresh) {
            if (unit.meetsAdvised(statement)) {
                rows.write();
            }
            rows.add(unit.statement(statement), statement);
        }
        rows.write();
        unit.told().forEach(errors::add);
        Outcome outcome = unit.store();
        failPoints.reach("R3");
        Rows.update(
                connection,
                "update books_file set matched = ?, breaks_opened = ?, errors = ?::jsonb where id = ?",
                outcome.matched(),
                outcome.breaksOpened(),
                errors.encode(),
                fileId);
        failPoints.reach("R4");
        audit.append(connection, actor, "STATEMENT_INGESTED", file.name(), entries + " entries");
        return new Ingested(
                fileId,
                file.name(),
                HexFormat.of().formatHex(content.hash()),
                false,
                fresh.size(),
                entries,
                file.rowsRefused(),
                errors,
                outcome);
    }

    static Optional<Ingested> known(Connection connection, byte[] hash) throws SQLException {
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
                        new Outcome(
                                row.getInt("matched"),
                                row.getInt("breaks_opened"),
                                0,
                                List.of(),
                                List.of(),
                                List.of())));
    }

    /** A notice as the API shows it, in the list of what is wrong: people look there. */
    static JsonObject told(Notice notice) {
        JsonObject told = new JsonObject().put("code", notice.code().name()).put("sentence", notice.sentence());
        if (notice.location().line() > 0) {
            told.put("line", notice.location().line());
        }
        if (!notice.value().isEmpty()) {
            told.put("value", notice.value());
        }
        return told;
    }

    static JsonArray errors(List<Problem> problems) {
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
}
