package clearing.reconcile;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The proof per account and asset: opening, movements and closing of both sides, and the amount by which the closings differ,
 * explained to the last minor unit by the opening difference and the items that are not matched.
 *
 * <p>{@code proof = chain closing - books closing}, and when everything was read
 * {@code proof = opening difference + (open on the chain - open in the books) + tolerated}. What is left is {@code unexplained} and shows items
 * that one of the two sides holds and this engine was never given.
 */
public record ProofTable(List<Row> rows) {
    public ProofTable {
        rows = List.copyOf(rows);
    }

    /**
     * What the books say an account held at the ends of the period, from their statements, in minor units.
     *
     * @param openingMinor of the first statement
     * @param closingMinor of the last statement
     */
    public record BookBalances(BigInteger openingMinor, BigInteger closingMinor) {
        /** Of an account that no statement names. */
        public static final BookBalances NONE = new BookBalances(BigInteger.ZERO, BigInteger.ZERO);
    }

    /**
     * One account and asset. All amounts are minor units.
     *
     * @param chainOpening postings from before the books begin
     * @param chain the postings since, by class
     * @param chainClosing the position on the chain
     * @param booksOpening opening balance of the first statement
     * @param books the entries by class
     * @param booksClosing closing balance of the last statement
     * @param tolerated what agreements tolerate, chain minus books
     * @param proof chain closing minus books closing
     * @param unexplained the part of the proof amount that neither the openings nor open items nor what is tolerated explain; 0 when all was read
     * @param breaks open breaks by kind
     */
    public record Row(
            AccountKey key,
            BigInteger chainOpening,
            Completeness.Classes chain,
            BigInteger chainClosing,
            BigInteger booksOpening,
            Completeness.Classes books,
            BigInteger booksClosing,
            BigInteger tolerated,
            BigInteger proof,
            BigInteger unexplained,
            Map<BreakKind, Integer> breaks) {
        public Row {
            breaks = Map.copyOf(breaks);
        }

        /** Closings are equal and nothing is open. */
        public boolean isClean() {
            return proof.signum() == 0
                    && unexplained.signum() == 0
                    && chain.open().count() == 0
                    && books.open().count() == 0;
        }
    }

    /**
     * Makes the table.
     *
     * @param completeness from {@link Reconciler#completeness()}
     * @param positions of the chain by account, in minor units, from the projection and not from these postings: so that a posting
     *     that was never given to the engine shows
     * @param balances of the books, from the statements
     * @param breaks open ones, from {@link Reconciler#openBreaks()}
     */
    public static ProofTable of(
            Collection<Completeness> completeness,
            Map<AccountKey, BigInteger> positions,
            Map<AccountKey, BookBalances> balances,
            Collection<Break> breaks) {
        Map<AccountKey, Completeness> byKey = new TreeMap<>();
        completeness.forEach(c -> byKey.put(c.key(), c));
        Map<AccountKey, Map<BreakKind, Integer>> kinds = new TreeMap<>();
        for (Break each : breaks) {
            kinds.computeIfAbsent(each.key(), k -> new TreeMap<>()).merge(each.kind(), 1, Integer::sum);
        }
        TreeSet<AccountKey> keys = new TreeSet<>(byKey.keySet());
        keys.addAll(positions.keySet());
        keys.addAll(balances.keySet());
        List<Row> rows = new ArrayList<>(keys.size());
        for (AccountKey key : keys) {
            rows.add(row(
                    byKey.getOrDefault(
                            key,
                            new Completeness(
                                    key,
                                    Completeness.Total.NONE,
                                    Completeness.Classes.NONE,
                                    Completeness.Classes.NONE,
                                    BigInteger.ZERO)),
                    positions.getOrDefault(key, BigInteger.ZERO),
                    balances.getOrDefault(key, BookBalances.NONE),
                    kinds.getOrDefault(key, Map.of())));
        }
        return new ProofTable(rows);
    }

    private static Row row(
            Completeness items, BigInteger chainClosing, BookBalances balances, Map<BreakKind, Integer> breaks) {
        BigInteger chainOpening = items.carried().sumMinor();
        BigInteger proof = chainClosing.subtract(balances.closingMinor());
        BigInteger explained = chainOpening
                .subtract(balances.openingMinor())
                .add(items.toleratedMinor())
                .add(items.chain().open().sumMinor())
                .subtract(items.books().open().sumMinor());
        return new Row(
                items.key(),
                chainOpening,
                items.chain(),
                chainClosing,
                balances.openingMinor(),
                items.books(),
                balances.closingMinor(),
                items.toleratedMinor(),
                proof,
                proof.subtract(explained),
                breaks);
    }
}
