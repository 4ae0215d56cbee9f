package clearing.simulation.invariant;

import clearing.kernel.Effect;
import clearing.simulation.oracle.Facts;
import java.util.SortedMap;
import java.util.TreeMap;

/** Every position is what the oracle's facts say, available and held. */
final class Positions implements Invariant {
    /** What the effects told so far come to, by slot. */
    private final SortedMap<String, Long> posted = new TreeMap<>();

    @Override
    public String id() {
        return "INV-02";
    }

    @Override
    public String says() {
        return "every position is what the oracle works out from the commands, and what all postings come to";
    }

    @Override
    public void first(Chapter chapter, Chronicle chronicle) {
        SortedMap<String, Long> available = new TreeMap<>();
        SortedMap<String, Long> held = new TreeMap<>();
        chronicle.positions().forEach((slot, p) -> {
            put(available, slot, p.available());
            put(held, slot, p.held());
        });
        Facts facts = chronicle.oracle().facts();
        long block = chapter.block().number();
        require(
                available.equals(facts.available()),
                "after block %d available is %s, the oracle says %s",
                block,
                available,
                facts.available());
        require(held.equals(facts.held()), "after block %d held is %s, the oracle says %s", block, held, facts.held());
        chapter.told().forEach(told -> follow(told, facts));
        SortedMap<String, Long> all = new TreeMap<>(available);
        held.forEach((slot, amount) -> {
            long sum = all.getOrDefault(slot, 0L) + amount;
            all.remove(slot);
            put(all, slot, sum);
        });
        require(posted.equals(all), "after block %d all postings come to %s, the positions are %s", block, posted, all);
    }

    private void follow(Told told, Facts facts) {
        for (Effect effect : told.effects()) {
            if (effect instanceof Effect.Posted p) {
                int asset = facts.inForce().assetIndex(p.asset()).orElseThrow();
                String slot = p.member() + "/" + p.account() + "/" + asset;
                long sum = posted.getOrDefault(slot, 0L) + p.amount();
                posted.remove(slot);
                put(posted, slot, sum);
            }
        }
    }

    private static void put(SortedMap<String, Long> sums, String slot, long amount) {
        if (amount != 0) {
            sums.put(slot, amount);
        }
    }
}
