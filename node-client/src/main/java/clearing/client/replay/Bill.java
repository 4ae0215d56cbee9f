package clearing.client.replay;

import clearing.kernel.asset.Asset;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What one run's fee in a currency comes to: who pays what, and who gets it. All in minor units; what is paid is received. */
final class Bill {
    private final Map<String, BigInteger> paid = new LinkedHashMap<>();
    private final Map<String, BigInteger> received = new LinkedHashMap<>();

    /**
     * @param fee      empty when the run knows none in the currency
     * @param members  that act, in the constitution's order
     * @param to       who gets it; shared in equal parts without one, the first in order taking what does not divide
     * @param settled  trades that settled, by member
     * @param moved    of the currency, by member
     */
    Bill(
            Optional<Fee> fee,
            Asset currency,
            List<String> members,
            Optional<String> to,
            Function<String, Long> settled,
            Function<String, BigInteger> moved) {
        BigInteger total = BigInteger.ZERO;
        for (String member : members) {
            BigInteger amount = fee.map(one -> one.on(settled.apply(member), moved.apply(member), currency))
                    .orElse(BigInteger.ZERO);
            paid.put(member, amount);
            total = total.add(amount);
        }
        BigInteger[] share = total.divideAndRemainder(BigInteger.valueOf(Math.max(1, members.size())));
        int rest = share[1].intValueExact();
        for (int i = 0; i < members.size(); i++) {
            String member = members.get(i);
            BigInteger equal = i < rest ? share[0].add(BigInteger.ONE) : share[0];
            BigInteger all = total;
            received.put(
                    member,
                    to.map(id -> id.equals(member) ? all : BigInteger.ZERO).orElse(equal));
        }
    }

    BigInteger paid(String member) {
        return paid.getOrDefault(member, BigInteger.ZERO);
    }

    BigInteger received(String member) {
        return received.getOrDefault(member, BigInteger.ZERO);
    }

    /** What the member pays more than it receives; negative when it earns. */
    BigInteger cost(String member) {
        return paid(member).subtract(received(member));
    }
}
