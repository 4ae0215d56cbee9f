package clearing.kernel.trade;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * One trade as the ledger holds it: what settlement needs, and a commitment to the rest.
 *
 * @param authorDelivers true when the page's author delivers the first leg and receives the second
 * @param authorAccount number of the author's account
 * @param counterpartyAccount number of the counterparty's account
 * @param delivery the leg from the deliverer to the receiver
 * @param payment the leg back, for DVP and PVP
 * @param reference common reference of both sides, 1 to 16 characters of A-Z 0-9 - / .
 * @param commitment 32 bytes: hash of the private detail with a secret salt
 * @param reverses the settled trade that this one gives back; never together with {@code amends}
 * @param amends the trade of the same author that this one replaces when the counterparty affirms it
 */
public record Trade(
        TradeKind kind,
        boolean authorDelivers,
        Priority priority,
        int authorAccount,
        int counterpartyAccount,
        Leg delivery,
        Optional<Leg> payment,
        LocalDate tradeDate,
        LocalDate valueDate,
        String reference,
        byte[] commitment,
        Optional<Reversal> reverses,
        Optional<Amendment> amends) {

    public static final int MAX_REFERENCE_LENGTH = 16;

    public Trade {
        commitment = commitment.clone();
    }

    /** A trade that amends none. */
    public Trade(
            TradeKind kind,
            boolean authorDelivers,
            Priority priority,
            int authorAccount,
            int counterpartyAccount,
            Leg delivery,
            Optional<Leg> payment,
            LocalDate tradeDate,
            LocalDate valueDate,
            String reference,
            byte[] commitment,
            Optional<Reversal> reverses) {
        this(
                kind,
                authorDelivers,
                priority,
                authorAccount,
                counterpartyAccount,
                delivery,
                payment,
                tradeDate,
                valueDate,
                reference,
                commitment,
                reverses,
                Optional.empty());
    }

    /** These terms as a proposal to replace a trade. */
    public Trade amending(Amendment amendment) {
        return new Trade(
                kind,
                authorDelivers,
                priority,
                authorAccount,
                counterpartyAccount,
                delivery,
                payment,
                tradeDate,
                valueDate,
                reference,
                commitment,
                reverses,
                Optional.of(amendment));
    }

    @Override
    public byte[] commitment() {
        return commitment.clone();
    }

    /** True for 1 to 16 characters of A-Z, 0-9, '-', '/' and '.'. */
    public static boolean isReference(String text) {
        if (text.isEmpty() || text.length() > MAX_REFERENCE_LENGTH) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (!isReferenceCharacter(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    static boolean isReferenceCharacter(int c) {
        return c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '/' || c == '.';
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Trade that
                && kind == that.kind
                && authorDelivers == that.authorDelivers
                && priority == that.priority
                && authorAccount == that.authorAccount
                && counterpartyAccount == that.counterpartyAccount
                && delivery.equals(that.delivery)
                && payment.equals(that.payment)
                && tradeDate.equals(that.tradeDate)
                && valueDate.equals(that.valueDate)
                && reference.equals(that.reference)
                && Arrays.equals(commitment, that.commitment)
                && reverses.equals(that.reverses)
                && amends.equals(that.amends);
    }

    @Override
    public int hashCode() {
        return reference.hashCode() * 31 + Arrays.hashCode(commitment);
    }

    @Override
    public String toString() {
        return "Trade[" + reference + " " + kind + " " + delivery + " " + payment + " commitment="
                + HexFormat.of().formatHex(commitment, 0, 4) + "..]";
    }
}
