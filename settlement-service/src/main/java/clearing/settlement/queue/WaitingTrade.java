package clearing.settlement.queue;

import clearing.kernel.queue.Wishes;
import clearing.kernel.trade.TradeId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A trade that waits for settlement.
 *
 * @param id its page and its place there
 * @param reference of the trade
 * @param urgent whether both sides agreed so in the trade
 * @param valueDate the first day on which it may settle
 * @param delivery what its deliverer gives, or still has to when a part has settled
 * @param payment what its receiver gives for it, likewise
 * @param since when it was affirmed
 * @param queuedAt when a round found it short
 */
public record WaitingTrade(
        TradeId id,
        String reference,
        boolean urgent,
        LocalDate valueDate,
        Movement delivery,
        Optional<Movement> payment,
        Instant since,
        Optional<Instant> queuedAt) {
    /**
     * A leg.
     *
     * @param from gives
     * @param to gets
     * @param minor minor units of the asset of both
     */
    public record Movement(Slot from, Slot to, long minor) {
        private Movement less(long settled) {
            return new Movement(from, to, minor - settled);
        }
    }

    /** What is left of the trade once that has settled of it in parts. */
    WaitingTrade less(Wishes.Settled settled) {
        return settled.equals(Wishes.Settled.NOTHING)
                ? this
                : new WaitingTrade(
                        id,
                        reference,
                        urgent,
                        valueDate,
                        delivery.less(settled.delivered()),
                        payment.map(leg -> leg.less(settled.paid())),
                        since,
                        queuedAt);
    }

    /** One leg or two. */
    public Stream<Movement> legs() {
        return Stream.concat(Stream.of(delivery), payment.stream());
    }

    /** Whether the member is one of the two sides. */
    public boolean isParty(String member) {
        return id.page().isParty(member);
    }
}
