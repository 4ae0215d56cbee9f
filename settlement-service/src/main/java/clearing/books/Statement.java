package clearing.books;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The entries of one account in one asset over a period, with the balances at its ends.
 *
 * @param source file name
 * @param kind what it is worth
 * @param statementId the issuer's id of the statement
 * @param internalAccountId the account as the file names it
 * @param account the member's account on the ledger
 * @param asset ISO 4217 code or ISIN
 * @param opening balance before the first entry, absent in a CSV without balances, a report and a notification
 * @param closing balance after the last entry, absent in a CSV without balances, a report and a notification
 * @param balances every balance that the document states, in its order
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
        StatementKind kind,
        String statementId,
        String internalAccountId,
        String account,
        String asset,
        Optional<Balance> opening,
        Optional<Balance> closing,
        List<StatedBalance> balances,
        List<BookEntry> entries,
        OptionalLong sequence,
        int page,
        boolean lastPage,
        int notBooked,
        boolean proven,
        String contentHash) {
    public Statement {
        balances = List.copyOf(balances);
        entries = List.copyOf(entries);
    }

    /** A statement of which no other balance is known than its opening and closing. */
    public Statement(
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
        this(
                source,
                StatementKind.STATEMENT,
                statementId,
                internalAccountId,
                account,
                asset,
                opening,
                closing,
                List.of(),
                entries,
                sequence,
                page,
                lastPage,
                notBooked,
                proven,
                contentHash);
    }

    Statement withContentHash(String hash) {
        return with(proven, hash);
    }

    /** The same once opening + entries = closing was checked. */
    Statement asProven() {
        return with(true, contentHash);
    }

    private Statement with(boolean checked, String hash) {
        return new Statement(
                source,
                kind,
                statementId,
                internalAccountId,
                account,
                asset,
                opening,
                closing,
                balances,
                entries,
                sequence,
                page,
                lastPage,
                notBooked,
                checked,
                hash);
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
