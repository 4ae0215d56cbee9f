package clearing.simulation.invariant;

import clearing.kernel.state.Keys;
import clearing.simulation.ledger.VersionedState;
import java.nio.ByteBuffer;
import java.util.SortedMap;
import java.util.TreeMap;

/** The positions of an asset sum up to what its issuer has issued. */
final class Conservation implements Invariant {
    @Override
    public String id() {
        return "INV-01";
    }

    @Override
    public String says() {
        return "all positions of an asset sum up to what was issued of it";
    }

    @Override
    public void first(Chapter chapter, Chronicle chronicle) {
        SortedMap<String, Long> positions = new TreeMap<>();
        VersionedState state = chronicle.state();
        chronicle.positions().forEach((slot, p) -> {
            String code = chronicle.oracle().facts().inForce().asset(p.asset()).code();
            positions.merge(code, p.available() + p.held(), Math::addExact);
        });
        positions.values().removeIf(sum -> sum == 0);
        SortedMap<String, Long> issued = new TreeMap<>();
        state.under(Keys.ISSUED_PREFIX).forEach((key, value) -> {
            long amount = ByteBuffer.wrap(value.value()).getLong();
            if (amount != 0) {
                issued.put(key.substring(Keys.ISSUED_PREFIX.length()), amount);
            }
        });
        require(
                positions.equals(issued),
                "after block %d the positions sum up to %s, issued are %s",
                chapter.block().number(),
                positions,
                issued);
    }
}
