package clearing.simulation.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What two members owe each other between two of their accounts in one asset: sums and numbers of obligations. The first is the smaller id.
 */
record Owed(
        int firstAccount,
        int secondAccount,
        int asset,
        long toSecond,
        int toSecondCount,
        long toFirst,
        int toFirstCount) {

    /** What the first receives. */
    long net() {
        return toFirst - toSecond;
    }

    /** One obligation. */
    static Owed one(int firstAccount, int secondAccount, int asset, boolean byFirst, long amount) {
        return byFirst
                ? new Owed(firstAccount, secondAccount, asset, amount, 1, 0, 0)
                : new Owed(firstAccount, secondAccount, asset, 0, 0, amount, 1);
    }

    private Owed plus(Owed other) {
        return new Owed(
                firstAccount,
                secondAccount,
                asset,
                Math.addExact(toSecond, other.toSecond),
                toSecondCount + other.toSecondCount,
                Math.addExact(toFirst, other.toFirst),
                toFirstCount + other.toFirstCount);
    }

    /** One for each pair of accounts and asset, in this order. */
    static List<Owed> sum(List<Owed> obligations) {
        SortedMap<String, Owed> sums = new TreeMap<>();
        for (Owed owed : obligations) {
            String key = "%03d/%03d/%05d".formatted(owed.firstAccount, owed.secondAccount, owed.asset);
            sums.merge(key, owed, Owed::plus);
        }
        return new ArrayList<>(sums.values());
    }

    /** Who gives the net, in the sense of {@code member/account/asset}. */
    String giver(String first, String second) {
        return net() < 0 ? first + "/" + firstAccount + "/" + asset : second + "/" + secondAccount + "/" + asset;
    }

    String taker(String first, String second) {
        return net() < 0 ? second + "/" + secondAccount + "/" + asset : first + "/" + firstAccount + "/" + asset;
    }
}
