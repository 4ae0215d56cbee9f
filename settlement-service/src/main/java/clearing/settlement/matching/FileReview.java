package clearing.settlement.matching;

import clearing.books.Statement;
import clearing.settlement.store.Rows;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The statements of a file held against what is stored, and against those before them in the file. Nothing is written.
 *
 * @param statements in the order of the file
 */
record FileReview(List<Reviewed> statements) {
    /** Numbers above those of all stored documents: what is read now came last. */
    private static final long FIRST_UNSTORED = Long.MAX_VALUE / 2;

    FileReview {
        statements = List.copyOf(statements);
    }

    /**
     * One statement.
     *
     * @param already the same content is stored, or stands in the file before it
     * @param contradicted the document that says that it is this one, with other content
     */
    record Reviewed(
            Statement statement,
            boolean already,
            StatementChain.Standing standing,
            Optional<StatementChain.Link> contradicted) {}

    static FileReview of(Connection connection, List<Statement> statements) throws SQLException {
        Map<StatementChain.Key, StatementChain> chains = StatementChain.load(connection, statements);
        Set<String> hashes = new HashSet<>(Rows.list(
                connection,
                "select content_hash from statement where content_hash = any(?)",
                List.of((Object) statements.stream().map(Statement::contentHash).toArray(String[]::new)),
                row -> row.getString(1)));
        List<Reviewed> reviewed = new ArrayList<>(statements.size());
        for (Statement statement : statements) {
            StatementChain chain = Objects.requireNonNull(chains.get(StatementChain.Key.of(statement)));
            boolean already = !hashes.add(statement.contentHash());
            StatementChain.Link link = StatementChain.Link.of(FIRST_UNSTORED + reviewed.size(), statement);
            reviewed.add(new Reviewed(
                    statement,
                    already,
                    chain.standing(link),
                    already || statement.kind().isAdvice() ? Optional.empty() : chain.contradicts(link)));
            if (!already) {
                chain.add(link);
            }
        }
        return new FileReview(reviewed);
    }

    /** What no other file has brought already. */
    List<Statement> fresh() {
        return statements.stream()
                .filter(each -> !each.already())
                .map(Reviewed::statement)
                .toList();
    }

    /** A line for each that is left out because it came before. */
    List<JsonObject> repeated() {
        return statements.stream()
                .filter(Reviewed::already)
                .map(each -> new JsonObject()
                        .put("code", "STATEMENT_ALREADY_INGESTED")
                        .put("sentence", "The same statement came in another file; it was left out.")
                        .put("value", each.statement().statementId()))
                .toList();
    }

    /** A line for each for which the file is refused. */
    List<JsonObject> contradictions() {
        return statements.stream()
                .filter(each -> each.contradicted().isPresent())
                .map(each -> new JsonObject()
                        .put("code", "STATEMENT_CONFLICT")
                        .put(
                                "sentence",
                                "Statement number "
                                        + each.statement().sequence().orElse(0) + " page "
                                        + each.statement().page() + " of this day is here already, with other content.")
                        .put("value", each.statement().statementId()))
                .toList();
    }
}
