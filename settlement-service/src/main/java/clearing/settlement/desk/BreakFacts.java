package clearing.settlement.desk;

import clearing.settlement.store.Rows;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A break as rules and people's work see it.
 *
 * @param id row number
 * @param kind name of the engine's kind
 * @param state where it stands
 * @param riskMinor by how much the two sides' balances differ because of it, minor units
 * @param owner user or group whose it is
 * @param severity as it is now
 * @param routedSeverity what a rule of routing or escalation, and not the rules of severity, made it
 * @param businessAge business days, as last counted
 * @param breached whether its service level is breached
 * @param evidence hash of what it is made of
 * @param proposal the proposal that waits
 */
public record BreakFacts(
        long id,
        String kind,
        BreakState state,
        String account,
        String asset,
        String reference,
        String counterparty,
        BigDecimal riskMinor,
        BigDecimal chainMinor,
        BigDecimal booksMinor,
        List<Long> postings,
        List<Long> bookings,
        Owner owner,
        Severity severity,
        Optional<Severity> routedSeverity,
        int businessAge,
        boolean breached,
        Instant openedAt,
        String evidence,
        Optional<Long> proposal) {
    /** What {@link #of} reads, of the table {@code break}. */
    private static final String ALL = "select * from break where ";

    public BreakFacts {
        postings = List.copyOf(postings);
        bookings = List.copyOf(bookings);
    }

    /** Breaks by a condition of fixed text, in the order of their numbers. */
    public static List<BreakFacts> where(Connection connection, String condition, List<?> values) throws SQLException {
        return Rows.list(connection, ALL + condition + " order by id", values, BreakFacts::of);
    }

    /** One break, kept from others until the transaction ends. */
    public static BreakFacts locked(Connection connection, long id) throws SQLException {
        return Rows.first(connection, ALL + "id = ? for update", List.of(id), BreakFacts::of)
                .orElseThrow(() -> DeskRefusal.of(DeskRefusal.Code.NOT_FOUND, "The break does not exist."));
    }

    /** A whole row of the table. */
    public static BreakFacts of(ResultSet row) throws SQLException {
        Owner owner = new Owner(
                Optional.ofNullable(row.getString("assignee")), Optional.ofNullable(row.getString("owner_group")));
        long proposal = row.getLong("proposal_id");
        int routed = row.getInt("routed_severity");
        Optional<Severity> routedSeverity = row.wasNull() ? Optional.empty() : Optional.of(Severity.at(routed));
        return new BreakFacts(
                row.getLong("id"),
                row.getString("kind"),
                BreakState.of(row.getBoolean("resolved"), proposal > 0, !owner.isNobody()),
                row.getString("account"),
                row.getString("asset"),
                row.getString("reference"),
                row.getString("counterparty"),
                BigDecimal.valueOf(row.getLong("risk_minor")),
                row.getBigDecimal("chain_minor"),
                row.getBigDecimal("books_minor"),
                List.of((Long[]) row.getArray("postings").getArray()),
                List.of((Long[]) row.getArray("bookings").getArray()),
                owner,
                Severity.at(row.getInt("severity")),
                routedSeverity,
                row.getInt("business_age"),
                row.getObject("breached_at") != null,
                Rows.instant(row, "opened_at"),
                row.getString("evidence"),
                proposal > 0 ? Optional.of(proposal) : Optional.empty());
    }
}
