package clearing.messages;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;

/**
 * What one pass over payments tells. The hash is made as that of {@link Facts}, of the line {@code clearing-payments-1} and then
 * per payment {@code block, tx, effect, payer, account, payee, asset, minor units, reference, trade, settled on, value date, time}.
 *
 * @param payments how many
 * @param sum of the amounts whatever their currency, as the group header wants it
 * @param latest time of the latest
 * @param sha256 in hex
 */
public record PaymentFacts(long payments, BigDecimal sum, Instant latest, String sha256) {
    /**
     * Goes once over the payments.
     *
     * @throws MessageException when there is none: the message definition wants one at least
     */
    public static PaymentFacts of(Ledgered<Payment> payments) {
        Pass pass = new Pass();
        payments.each(pass::take);
        if (pass.count == 0) {
            throw new MessageException("There is no payment in these days.");
        }
        return new PaymentFacts(
                pass.count, pass.sum, pass.latest, HexFormat.of().formatHex(pass.digest.digest()));
    }

    private static final class Pass {
        private final MessageDigest digest = Fit.sha256();
        private long count;
        private BigDecimal sum = BigDecimal.ZERO;
        private Instant latest = Instant.EPOCH;

        Pass() {
            digest.update("clearing-payments-1\n".getBytes(StandardCharsets.UTF_8));
        }

        void take(Payment p) {
            count++;
            sum = sum.add(BigDecimal.valueOf(p.minor(), p.scale()));
            latest = p.at().isAfter(latest) ? p.at() : latest;
            digest.update(Lines.of(
                            p.block(),
                            p.tx(),
                            p.effect(),
                            p.payer(),
                            p.account(),
                            p.payee(),
                            p.asset(),
                            p.minor(),
                            p.reference(),
                            p.trade(),
                            p.settledOn(),
                            p.valueDate(),
                            p.at())
                    .getBytes(StandardCharsets.UTF_8));
        }
    }
}
