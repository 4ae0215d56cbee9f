package clearing.books;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * One line of the books: value that came into an account or went out of it.
 *
 * @param entryId unique in its statement and stable for the same bytes: the position of the entry, {@code 17}, or of a detail of
 *     an itemised batch, {@code 17.2}; or the file's own id where a CSV mapping names one
 * @param account the member's account on the ledger, such as {@code HOUSE}
 * @param asset ISO 4217 code or ISIN
 * @param amountMinor minor units of the asset, positive in, negative out
 * @param references what the entry says it books, in the order of the file, without duplicates; empty when it names nothing; more
 *     than one when one booking covers several trades
 * @param counterparty member id where the name is known, else the name as written, or empty
 * @param reversal true when the entry takes back an earlier one
 * @param transactionCode the bank's code for the kind of transaction, or empty
 * @param text free text, or empty
 * @param bankReference the bank's own reference of the booking, by which its documents name it, or empty
 * @param exchange when it was exchanged from another currency
 */
public record BookEntry(
        String entryId,
        String account,
        String asset,
        long amountMinor,
        LocalDate bookingDate,
        LocalDate valueDate,
        List<String> references,
        String counterparty,
        boolean reversal,
        String transactionCode,
        String text,
        Location location,
        String bankReference,
        Optional<ForeignExchange> exchange) {
    public BookEntry {
        references = List.copyOf(references);
    }

    /** An entry without a reference of the bank, in the currency of its account. */
    public BookEntry(
            String entryId,
            String account,
            String asset,
            long amountMinor,
            LocalDate bookingDate,
            LocalDate valueDate,
            List<String> references,
            String counterparty,
            boolean reversal,
            String transactionCode,
            String text,
            Location location) {
        this(
                entryId,
                account,
                asset,
                amountMinor,
                bookingDate,
                valueDate,
                references,
                counterparty,
                reversal,
                transactionCode,
                text,
                location,
                "",
                Optional.empty());
    }

    /** The first reference, or empty. */
    public String reference() {
        return references.isEmpty() ? "" : references.getFirst();
    }
}
