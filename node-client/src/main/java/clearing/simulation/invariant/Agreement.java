package clearing.simulation.invariant;

import clearing.simulation.ledger.Peer;
import clearing.simulation.member.Books;
import clearing.simulation.member.Projection;

/** At equal heights all peers and all members' books have the same state and the same validation codes. */
final class Agreement implements Invariant {
    @Override
    public String id() {
        return "INV-08";
    }

    @Override
    public String says() {
        return "at equal heights all peers and books hold the same state and codes";
    }

    @Override
    public void committed(Peer peer, Chapter chapter) {
        long block = chapter.block().number();
        require(
                peer.codes().get((int) block).equals(chapter.codes()),
                "%s found %s in block %d, another peer %s",
                peer.name(),
                peer.codes().get((int) block),
                block,
                chapter.codes());
        require(peer.state().digest() == chapter.digest(), "%s has another state after block %d", peer.name(), block);
    }

    @Override
    public void projected(Projection projection, long epoch, Books.Page page, Chapter chapter) {
        require(
                projection.books().state().digest() == chapter.digest(),
                "the books of %s have another state after block %d",
                projection.member(),
                page.block());
    }

    @Override
    public void atRest(Rest rest) {
        long expected = rest.chronicle().state().recomputedDigest();
        for (Peer peer : rest.peers()) {
            require(peer.state().recomputedDigest() == expected, "%s ends with another state", peer.name());
        }
        for (Projection projection : rest.projections()) {
            require(
                    projection.books().state().recomputedDigest() == expected,
                    "the books of %s end with another state",
                    projection.member());
        }
    }
}
