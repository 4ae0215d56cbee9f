package clearing.simulation.invariant;

import clearing.simulation.ledger.Block;
import clearing.simulation.ledger.Delivered;
import clearing.simulation.member.Books;
import clearing.simulation.member.BooksRebuild;
import clearing.simulation.member.Projection;

/** Reading all blocks into empty books gives the books that stand. */
final class Rebuild implements Invariant {
    @Override
    public String id() {
        return "INV-23";
    }

    @Override
    public String says() {
        return "reading the chain from its beginning gives the same books";
    }

    @Override
    public void atRest(Rest rest) {
        BooksRebuild rebuild = new BooksRebuild(rest.validation(), rest.contract());
        for (Block block : rest.orderer().blocks()) {
            Chapter chapter = rest.chronicle().chapters().get((int) block.number());
            require(
                    rebuild.read(new Delivered(block, chapter.codes())),
                    "block %d cannot be read again",
                    block.number());
        }
        Books fresh = rebuild.books();
        for (Projection projection : rest.projections()) {
            Books standing = projection.books();
            require(
                    standing.pages().equals(fresh.pages())
                            && standing.state().digest() == fresh.state().digest()
                            && standing.cursor() == fresh.cursor(),
                    "the books of %s are not what the chain gives",
                    projection.member());
        }
    }
}
