package clearing.settlement.matching;

import clearing.reconcile.Break;
import clearing.reconcile.Side;
import clearing.settlement.matching.Verdicts.BreakStory;
import clearing.settlement.matching.Verdicts.ItemKey;
import clearing.settlement.matching.Verdicts.Items;
import clearing.settlement.matching.Verdicts.NewMatch;
import clearing.settlement.matching.Verdicts.Standing;
import clearing.settlement.store.Rows;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Writes folded verdicts in the caller's transaction. */
final class VerdictStore {
    private final Connection connection;
    private final Ids ids;
    private final Instant now;
    private final Verdicts verdicts;
    private final Map<Items, Long> matchIds = new HashMap<>();
    private final Map<String, Long> breakIds = new HashMap<>();
    private final Set<String> newBreaks = new HashSet<>();

    VerdictStore(Connection connection, Ids ids, Instant now, Verdicts verdicts) {
        this.connection = connection;
        this.ids = ids;
        this.now = now;
        this.verdicts = verdicts;
    }

    /** Status, match and break of one item, as columns. */
    record Columns(int status, Optional<Long> match, Optional<Long> breakId) {}

    /** First: numbers for matches and breaks, so that item rows can carry them. */
    void assign() throws SQLException {
        verdicts.matches().keySet().forEach(items -> matchIds.put(items, ids.nextMatch()));
        if (verdicts.breaks().isEmpty()) {
            return;
        }
        String[] keys = verdicts.breaks().keySet().toArray(String[]::new);
        Rows.list(
                        connection,
                        "select engine_key, id from break where engine_key = any(?)",
                        List.of((Object) keys),
                        row -> Map.entry(row.getString(1), row.getLong(2)))
                .forEach(found -> breakIds.put(found.getKey(), found.getValue()));
        for (Map.Entry<String, BreakStory> story : verdicts.breaks().entrySet()) {
            if (!breakIds.containsKey(story.getKey()) && story.getValue().last().isPresent()) {
                breakIds.put(story.getKey(), ids.nextBreak());
                newBreaks.add(story.getKey());
            }
        }
    }

    Columns columns(Side side, long id) {
        Standing standing = verdicts.standings().getOrDefault(new ItemKey(side, id), Standing.WAITING);
        return new Columns(
                standing.status(),
                standing.match().map(NewMatch::items).map(matchIds::get),
                standing.breakKey().map(breakIds::get));
    }

    /**
     * Second, when new items are in the database: everything else.
     *
     * @param firstPosting postings from this number on were written with their columns
     * @param firstEntry book entries from this number on were written with their columns
     */
    void store(long firstPosting, long firstEntry) throws SQLException {
        withdraw();
        move("posting", Side.CHAIN, firstPosting);
        move("book_entry", Side.BOOKS, firstEntry);
        match();
        MatchGrounds.write(connection, verdicts, matchIds);
        breaks();
    }

    private void withdraw() throws SQLException {
        for (Verdicts.Withdrawn gone : verdicts.withdrawn()) {
            boolean byPosting = !gone.items().postings().isEmpty();
            String item = byPosting
                    ? gone.items().postings().getFirst()
                    : gone.items().bookings().getFirst();
            Rows.update(
                    connection,
                    "update match set withdrawn_at = ?, withdrawn_because = ? where withdrawn_at is null and id = (select match_id from "
                            + (byPosting ? "posting" : "book_entry") + " where id = ?)",
                    now,
                    gone.reason(),
                    Long.parseLong(item));
        }
    }

