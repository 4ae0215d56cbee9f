package clearing.messages;

import java.time.Instant;
import java.time.LocalDate;

/**
 * A cash leg that settled between two institutions, from the one that paid.
 *
 * @param account of the payer, such as {@code HOUSE}
 * @param asset ISO 4217 code
 * @param minor minor units, positive
 * @param trade id of the trade whose leg it is, or empty
 * @param settledOn business day of the asset's lane on which the ledger moved it
 * @param at the transaction's timestamp
 */
public record Payment(
        long block,
        int tx,
        int effect,
        String payer,
        String account,
        String payee,
        String asset,
        int scale,
        long minor,
        String reference,
        String trade,
        LocalDate settledOn,
        LocalDate valueDate,
        Instant at) {
    /** The same for payer and payee. */
    public String uetr() {
        return Uetr.of(block, tx, trade.isEmpty() ? reference : trade, asset, payer, payee, minor);
    }
}
