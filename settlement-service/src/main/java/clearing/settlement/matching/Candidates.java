package clearing.settlement.matching;

import clearing.reconcile.Booking;
import clearing.reconcile.Evidence;
import clearing.reconcile.Item;
import clearing.reconcile.Posting;
import clearing.reconcile.rule.Aliases;
import clearing.reconcile.rule.Likeness;
import clearing.settlement.store.Rows;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The broken items of the other side that are most alike to one: nearest in amount in its account and asset, and those of its
 * reference anywhere. What is looked at is bounded, whatever the size of the books.
 */
public final class Candidates {
    private static final int NEAREST = 100;

    private Candidates() {}

    private record Scored(long id, Evidence evidence) {}

    /** For a posting, best first; empty when there is no such posting. */
    public static Optional<JsonArray> ofPosting(Connection connection, long number, int limit) throws SQLException {
        List<Posting> found = StoredItems.postings(connection, List.of(number));
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Posting posting = found.getFirst();
        List<Scored> scored = new ArrayList<>();
        for (Booking booking :
                StoredItems.bookings(connection, near(connection, "book_entry", posting, posting.reference()), false)) {
            scored.add(new Scored(Long.parseLong(booking.id()), Likeness.of(posting, booking, Aliases.NONE)));
        }
        return Optional.of(json(scored, "bookEntry", limit));
    }

    /** For an entry of the books, best first; empty when there is no such entry. */
    public static Optional<JsonArray> ofEntry(Connection connection, long number, int limit) throws SQLException {
        List<Booking> found = StoredItems.bookings(connection, List.of(number), false);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Booking booking = found.getFirst();
        String reference =
                booking.references().isEmpty() ? "" : booking.references().getFirst();
        List<Scored> scored = new ArrayList<>();
        for (Posting posting : StoredItems.postings(connection, near(connection, "posting", booking, reference))) {
            scored.add(new Scored(Long.parseLong(posting.id()), Likeness.of(posting, booking, Aliases.NONE)));
        }
        return Optional.of(json(scored, "posting", limit));
    }

    private static List<Long> near(Connection connection, String table, Item item, String reference)
            throws SQLException {
        Set<Long> numbers = new LinkedHashSet<>();
        String here = "select id from broken_" + table + " where account = ? and asset = ? and minor ";
        for (String direction : List.of(">= ? order by minor, id", "< ? order by minor desc, id")) {
            numbers.addAll(Rows.list(
                    connection,
                    here + direction + " limit " + NEAREST,
                    List.of(item.key().account(), item.key().asset(), item.amountMinor()),
                    row -> row.getLong(1)));
        }
        if (!reference.isBlank()) {
            numbers.addAll(Rows.list(
                    connection,
                    "select id from " + table + " where reference = ? and status in (0, 2) order by id limit "
                            + NEAREST,
                    List.of(reference),
                    row -> row.getLong(1)));
        }
        return List.copyOf(numbers);
    }

    private static JsonArray json(List<Scored> scored, String field, int limit) {
        scored.sort(Comparator.comparingInt((Scored s) -> -s.evidence().score()).thenComparingLong(Scored::id));
        JsonArray items = new JsonArray();
        scored.stream()
                .limit(limit)
                .forEach(s ->
                        items.add(new JsonObject().put(field, s.id()).put("evidence", EvidenceJson.of(s.evidence()))));
        return items;
    }
}
