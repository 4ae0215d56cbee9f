package clearing.kernel.simulation;

import clearing.kernel.Consortium;
import clearing.kernel.balance.BalancePage;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.matching.Instructions;
import clearing.kernel.state.Keys;
import clearing.kernel.trade.StatusPage;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The stored bytes in the model's terms, and the invariants that hold of them alone. */
record LedgerView(
        Map<String, BigInteger> available,
        Map<String, BigInteger> held,
        Map<String, BigInteger> issued,
        Map<String, String> states,
        Map<String, String> instructions) {

    static LedgerView of(Iterable<Map.Entry<String, byte[]>> entries) {
        LedgerView view =
                new LedgerView(new HashMap<>(), new HashMap<>(), new HashMap<>(), new HashMap<>(), new HashMap<>());
        Constitution constitution = Consortium.constitution();
        for (Map.Entry<String, byte[]> entry : entries) {
            String key = entry.getKey();
            if (key.startsWith(Keys.BALANCE_PREFIX)) {
                view.readBalance(key, BalancePage.decode(Optional.of(entry.getValue())), constitution);
            } else if (key.startsWith(Keys.ISSUED_PREFIX)) {
                long sum = ByteBuffer.wrap(entry.getValue()).getLong();
                if (sum != 0) {
                    view.issued.put(key.substring(2), BigInteger.valueOf(sum));
                }
            } else if (key.startsWith(Keys.INSTRUCTIONS_PREFIX)) {
                Instructions page = Instructions.decode(entry.getValue());
                for (int i = 0; i < page.count(); i++) {
                    view.instructions.put(
                            page.id().path() + "#" + i, page.state(i).name());
                }
            } else if (key.startsWith(Keys.STATUS_PREFIX)) {
                StatusPage page = StatusPage.decode(entry.getValue());
                for (int i = 0; i < page.count(); i++) {
                    view.states.put(page.id().path() + "#" + i, page.state(i).name());
                }
            }
        }
        return view;
    }

    private void readBalance(String key, BalancePage page, Constitution constitution) {
        String member = key.substring(key.lastIndexOf('/') + 1);
        for (BalancePage.Position p : page.positions()) {
            String slot = member + "/" + p.account() + "/"
                    + constitution.asset(p.asset()).code();
            if (p.available() != 0) {
                available.put(slot, BigInteger.valueOf(p.available()));
            }
            if (p.held() != 0) {
                held.put(slot, BigInteger.valueOf(p.held()));
            }
        }
    }

    /** INV-01: per asset, what all hold is what was issued. */
    Map<String, BigInteger> totals() {
        Map<String, BigInteger> totals = new HashMap<>();
        for (Map<String, BigInteger> part : java.util.List.of(available, held)) {
            part.forEach(
                    (slot, amount) -> totals.merge(slot.substring(slot.lastIndexOf('/') + 1), amount, BigInteger::add));
        }
        totals.values().removeIf(total -> total.signum() == 0);
        return totals;
    }
}
