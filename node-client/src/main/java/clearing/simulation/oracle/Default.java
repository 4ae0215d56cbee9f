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
    final int number;
    final String reason;
    final SortedSet<String> signatures = new TreeSet<>();
    final SortedMap<String, Stated> prices = new TreeMap<>();
    /** By counterparty and asset, {@code Birch/HKD}: what the defaulter owes. */
    final SortedMap<String, BigInteger> owed = new TreeMap<>();

    final SortedMap<String, BigInteger> paid = new TreeMap<>();
    final SortedMap<String, BigInteger> borne = new TreeMap<>();
    final SortedSet<String> liftSignatures = new TreeSet<>();
    Optional<String> liftReason = Optional.empty();
    boolean declared;
    boolean lifted;
    /** Whether the fund or survivors bore a part of the loss. */
    boolean othersBore;

    int trades;
    int passes;

    Default(String member, int number, String reason) {
        this.member = member;
        this.number = number;
        this.reason = reason;
    }

    Default copy() {
        Default copy = new Default(member, number, reason);
        copy.signatures.addAll(signatures);
        copy.prices.putAll(prices);
        copy.owed.putAll(owed);
        copy.paid.putAll(paid);
        copy.borne.putAll(borne);
        copy.liftSignatures.addAll(liftSignatures);
        copy.liftReason = liftReason;
        copy.declared = declared;
        copy.lifted = lifted;
        copy.othersBore = othersBore;
        copy.trades = trades;
        copy.passes = passes;
        return copy;
    }

    static String key(String member, int number) {
        return member + "/" + number;
    }

    String key() {
        return key(member, number);
    }

    /** Whether its member does nothing any more. */
    boolean inForce() {
        return declared && !lifted;
    }

    /** Whether nothing is owed any more and nobody else has borne anything. */
    boolean isCured() {
        return !othersBore
                && owed.keySet().stream()
                        .map(claim -> claim.substring(0, claim.indexOf('/')))
                        .allMatch(counterparty -> unpaid(counterparty).signum() == 0);
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
