package clearing.simulation.invariant;

import clearing.kernel.collateral.Pledges;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.defaults.DefaultCase;
import clearing.kernel.reserve.Contribution;
import clearing.kernel.rulebook.DefaultRule;
import clearing.kernel.state.Keys;
import clearing.simulation.oracle.Facts;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What is held at a position is what is pledged there, contributed, asked to be paid out, and kept as cover of an overdraft: no more, no less. */
final class SetAside implements Invariant {
    private static final int PARTS_OF_A_MEMBER = 2;
    private static final int PARTS_OF_A_CASE = 3;

    @Override
    public String id() {
        return "INV-06";
    }

    @Override
    public String says() {
        return "held value is what collateral, the reserve fund, withdrawals and covered overdrafts come to";
    }

    @Override
    public void first(Chapter chapter, Chronicle chronicle) {
        SortedMap<String, Long> held = new TreeMap<>();
        chronicle.positions().forEach((slot, p) -> put(held, slot, p.held()));
        SortedMap<String, Long> owned = new TreeMap<>();
        Facts facts = chronicle.oracle().facts();
        facts.requested().forEach((slot, amount) -> put(owned, slot, amount));
        pledged(chronicle, owned);
        facts.agreed().defaultRule().ifPresent(rule -> reserved(chronicle, facts.inForce(), rule, owned));
        require(
                held.equals(owned),
                "after block %d held is %s, what it is held for comes to %s",
                chapter.block().number(),
                held,
                owned);
    }

    private static void pledged(Chronicle chronicle, SortedMap<String, Long> owned) {
        chronicle.state().under(Keys.PLEDGE_PREFIX).forEach((key, entry) -> {
            String[] parts = key.split("/", -1);
            if (parts.length == PARTS_OF_A_MEMBER) {
                Pledges.decode(Optional.of(entry.value()))
                        .positions()
                        .forEach(p -> put(owned, parts[1] + "/" + p.account() + "/" + p.asset(), p.quantity()));
            }
        });
    }

    private static void reserved(
            Chronicle chronicle, Constitution frame, DefaultRule rule, SortedMap<String, Long> owned) {
        int asset = frame.assetIndex(rule.currency()).orElseThrow();
        chronicle.state().under(Keys.RESERVE_PREFIX).forEach((key, entry) -> {
            String[] parts = key.split("/", -1);
            if (parts.length == PARTS_OF_A_MEMBER) {
                Contribution own = Contribution.decode(entry.value());
                put(owned, slot(frame, rule, parts[1], asset), own.fund() + own.firstLoss());
            }
        });
        chronicle.state().under(Keys.DEFAULT_PREFIX).forEach((key, entry) -> {
            if (key.split("/", -1).length == PARTS_OF_A_CASE) {
                DefaultCase found = DefaultCase.decode(entry.value());
                // Lifting a default gives back what was kept as cover.
                long cover = found.lifted() ? 0 : found.paid(found.member()).longValueExact();
                put(owned, slot(frame, rule, found.member(), asset), cover);
            }
        });
    }

    private static String slot(Constitution frame, DefaultRule rule, String member, int asset) {
        return member + "/" + frame.accountIndex(member, rule.account()).orElseThrow() + "/" + asset;
    }

    private static void put(SortedMap<String, Long> sums, String slot, long amount) {
        if (amount != 0 && sums.merge(slot, amount, Math::addExact) == 0) {
            sums.remove(slot);
        }
    }
}
