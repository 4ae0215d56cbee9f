package clearing.generate;

import java.time.LocalDate;
import java.util.List;

/**
 * One line of a member's own books.
 *
 * @param holder account it is booked to
 * @param amount minor units; positive came in, negative went out
 * @param references what it says it books; none where left out, several for a merged booking
 * @param counterparty as the books write it
 * @param booked when it was booked
 * @param valueDate when it counts
 * @param reversal whether it takes back an earlier entry
 * @param text what the booking system calls it
 */
record BookEntry(
        Holder holder,
        Asset asset,
        long amount,
        List<String> references,
        String counterparty,
        LocalDate booked,
        LocalDate valueDate,
        boolean reversal,
        String text) {

    /** The faithful entry for a posting. */
    static BookEntry of(Posting posting) {
        return new BookEntry(
                posting.holder(),
                posting.asset(),
                posting.amount(),
                List.of(posting.reference()),
                Spelling.of(posting.holder().member(), posting.counterparty()),
                posting.valueDate(),
                posting.valueDate(),
                false,
                text(posting));
    }

    private static String text(Posting posting) {
        boolean in = posting.amount() > 0;
        return switch (posting.kind()) {
            case DVP ->
                posting.asset().cash() ? in ? "Sale of securities" : "Purchase of securities" : "Securities settlement";
            case PVP -> in ? "Currency bought" : "Currency sold";
            case PAYMENT -> in ? "Payment received" : "Payment made";
            case FUNDING -> in ? "Deposit" : "Withdrawal";
        };
    }

    BookEntry withHolder(Holder other) {
        return new BookEntry(other, asset, amount, references, counterparty, booked, valueDate, reversal, text);
    }

    BookEntry withAsset(Asset other) {
        return new BookEntry(holder, other, amount, references, counterparty, booked, valueDate, reversal, text);
    }

    BookEntry withAmount(long other) {
        return new BookEntry(holder, asset, other, references, counterparty, booked, valueDate, reversal, text);
    }

    BookEntry withReferences(List<String> others) {
        return new BookEntry(holder, asset, amount, others, counterparty, booked, valueDate, reversal, text);
    }

    BookEntry withCounterparty(String other) {
        return new BookEntry(holder, asset, amount, references, other, booked, valueDate, reversal, text);
    }

    BookEntry withBooked(LocalDate other) {
        return new BookEntry(holder, asset, amount, references, counterparty, other, valueDate, reversal, text);
    }

    BookEntry withValueDate(LocalDate other) {
        return new BookEntry(holder, asset, amount, references, counterparty, booked, other, reversal, text);
    }

    /** The entry that takes this one back. */
    BookEntry takenBack() {
        return new BookEntry(
                holder, asset, -amount, references, counterparty, booked, valueDate, true, "Reversal: " + text);
    }
}
