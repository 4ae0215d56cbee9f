package clearing.settlement.ledger;

import clearing.kernel.Effect;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.TradePage;
import clearing.kernel.trade.TradeState;
import clearing.settlement.ledger.PlaceRuns.Run;
import clearing.settlement.matching.BinaryRows;
import clearing.settlement.store.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What waits for settlement after a group of blocks, of all members, by ranges of a page's places: affirmed trades and those that a
 * round found short. What a group affirms and settles itself never becomes a row.
 */
final class WaitingRows {
    private final Map<PageId, PlaceRuns<Change>> pages = new LinkedHashMap<>();
    private @Nullable PageId lastId;
    private PlaceRuns<Change> last = new PlaceRuns<>();
    private int affirmed;
    private int queued;
    private int settled;
    private int ended;

    /**
     * Where a group found a trade and where it left it.
     *
     * @param stored whether the trade waited before the group
     * @param state where it is now
     * @param since when it was affirmed, for one that did not wait before
     * @param queuedAt when a round of this group found it short, if one did
     */
    private record Change(boolean stored, TradeState state, Instant since, Optional<Instant> queuedAt) {
        boolean waits() {
            return isWaiting(state);
        }
    }

    /**
     * How a trade waits.
     *
     * @param state AFFIRMED or QUEUED
     * @param since when it was affirmed
     * @param queuedAt when a round found it short
     */
    record Waits(TradeState state, LocalDate valueDate, Instant since, Optional<Instant> queuedAt) {}

    private static boolean isWaiting(TradeState state) {
        return state == TradeState.AFFIRMED || state == TradeState.QUEUED;
    }

    /** Takes a change of state made at that time. */
    void moved(Effect.TradeMoved move, Instant at) {
        PlaceRuns<Change> page = page(move.id().page());
        int place = move.id().index();
        Optional<Change> before = page.at(place);
        Optional<Instant> queuedAt = move.to() == TradeState.QUEUED ? Optional.of(at) : Optional.empty();
        page.put(
                place,
                Optional.of(new Change(
                        before.map(Change::stored).orElse(isWaiting(move.from())),
                        move.to(),
                        before.map(Change::since).orElse(at),
                        queuedAt)));
        switch (move.to()) {
            case AFFIRMED -> affirmed++;
            case QUEUED -> queued++;
            case SETTLED -> settled++;
            case ALLEGED, REJECTED, CANCELLED, EXPIRED, FAILED, NETTED, ALLOCATED, CLOSED_OUT ->
                ended += isWaiting(move.from()) ? 1 : 0;
        }
    }

    private PlaceRuns<Change> page(PageId id) {
        if (!id.equals(lastId)) {
            last = pages.computeIfAbsent(id, fresh -> new PlaceRuns<>());
            lastId = id;
        }
        return last;
    }

    /** What happened to the queues. */
    Applied.Settlement settlement() {
        return new Applied.Settlement(affirmed, queued, settled, ended);
    }

    /**
     * Writes the changes.
     *
     * @param content gives a page with its trades
     */
    void store(Connection connection, Function<PageId, TradePage> content) throws SQLException {
        List<PageId> known = pages.entrySet().stream()
                .filter(page -> page.getValue().runs().stream()
                        .anyMatch(run -> run.value().stored()))
                .map(Map.Entry::getKey)
                .toList();
        Map<PageId, List<Run<Waits>>> stored = stored(connection, known);
        List<Key> gone = new ArrayList<>();
        try (BinaryRows rows = rows(connection)) {
            Map<PageId, List<Run<Waits>>> fresh = new LinkedHashMap<>();
            pages.forEach((id, changes) -> {
                List<Run<Waits>> before = stored.getOrDefault(id, List.of());
                List<Run<Waits>> now = after(id, before, changes, content);
                PlaceRuns.without(before, now).forEach(run -> gone.add(new Key(id, run.first())));
                fresh.put(id, PlaceRuns.without(now, before));
            });
            delete(connection, gone);
            for (Map.Entry<PageId, List<Run<Waits>>> page : fresh.entrySet()) {
                add(rows, page.getKey(), page.getValue());
            }
            rows.finish();
        }
    }

