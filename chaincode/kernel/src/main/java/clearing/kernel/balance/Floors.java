package clearing.kernel.balance;

import clearing.kernel.collateral.Cover;
import clearing.kernel.execution.Execution;

/**
 * How far positions may fall below zero: the one place that says it. A net debit cap counts in the member's first account alone, its own
 * book; what it keeps for others in further accounts is never overdrawn. A cap of zero, or none, asks for prefunding, and a covered cap
 * counts only as far as the member's collateral carries it ({@link Cover}).
 */
public final class Floors {
    /** The account that a cap counts in. */
    public static final int CAPPED_ACCOUNT = 0;

    private Floors() {}

    /**
     * What the position must not end below, in minor units: zero or less. A position that is below it already, since members lowered the
     * cap, must not fall further.
     */
    public static long floor(Execution x, String member, int account, int asset) {
        if (account != CAPPED_ACCOUNT) {
            return 0;
        }
        return -Cover.cap(member, x.constitution().asset(asset).code(), x);
    }

    /** What the position may give: zero or more. */
    public static long room(Execution x, BalancePage page, String member, int account, int asset) {
        return Math.max(0, page.available(account, asset) - floor(x, member, account, asset));
    }

    /** True when the position has this much to give; the floor is looked up only where it matters. */
    public static boolean covers(Execution x, BalancePage page, String member, int account, int asset, long amount) {
        return page.available(account, asset) >= amount || room(x, page, member, account, asset) >= amount;
    }

    /** Takes from a position that covers it. */
    public static void take(Execution x, BalancePage page, String member, int account, int asset, long amount) {
        if (page.available(account, asset) >= amount) {
            page.debit(account, asset, amount);
        } else {
            page.overdraw(account, asset, amount, floor(x, member, account, asset));
        }
    }
}
