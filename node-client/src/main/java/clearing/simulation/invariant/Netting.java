package clearing.simulation.invariant;

import clearing.kernel.Effect;
import clearing.kernel.PostingKind;
import clearing.kernel.trade.TradeState;
import clearing.simulation.oracle.Deal;
import clearing.simulation.oracle.Facts;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What settles in a transaction nets to zero per asset, and each position moves by exactly the legs of the trades that settled. */
final class Netting implements Invariant {
    @Override
    public String id() {
        return "INV-03";
    }

    @Override
    public String says() {
        return "postings of settled trades are both legs of each, once, and net to zero per asset";
    }

    @Override
    public void first(Chapter chapter, Chronicle chronicle) {
        chapter.told().forEach(told -> check(told, chronicle.oracle().facts()));
    }

    /** All that a trade moves when it settles by itself, its delivery alone when its funds enter a cycle, nothing in a cycle. */
    private static int legsMoved(Effect.TradeMoved moved, int all) {
        if (moved.to() == TradeState.SETTLED && moved.from() != TradeState.NETTED) {
            return all;
        }
        return moved.to() == TradeState.NETTED && moved.from() != TradeState.ALLEGED ? 2 : 0;
    }

    private void check(Told told, Facts facts) {
        SortedMap<String, Long> posted = new TreeMap<>();
        SortedMap<String, Long> byAsset = new TreeMap<>();
        SortedMap<String, Long> owed = new TreeMap<>();
        for (Effect effect : told.effects()) {
            if (effect instanceof Effect.Posted p && p.kind() == PostingKind.TRADE_LEG) {
                int asset = facts.inForce().assetIndex(p.asset()).orElseThrow();
                posted.merge(p.member() + "/" + p.account() + "/" + asset, p.amount(), Math::addExact);
                byAsset.merge(p.asset(), p.amount(), Math::addExact);
            } else if (effect instanceof Effect.TradeMoved moved) {
                List<Deal.Change> legs =
                        facts.deal(moved.id().toString()).orElseThrow().changes();
                legs.subList(0, legsMoved(moved, legs.size()))
                        .forEach(change -> owed.merge(change.slot(), change.amount(), Math::addExact));
            }
        }
        owed.values().removeIf(sum -> sum == 0);
        posted.values().removeIf(sum -> sum == 0);
        require(posted.equals(owed), "%s posted %s, the settled trades owe %s", told.envelope(), posted, owed);
        require(
                byAsset.values().stream().allMatch(sum -> sum == 0),
                "%s: the legs do not net to zero: %s",
                told.envelope(),
                byAsset);
    }
}