    private void move(String table, Side side, long firstNew) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "update " + table + " set status = ?, match_id = ?, break_id = ? where id = ?")) {
            for (ItemKey item : verdicts.standings().keySet()) {
                if (item.side() != side || item.id() >= firstNew) {
                    continue;
                }
                Columns columns = columns(side, item.id());
                update.setInt(1, columns.status());
                update.setObject(2, columns.match().orElse(null), java.sql.Types.BIGINT);
                update.setObject(3, columns.breakId().orElse(null), java.sql.Types.BIGINT);
                update.setLong(4, item.id());
                update.addBatch();
            }
            update.executeBatch();
        }
    }

    private void match() throws SQLException {
        Map<Long, Amounts> amounts =
                amounts("posting", postingsOf(verdicts.matches().keySet()));
        Map<Long, Amounts> booked =
                amounts("book_entry", bookingsOf(verdicts.matches().keySet()));
        CopyRows rows = new CopyRows(
                "match", "id, account, asset, rule, rule_version, minor, reference, postings, bookings, at");
        for (NewMatch made : verdicts.matches().values()) {
            Items items = made.items();
            List<Long> postings = numbers(items.postings());
            List<Long> bookings = numbers(items.bookings());
            String reference = postings.isEmpty() ? reference(booked, bookings) : reference(amounts, postings);
            rows.add(
                    matchIds.getOrDefault(items, 0L),
                    made.verdict().key().account(),
                    made.verdict().key().asset(),
                    made.verdict().rule(),
                    made.verdict().version(),
                    postings.isEmpty() ? sum(booked, bookings, "") : sum(amounts, postings, ""),
                    reference,
                    braces(postings),
                    braces(bookings),
                    Rows.utc(now));
        }
        rows.write(connection);
    }

    private void breaks() throws SQLException {
        List<Items> items = verdicts.breaks().values().stream()
                .flatMap(story -> story.last().stream())
                .map(b -> new Items(b.postings(), b.bookings()))
                .toList();
        Map<Long, Amounts> chain = amounts("posting", postingsOf(items));
        Map<Long, Amounts> books = amounts("book_entry", bookingsOf(items));
        for (Map.Entry<String, BreakStory> entry : verdicts.breaks().entrySet()) {
            BreakStory story = entry.getValue();
            Long id = breakIds.get(entry.getKey());
            if (id == null) {
                throw new IllegalStateException("the engine closed a break that it never opened: " + entry.getKey());
            }
            if (story.last().isPresent()) {
                put(id, entry.getKey(), story.last().get(), story.closed(), chain, books);
            } else {
                Rows.update(connection, "update break set resolved = true, resolved_at = ? where id = ?", now, id);
            }
            for (int i = 0; i < story.actions().size(); i++) {
                String action = story.actions().get(i);
                boolean again = action.equals("OPENED") && !(newBreaks.contains(entry.getKey()) && i == 0);
                Rows.update(
                        connection,
                        "insert into break_event (break_id, at, by_whom, action, note) values (?, ?, 'service', ?, ?)",
                        id,
                        now,
                        again ? "REOPENED" : action,
                        story.notes().get(i));
            }
        }
    }

    private void put(
            long id, String key, Break state, boolean closed, Map<Long, Amounts> chain, Map<Long, Amounts> books)
            throws SQLException {
        List<Long> postings = numbers(state.postings());
        List<Long> bookings = numbers(state.bookings());
        Optional<Amounts> lead = postings.isEmpty()
                ? bookings.stream().findFirst().map(books::get)
                : postings.stream().findFirst().map(chain::get);
        JsonArray differences = new JsonArray();
        state.differences()
                .forEach(d -> differences.add(new JsonObject()
                        .put("field", d.field())
                        .put("chain", d.chain())
                        .put("books", d.books())));
        String asset = state.key().account() + "/" + state.key().asset();
        Rows.update(
                connection,
                "insert into break (id, engine_key, kind, resolved, account, asset, reference, counterparty, amount_minor,"
                        + " risk_minor, chain_minor, books_minor, value_date, sentence, differences, postings, bookings, related,"
                        + " opened_at, resolved_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?, ?)"
                        + " on conflict (engine_key) do update set kind = excluded.kind, resolved = excluded.resolved,"
                        + " account = excluded.account, asset = excluded.asset, reference = excluded.reference,"
                        + " counterparty = excluded.counterparty, amount_minor = excluded.amount_minor,"
                        + " risk_minor = excluded.risk_minor, chain_minor = excluded.chain_minor,"
                        + " books_minor = excluded.books_minor, value_date = excluded.value_date, sentence = excluded.sentence,"
                        + " differences = excluded.differences, postings = excluded.postings, bookings = excluded.bookings,"
                        + " related = excluded.related, resolved_at = excluded.resolved_at",
                id,
                key,
                state.kind().name(),
                closed,
                state.key().account(),
                state.key().asset(),
                state.reference(),
                lead.map(Amounts::counterparty).orElse(""),
                state.amountMinor(),
                state.amountAtRiskMinor(),
                sum(chain, postings, asset),
                sum(books, bookings, asset),
                lead.map(Amounts::valueDate),
                state.explanation(),
                differences.encode(),
                postings.toArray(Long[]::new),
                bookings.toArray(Long[]::new),
                state.related().toArray(String[]::new),
                now,
                closed ? Optional.of(Rows.utc(now)) : Optional.empty());
    }

    /** What is looked up of an item. */
    private record Amounts(String key, long minor, String counterparty, LocalDate valueDate, String reference) {}

    private Map<Long, Amounts> amounts(String table, Set<Long> numbers) throws SQLException {
        Map<Long, Amounts> found = new HashMap<>();
        if (numbers.isEmpty()) {
            return found;
        }
        Rows.list(
                        connection,
                        "select id, account, asset, minor, counterparty, value_date, reference from " + table
                                + " where id = any(?)",
                        List.of((Object) numbers.toArray(Long[]::new)),
                        row -> Map.entry(
                                row.getLong(1),
                                new Amounts(
                                        row.getString(2) + "/" + row.getString(3),
                                        row.getLong(4),
                                        row.getString(5),
                                        row.getObject(6, LocalDate.class),
                                        row.getString(7))))
                .forEach(item -> found.put(item.getKey(), item.getValue()));
        return found;
    }

    /** Sum over the items of that account and asset; over all when none is named. */
    private static BigDecimal sum(Map<Long, Amounts> amounts, List<Long> numbers, String key) {
        BigDecimal sum = BigDecimal.ZERO;
        for (Long number : numbers) {
            Amounts item = amounts.get(number);
            if (item != null && (key.isEmpty() || item.key().equals(key))) {
                sum = sum.add(BigDecimal.valueOf(item.minor()));
            }
        }
        return sum;
    }

    private static String reference(Map<Long, Amounts> amounts, List<Long> numbers) {
        return numbers.stream()
                .findFirst()
                .map(amounts::get)
                .map(Amounts::reference)
                .orElse("");
    }

    private static Set<Long> postingsOf(Iterable<Items> all) {
        Set<Long> numbers = new HashSet<>();
        all.forEach(items -> numbers.addAll(numbers(items.postings())));
        return numbers;
    }

    private static Set<Long> bookingsOf(Iterable<Items> all) {
        Set<Long> numbers = new HashSet<>();
        all.forEach(items -> numbers.addAll(numbers(items.bookings())));
        return numbers;
    }

    private static List<Long> numbers(List<String> ids) {
        List<Long> numbers = new ArrayList<>(ids.size());
        ids.forEach(id -> numbers.add(Long.parseLong(id)));
        return numbers;
    }

    private static String braces(List<Long> numbers) {
        StringBuilder text = new StringBuilder("{");
        numbers.forEach(number -> text.append(text.length() > 1 ? "," : "").append(number));
        return text.append('}').toString();
    }

    /** What the verdicts brought about, when all is stored. */
    Outcome outcome() {
        int resolved = (int) verdicts.breaks().values().stream()
                .filter(Verdicts.BreakStory::closed)
                .count();
        List<Long> opened = verdicts.breaks().entrySet().stream()
                .filter(story -> !story.getValue().closed())
                .map(Map.Entry::getKey)
                .filter(newBreaks::contains)
                .map(breakIds::get)
                .sorted()
                .toList();
        return new Outcome(
                verdicts.matches().size(),
                opened.size(),
                resolved,
                breakIds.values().stream().sorted().toList(),
                opened);
    }
}
