package clearing.settlement.matching;

import clearing.reconcile.Agreement;
import clearing.reconcile.Evidence;
import clearing.reconcile.Tolerated;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Items to be put together.
 *
 * @param postings row numbers of the chain's items
 * @param bookings row numbers of the books' items
 * @param rule {@link Agreement#MANUAL} when a person chose the items, else the rule that suggested them
 * @param version of the rule set, 0 for {@code manual}
 * @param tolerated exactly what the sides differ by, chain minus books, in the order of the keys; empty when they balance
 * @param evidence score, words and differences
 * @param by who puts them together
 * @param approvedBy the second person, where one is asked for
 * @param reason in the person's words
 */
public record NewAgreement(
        List<Long> postings,
        List<Long> bookings,
        String rule,
        int version,
        List<Tolerated> tolerated,
        Evidence evidence,
        String by,
        Optional<String> approvedBy,
        String reason) {
    public NewAgreement {
        postings = List.copyOf(postings);
        bookings = List.copyOf(bookings);
        tolerated = List.copyOf(tolerated);
    }

    /** What the sides of stored items differ by, as an agreement on them must name it. */
    public static List<Tolerated> difference(Connection connection, List<Long> postings, List<Long> bookings)
            throws SQLException {
        return Tolerated.between(
                StoredItems.postings(connection, postings), StoredItems.bookings(connection, bookings, false));
    }

    /** By hand, with a second person's approval. */
    public static NewAgreement byHand(
            List<Long> postings,
            List<Long> bookings,
            List<Tolerated> tolerated,
            String by,
            String approvedBy,
            String reason) {
        return new NewAgreement(
                postings,
                bookings,
                Agreement.MANUAL,
                0,
                tolerated,
                new Evidence(1000, reason, List.of()),
                by,
                Optional.of(approvedBy),
                reason);
    }
}
