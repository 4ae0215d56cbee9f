package clearing.messages;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;

/**
 * A trade of a security against cash, from the side of one party.
 *
 * @param trade id of the trade on the ledger
 * @param member whose instruction it is
 * @param account of the member
 * @param counterparty the other party
 * @param counterpartyAccount of the other party
 * @param delivers true when the member gives the security and takes the cash
 * @param isin the security
 * @param quantity minor units of the security, positive
 * @param quantityScale its decimals
 * @param currency ISO 4217 code
 * @param amount minor units of cash, positive
 * @param amountScale its decimals
 * @param matched true when both sides have confirmed the trade
 */
public record Delivery(
        String trade,
        String reference,
        String member,
        String account,
        String counterparty,
        String counterpartyAccount,
        boolean delivers,
        String isin,
        long quantity,
        int quantityScale,
        String currency,
        long amount,
        int amountScale,
        LocalDate tradeDate,
        LocalDate valueDate,
        boolean matched) {
    /**
     * SHA-256 in hex of what the instruction projects, one line as {@link Facts} makes them: {@code clearing-delivery-1, trade,
     * reference, member, account, counterparty, its account, DELI or RECE, ISIN, minor units, currency, minor units, trade date, value
     * date, MACH or NMAT}.
     */
    public String sha256() {
        return Fit.hex(Lines.of(
                        "clearing-delivery-1",
                        trade,
                        reference,
                        member,
                        account,
                        counterparty,
                        counterpartyAccount,
                        movement(),
                        isin,
                        quantity,
                        currency,
                        amount,
                        tradeDate,
                        valueDate,
                        matching())
                .getBytes(StandardCharsets.UTF_8));
    }

    String movement() {
        return delivers ? "DELI" : "RECE";
    }

    String matching() {
        return matched ? "MACH" : "NMAT";
    }
}
