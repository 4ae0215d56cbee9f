package clearing.settlement.ledger;

import clearing.settlement.matching.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What one database transaction of the tail made durable.
 *
 * @param blocks the blocks, perhaps none when the first of them halted the tail
 * @param transactions number of their transactions
 * @param stateChanges changes of trade states that the member keeps
 * @param postings own postings
 * @param positions positions that changed, all members
 * @param outcome what reconciliation made of the postings
 * @param settlement what happened to the queues
 * @param settled per own trade that settled: when the transaction that recorded it was made
 * @param lastHash header hash of the last block
 * @param lastAt latest transaction timestamp
 * @param halt the disagreement that ended the group
 */
public record Applied(
        List<Long> blocks,
        int transactions,
        int stateChanges,
        int postings,
        List<Position> positions,
        Outcome outcome,
        Settlement settlement,
        List<Instant> settled,
        Optional<byte[]> lastHash,
        Optional<Instant> lastAt,
        Optional<Halt> halt) {
    /** Copies its lists. */
    public Applied {
        blocks = List.copyOf(blocks);
        positions = List.copyOf(positions);
        settled = List.copyOf(settled);
    }

    /**
     * A position as it is now.
     *
     * @param member whose
     * @param account its name; empty for what an issuer has issued
     * @param asset code
     * @param kind HELD or ISSUED
     * @param available minor units
     * @param held minor units
     * @param block that changed it
     */
    public record Position(
            String member, String account, String asset, String kind, long available, long held, long block) {}

    /**
     * Trades of all members that came into the queues or left them.
     *
     * @param affirmed came to wait
     * @param queued were found short by a round
     * @param settled settled
     * @param ended were cancelled or failed while they waited
     */
    public record Settlement(int affirmed, int queued, int settled, int ended) {
        /** Nothing moved. */
        public static final Settlement NONE = new Settlement(0, 0, 0, 0);
    }
}
