package clearing.settlement.queue;

import clearing.kernel.liquidity.SettlementRound;
import java.time.Instant;
import java.time.LocalDate;

/** Why a trade waits. Amounts are minor units. */
public sealed interface Reason {
    /** A reason that lies at a position or a limit. */
    sealed interface AtSlot extends Reason {
        /** Where. */
        Slot slot();
    }

    /** A party does not want it settled now. */
    sealed interface KeptBack extends Reason {}

    /**
     * There is too little.
     *
     * @param available what there is above the floor once all that can settle has settled
     * @param missing what it lacks for this trade alone
     * @param missingInOrder what it lacks for this trade and all that wait before it there
     */
    record Lacking(Slot slot, long available, long missing, long missingInOrder) implements AtSlot {}

    /**
     * There is enough for this trade, but then not for another that waits there and would be overtaken.
     *
     * @param other whose cover it would take
     * @param missing what the other would lack
     */
    record Order(Slot slot, WaitingTrade other, long missing) implements AtSlot {}

    /** Its value date has not come. */
    record NotDue(LocalDate valueDate) implements Reason {}

    /** Its value date has been closed before it settled: it settles no more. */
    record PeriodClosed(LocalDate valueDate) implements Reason {}

    /** It would settle in a step that the members have not agreed to take in this lane. */
    record StepNotAgreed(SettlementRound.Step step) implements Reason {}

    /** A party is in default: it waits for the close-out. */
    record InDefault(String member) implements Reason {}

    /** A party holds it: no round settles it until that party resumes it. */
    record Held(String member) implements KeptBack {}

    /** A party asked for a later time. */
    record NotBefore(Instant earliest) implements KeptBack {}

    /** The latest time that a party asked for is over: no round settles it until that party asks for another. */
    record PastLatest(Instant latest) implements KeptBack {}

    /** Sums with it would be above what a set can hold. */
    record TooLarge() implements Reason {}
}
