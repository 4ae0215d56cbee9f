package clearing.settlement.matching;

import clearing.reconcile.Agreement;
import clearing.reconcile.AgreementRefused;
import clearing.reconcile.AgreementRefused.Reason;
import clearing.reconcile.Booking;
import clearing.reconcile.Grounds;
import clearing.reconcile.Posting;
import clearing.reconcile.Reconciler;
import clearing.settlement.store.Rows;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** Agreements in the caller's transaction: what was made, by whom, and what was undone and why. */
final class AgreementStore {
    private static final String COLUMNS =
            "select engine_key, postings, bookings, rule, rule_version, tolerated, evidence from agreement ";

    private static final String RULED =
            "id, engine_key, postings, bookings, rule, rule_version, tolerated, evidence, reason, made_at, made_by";

    private AgreementStore() {}

    private record Stored(
            String key,
            Long[] postings,
            Long[] bookings,
            String rule,
            int version,
            JsonArray tolerated,
            JsonObject evidence) {}

    /**
     * All that stand.
     *
     * @param withText whether rules read the text of entries
     */
    static List<Agreement> standing(Connection connection, boolean withText) throws SQLException {
        List<Stored> stored = Rows.list(
                connection,
                COLUMNS + "where undone_at is null order by id",
                List.of(),
                row -> new Stored(
                        row.getString(1),
                        (Long[]) row.getArray(2).getArray(),
                        (Long[]) row.getArray(3).getArray(),
                        row.getString(4),
                        row.getInt(5),
                        new JsonArray(row.getString(6)),
                        new JsonObject(row.getString(7))));
        if (stored.isEmpty()) {
            return List.of();
        }
        Map<String, Posting> postings = new HashMap<>();
        Map<String, Booking> bookings = new HashMap<>();
        StoredItems.postings(connection, numbers(stored, Stored::postings)).forEach(p -> postings.put(p.id(), p));
        StoredItems.bookings(connection, numbers(stored, Stored::bookings), withText)
                .forEach(b -> bookings.put(b.id(), b));
        List<Agreement> all = new ArrayList<>(stored.size());
        for (Stored each : stored) {
            all.add(new Agreement(
                    each.key(),
                    named(each.postings(), postings),
                    named(each.bookings(), bookings),
                    each.rule(),
                    each.version(),
                    EvidenceJson.tolerated(each.tolerated()),
                    EvidenceJson.evidence(each.evidence())));
        }
        return all;
    }

    private static List<Long> numbers(List<Stored> stored, Function<Stored, Long[]> side) {
        return stored.stream().map(side).flatMap(Arrays::stream).toList();
    }

    private static <T> List<T> named(Long[] numbers, Map<String, T> items) {
        List<T> named = new ArrayList<>(numbers.length);
        for (Long number : numbers) {
            named.add(Objects.requireNonNull(items.get(number.toString()), "an agreement names an item that is not"));
        }
        return named;
    }

    /** The new agreement over stored rows, as the engine wants it. */
    static Agreement read(Connection connection, String key, NewAgreement made, boolean withText) throws SQLException {
        List<Posting> postings = StoredItems.postings(connection, made.postings());
        List<Booking> bookings = StoredItems.bookings(connection, made.bookings(), withText);
        if (postings.size() < made.postings().stream().distinct().count()
                || bookings.size() < made.bookings().stream().distinct().count()) {
            throw new AgreementRefused(Reason.UNKNOWN_ITEM, "An item that the agreement names is not known.");
        }
        if (postings.size() < made.postings().size()
                || bookings.size() < made.bookings().size()) {
            throw new AgreementRefused(Reason.ITEM_TWICE, "An agreement names an item twice.");
        }
        return new Agreement(key, postings, bookings, made.rule(), made.version(), made.tolerated(), made.evidence());
    }

    /** An agreement that the engine has taken. */
    record Made(long id, Agreement agreement, NewAgreement asked) {}

    static void insert(Connection connection, List<Made> all, Instant now) throws SQLException {
        CopyRows rows = new CopyRows("agreement", RULED + ", approved_by");
        for (Made made : all) {
            NewAgreement asked = made.asked();
            rows.add(
                    made.id(),
                    made.agreement().id(),
                    Amounts.braces(asked.postings()),
                    Amounts.braces(asked.bookings()),
                    asked.rule(),
                    asked.version(),
                    EvidenceJson.of(asked.tolerated()).encode(),
                    EvidenceJson.of(asked.evidence()).encode(),
                    asked.reason(),
                    Rows.utc(now),
                    asked.by(),
                    asked.approvedBy());
        }
        rows.write(connection);
    }

    /** What rules have matched in this transaction. */
    static void insertRuled(Connection connection, Ids ids, Verdicts verdicts, Instant now) throws SQLException {
        CopyRows rows = new CopyRows("agreement", RULED);
        for (Verdicts.NewMatch made : verdicts.matches().values()) {
            Grounds grounds = made.verdict().grounds();
            if (grounds.agreement().startsWith(Reconciler.BY_RULE)) {
                rows.add(
                        ids.nextAgreement(),
                        grounds.agreement(),
                        braces(made.items().postings()),
                        braces(made.items().bookings()),
                        grounds.rule(),
                        grounds.version(),
                        EvidenceJson.of(grounds.tolerated()).encode(),
                        EvidenceJson.of(grounds.evidence()).encode(),
                        grounds.evidence().reason(),
                        Rows.utc(now),
                        "service");
            }
        }
        rows.write(connection);
    }

    private static String braces(List<String> numbers) {
        return "{" + String.join(",", numbers) + "}";
    }

    /** The key that rules must not propose again, of an agreement that came from a rule. */
    static Optional<String> declinedBy(Connection connection, long id) throws SQLException {
        return Rows.first(
                connection,
                "select postings, bookings from agreement where id = ? and rule_version > 0",
                List.of(id),
                row -> SuggestionStore.key((Long[]) row.getArray(1).getArray(), (Long[])
                        row.getArray(2).getArray()));
    }

    /** The number of the agreement that the engine knows by a name and that stands. */
    static long number(Connection connection, String key) throws SQLException {
        return Rows.number(connection, "select id from agreement where engine_key = ? and undone_at is null", key);
    }

    /** The engine's name of an agreement that stands. */
    static Optional<String> standing(Connection connection, long id) throws SQLException {
        return Rows.first(
                connection,
                "select engine_key from agreement where id = ? and undone_at is null",
                List.of(id),
                row -> row.getString(1));
    }

    static void undone(
            Connection connection, long id, Instant now, String by, Optional<String> approvedBy, String because)
            throws SQLException {
        Rows.update(
                connection,
                "update agreement set undone_at = ?, undone_by = ?, undo_approved_by = ?, undone_because = ? where id = ?",
                now,
                by,
                approvedBy,
                because,
                id);
    }
}
