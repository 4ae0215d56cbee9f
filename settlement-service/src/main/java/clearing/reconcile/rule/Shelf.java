package clearing.reconcile.rule;

import clearing.reconcile.AccountKey;
import clearing.reconcile.Item;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Items of one side by account, asset and amount, so that a look for near amounts costs what it finds. */
final class Shelf<T extends Item> {
    private final Map<AccountKey, NavigableMap<BigInteger, List<T>>> byAmount = new TreeMap<>();

    Shelf(List<T> items) {
        for (T item : items) {
            byAmount.computeIfAbsent(item.key(), k -> new TreeMap<>())
                    .computeIfAbsent(BigInteger.valueOf(item.amountMinor()), a -> new ArrayList<>(1))
                    .add(item);
        }
    }

    /** Items from the one amount to the other; none when there are more than {@code most}. */
    List<T> between(AccountKey key, BigInteger from, BigInteger to, int most) {
        NavigableMap<BigInteger, List<T>> amounts = byAmount.get(key);
        if (amounts == null || from.compareTo(to) > 0) {
            return List.of();
        }
        List<T> found = new ArrayList<>();
        for (List<T> each : amounts.subMap(from, true, to, true).values()) {
            found.addAll(each);
            if (found.size() > most) {
                return List.of();
            }
        }
        return found;
    }
}
