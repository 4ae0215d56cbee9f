package clearing.settlement.ledger;

import clearing.kernel.Effect;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.matching.Difference;
import clearing.kernel.matching.Instructions;
import clearing.kernel.trade.Leg;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.Trade;
import clearing.kernel.trade.TradeId;
import clearing.settlement.matching.CopyRows;
import clearing.settlement.store.Rows;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The instructions of a group of blocks: which came, and where the group left each. */
final class InstructionRows {
    private static final Stand OPEN = new Stand(Instructions.State.OPEN, Optional.empty(), List.of());

    private final Map<TradeId, Recorded> recorded = new LinkedHashMap<>();
    private final Map<TradeId, Moved> moved = new LinkedHashMap<>();

    /** Where an instruction stands. */
    private record Stand(Instructions.State state, Optional<TradeId> trade, List<Difference> differences) {}

    private record Moved(Stand stand, long block) {}

    private record Recorded(Trade instruction, Instant at, long block, int tx, int ordinal) {}

    /** Takes an effect; those that are not about instructions are told elsewhere. */
    void take(Effect.TradeLife effect, Instant at, long block, int tx, int ordinal) {
        switch (effect) {
            case Effect.Instructed e -> recorded.put(e.id(), new Recorded(e.instruction(), at, block, tx, ordinal));
            case Effect.InstructionWithdrawn e ->
                moved.put(
                        e.id(), new Moved(new Stand(Instructions.State.WITHDRAWN, Optional.empty(), List.of()), block));
            case Effect.Matched e ->
                moved.put(
                        e.instruction(),
                        new Moved(new Stand(Instructions.State.MATCHED, Optional.of(e.trade()), List.of()), block));
            case Effect.Mismatched e ->
                moved.put(
                        e.instruction(),
                        new Moved(
                                new Stand(Instructions.State.MISMATCHED, Optional.of(e.trade()), e.differences()),
                                block));
            case Effect.Amended e -> {}
            case Effect.Allocated e -> {}
            case Effect.HoldPlaced e -> {}
            case Effect.HoldResolved e -> {}
            case Effect.PeriodClosed e -> {}
            case Effect.Adjusted e -> {}
        }
    }

    /** @param kept which trades and instructions the member keeps rows of */
    void store(Connection connection, Constitution c, Predicate<TradeId> kept) throws SQLException {
        recorded.keySet().removeIf(kept.negate());
        moved.keySet().removeIf(kept.negate());
        CopyRows rows = new CopyRows(
                "instruction",
                "author, counterparty, page, idx, lane, reference, kind, state, author_account, counterparty_account,"
                        + " author_delivers, delivery_asset, delivery_minor, payment_asset, payment_minor, trade_date, value_date,"
                        + " trade, fields, alleged, instructed, recorded_at, recorded_block, recorded_tx, recorded_effect, moved_block");
        recorded.forEach((id, row) ->
                add(rows, c, id, row, Optional.ofNullable(moved.remove(id)).orElse(new Moved(OPEN, row.block()))));
        rows.write(connection);
        if (!moved.isEmpty()) {
            move(connection);
        }
    }

    private static void add(CopyRows rows, Constitution c, TradeId id, Recorded row, Moved last) {
        PageId page = id.page();
        Trade trade = row.instruction();
        Stand stand = last.stand();
        rows.add(
                page.author(),
                page.counterparty(),
                page.number(),
                id.index(),
                page.lane(),
                trade.reference(),
                trade.kind().ordinal(),
                stand.state().ordinal(),
                c.accountName(page.author(), trade.authorAccount()),
                c.accountName(page.counterparty(), trade.counterpartyAccount()),
                trade.authorDelivers(),
                c.asset(trade.delivery().asset()).code(),
                trade.delivery().minor(),
                trade.payment().map(leg -> c.asset(leg.asset()).code()),
                trade.payment().map(Leg::minor),
                trade.tradeDate(),
                trade.valueDate(),
                stand.trade().map(TradeNames::of),
                fields(stand),
                alleged(stand),
                instructed(stand),
                Rows.utc(row.at()),
                row.block(),
                row.tx(),
                row.ordinal(),
                last.block());
    }

    private void move(Connection connection) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "update instruction set state = ?, trade = ?, fields = ?, alleged = ?, instructed = ?, moved_block = ?"
                        + " where author = ? and counterparty = ? and page = ? and idx = ?")) {
            for (Map.Entry<TradeId, Moved> entry : moved.entrySet()) {
                Stand stand = entry.getValue().stand();
                PageId page = entry.getKey().page();
                List<Object> values = List.of(
                        stand.state().ordinal(),
                        stand.trade().map(TradeNames::of),
                        fields(stand).toArray(String[]::new),
                        alleged(stand).toArray(String[]::new),
                        instructed(stand).toArray(String[]::new),
                        entry.getValue().block(),
                        page.author(),
                        page.counterparty(),
                        page.number(),
                        entry.getKey().index());
                Rows.bind(connection, update, values);
                update.addBatch();
            }
            if (Arrays.stream(update.executeBatch()).sum() != moved.size()) {
                throw new IllegalStateException(moved.size() + " instructions moved, but not all of them are known");
            }
        }
    }

    private static List<String> fields(Stand stand) {
        return stand.differences().stream().map(d -> d.field().path()).toList();
    }

    private static List<String> alleged(Stand stand) {
        return stand.differences().stream().map(Difference::trade).toList();
    }

    private static List<String> instructed(Stand stand) {
        return stand.differences().stream().map(Difference::instruction).toList();
    }
}
