package clearing.settlement.source;

/**
 * Why a batch cannot go in.
 *
 * @param code {@code ENTRY_CHANGED}, {@code DAY_CLOSED}, {@code SUM_DIFFERS}, {@code BALANCE_DIFFERS} or a code of the books' reader
 * @param row number of the row from 0, or less when it is no row's
 * @param field of the row, or empty
 */
public record Fault(String code, int row, String field, String sentence) {
    static Fault of(String code, String sentence) {
        return new Fault(code, -1, "", sentence);
    }
}
