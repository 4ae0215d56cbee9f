package clearing.books;

import java.math.BigDecimal;
import java.math.BigInteger;
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
