package clearing.kernel.netting;

import clearing.kernel.MalformedInput;
import clearing.kernel.ResultCode;

/**
 * Obligations as columns, so that millions of them are read at the speed of memory. Row {@code i} says that member
 * {@code payer[i]} owes member {@code payee[i]} the {@code amount[i]} minor units in netting set {@code set[i]}.
 *
 * <p>The arrays are not copied: who makes them must not change them while they are netted.
 */
public final class ObligationColumns {
    final int[] payer;
    final int[] payee;
    final int[] set;
    final long[] amount;

    /** @throws IllegalArgumentException when the columns differ in length */
    public ObligationColumns(int[] payer, int[] payee, int[] set, long[] amount) {
        if (payer.length != payee.length || payer.length != set.length || payer.length != amount.length) {
            throw new IllegalArgumentException("the columns of obligations differ in length");
        }
        this.payer = payer;
        this.payee = payee;
        this.set = set;
        this.amount = amount;
    }

    public int count() {
        return amount.length;
    }

    /** The fault of a row that cannot be netted. */
    MalformedInput fault(int row, int members, int sets) {
        String field = "obligations[" + row + "]";
        if (payer[row] < 0 || payer[row] >= members) {
            return new MalformedInput(ResultCode.UNKNOWN_MEMBER, field + ".payer", "there is no such member");
        }
        if (payee[row] < 0 || payee[row] >= members) {
            return new MalformedInput(ResultCode.UNKNOWN_MEMBER, field + ".payee", "there is no such member");
        }
        if (set[row] < 0 || set[row] >= sets) {
            return new MalformedInput(ResultCode.MALFORMED, field + ".set", "there is no such netting set");
        }
        if (payer[row] == payee[row]) {
            return new MalformedInput(ResultCode.OWN_COUNTERPARTY, field + ".payee", "a member owes itself nothing");
        }
        return new MalformedInput(
                ResultCode.AMOUNT_NOT_POSITIVE, field + ".amount", "an obligation is greater than zero");
    }

    boolean isSound(int row, int members, int sets) {
        return payer[row] >= 0
                && payer[row] < members
                && payee[row] >= 0
                && payee[row] < members
                && set[row] >= 0
                && set[row] < sets
                && payer[row] != payee[row]
                && amount[row] > 0;
    }
}
