package clearing.settlement.ledger;

import clearing.kernel.Effect;
import clearing.kernel.PostingKind;
import clearing.kernel.asset.Asset;
import clearing.kernel.balance.BalancePage;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.constitution.Lane;
import clearing.kernel.settlement.SettlementCommands;
import clearing.kernel.state.Keys;
import clearing.settlement.ledger.Projection.PositionKey;
import clearing.settlement.matching.CopyRows;
import clearing.settlement.store.Rows;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * How much liquidity each position used on a business day of its lane. Liquidity used is the deepest point of the running sum of
 * settled legs, in and out: what had to be there before others paid in. A gross round settles its trades one after the other, so
 * each of them is a point; a round that settles at one instant is one point. What a block adds is merged into the day's row by
 * the database, so its cost does not depend on what the day has seen.
 */
final class LiquidityDays {
    private static final String UPSERT =
            "insert into liquidity_day as d (day, member, account, asset, opening, funded, closing, lowest, lowest_at,"
                    + " net, lowest_net, gross_in, gross_out, trades, block) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
                    + " ?, ?, ?) on conflict (day, member, account, asset) do update set funded = d.funded +"
                    + " excluded.funded, closing = excluded.closing, lowest = least(d.lowest, excluded.lowest), lowest_at"
                    + " = case when excluded.lowest < d.lowest or d.lowest is null then excluded.lowest_at else"
                    + " d.lowest_at end, net = d.net + excluded.net, lowest_net = least(d.lowest_net, d.net +"
                    + " excluded.lowest_net), gross_in = d.gross_in + excluded.gross_in, gross_out = d.gross_out +"
                    + " excluded.gross_out, trades = d.trades + excluded.trades, block = excluded.block";

    private final Predicate<String> followed;
    private final Map<PositionKey, Legs> open = new LinkedHashMap<>();
    private final Map<DayKey, Sums> days = new LinkedHashMap<>();
    private final Map<PointKey, Point> points = new LinkedHashMap<>();

    /** @param followed members whose positions are kept block by block */
    LiquidityDays(Predicate<String> followed) {
        this.followed = followed;
    }

    private record DayKey(LocalDate day, PositionKey position) {}

    private record PointKey(DayKey day, long block) {}

    /** A position after a block, and its lowest in it. */
    private record Point(Instant at, long available, long lowest) {}

    /** Legs of the transaction under way, at one position. */
    private static final class Legs {
        private final int account;
        private long net;
        private long lowest;
        private long in;
        private long out;
        private long funded;
        private int trades;

        Legs(int account) {
            this.account = account;
        }
    }

    /** What a position has. */
    record Amounts(long available, long total) {
        static Amounts of(BalancePage.Position position) {
            return new Amounts(position.available(), position.total());
        }
    }

    /** A group's share of a day. */
    private static final class Sums {
        private final long opening;
        private long funded;
        private long closing;
        private long lowest = Long.MAX_VALUE;
        private Instant lowestAt = Instant.EPOCH;
        private long net;
        private long lowestNet;
        private long in;
        private long out;
        private long trades;
        private long block;

        Sums(long opening) {
            this.opening = opening;
        }

        void take(Legs legs, long total, long inBlock) {
            lowestNet = Math.min(lowestNet, Math.addExact(net, Math.min(legs.lowest, legs.net)));
            net = Math.addExact(net, legs.net);
            in = Math.addExact(in, legs.in);
            out = Math.addExact(out, legs.out);
            funded = Math.addExact(funded, legs.funded);
            trades += legs.trades;
            closing = total;
            block = inBlock;
        }
    }

    /**
     * Takes a posting of the transaction under way.
     *
     * @param oneByOne whether the position had to hold at this very posting, and not only when all have settled
     */
    void posted(PositionKey at, Effect.Posted e, boolean oneByOne) {
        Legs legs = open.computeIfAbsent(at, key -> new Legs(e.account()));
        if (e.kind() == PostingKind.DEPOSIT || e.kind() == PostingKind.WITHDRAWAL) {
            legs.funded = Math.addExact(legs.funded, e.amount());
            return;
        }
        legs.trades += e.kind() == PostingKind.TRADE_LEG ? 1 : 0;
        legs.net = Math.addExact(legs.net, e.amount());
        if (e.amount() > 0) {
            legs.in = Math.addExact(legs.in, e.amount());
        } else {
            legs.out = Math.addExact(legs.out, -e.amount());
        }
        if (oneByOne) {
            legs.lowest = Math.min(legs.lowest, legs.net);
        }
    }

