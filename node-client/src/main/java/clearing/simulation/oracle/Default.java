package clearing.simulation.oracle;

import clearing.simulation.oracle.Collateral.Stated;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** One member's default. */
public final class Default {
    final String member;
    final String reason;
    final SortedSet<String> signatures = new TreeSet<>();
    final SortedMap<String, Stated> prices = new TreeMap<>();
    /** By counterparty and asset, {@code Birch/HKD}: what the defaulter owes. */
    final SortedMap<String, BigInteger> owed = new TreeMap<>();

    final SortedMap<String, BigInteger> paid = new TreeMap<>();
    final SortedMap<String, BigInteger> borne = new TreeMap<>();
    boolean declared;
    int trades;
    int passes;

    Default(String member, String reason) {
        this.member = member;
        this.reason = reason;
    }

    Default copy() {
        Default copy = new Default(member, reason);
        copy.signatures.addAll(signatures);
        copy.prices.putAll(prices);
        copy.owed.putAll(owed);
        copy.paid.putAll(paid);
        copy.borne.putAll(borne);
        copy.declared = declared;
        copy.trades = trades;
        copy.passes = passes;
        return copy;
    }

    public String member() {
        return member;
    }

    public boolean declared() {
        return declared;
    }

    /** Keeps the first fresh price that it needs; false when there is none. */
    boolean fix(Facts facts, String asset, Instant at) {
        String money = facts.agreed().defaultRule().orElseThrow().currency();
        if (!prices.containsKey(asset)) {
            Optional<Stated> price = asset.equals(money) ? Optional.of(Stated.ONE) : Collateral.price(facts, asset, at);
            price.ifPresent(found -> prices.put(asset, found));
        }
        return prices.containsKey(asset);
    }

    void owe(String counterparty, String asset, BigInteger more) {
        owed.merge(counterparty + "/" + asset, more, BigInteger::add);
    }

    /** What it still owes somebody, in money; less than nothing when it is owed. */
    BigInteger unpaid(String counterparty) {
        BigInteger sum = paid.getOrDefault(counterparty, BigInteger.ZERO).negate();
        for (var claim : owed.entrySet()) {
            if (claim.getKey().startsWith(counterparty + "/")) {
                String asset = claim.getKey().substring(counterparty.length() + 1);
                sum = sum.add(
                        Optional.ofNullable(prices.get(asset)).orElseThrow().up(claim.getValue()));
            }
        }
        return sum;
    }
}
