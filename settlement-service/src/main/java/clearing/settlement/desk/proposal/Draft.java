package clearing.settlement.desk.proposal;

import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * What a person proposes.
 *
 * @param postings chosen items of the chain; none for those of the break
 * @param bookings chosen items of the books; none for those of the break
 * @param adjustment as the API has it
 */
public record Draft(
        ProposalKind kind,
        Optional<Long> breakId,
        Optional<Long> matchId,
        List<Long> postings,
        List<Long> bookings,
        Optional<JsonObject> adjustment,
        String reason) {
    public Draft {
        postings = List.copyOf(postings);
        bookings = List.copyOf(bookings);
    }

    /** A proposal on a break that needs nothing else. */
    public static Draft on(long breakId, ProposalKind kind, String reason) {
        return new Draft(kind, Optional.of(breakId), Optional.empty(), List.of(), List.of(), Optional.empty(), reason);
    }

    /**
     * What a draft comes to.
     *
     * @param amountMinor what the limits are measured against
     */
    record Terms(
            String account,
            String asset,
            BigDecimal amountMinor,
            List<Long> postings,
            List<Long> bookings,
            Optional<JsonObject> adjustment,
            Optional<String> trade,
            String evidence) {}
}
