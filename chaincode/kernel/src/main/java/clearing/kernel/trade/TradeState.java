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
    FAILED(8);

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
        return number >= SETTLED.number;
    }

    static TradeState ofNumber(int number) {
        if (number < 1 || number > VALUES.length) {
            throw new MalformedInput(ResultCode.MALFORMED, "status", "trade state " + number + " is not known");
        }
        return VALUES[number - 1];
    }
}
