package clearing.books;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.List;

/** What makes a statement one: its balances are the sum of its entries, and its content has a hash. */
final class Proofs {
    private Proofs() {}

    /** Checks opening + entries = closing, exactly. */
    static void requireSum(
            Balance opening, Balance closing, List<BookEntry> entries, int scale, Location location, String field) {
        BigInteger sum = BigInteger.valueOf(opening.minor());
        for (BookEntry entry : entries) {
            sum = sum.add(BigInteger.valueOf(entry.amountMinor()));
        }
        BigInteger difference = BigInteger.valueOf(closing.minor()).subtract(sum);
        if (difference.signum() != 0) {
            throw new BooksException(
                    ProblemCode.SUM_DIFFERS,
                    location,
                    field,
                    "Opening " + decimal(BigInteger.valueOf(opening.minor()), scale) + " and the entries make "
                            + decimal(sum, scale) + ", the closing balance is "
                            + decimal(BigInteger.valueOf(closing.minor()), scale) + ": "
                            + decimal(difference, scale) + " apart.");
        }
    }

    /** The opening balance that closing and entries leave, where none is stated. */
    static Balance openingOf(Balance closing, List<BookEntry> entries, LocalDate day, Location location, String field) {
        BigInteger opening = BigInteger.valueOf(closing.minor());
        for (BookEntry entry : entries) {
            opening = opening.subtract(BigInteger.valueOf(entry.amountMinor()));
        }
        if (opening.abs().compareTo(BigInteger.valueOf(Amounts.MAX)) > 0) {
            throw new BooksException(
                    ProblemCode.AMOUNT_TOO_LARGE,
                    location,
                    field,
                    "The opening balance that the entries make is too large.");
        }
        return new Balance(opening.longValueExact(), day);
    }

    /** The day of the first booking, at most a given one. */
    static LocalDate firstDay(List<BookEntry> entries, LocalDate atMost) {
        LocalDate first = atMost;
        for (BookEntry entry : entries) {
            first = entry.bookingDate().isBefore(first) ? entry.bookingDate() : first;
        }
        return first;
    }

    /** What is told of a statement whose opening is calculated. */
    static Notice derived(String statementId, Location location) {
        return new Notice(
                NoticeCode.OPENING_DERIVED,
                location,
                statementId,
                "Statement " + Texts.quote(statementId)
                        + " states a closing balance only; its opening is calculated, and proven by the closing of the one before.");
    }

    static Statement withContentHash(Statement s) {
        // What came later is hashed only where it is there, so that statements hash as they always did.
        Hashes hash = new Hashes()
                .field(s.kind().isAdvice() ? "advice-1 " + s.kind() : "statement-1")
                .field(s.statementId())
                .field(s.internalAccountId())
                .field(s.account())
                .field(s.asset())
                .number(s.sequence().orElse(-1))
                .number(s.page())
                .number(s.lastPage() ? 1 : 0)
                .number(s.notBooked());
        s.opening()
                .ifPresent(b ->
                        hash.field("opening").number(b.minor()).number(b.date().toEpochDay()));
        s.closing()
                .ifPresent(b ->
                        hash.field("closing").number(b.minor()).number(b.date().toEpochDay()));
        hash.number(s.entries().size());
        for (BookEntry e : s.entries()) {
            hash.field(e.entryId())
                    .repeated(e.account())
                    .repeated(e.asset())
                    .number(e.amountMinor())
                    .number(e.bookingDate().toEpochDay())
                    .number(e.valueDate().toEpochDay())
                    .number(e.references().size());
            e.references().forEach(hash::field);
            hash.repeated(e.counterparty())
                    .number(e.reversal() ? 1 : 0)
                    .repeated(e.transactionCode())
                    .field(e.text());
            if (s.kind().isAdvice()) {
                hash.field(e.bankReference());
            }
        }
        return s.withContentHash(hash.hex());
    }

    static String decimal(BigInteger minor, int scale) {
        return new BigDecimal(minor, scale).toPlainString();
    }
}
