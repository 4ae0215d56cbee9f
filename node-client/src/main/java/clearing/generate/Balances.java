package clearing.generate;

/** One exact sum per account and asset. */
final class Balances {
    private final Consortium consortium;
    private final long[][] sums;

    Balances(Consortium consortium) {
        this.consortium = consortium;
        this.sums = new long[consortium.holders().size()][consortium.assets().size()];
    }

    void add(Holder holder, Asset asset, long amount) {
        int column = consortium.ordinal(asset);
        sums[holder.ordinal()][column] = Math.addExact(sums[holder.ordinal()][column], amount);
    }

    long of(Holder holder, Asset asset) {
        return sums[holder.ordinal()][consortium.ordinal(asset)];
    }
}
