package clearing.bench.reconcile;

import java.time.LocalDate;

/**
 * One movement as one side tells it: a posting of the chain or an entry of the books.
 *
 * @param reference of the trade; the two legs of a delivery against payment share it
 * @param account of the member, the same name on both sides
 * @param asset ISO 4217 code or ISIN
 * @param minor minor units, positive in, negative out
 * @param counterparty member id
 * @param bookingDate the day on which it was written; on the chain the value date
 * @param valueDate the day on which it counts
 */
record Line(
        String reference,
        String account,
        String asset,
        long minor,
        String counterparty,
        LocalDate bookingDate,
        LocalDate valueDate) {
    Line amount(long other) {
        return new Line(reference, account, asset, other, counterparty, bookingDate, valueDate);
    }

    Line counterparty(String other) {
        return new Line(reference, account, asset, minor, other, bookingDate, valueDate);
    }

    Line dates(LocalDate booking, LocalDate value) {
        return new Line(reference, account, asset, minor, counterparty, booking, value);
    }

    Line reference(String other) {
        return new Line(other, account, asset, minor, counterparty, bookingDate, valueDate);
    }
}
