package clearing.messages;

import java.time.Instant;
import java.time.LocalDate;

/**
 * One posting of the ledger to one account; (block, tx, effect) is its identity on the channel.
 *
 * @param minor minor units, positive in, negative out
 * @param kind why value moved, such as {@code TRADE_LEG}
 * @param reference of the trade, deposit or withdrawal
 * @param counterparty member id
 * @param bookingDate business day, in the zone of the asset's lane, on which the ledger moved it
 * @param valueDate the day on which it counts
 * @param trade id of the trade whose leg it is, or empty
 * @param at the transaction's timestamp
 */
public record LedgerEntry(
        long block,
        int tx,
        int effect,
        long minor,
        String kind,
        String reference,
        String counterparty,
        LocalDate bookingDate,
        LocalDate valueDate,
        String trade,
        Instant at) {
    /** {@code block.tx.effect}. */
    public String id() {
        return block + "." + tx + "." + effect;
    }
}
