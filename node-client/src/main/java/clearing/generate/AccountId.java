package clearing.generate;

/** What a member's own systems call its accounts. */
final class AccountId {
    private AccountId() {}

    static String of(Holder holder, Asset asset) {
        String prefix = holder.member().prefix();
        return asset.cash()
                ? prefix + "-" + holder.account() + "-" + asset.code()
                : prefix + "-SEC-" + holder.account();
    }
}
