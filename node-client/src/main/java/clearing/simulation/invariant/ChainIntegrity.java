package clearing.simulation.invariant;

import clearing.simulation.ledger.Block;
import clearing.simulation.ledger.Peer;
import clearing.simulation.member.Books;
import clearing.simulation.member.Projection;

/** Blocks follow each other without a gap, each names the one before, and nobody reads anything else. */
final class ChainIntegrity implements Invariant {
    private long height;
    private long hash;

    @Override
    public String id() {
        return "INV-07";
    }

    @Override
    public String says() {
        return "blocks are numbered without a gap, chained, as the orderers signed them, for every reader";
    }

    @Override
    public void first(Chapter chapter, Chronicle chronicle) {
        Block block = chapter.block();
        require(
                block.number() == height && block.previous() == hash && block.intact(),
                "block %d does not follow block %d",
                block.number(),
                height - 1);
        height++;
        hash = block.hash();
    }

    @Override
    public void committed(Peer peer, Chapter chapter) {
        require(
                peer.height() == chapter.block().number() + 1,
                "%s has height %d after block %d",
                peer.name(),
                peer.height(),
                chapter.block().number());
    }

    @Override
    public void projected(Projection projection, long epoch, Books.Page page, Chapter chapter) {
        require(
                projection.books().lastHash() == chapter.block().hash(),
                "%s took an altered block %d for the chain's",
                projection.member(),
                page.block());
    }
}
