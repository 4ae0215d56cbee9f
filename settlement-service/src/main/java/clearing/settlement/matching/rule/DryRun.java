package clearing.settlement.matching.rule;

import clearing.reconcile.Break;
import clearing.reconcile.Completeness;
import clearing.reconcile.Proposal;
import clearing.reconcile.RuleBook;
import clearing.reconcile.Verdict;
import clearing.settlement.matching.Reconciliation;
import clearing.settlement.matching.Rehearsal;
import clearing.settlement.store.Rows;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What would change if other rules had always been live: matches of rules made and lost, breaks opened and closed by kind, and where
 * each account would stand. Writes nothing.
 */
public final class DryRun {
    /** More items than this do not go into a second engine beside the live one. */
    static final long MOST_ITEMS = 3_000_000;

    private static final int EXAMPLES = 20;

    private DryRun() {}

    /**
     * @param connection a snapshot
     * @throws TooLarge when there are too many items
     */
    public static JsonObject run(Connection connection, Reconciliation reconciliation, RuleBook rules)
            throws SQLException {
        long items =
                Rows.number(connection, "select (select count(*) from posting) + (select count(*) from book_entry)");
        if (items > MOST_ITEMS) {
            throw new TooLarge("There are " + items + " items; a dry run takes " + MOST_ITEMS + " at most.");
        }
        Rehearsal rehearsal = reconciliation.rehearse(connection, rules);
        Map<String, JsonObject> before = liveMatches(connection);
        Map<String, JsonObject> after = new TreeMap<>();
        rehearsal.matched().forEach(m -> after.put(Proposal.key(m.postings(), m.bookings()), match(m)));
        JsonObject result = new JsonObject()
                .put("items", items)
                .put("suggestions", rehearsal.engine().suggestions().size())
                .put("matchesMade", difference(after, before))
                .put("matchesLost", difference(before, after));
        breaks(connection, rehearsal.engine().openBreaks(), result);
        return result.put("accounts", accounts(connection, rehearsal.engine().completeness()));
    }

    /** A dry run that is refused for its size. */
    public static final class TooLarge extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final String sentence;

        TooLarge(String sentence) {
            super(sentence);
            this.sentence = sentence;
        }

