package clearing.settlement.ledger;

import java.time.Instant;
import java.util.Optional;

/**
 * How far the ledger is read, at one instant.
 *
 * @param channel its name
 * @param phase what the tail is doing
 * @param height number of the last block that was seen, -1 before the first
 * @param verifiedHeight number of the last block that is applied, -1 before the first
 * @param lastBlockAt latest timestamp of the last applied block
 * @param halt why it stopped, when it did
 */
public record LedgerStatus(
        String channel,
        Phase phase,
        long height,
        long verifiedHeight,
        Optional<Instant> lastBlockAt,
        Optional<Halt> halt) {
    /** What the tail is doing. */
    public enum Phase {
        /** Nothing was heard of the ledger yet, or not any more. */
        CONNECTING,
        /** Blocks wait to be applied. */
        CATCHING_UP,
        /** All that was seen is applied. */
        FOLLOWING,
        /** Stopped at a disagreement. */
        HALTED
    }

    /** Blocks seen and not applied. */
    public long lag() {
        return height - verifiedHeight;
    }
}