    private static List<Run<Waits>> after(
            PageId id, List<Run<Waits>> before, PlaceRuns<Change> changes, Function<PageId, TradePage> content) {
        PlaceRuns<Waits> waits = PlaceRuns.of(before);
        for (Run<Change> run : changes.runs()) {
            Change change = run.value();
            for (int place = run.first(); place <= run.last(); place++) {
                Optional<Waits> was = waits.at(place);
                if (was.isPresent() != change.stored()) {
                    throw new IllegalStateException("trade " + id.path() + "#" + place
                            + (change.stored() ? " waited, but is not known to" : " is known to wait, but did not"));
                }
                if (!change.waits()) {
                    waits.put(place, Optional.empty());
                    continue;
                }
                Instant since = was.map(Waits::since).orElse(change.since());
                LocalDate valueDate = was.isPresent()
                        ? was.get().valueDate()
                        : content.apply(id).trade(place).valueDate();
                waits.put(place, Optional.of(new Waits(change.state(), valueDate, since, change.queuedAt())));
            }
        }
        return waits.runs();
    }

    private record Key(PageId page, int first) {}

    private static Map<PageId, List<Run<Waits>>> stored(Connection connection, List<PageId> of) throws SQLException {
        Map<PageId, List<Run<Waits>>> stored = new HashMap<>();
        if (!of.isEmpty()) {
            Rows.list(
                    connection,
                    "select v.place, w.first_idx, w.last_idx, w.state, w.value_date, w.since, w.queued_at"
                            + " from unnest(?, ?, ?) with ordinality as v (author, counterparty, page, place)"
                            + " join waiting w on w.author = v.author and w.counterparty = v.counterparty and w.page = v.page",
                    List.of(
                            of.stream().map(PageId::author).toArray(String[]::new),
                            of.stream().map(PageId::counterparty).toArray(String[]::new),
                            of.stream().map(page -> (long) page.number()).toArray(Long[]::new)),
                    row -> stored.computeIfAbsent(of.get(row.getInt(1) - 1), page -> new ArrayList<>())
                            .add(new Run<>(
                                    row.getInt(2),
                                    row.getInt(3),
                                    new Waits(
                                            TradeState.ofNumber(row.getInt(4)),
                                            row.getObject(5, LocalDate.class),
                                            Rows.instant(row, "since"),
                                            Optional.ofNullable(row.getObject(7, OffsetDateTime.class))
                                                    .map(OffsetDateTime::toInstant)))));
        }
        return stored;
    }

    private static void delete(Connection connection, List<Key> gone) throws SQLException {
        if (gone.isEmpty()) {
            return;
        }
        Rows.update(
                connection,
                "delete from waiting w using unnest(?, ?, ?, ?) as v (author, counterparty, page, first_idx)"
                        + " where w.author = v.author and w.counterparty = v.counterparty and w.page = v.page"
                        + " and w.first_idx = v.first_idx",
                gone.stream().map(key -> key.page().author()).toArray(String[]::new),
                gone.stream().map(key -> key.page().counterparty()).toArray(String[]::new),
                gone.stream().map(key -> (long) key.page().number()).toArray(Long[]::new),
                gone.stream().map(key -> (long) key.first()).toArray(Long[]::new));
    }

    static BinaryRows rows(Connection connection) {
        return new BinaryRows(
                connection,
                "waiting",
                "author, counterparty, page, first_idx, last_idx, lane, state, value_date, since, queued_at");
    }

    static void add(BinaryRows rows, PageId page, List<Run<Waits>> runs) throws SQLException {
        for (Run<Waits> run : runs) {
            Waits waits = run.value();
            rows.row()
                    .text(page.author())
                    .text(page.counterparty())
                    .int4(page.number())
                    .int4(run.first())
                    .int4(run.last())
                    .text(page.lane())
                    .int2(waits.state().number())
                    .date(waits.valueDate())
                    .timestamp(waits.since());
            waits.queuedAt().ifPresentOrElse(rows::timestamp, rows::nothing);
        }
    }
}
