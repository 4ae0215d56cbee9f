package clearing.books;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The entries of one account in one asset over a period, with the balances at its ends.
 *
 * @param source file name
 * @param statementId the issuer's id of the statement
 * @param internalAccountId the account as the file names it
 * @param account the member's account on the ledger
 * @param asset ISO 4217 code or ISIN
 * @param opening balance before the first entry, absent only in a CSV without balances
 * @param closing balance after the last entry, absent only in a CSV without balances
 * @param entries booked entries in the order of the file; pending and informational ones are not here
 * @param sequence the issuer's running number, electronic before legal, or empty
 * @param page of a statement that comes in pages, from 1
 * @param lastPage true when no page follows
 * @param notBooked entries of the file that are pending or for information only, and so left out
 * @param proven opening + entries = closing was checked and holds
 * @param contentHash SHA-256 in hex over all the above but {@code source} and lines: equal for the same statement in another file
 */
public record Statement(
        String source,
        String statementId,
        String internalAccountId,
        String account,
        String asset,
        Optional<Balance> opening,
        Optional<Balance> closing,
        List<BookEntry> entries,
        OptionalLong sequence,
        int page,
        boolean lastPage,
        int notBooked,
        boolean proven,
        String contentHash) {
    public Statement {
        entries = List.copyOf(entries);
    }

    /** Sum of the entries in minor units. */
    public long movementsMinor() {
        long sum = 0;
        for (BookEntry entry : entries) {
            sum = Math.addExact(sum, entry.amountMinor());
        }
        return sum;
    }
}
