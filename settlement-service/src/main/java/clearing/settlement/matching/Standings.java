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
    /** Writes status, match and break of one item; of an entry also the posting that it makes a pair with. */
    void write(BinaryRows rows, Side side, long id) {
        long partner = verdicts.pairs().partnerOf(side, id);
        if (partner != 0) {
            rows.int2(Verdicts.MATCHED);
            if (side == Side.CHAIN) {
                rows.int8(partner).nothing();
            } else {
                rows.nothing().nothing().int8(partner);
            }
            return;
        }
        Standing standing = verdicts.standings().isEmpty()
                ? Standing.WAITING
                : verdicts.standings().getOrDefault(new ItemKey(side, id), Standing.WAITING);
        rows.int2(standing.status())
                .number(standing.match().map(NewMatch::items).map(matchIds::get).orElse(0L))
                .number(standing.breakKey().map(breakIds::get).orElse(0L));
        if (side == Side.BOOKS) {
            rows.nothing();
        }
    }
}
