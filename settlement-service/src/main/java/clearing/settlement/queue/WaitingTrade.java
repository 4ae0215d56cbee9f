package clearing.settlement.queue;

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
 * @param delivery what its deliverer gives
 * @param payment what its receiver gives for it
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
    public record Movement(Slot from, Slot to, long minor) {}

    /** One leg or two. */
    public Stream<Movement> legs() {
        return Stream.concat(Stream.of(delivery), payment.stream());
    }

    /** Whether the member is one of the two sides. */
    public boolean isParty(String member) {
        return id.page().isParty(member);
    }
}