    /** Takes what the transaction under way made of a position that it changed. */
    void moved(Constitution c, PositionKey at, Amounts before, Amounts after, long block, Instant time) {
        Optional<Lane> lane = c.assetOf(at.asset()).flatMap(asset -> c.lane(asset.lane()));
        Optional<Legs> posted = Optional.ofNullable(open.remove(at));
        if (lane.isEmpty() || posted.isEmpty() && before.equals(after)) {
            return;
        }
        Legs legs = posted.orElseGet(() -> new Legs(0));
        LocalDate day = LocalDate.ofEpochDay(SettlementCommands.businessDay(lane.get(), time));
        Sums sums = days.computeIfAbsent(new DayKey(day, at), key -> new Sums(before.total()));
        sums.take(legs, after.total(), block);
        long deepest = before.available() + Math.min(0, Math.min(legs.lowest, legs.net));
        long lowest = Math.min(deepest, Math.min(before.available(), after.available()));
        if (legs.trades > 0 && lowest < sums.lowest) {
            sums.lowest = lowest;
            sums.lowestAt = time;
        }
        if (followed.test(at.member())) {
            points.merge(
                    new PointKey(new DayKey(day, at), block),
                    new Point(time, after.available(), legs.trades > 0 ? lowest : after.available()),
                    (one, next) -> new Point(time, next.available(), Math.min(one.lowest(), next.lowest())));
        }
    }

    /**
     * The transaction under way is over. What is left are positions that gave as much as they got, so that their page did not change.
     *
     * @param balances the balance page under a key
     */
    void end(Constitution c, long block, Instant time, Function<String, BalancePage> balances) {
        for (PositionKey at : List.copyOf(open.keySet())) {
            Optional<Asset> asset = c.assetOf(at.asset());
            int account = Objects.requireNonNull(open.get(at)).account;
            Amounts now = asset.map(a -> balances.apply(Keys.balance(a.lane(), at.member())).positions().stream()
                            .filter(p -> p.account() == account
                                    && c.asset(p.asset()).code().equals(at.asset()))
                            .findFirst()
                            .map(Amounts::of)
                            .orElse(new Amounts(0, 0)))
                    .orElse(new Amounts(0, 0));
            moved(c, at, now, now, block, time);
        }
    }

    void store(Connection connection) throws SQLException {
        try (PreparedStatement put = connection.prepareStatement(UPSERT)) {
            for (Map.Entry<DayKey, Sums> entry : days.entrySet()) {
                PositionKey at = entry.getKey().position();
                Sums sums = entry.getValue();
                boolean settled = sums.lowest != Long.MAX_VALUE;
                put.setObject(1, entry.getKey().day());
                put.setString(2, at.member());
                put.setString(3, at.account());
                put.setString(4, at.asset());
                put.setLong(5, sums.opening);
                put.setLong(6, sums.funded);
                put.setLong(7, sums.closing);
                put.setObject(8, settled ? Long.valueOf(sums.lowest) : null, java.sql.Types.BIGINT);
                put.setObject(9, settled ? Rows.utc(sums.lowestAt) : null);
                put.setLong(10, sums.net);
                put.setLong(11, sums.lowestNet);
                put.setLong(12, sums.in);
                put.setLong(13, sums.out);
                put.setLong(14, sums.trades);
                put.setLong(15, sums.block);
                put.addBatch();
            }
            put.executeBatch();
        }
        CopyRows rows = new CopyRows("liquidity_point", "day, member, account, asset, block, at, available, lowest");
        points.forEach((key, point) -> rows.add(
                key.day().day(),
                key.day().position().member(),
                key.day().position().account(),
                key.day().position().asset(),
                key.block(),
                Rows.utc(point.at()),
                point.available(),
                point.lowest()));
        rows.write(connection);
    }
}
