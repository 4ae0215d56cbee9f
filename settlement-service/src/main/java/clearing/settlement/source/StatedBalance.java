package clearing.settlement.source;

import java.time.LocalDate;

/**
 * A balance that a source states of an account at the beginning or at the end of a day.
 *
 * @param internal the account as the source names it
 * @param account of the ledger
 * @param closing true for the end of the day, which closes it
 */
public record StatedBalance(
        String internal, String account, String asset, LocalDate day, boolean closing, long minor) {}
