package clearing.settlement.matching;

import clearing.reconcile.Side;
import clearing.settlement.matching.Verdicts.BreakStory;
import clearing.settlement.matching.Verdicts.Items;
import clearing.settlement.store.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
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
        WithdrawnMatches.write(connection, verdicts.withdrawn(), now);
        OddPairs.unpair(connection, verdicts, arrivals);
        AgreementStore.insertRuled(connection, ids, verdicts, now);
        assign();
        Standings standings = new Standings(verdicts, matchIds, breakIds);
        ItemPages.write(connection, Side.CHAIN, verdicts, arrivals.firstPosting(), arrivals.lastPosting());
        ItemPages.write(connection, Side.BOOKS, verdicts, arrivals.firstEntry(), arrivals.lastEntry());
        arrivals.write(connection, standings, now);
        MovedRows.write(connection, Side.CHAIN, standings, arrivals.firstPosting(), now);
        MovedRows.write(connection, Side.BOOKS, standings, arrivals.firstEntry(), now);
        MatchRows.write(connection, verdicts, matchIds, now);
        MatchGrounds.write(connection, verdicts, matchIds);
        new BreakRows(connection, now, breakIds, newBreaks).write(verdicts.breaks());
        return outcome();
    }

    /** Numbers for matches and breaks, so that item rows can carry them. */
    private void assign() throws SQLException {
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

    private Outcome outcome() {
        List<Long> closed = verdicts.breaks().entrySet().stream()
                .filter(story -> story.getValue().closed())
                .map(story -> breakIds.get(story.getKey()))
                .sorted()
                .toList();
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
                closed.size(),
                breakIds.values().stream().sorted().toList(),
                opened,
                closed);
    }
}
