package clearing.reconcile;

import java.util.Locale;

/**
 * The member's settings of the engine.
 *
 * @param bookingGraceDays business days (Monday to Friday) after the value date on which a booking is still in time
 * @param pendingGraceDays business days after the value date for which an item without its other side is pending, not broken
 * @param amounts writes amounts in explanations
 */
public record Rules(int bookingGraceDays, int pendingGraceDays, AmountText amounts) {
    /** Name of the rule by which equal references with nothing different match. */
    public static final String BY_REFERENCE = "reference";

    /** The version that matches carry; it grows when the meaning of a rule changes. */
    public static final int VERSION = 1;

    public Rules {
        if (bookingGraceDays < 0 || pendingGraceDays < 0) {
            throw new IllegalArgumentException("grace is 0 or more business days");
        }
    }

    /** One business day to book, none to wait after the close of the value date. */
    public static Rules standard(AmountText amounts) {
        return new Rules(1, 0, amounts);
    }

    /** Writes an amount of minor units for people. */
    @FunctionalInterface
    public interface AmountText {
        String write(String asset, long minor);

        /** Plain minor units, for callers that format themselves. */
        static AmountText minorUnits() {
            return (asset, minor) -> String.format(Locale.ROOT, "%d %s", minor, asset);
        }
    }
}
