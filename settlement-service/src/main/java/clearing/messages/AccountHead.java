package clearing.messages;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * What a statement or a notification is about.
 *
 * @param member whose account it is
 * @param memberName its legal name
 * @param account of the ledger, such as {@code HOUSE}
 * @param asset ISO 4217 code or ISIN
 * @param scale decimals of the asset
 * @param from first business day
 * @param to last business day, not before {@code from}
 * @param zone of the asset's lane
 * @param opening minor units before the first entry
 * @param openedAt time of the latest fact before the first entry; the beginning of {@code from} when there is none
 */
public record AccountHead(
        String member,
        String memberName,
        String account,
        String asset,
        int scale,
        LocalDate from,
        LocalDate to,
        ZoneOffset zone,
        long opening,
        Instant openedAt) {
    public AccountHead {
        if (to.isBefore(from)) {
            throw new MessageException("The last day, " + to + ", is before the first, " + from + ".");
        }
    }

    /** The account as messages name it: member and account, at most 34 characters. */
    public String accountId() {
        return Fit.text(member + "/" + account, Fit.ACCOUNT);
    }
}
