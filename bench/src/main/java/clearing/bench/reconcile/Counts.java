package clearing.bench.reconcile;

/**
 * What a comparison of two sides by account, asset and reference comes to: the oracle's answer, which every contender has to give.
 *
 * @param agreed pairs that agree in amount, value date and counterparty
 * @param different pairs that differ in one of them
 * @param loneChain postings without an entry
 * @param loneBooks entries without a posting
 */
record Counts(long agreed, long different, long loneChain, long loneBooks) {
    /**
     * Refuses an answer that is not the expected one.
     *
     * @throws IllegalStateException when it differs
     */
    void require(String contender, Counts answer) {
        if (!equals(answer)) {
            throw new IllegalStateException(contender + " found " + answer + " where there are " + this);
        }
    }
}
