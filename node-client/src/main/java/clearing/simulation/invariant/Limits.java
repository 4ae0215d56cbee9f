package clearing.simulation.invariant;

import clearing.kernel.Effect;
import clearing.kernel.PostingKind;
import clearing.kernel.command.Command;
import clearing.kernel.trade.TradeId;
import clearing.kernel.trade.TradeState;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** On no business day of a lane did one member settle more with another, net, than the two have agreed. */
final class Limits implements Invariant {
    /** By giver, taker, asset and day: what was given less what was received since a limit holds. */
    private final SortedMap<String, Long> given = new TreeMap<>();

    private final SortedMap<String, Long> days = new TreeMap<>();

    @Override
    public String id() {
        return "INV-15";
    }

    @Override
    public String says() {
        return "no limit between two members is passed on any business day";
    }

    @Override
    public void first(Chapter chapter, Chronicle chronicle) {
        for (Told told : chapter.told()) {
            if (!told.agreed().limits().isEmpty()
                    && !(told.batch().entries().getFirst().command() instanceof Command.Deliver)) {
                check(told, chronicle);
            }
        }
    }

    private void check(Told told, Chronicle chronicle) {
        SortedMap<String, Long> before = new TreeMap<>(given);
        // Securities that are delivered ahead of their cycle are the cycle's, and cycles know no limit.
        Set<TradeId> delivered = new HashSet<>();
        for (Effect effect : told.effects()) {
            if (effect instanceof Effect.TradeMoved moved && moved.to() == TradeState.NETTED) {
                delivered.add(moved.id());
            }
        }
        for (Effect effect : told.effects()) {
            if (effect instanceof Effect.Posted p
                    && p.kind() == PostingKind.TRADE_LEG
                    && !p.trade().map(delivered::contains).orElse(false)) {
                var frame = chronicle.oracle().facts().inForce();
                int asset = frame.assetIndex(p.asset()).orElseThrow();
                String pair = p.member() + ">" + p.counterparty() + "/" + asset;
                String back = p.counterparty() + ">" + p.member() + "/" + asset;
                var limits = told.agreed().limits();
                if (limits.containsKey(pair) || limits.containsKey(back)) {
                    long day = day(frame.asset(asset).lane(), told, chronicle);
                    given.merge(pair + " on " + LocalDate.ofEpochDay(day), -p.amount(), Math::addExact);
                }
            }
        }
        given.forEach((pair, net) -> {
            String name = pair.substring(0, pair.indexOf(' '));
            long limit = told.agreed().limits().getOrDefault(name, Long.MAX_VALUE);
            require(
                    net <= Math.max(limit, before.getOrDefault(pair, 0L)),
                    "%s: %d given, the limit is %s, after %s",
                    pair,
                    net,
                    limit,
                    told.envelope());
        });
    }

    /** The lane's business day, which does not go back. */
    private long day(String lane, Told told, Chronicle chronicle) {
        var found = chronicle.oracle().facts().inForce().lane(lane).orElseThrow();
        long seconds = told.envelope().proposal().tx().timestamp().getEpochSecond() + found.utcOffsetMinutes() * 60L;
        return days.merge(lane, Math.floorDiv(seconds, 86_400L), Math::max);
    }
}
