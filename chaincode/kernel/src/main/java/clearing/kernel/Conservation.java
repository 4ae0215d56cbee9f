package clearing.kernel;

import clearing.kernel.asset.Asset;
import clearing.kernel.balance.BalancePage;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.execution.WorkingSet;
import clearing.kernel.state.Keys;
import clearing.kernel.state.Overlay;
import java.util.Map;
import java.util.Optional;

/**
 * The assertion that every batch ends with: for each asset, what the touched positions changed by in sum is what the amount issued
 * changed by. Computed from the bytes before and after, not from what the commands believe they did.
 */
final class Conservation {
    private Conservation() {}

    /** @throws InvariantViolation when value would appear or vanish */
    static void check(Constitution constitution, Overlay overlay) {
        long[] drift = new long[constitution.assets().size()];
        for (Map.Entry<String, byte[]> write : overlay.writes().entrySet()) {
            String key = write.getKey();
            if (key.startsWith(Keys.BALANCE_PREFIX)) {
                add(drift, Optional.of(write.getValue()), 1);
                add(drift, overlay.committed(key), -1);
            } else if (key.startsWith(Keys.ISSUED_PREFIX)) {
                int asset = constitution
                        .assetIndex(key.substring(Keys.ISSUED_PREFIX.length()))
                        .orElseThrow();
                long change = WorkingSet.decodeIssued(Optional.of(write.getValue()))
                        - WorkingSet.decodeIssued(overlay.committed(key));
                drift[asset] = Math.subtractExact(drift[asset], change);
            }
        }
        for (int i = 0; i < drift.length; i++) {
            if (drift[i] != 0) {
                Asset asset = constitution.asset(i);
                throw new InvariantViolation(
                        "conservation: " + asset.code() + " would drift by " + drift[i] + " minor units");
            }
        }
    }

    private static void add(long[] drift, Optional<byte[]> page, int sign) {
        for (BalancePage.Position p : BalancePage.decode(page).positions()) {
            if (p.asset() >= drift.length) {
                throw new InvariantViolation("a position stands in asset " + p.asset() + ", which does not exist");
            }
            drift[p.asset()] = Math.addExact(drift[p.asset()], sign * p.total());
        }
    }
}
