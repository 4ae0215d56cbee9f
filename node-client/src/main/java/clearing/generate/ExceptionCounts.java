package clearing.generate;

/**
 * How many trades of each fate besides the settling ones a day has.
 *
 * @param uncovered trades that can never settle
 * @param differing trades whose two files differ, for each of quantity, amount and value date
 * @param oneSided trades that only one side knows, for each side
 */
record ExceptionCounts(int uncovered, int differing, int oneSided) {

    /** Enough for every planted break on an unsettled trade to have one of its own, and some that nobody booked. */
    static ExceptionCounts of(DayOptions options) {
        int base = Math.max(options.breaks(), 4);
        return new ExceptionCounts(base / 2 + 8, base / 4 + 4, base / 4 + 4);
    }

    int of(Fate fate) {
        return switch (fate) {
            case UNCOVERED -> uncovered;
            case QUANTITY_DIFFERS, AMOUNT_DIFFERS, VALUE_DATE_DIFFERS -> differing;
            case UNKNOWN_TO_BUYER, UNKNOWN_TO_SELLER -> oneSided;
            case SETTLES -> 0;
        };
    }

    int total() {
        return uncovered + 3 * differing + 2 * oneSided;
    }
}
