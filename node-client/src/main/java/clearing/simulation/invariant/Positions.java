package clearing.simulation.invariant;

import clearing.kernel.balance.BalancePage;
import clearing.kernel.state.Keys;
import clearing.simulation.oracle.Facts;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Every position is what the oracle's facts say, available and held. */
final class Positions implements Invariant {
    @Override
    public String id() {
        return "INV-02";
    }

    @Override
    public String says() {
        return "every position is what the oracle works out from the commands";
    }

    @Override
    public void first(Chapter chapter, Chronicle chronicle) {
        SortedMap<String, Long> available = new TreeMap<>();
        SortedMap<String, Long> held = new TreeMap<>();
        chronicle.state().under(Keys.BALANCE_PREFIX).forEach((key, page) -> {
            String member = key.substring(key.lastIndexOf('/') + 1);
            for (BalancePage.Position p :
                    BalancePage.decode(Optional.of(page.value())).positions()) {
                String slot = member + "/" + p.account() + "/" + p.asset();
                put(available, slot, p.available());
                put(held, slot, p.held());
            }
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
    }

    private static void put(SortedMap<String, Long> sums, String slot, long amount) {
        if (amount != 0) {
            sums.put(slot, amount);
        }
    }
}
