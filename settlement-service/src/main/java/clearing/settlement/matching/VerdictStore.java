package clearing.settlement.matching;

import clearing.reconcile.Side;
import clearing.settlement.matching.Verdicts.BreakStory;
import clearing.settlement.matching.Verdicts.Items;
import clearing.settlement.store.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes new items and folded verdicts in the caller's transaction. */
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

    /** Writes all: new items with where they stand, where others moved, matches and breaks. */
    Outcome store(Arrivals arrivals) throws SQLException {
        assign();
        Standings standings = new Standings(verdicts, matchIds, breakIds);
        withdraw("posting", true);
        withdraw("book_entry", false);
        arrivals.write(connection, standings);
        MovedRows.write(connection, Side.CHAIN, standings, arrivals.firstPosting());
        MovedRows.write(connection, Side.BOOKS, standings, arrivals.firstEntry());
        MatchRows.writePairs(connection, verdicts.pairs(), arrivals, now);
        MatchRows.write(connection, verdicts, matchIds, now);
        MatchGrounds.write(connection, verdicts, matchIds);
        new BreakRows(connection, now, breakIds, newBreaks).write(verdicts.breaks());
        return outcome();
    }

    /** Numbers for matches and breaks, so that item rows can carry them. */
    private void assign() throws SQLException {
        verdicts.pairs().number(ids);
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

    /** Matches of before that are gone, found by one of their items, as that stood until now. */
    private void withdraw(String view, boolean byPosting) throws SQLException {
        List<Long> items = new ArrayList<>();
        List<String> reasons = new ArrayList<>();
        for (Verdicts.Withdrawn gone : verdicts.withdrawn()) {
            List<String> of = byPosting ? gone.items().postings() : gone.items().bookings();
            if (!of.isEmpty() && byPosting != gone.items().postings().isEmpty()) {
                items.add(Long.valueOf(of.getFirst()));
                reasons.add(gone.reason());
            }
        }
        if (!items.isEmpty()) {
            Rows.update(
                    connection,
                    "update match set withdrawn_at = ?, withdrawn_because = gone.reason"
                            + " from unnest(?::bigint[], ?::text[]) as gone (item, reason) join " + view
                            + " i on i.id = gone.item where match.id = i.match_id and match.withdrawn_at is null",
                    now,
                    items.toArray(Long[]::new),
                    reasons.toArray(String[]::new));
        }
    }

    private Outcome outcome() {
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
                verdicts.matches().size() + verdicts.pairs().count(),
                opened.size(),
                resolved,
                breakIds.values().stream().sorted().toList(),
                opened);
    }
}
