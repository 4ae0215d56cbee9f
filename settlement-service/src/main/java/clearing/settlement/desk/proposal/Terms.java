package clearing.settlement.desk.proposal;

import clearing.settlement.desk.BreakFacts;
import clearing.settlement.desk.DeskRefusal;
import clearing.settlement.desk.DeskRefusal.Code;
import clearing.settlement.desk.routing.Evidence;
import clearing.settlement.matching.Scales;
import clearing.settlement.store.Rows;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Finds what a draft comes to, from what is stored and never from what the caller says about it. */
final class Terms {
    private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);

    private final Scales scales;

    Terms(Scales scales) {
        this.scales = scales;
    }

    Draft.Terms of(Connection connection, Draft draft, BreakFacts facts) throws SQLException {
        return switch (draft.kind()) {
            case FORCE_MATCH -> forceMatch(connection, draft, facts);
            case WRITE_OFF ->
                new Draft.Terms(
                        facts.account(),
                        facts.asset(),
                        facts.riskMinor().max(difference(facts)),
                        facts.postings(),
                        facts.bookings(),
                        Optional.empty(),
                        Optional.empty(),
                        Evidence.of(facts));
            case ADJUSTMENT -> adjustment(draft, facts);
            case REVERSAL -> reversal(connection, facts);
            case UNDO_MATCH -> throw DeskRefusal.invalid("kind", "UNDO_MATCH is of a match and not of a break.");
            case ACCEPT_SUGGESTION ->
                throw DeskRefusal.invalid("kind", "ACCEPT_SUGGESTION is made by accepting the suggestion.");
        };
    }

    private static BigDecimal difference(BreakFacts facts) {
        return facts.chainMinor().subtract(facts.booksMinor()).abs();
    }

    private static Draft.Terms forceMatch(Connection connection, Draft draft, BreakFacts facts) throws SQLException {
        boolean chosen = !draft.postings().isEmpty() || !draft.bookings().isEmpty();
        List<Long> postings = chosen ? draft.postings() : facts.postings();
        List<Long> bookings = chosen ? draft.bookings() : facts.bookings();
        if (postings.isEmpty() || bookings.isEmpty()) {
            throw DeskRefusal.invalid("postings", "A match has items of both sides.");
        }
        boolean own = postings.stream().anyMatch(facts.postings()::contains)
                || bookings.stream().anyMatch(facts.bookings()::contains);
        if (!own) {
            throw DeskRefusal.invalid("postings", "None of the items is one of the break.");
        }
        BigDecimal chain = sum(connection, "posting", postings, facts.asset(), "postings");
        BigDecimal books = sum(connection, "book_entry", bookings, facts.asset(), "bookEntries");
        return new Draft.Terms(
                facts.account(),
                facts.asset(),
                chain.abs().max(books.abs()),
                postings,
                bookings,
                Optional.empty(),
                Optional.empty(),
                Evidence.of(facts));
    }

    /** Items of that asset which are in no match. */
    private static BigDecimal sum(Connection connection, String table, List<Long> ids, String asset, String field)
            throws SQLException {
        Long[] numbers = ids.stream().distinct().toArray(Long[]::new);
        if (numbers.length < ids.size()) {
            throw DeskRefusal.invalid(field, "An item is named twice.");
        }
        record Sum(long items, BigDecimal minor) {}
        Sum sum = Rows.first(
                        connection,
                        "select count(*), coalesce(sum(minor), 0) from " + table
                                + " where id = any(?) and asset = ? and status in (0, 2)",
                        List.of(numbers, asset),
                        row -> new Sum(row.getLong(1), row.getBigDecimal(2)))
                .orElseThrow(() -> new IllegalStateException("a sum has no row"));
        if (sum.items() < ids.size()) {
            throw DeskRefusal.of(Code.CONFLICT, "An item does not exist, is of another asset, or is matched already.");
        }
        return sum.minor();
    }

    private Draft.Terms adjustment(Draft draft, BreakFacts facts) {
        JsonObject given =
                draft.adjustment().orElseThrow(() -> DeskRefusal.invalid("adjustment", "adjustment is missing."));
        String asset = given.getString("asset", facts.asset());
        String account = given.getString("account", facts.account());
        int scale = scales.scale(asset)
                .orElseThrow(() -> DeskRefusal.invalid("adjustment.asset", "There is no such asset."));
        BigDecimal amount = new BigDecimal(given.getString("amount"));
        BigDecimal minor = amount.movePointRight(scale);
        if (amount.stripTrailingZeros().scale() > scale || minor.abs().compareTo(MOST) > 0) {
            throw DeskRefusal.invalid("adjustment.amount", "The amount does not fit the scale of " + asset + ".");
        }
        if (minor.signum() == 0) {
            throw DeskRefusal.invalid("adjustment.amount", "The amount is zero.");
        }
        JsonObject stored = new JsonObject()
                .put("account", account)
                .put("asset", asset)
                .put("minor", minor.longValueExact())
                .put("text", given.getString("text"));
        Optional.ofNullable(given.getString("valueDate"))
                .ifPresent(date -> stored.put("valueDate", date(date).toString()));
        return new Draft.Terms(
                account,
                asset,
                minor.abs(),
                List.of(),
                List.of(),
                Optional.of(stored),
                Optional.empty(),
                Evidence.of(facts));
    }

    private static LocalDate date(String text) {
        try {
            return LocalDate.parse(text);
        } catch (java.time.format.DateTimeParseException e) {
            throw DeskRefusal.invalid("adjustment.valueDate", "adjustment.valueDate is not a date.");
        }
    }

    private static Draft.Terms reversal(Connection connection, BreakFacts facts) throws SQLException {
        record Leg(String trade, BigDecimal minor) {}
        List<Leg> legs = Rows.list(
                connection,
                "select p.trade, abs(p.minor) from posting p where p.id = any(?) and p.trade is not null and p.asset = ?"
                        + " order by p.id",
                List.of(facts.postings().toArray(Long[]::new), facts.asset()),
                row -> new Leg(row.getString(1), row.getBigDecimal(2)));
        if (legs.stream().map(Leg::trade).distinct().count() != 1) {
            throw DeskRefusal.of(Code.CONFLICT, "The break does not hold the postings of exactly one trade.");
        }
        if (ReversalFile.settled(connection, legs.getFirst().trade()).isEmpty()) {
            throw DeskRefusal.of(Code.CONFLICT, "The trade is not settled, or it is a reversal itself.");
        }
        return new Draft.Terms(
                facts.account(),
                facts.asset(),
                legs.getFirst().minor(),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.of(legs.getFirst().trade()),
                Evidence.of(facts));
    }
}