        /** How large, and what the bound is. */
        public String sentence() {
            return sentence;
        }
    }

    private static Map<String, JsonObject> liveMatches(Connection connection) throws SQLException {
        Map<String, JsonObject> live = new TreeMap<>();
        Rows.list(
                        connection,
                        "select postings, bookings, rule, evidence->>'reason' from agreement where undone_at is null"
                                + " and made_by = 'service' order by id",
                        List.of(),
                        row -> match(
                                texts((Long[]) row.getArray(1).getArray()),
                                texts((Long[]) row.getArray(2).getArray()),
                                row.getString(3),
                                row.getString(4)))
                .forEach(match ->
                        live.put(Proposal.key(strings(match, "postings"), strings(match, "bookEntries")), match));
        return live;
    }

    private static JsonObject match(Verdict.Matched m) {
        return match(
                m.postings(), m.bookings(), m.rule(), m.grounds().evidence().reason());
    }

    private static JsonObject match(List<String> postings, List<String> bookings, String rule, String reason) {
        return new JsonObject()
                .put("postings", numbers(postings))
                .put("bookEntries", numbers(bookings))
                .put("rule", rule)
                .put("reason", reason);
    }

    private static JsonArray numbers(List<String> ids) {
        JsonArray numbers = new JsonArray();
        ids.forEach(id -> numbers.add(Long.parseLong(id)));
        return numbers;
    }

    private static List<String> strings(JsonObject match, String field) {
        return match.getJsonArray(field).stream().map(Object::toString).toList();
    }

    private static List<String> texts(Long[] numbers) {
        List<String> texts = new ArrayList<>();
        for (Long number : numbers) {
            texts.add(number.toString());
        }
        return texts;
    }

    /** How many of the one are not among the other, by rule, and the first of them. */
    private static JsonObject difference(Map<String, JsonObject> these, Map<String, JsonObject> those) {
        Map<String, Integer> byRule = new TreeMap<>();
        JsonArray examples = new JsonArray();
        int count = 0;
        for (Map.Entry<String, JsonObject> each : these.entrySet()) {
            if (!those.containsKey(each.getKey())) {
                count++;
                byRule.merge(each.getValue().getString("rule"), 1, Integer::sum);
                if (examples.size() < EXAMPLES) {
                    examples.add(each.getValue());
                }
            }
        }
        JsonObject rules = new JsonObject();
        byRule.forEach(rules::put);
        return new JsonObject().put("count", count).put("byRule", rules).put("examples", examples);
    }

    private static void breaks(Connection connection, List<Break> then, JsonObject result) throws SQLException {
        Map<String, String> now = new TreeMap<>();
        Rows.list(
                        connection,
                        "select engine_key, kind from break where not resolved",
                        List.of(),
                        row -> Map.entry(row.getString(1), row.getString(2)))
                .forEach(each -> now.put(each.getKey(), each.getValue()));
        Map<String, String> later = new TreeMap<>();
        then.forEach(each -> later.put(each.id(), each.kind().name()));
        result.put("breaksOpened", kinds(later, now)).put("breaksClosed", kinds(now, later));
    }

    private static JsonObject kinds(Map<String, String> these, Map<String, String> those) {
        Map<String, Integer> kinds = new TreeMap<>();
        these.forEach((key, kind) -> {
            if (!kind.equals(those.get(key))) {
                kinds.merge(kind, 1, Integer::sum);
            }
        });
        JsonObject counts = new JsonObject();
        kinds.forEach(counts::put);
        return counts;
    }

    private static JsonArray accounts(Connection connection, List<Completeness> then) throws SQLException {
        Map<String, JsonObject> now = new HashMap<>();
        for (String table : List.of("posting", "book_entry")) {
            String side = table.equals("posting") ? "chain" : "books";
            Rows.list(
                    connection,
                    "select account, asset, count(*) filter (where status = 1), coalesce(sum(minor) filter (where status = 1), 0),"
                            + " count(*) filter (where status = 2), coalesce(sum(minor) filter (where status = 2), 0) from "
                            + table + " group by account, asset",
                    List.of(),
                    row -> now.computeIfAbsent(row.getString(1) + "/" + row.getString(2), k -> new JsonObject())
                            .put(
                                    side,
                                    side(row.getLong(3), row.getBigDecimal(4), row.getLong(5), row.getBigDecimal(6))));
        }
        JsonObject none = side(0, BigDecimal.ZERO, 0, BigDecimal.ZERO);
        JsonArray accounts = new JsonArray();
        TreeSet<Completeness> ordered = new TreeSet<>((a, b) -> a.key().compareTo(b.key()));
        ordered.addAll(then);
        for (Completeness each : ordered) {
            JsonObject before = now.getOrDefault(each.key().toString(), new JsonObject());
            accounts.add(new JsonObject()
                    .put("account", each.key().account())
                    .put("asset", each.key().asset())
                    .put(
                            "before",
                            new JsonObject()
                                    .put("chain", before.getJsonObject("chain", none))
                                    .put("books", before.getJsonObject("books", none)))
                    .put(
                            "after",
                            new JsonObject().put("chain", side(each.chain())).put("books", side(each.books()))));
        }
        return accounts;
    }

    private static JsonObject side(Completeness.Classes classes) {
        return side(
                classes.matched().count(),
                decimal(classes.matched().sumMinor()),
                classes.broken().count(),
                decimal(classes.broken().sumMinor()));
    }

    private static BigDecimal decimal(BigInteger minor) {
        return new BigDecimal(minor);
    }

    private static JsonObject side(long matched, BigDecimal matchedMinor, long broken, BigDecimal brokenMinor) {
        return new JsonObject()
                .put("matched", matched)
                .put("matchedMinor", matchedMinor.toBigIntegerExact().toString())
                .put("broken", broken)
                .put("brokenMinor", brokenMinor.toBigIntegerExact().toString());
    }
}
