package clearing.reconcile;

/**
 * What is reconciled on its own: one asset in one account of the member.
 *
 * @param account the member's account, such as {@code HOUSE}
 * @param asset ISO 4217 code or ISIN
 */
public record AccountKey(String account, String asset) implements Comparable<AccountKey> {
    @Override
    public int compareTo(AccountKey other) {
        int byAccount = account.compareTo(other.account);
        return byAccount != 0 ? byAccount : asset.compareTo(other.asset);
    }

    /** True for money (a three-letter code), false for a security. */
    boolean isCash() {
        return asset.length() == 3;
    }

    @Override
    public String toString() {
        return account + "/" + asset;
    }
}
