package clearing.settlement.matching;

import clearing.reconcile.Side;
import clearing.settlement.matching.Verdicts.ItemKey;
import clearing.settlement.matching.Verdicts.Items;
import clearing.settlement.matching.Verdicts.NewMatch;
import clearing.settlement.matching.Verdicts.Standing;
import java.util.Map;

/**
 * Where items stand by the verdicts of a transaction, as columns.
 *
 * @param matchIds row numbers of matches that are no pairs
 * @param breakIds row numbers of breaks by the engine's key
 */
record Standings(Verdicts verdicts, Map<Items, Long> matchIds, Map<String, Long> breakIds) {
    /** Writes status, match and break of one item. */
    void write(BinaryRows rows, Side side, long id) {
        long pair = verdicts.pairs().matchOf(side, id);
        if (pair != 0) {
            rows.int2(Verdicts.MATCHED).int8(pair).nothing();
            return;
        }
        Standing standing = verdicts.standings().isEmpty()
                ? Standing.WAITING
                : verdicts.standings().getOrDefault(new ItemKey(side, id), Standing.WAITING);
        rows.int2(standing.status())
                .number(standing.match().map(NewMatch::items).map(matchIds::get).orElse(0L))
                .number(standing.breakKey().map(breakIds::get).orElse(0L));
    }
}
