package clearing.settlement.matching;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * A posting of the chain to an own account, on its way into the database.
 *
 * @param block block number
 * @param tx place of the transaction in the block
 * @param effect place of the effect in the transaction
 * @param account name of the own account
 * @param asset code
 * @param minor minor units, positive in
 * @param kind why value moved
 * @param reference of the trade, deposit or withdrawal
 * @param counterparty member id
 * @param valueDate the day on which it counts
 * @param trade id of the trade whose leg it is
 * @param at the transaction's timestamp
 */
public record NewPosting(
        long block,
        int tx,
        int effect,
        String account,
        String asset,
        long minor,
        String kind,
        String reference,
        String counterparty,
        LocalDate valueDate,
        Optional<String> trade,
        Instant at) {}
