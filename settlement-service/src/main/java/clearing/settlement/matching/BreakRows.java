package clearing.settlement.matching;

import clearing.reconcile.Break;
import clearing.settlement.matching.Verdicts.BreakStory;
import clearing.settlement.matching.Verdicts.Items;
import clearing.settlement.store.Rows;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Rows of breaks and of what happened to them, in the caller's transaction: new ones by COPY, the others in one batch. */
final class BreakRows {
    private static final String STATE =
            "kind, resolved, account, asset, reference, counterparty, amount_minor, risk_minor, chain_minor, books_minor,"
                    + " value_date, sentence, differences, postings, bookings, related, resolved_at";
    private static final String UPDATE = "update break set (" + STATE
            + ") = (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?::bigint[], ?::bigint[], ?::text[], ?) where id = ?";

    private final Connection connection;
    private final Instant now;
    private final Map<String, Long> ids;
    private final Set<String> fresh;
    private final CopyRows made = new CopyRows("break", "id, engine_key, opened_at, " + STATE);
    private final CopyRows events = new CopyRows("break_event", "break_id, at, by_whom, action, note");

    /**
     * @param ids row numbers by the engine's key
     * @param fresh keys of those that have no row yet
     */
    BreakRows(Connection connection, Instant now, Map<String, Long> ids, Set<String> fresh) {
        this.connection = connection;
        this.now = now;
        this.ids = ids;
        this.fresh = fresh;
    }

    /** After the rows of their items. */
    void write(Map<String, BreakStory> stories) throws SQLException {
        if (stories.isEmpty()) {
            return;
        }
        List<Items> items = stories.values().stream()
                .flatMap(story -> story.last().stream())
                .map(b -> new Items(b.postings(), b.bookings()))
                .toList();
        Amounts chain = Amounts.ofPostings(connection, items.stream());
        Amounts books = Amounts.ofEntries(connection, items.stream());
        List<Long> gone = new ArrayList<>();
        try (PreparedStatement update = connection.prepareStatement(UPDATE)) {
            for (Map.Entry<String, BreakStory> entry : stories.entrySet()) {
                BreakStory story = entry.getValue();
                Long id = ids.get(entry.getKey());
                if (id == null) {
                    throw new IllegalStateException(
                            "the engine closed a break that it never opened: " + entry.getKey());
                }
                if (story.last().isEmpty()) {
                    gone.add(id);
                } else {
                    List<Object> state = state(story.last().get(), story.closed(), chain, books);
                    if (fresh.contains(entry.getKey())) {
                        List<Object> row = new ArrayList<>(List.of(id, entry.getKey(), Rows.utc(now)));
                        row.addAll(state);
                        made.add(row.toArray());
                    } else {
                        state.add(id);
                        bind(update, state);
                    }
                }
                tell(id, fresh.contains(entry.getKey()), story);
            }
            made.write(connection);
            update.executeBatch();
        }
        if (!gone.isEmpty()) {
            Rows.update(
                    connection,
                    "update break set resolved = true, resolved_at = ? where id = any(?)",
                    now,
                    gone.toArray(Long[]::new));
        }
        events.write(connection);
    }

    private void bind(PreparedStatement update, List<Object> state) throws SQLException {
        List<Object> values = new ArrayList<>(state.size());
        for (Object value : state) {
            values.add(
                    value instanceof List<?> texts
                            ? texts.stream().map(String::valueOf).toArray(String[]::new)
                            : value);
        }
        Rows.bind(connection, update, values);
        update.addBatch();
    }

    private void tell(long id, boolean isFresh, BreakStory story) {
        for (int i = 0; i < story.actions().size(); i++) {
            String action = story.actions().get(i);
            boolean again = action.equals("OPENED") && !(isFresh && i == 0);
            events.add(
                    id,
                    Rows.utc(now),
                    "service",
                    again ? "REOPENED" : action,
                    story.notes().get(i));
        }
    }

    private List<Object> state(Break state, boolean closed, Amounts chain, Amounts books) {
        List<Long> postings = Amounts.numbers(state.postings());
        List<Long> bookings = Amounts.numbers(state.bookings());
        Optional<Amounts.Item> lead = postings.isEmpty() ? books.first(bookings) : chain.first(postings);
        JsonArray differences = new JsonArray();
        state.differences()
                .forEach(d -> differences.add(new JsonObject()
                        .put("field", d.field())
                        .put("chain", d.chain())
                        .put("books", d.books())));
        String key = state.key().account() + "/" + state.key().asset();
        return new ArrayList<>(List.of(
                state.kind().name(),
                closed,
                state.key().account(),
                state.key().asset(),
                state.reference(),
                lead.map(Amounts.Item::counterparty).orElse(""),
                state.amountMinor(),
                state.amountAtRiskMinor(),
                chain.sum(postings, key),
                books.sum(bookings, key),
                lead.map(Amounts.Item::valueDate),
                state.explanation(),
                differences.encode(),
                Amounts.braces(postings),
                Amounts.braces(bookings),
                List.copyOf(state.related()),
                closed ? Optional.of(Rows.utc(now)) : Optional.empty()));
    }
}
