package clearing.kernel.collateral;

import clearing.kernel.asset.Asset;
import clearing.kernel.balance.BalancePage;
import clearing.kernel.execution.Execution;
import clearing.kernel.rulebook.CollateralRule;
import clearing.kernel.state.Keys;
import java.math.BigInteger;
import java.util.Optional;

/** How far a member's collateral carries it, in minor units of a currency. */
public final class Cover {
    private Cover() {}

    public static Pledges pledges(String member, Execution x) {
        return x.ledger()
                .read(Keys.pledges(member), bytes -> Pledges.decode(Optional.of(bytes)))
                .orElseGet(() -> Pledges.decode(Optional.empty()));
    }

    /** Sum over all pledged positions that are valued in the currency; each rounded down after its haircut. */
    public static BigInteger of(Pledges pledges, String currency, Execution x) {
        BigInteger cover = BigInteger.ZERO;
        for (Pledges.Position pledge : pledges.positions()) {
            Optional<CollateralRule> rule = x.constitution()
                    .rules()
                    .collateral(x.constitution().asset(pledge.asset()).code())
                    .filter(r -> r.currency().equals(currency));
            Optional<Price> price = rule.flatMap(r -> Valuations.inForce(r, x));
            if (rule.isPresent() && price.isPresent()) {
                cover = cover.add(
                        price.get().covering(pledge.quantity(), rule.get().haircut()));
            }
        }
        return cover;
    }

    /** What a member's positions in a currency are below zero, over all its accounts. */
    public static BigInteger used(String member, String currency, Execution x) {
        Asset asset = x.constitution().assetOf(currency).orElseThrow();
        int index = x.constitution().assetIndex(currency).orElseThrow();
        BigInteger used = BigInteger.ZERO;
        for (BalancePage.Position p : x.ledger().balance(asset.lane(), member).positions()) {
            if (p.asset() == index && p.available() < 0) {
                used = used.subtract(BigInteger.valueOf(p.available()));
            }
        }
        return used;
    }

    /** The member's debit cap in a currency, cut to its cover where the rulebook says that the cap must be covered. */
    public static long cap(String member, String currency, Execution x) {
        long cap = x.constitution().rules().debitCap(member, currency);
        if (cap == 0 || !x.constitution().rules().isCapCovered(member, currency)) {
            return cap;
        }
        return of(pledges(member, x), currency, x).min(BigInteger.valueOf(cap)).longValueExact();
    }
}
