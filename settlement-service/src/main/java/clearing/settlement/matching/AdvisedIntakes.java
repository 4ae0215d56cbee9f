package clearing.settlement.matching;

import clearing.books.Statement;
import clearing.reconcile.Booking;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** What the documents of one transaction do to entries that were advised before them, by the document's number. */
final class AdvisedIntakes {
    private final Map<Long, AdvisedEntries.Intake> intakes = new LinkedHashMap<>();
    private AdvisedEntries.Accounts accounts = AdvisedEntries.Accounts.UNKNOWN;

    /** All documents that come are known, so that their accounts are looked at together. */
    void expect(Connection connection, List<Statement> coming) throws SQLException {
        accounts = AdvisedEntries.accounts(connection, coming);
    }

    /** Whether the document is held against entries and documents that are there, those of this transaction included. */
    boolean meet(Statement statement) {
        return accounts.meet(statement);
    }

    /** Holds a document against what was advised, where that may be. */
    AdvisedEntries.Intake take(
            Connection connection, long id, Statement statement, Arrivals arrivals, Predicate<Booking> bound)
            throws SQLException {
        AdvisedEntries.Intake intake = AdvisedEntries.Intake.all(statement);
        if (meet(statement)) {
            List<EntryTwins.Known> here = statement.kind().isAdvice()
                    ? arrivals.entriesOf(statement.account(), statement.asset())
                    : List.of();
            intake = AdvisedEntries.intake(
                    connection, new AdvisedEntries.Document(id, statement, here), intakes.values(), bound);
        }
        intakes.put(id, intake);
        return intake;
    }

    /** What is to be told of advised entries that do not stand, as the API shows it. */
    List<JsonObject> told() {
        return intakes.values().stream().flatMap(each -> each.told().stream()).toList();
    }

    /** Once the rows of the documents are there. */
    void store(Connection connection, Instant now) throws SQLException {
        for (Map.Entry<Long, AdvisedEntries.Intake> each : intakes.entrySet()) {
            AdvisedEntries.store(connection, each.getKey(), each.getValue(), now);
        }
    }
}
