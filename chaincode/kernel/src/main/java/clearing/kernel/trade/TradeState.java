package clearing.kernel.trade;

import clearing.kernel.MalformedInput;
import clearing.kernel.ResultCode;

/** Where a trade stands; the number is what its status byte holds. */
public enum TradeState {
    /** Recorded by one side. */
    ALLEGED(1),
    /** Confirmed by the other side. */
    AFFIRMED(2),
    /** Due, and waiting for a position that is short. */
    QUEUED(3),
    /** All legs have moved; final. */
    SETTLED(4),
    REJECTED(5),
    /** Both sides asked for it. */
    CANCELLED(6),
    /** Overdue without affirmation. */
    EXPIRED(7),
    /** Overdue without cover. */
    FAILED(8),
    /** A block that one side split over its accounts: its parts settle in its place. */
    ALLOCATED(9),
    /** Taken into a settlement cycle: settles in the net of its two parties, not by itself. */
    NETTED(10),
    /** Netted at the close-out of a party's default; nothing moves for it any more. */
    CLOSED_OUT(11);

    private static final TradeState[] VALUES = values();
    private final int number;

    TradeState(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }

    /** True when no command changes the state any more. */
    public boolean terminal() {
        return switch (this) {
            case ALLEGED, AFFIRMED, QUEUED, NETTED -> false;
            case SETTLED, REJECTED, CANCELLED, EXPIRED, FAILED, ALLOCATED, CLOSED_OUT -> true;
        };
    }

    /** @throws MalformedInput when no state has the number */
    public static TradeState ofNumber(int number) {
        for (TradeState state : VALUES) {
            if (state.number == number) {
                return state;
            }
        }
        throw new MalformedInput(ResultCode.MALFORMED, "status", "trade state " + number + " is not known");
    }
}
