package clearing.simulation.invariant;

import clearing.simulation.ledger.Peer;
import clearing.simulation.member.Projection;
import java.util.List;

/** After the heal all that was admitted is done: heights are equal, and no trade that has cover is left in a queue. */
final class Liveness implements Invariant {
    @Override
    public String id() {
        return "INV-27";
    }

    @Override
    public String says() {
        return "after the heal everything comes to its end: equal heights, no queue with cover";
    }

    @Override
    public void atRest(Rest rest) {
        long height = rest.orderer().blocks().size();
        for (Peer peer : rest.peers()) {
            require(peer.up() && peer.height() == height, "%s stopped at %d of %d", peer.name(), peer.height(), height);
        }
        for (Projection projection : rest.projections()) {
            require(
                    projection.up() && projection.books().cursor() == height,
                    "the books of %s stopped at %d of %d",
                    projection.member(),
                    projection.books().cursor(),
                    height);
        }
        List<String> left = rest.chronicle().oracle().facts().settleable(rest.today(), rest.now());
        require(left.isEmpty(), "trades with cover are still waiting: %s", left);
        List<String> behind = rest.chronicle().oracle().facts().leftInCycles(rest.now());
        require(behind.isEmpty(), "trades are still in cycles whose time has come: %s", behind);
    }
}
