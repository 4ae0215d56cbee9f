package clearing.client.revenue.usage;

import clearing.kernel.codec.Blob;
import clearing.kernel.codec.Bytes;
import clearing.kernel.revenue.fact.FactPart;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.util.List;

/**
 * That one fact is among those of a part on the ledger, and what all of them sum to.
 *
 * @param index place of the fact in its page, from 0
 * @param size facts of the page
 * @param path the other sides on the way up, the leaf's first
 */
public record UsageProof(
        String agreement,
        LocalDate period,
        String measure,
        int part,
        int index,
        int size,
        Blob salt,
        MeteredFact fact,
        List<SumTree.Side> path) {
    public UsageProof {
        path = List.copyOf(path);
    }

    /** Whether it leads to the sum, the number and the root that the ledger holds. */
    public boolean holds(FactPart onLedger) {
        if (index < 0 || index >= size || fact.quantity() < 0 || onLedger.count() != size) {
            return false;
        }
        MessageDigest sha = Bytes.newSha256();
        byte[] hash = fact.leaf(sha, salt);
        long sum = fact.quantity();
        int at = index;
        int last = size - 1;
        for (SumTree.Side side : path) {
            // Up the levels at which the node has no sibling.
            while (last > 0 && at == last && (at & 1) == 0) {
                at >>= 1;
                last >>= 1;
            }
            if (last == 0 || side.sum() < 0 || side.sum() > Long.MAX_VALUE - sum) {
                return false;
            }
            byte[] other = side.hash().bytes();
            hash = (at & 1) == 1
                    ? SumTree.node(sha, side.sum(), other, sum, hash)
                    : SumTree.node(sha, sum, hash, side.sum(), other);
            sum += side.sum();
            at >>= 1;
            last >>= 1;
        }
        while (last > 0 && at == last && (at & 1) == 0) {
            at >>= 1;
            last >>= 1;
        }
        return last == 0
                && sum == onLedger.value()
                && SumTree.root(size, sum, hash).equals(onLedger.evidence());
    }
}
