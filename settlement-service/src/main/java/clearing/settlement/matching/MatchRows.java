package clearing.settlement.matching;

import clearing.reconcile.References;
import clearing.settlement.matching.Verdicts.Items;
import clearing.settlement.matching.Verdicts.NewMatch;
import clearing.settlement.store.Rows;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Rows of new matches that are no pairs, in the caller's transaction. Their reference is in the form in which references are compared. */
final class MatchRows {
    private static final String COLUMNS =
            "id, account, asset, rule, rule_version, minor, reference, postings, bookings, at";

    private MatchRows() {}

    /** After the rows of their items. */
    static void write(Connection connection, Verdicts verdicts, Map<Items, Long> matchIds, Instant now)
            throws SQLException {
        if (verdicts.matches().isEmpty()) {
            return;
        }
        Amounts chain = Amounts.ofPostings(connection, verdicts.matches().keySet().stream());
        Amounts books = Amounts.ofEntries(connection, verdicts.matches().keySet().stream());
        CopyRows rows = new CopyRows("match_fact", COLUMNS);
        for (NewMatch made : verdicts.matches().values()) {
            List<Long> postings = Amounts.numbers(made.items().postings());
            List<Long> bookings = Amounts.numbers(made.items().bookings());
            BigDecimal minor = postings.isEmpty() ? books.sum(bookings, "") : chain.sum(postings, "");
            String reference = postings.isEmpty() ? books.reference(bookings) : chain.reference(postings);
            rows.add(
                    matchIds.getOrDefault(made.items(), 0L),
                    made.verdict().key().account(),
                    made.verdict().key().asset(),
                    made.verdict().rule(),
                    made.verdict().version(),
                    minor,
                    References.normalise(reference),
                    Amounts.braces(postings),
                    Amounts.braces(bookings),
                    Rows.utc(now));
        }
        rows.write(connection);
    }
}
