package clearing.simulation.invariant;

import clearing.kernel.Effect;
import java.util.SortedMap;
import java.util.TreeMap;

/** No position is below its floor, after any posting in the order of the chain within what settles at one instant. */
final class Floors implements Invariant {
    private final SortedMap<String, Long> totals = new TreeMap<>();

    @Override
    public String id() {
        return "INV-15";
    }

    @Override
    public String says() {
        return "no position is below its floor at any transaction of the chain";
    }

    @Override
    public void first(Chapter chapter, Chronicle chronicle) {
        for (Told told : chapter.told()) {
            for (Effect effect : told.effects()) {
                if (effect instanceof Effect.Posted p) {
                    totals.merge(p.member() + "/" + p.account() + "/" + p.asset(), p.amount(), Math::addExact);
                }
            }
            totals.forEach((slot, total) -> require(total >= 0, "%s is at %d after %s", slot, total, told.envelope()));
        }
    }
}
