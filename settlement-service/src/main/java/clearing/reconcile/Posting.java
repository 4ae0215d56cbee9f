package clearing.reconcile;

import java.time.LocalDate;
import java.util.List;

/**
 * A posting of the chain to an account of this member.
 *
 * @param id from (channel, block, transaction, effect)
 * @param amountMinor minor units, positive in, negative out
 * @param reference of the trade, deposit or withdrawal
 * @param counterparty member id
 */
public record Posting(
        String id, AccountKey key, long amountMinor, String reference, String counterparty, LocalDate valueDate)
        implements Item {
    @Override
    public List<String> references() {
        return List.of(reference);
    }

    @Override
    public Side side() {
        return Side.CHAIN;
    }
}
