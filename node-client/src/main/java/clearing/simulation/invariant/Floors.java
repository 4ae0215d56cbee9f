package clearing.simulation.invariant;

import clearing.kernel.balance.BalancePage;
import clearing.kernel.state.Keys;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** No position falls below its floor: zero, or as far as the member's cap counts by then. One that is below it does not fall further. */
final class Floors implements Invariant {
    private final SortedMap<String, Long> available = new TreeMap<>();

    @Override
    public String id() {
        return "INV-15";
    }

    @Override
    public String says() {
        return "no position falls below its floor in any transaction of the chain";
    }

    @Override
    public void first(Chapter chapter, Chronicle chronicle) {
        for (Told told : chapter.told()) {
            told.envelope().result().writes().forEach((key, page) -> {
                if (key.startsWith(Keys.BALANCE_PREFIX)) {
                    check(key.substring(key.lastIndexOf('/') + 1), BalancePage.decode(Optional.of(page)), told);
                }
            });
        }
    }

    private void check(String member, BalancePage page, Told told) {
        for (BalancePage.Position p : page.positions()) {
            String slot = member + "/" + p.account() + "/" + p.asset();
            long floor =
                    Math.min(available.getOrDefault(slot, 0L), -told.floors().getOrDefault(slot, 0L));
            require(
                    p.available() >= floor && p.held() >= 0,
                    "%s is at %d with %d held after %s, its floor is %d",
                    slot,
                    p.available(),
                    p.held(),
                    told.envelope(),
                    floor);
            available.put(slot, p.available());
        }
    }
}
