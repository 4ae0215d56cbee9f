package clearing.settlement.ledger;

import clearing.kernel.Effect;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.RejectReason;
import clearing.kernel.trade.TradeState;
import clearing.settlement.ledger.PlaceRuns.Run;
import clearing.settlement.ledger.TradeRows.TradeRow;
import clearing.settlement.store.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The trades that the member keeps, page by page, as a group of blocks records and moves them. */
final class TradePages {
    private final Map<PageId, Page> pages = new LinkedHashMap<>();
    private final TradeEvents events = new TradeEvents();
    private @Nullable Page last;
    private int stateChanges;

    /** Where a trade stands. */
    record Stand(TradeState state, RejectReason reason, long block) {}

    /** The transaction that recorded a page. */
    record Recording(Instant at, long block, int tx) {}

    /** What the group did to a page. */
    static final class Page {
        private final PageId id;
        private final List<TradeRow> trades = new ArrayList<>();
        private final PlaceRuns<Stand> changes = new PlaceRuns<>();
        private Optional<Recording> recording = Optional.empty();
        private Instant recordedAt = Instant.EPOCH;
        private long row;

        private Page(PageId id) {
            this.id = id;
        }

        PageId id() {
            return id;
        }

        /** Number of the page's row, once rows are written. */
        long row() {
            return row;
        }

        List<TradeRow> trades() {
            return trades;
        }

        Recording recording() {
            return recording.orElseThrow();
        }
    }

    void recorded(Effect.TradeRecorded e, Instant at, long block, int tx, int ordinal) {
        Page page = page(e.id().page());
        if (page.recording.isEmpty()) {
            page.recording = Optional.of(new Recording(at, block, tx));
            page.recordedAt = at;
        }
        page.trades.add(new TradeRow(e.id().index(), e.trade(), ordinal));
        change(page, e.id().index(), new Stand(TradeState.ALLEGED, RejectReason.NONE, block));
        event(page, Optional.empty(), TradeState.ALLEGED, RejectReason.NONE, block, tx, ordinal, e.id().index());
    }

    void moved(Effect.TradeMoved e, long block, int tx, int ordinal) {
        Page page = page(e.id().page());
        change(page, e.id().index(), new Stand(e.to(), e.reason(), block));
        event(page, Optional.of(e.from()), e.to(), e.reason(), block, tx, ordinal, e.id().index());
    }

    private Page page(PageId id) {
        Page current = last;
        if (current == null || !current.id.equals(id)) {
            current = pages.computeIfAbsent(id, Page::new);
            last = current;
        }
        return current;
    }

    private static void change(Page page, int place, Stand stand) {
        page.changes.put(place, Optional.of(stand));
    }

    private void event(
            Page page,
            Optional<TradeState> from,
            TradeState to,
            RejectReason reason,
            long block,
            int tx,
            int ordinal,
            int place) {
        stateChanges++;
        events.take(page, new TradeEvents.Move(block, tx, from, to, reason), ordinal, place);
    }

    int stateChanges() {
        return stateChanges;
    }

    /**
     * Writes everything.
     *
     * @return when the trades of the member were recorded that the group left settled, one for each
     */
    List<Instant> store(Connection connection, Constitution c, String member) throws SQLException {
        if (pages.isEmpty()) {
            return List.of();
        }
        List<Page> fresh = pages.values().stream()
                .filter(page -> page.recording.isPresent())
                .toList();
        List<Page> known =
                pages.values().stream().filter(page -> page.recording.isEmpty()).toList();
        find(connection, known);
        if (!fresh.isEmpty()) {
            long next = Rows.number(connection, "select coalesce(max(id), 0) from trade_page") + 1;
            for (Page page : fresh) {
                page.row = next++;
            }
            TradeRows.write(connection, c, fresh);
        }
        storeStands(connection, fresh, known);
        events.store(connection);
        return settled(member);
    }

    /** Numbers and times of pages that were recorded before. */
    private static void find(Connection connection, List<Page> known) throws SQLException {
        if (known.isEmpty()) {
            return;
        }
        int[] found = new int[1];
        Rows.list(
                connection,
                "select v.place, p.id, p.recorded_at from unnest(?, ?, ?) with ordinality as v (author, counterparty, page, place)"
                        + " join trade_page p on p.author = v.author and p.counterparty = v.counterparty and p.page = v.page",
                List.of(
                        known.stream().map(page -> page.id.author()).toArray(String[]::new),
                        known.stream().map(page -> page.id.counterparty()).toArray(String[]::new),
                        known.stream().map(page -> (long) page.id.number()).toArray(Long[]::new)),
                row -> {
                    Page page = known.get(row.getInt(1) - 1);
                    page.row = row.getLong(2);
                    page.recordedAt = Rows.instant(row, "recorded_at");
                    return found[0]++;
                });
        if (found[0] != known.size()) {
            throw new IllegalStateException(
                    "trades of " + known.size() + " pages moved, but " + found[0] + " are known");
        }
    }

    private static void storeStands(Connection connection, List<Page> fresh, List<Page> known) throws SQLException {
        StandRows rows = new StandRows();
        fresh.forEach(page -> rows.add(page.row, List.of(), page.changes.runs()));
        Map<Long, List<Run<Stand>>> stored =
                StandRows.stored(connection, known.stream().map(Page::row).toArray(Long[]::new));
        for (Page page : known) {
            List<Run<Stand>> before = stored.getOrDefault(page.row, List.of());
            PlaceRuns<Stand> stands = PlaceRuns.of(before);
            stands.change(page.changes, (was, now) -> {
                if (was.isEmpty()) {
                    throw new IllegalStateException("a trade of page " + page.id.path() + " moved that is not known");
                }
                return Optional.of(now);
            });
            rows.add(page.row, before, stands.runs());
        }
        rows.write(connection);
    }

    private List<Instant> settled(String member) {
        List<Instant> settled = new ArrayList<>();
        for (Page page : pages.values()) {
            if (page.id.isParty(member)) {
                for (Run<Stand> run : page.changes.runs()) {
                    for (int i = run.first(); i <= run.last() && run.value().state() == TradeState.SETTLED; i++) {
                        settled.add(page.recordedAt);
                    }
                }
            }
        }
        return settled;
    }
}
