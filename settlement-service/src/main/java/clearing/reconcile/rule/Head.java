package clearing.reconcile.rule;

import clearing.reconcile.AccountKey;

/**
 * What all rules have.
 *
 * @param name unique in its rule set; a match carries it
 * @param account which accounts: a name, a beginning with {@code *}, or {@code *} for all
 * @param asset which assets, likewise
 * @param automatic true to match what is beyond doubt, false to suggest only
 */
public record Head(String name, String account, String asset, boolean automatic) {
    boolean covers(AccountKey key) {
        return fits(account, key.account()) && fits(asset, key.asset());
    }

    boolean coversAccount(AccountKey key) {
        return fits(account, key.account());
    }

    private static boolean fits(String pattern, String name) {
        return pattern.endsWith("*")
                ? name.startsWith(pattern.substring(0, pattern.length() - 1))
                : pattern.equals(name);
    }
}
