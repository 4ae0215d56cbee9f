package clearing.client.revenue.usage;

import clearing.client.proof.SumTree;
import clearing.kernel.codec.Blob;
import clearing.kernel.revenue.fact.FactPart;
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
        return onLedger.count() == size
                && SumTree.holds(
                        onLedger.evidence(),
                        index,
                        size,
                        fact.leaf(salt),
                        new long[] {fact.quantity()},
                        path,
                        new long[] {onLedger.value()});
    }
}
