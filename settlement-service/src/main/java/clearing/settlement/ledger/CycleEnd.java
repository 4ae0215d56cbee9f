package clearing.settlement.ledger;

import clearing.kernel.calendar.CycleId;
import java.time.Instant;

/**
 * A settlement cycle is over: what its pairs owed each other has moved, or was carried.
 *
 * @param cycle which one; a cycle settles once
 * @param block that settled it
 * @param at the ledger's time of that
 */
public record CycleEnd(CycleId cycle, long block, Instant at) {}
