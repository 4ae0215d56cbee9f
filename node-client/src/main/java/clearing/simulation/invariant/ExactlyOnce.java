package clearing.simulation.invariant;

import clearing.simulation.ledger.Peer;
import clearing.simulation.member.Books;
import clearing.simulation.member.Projection;

/** Books hold each effect of each valid transaction once, none of an invalid one, and the code of both. */
final class ExactlyOnce implements Invariant {
    @Override
    public String id() {
        return "INV-12";
    }

    @Override
    public String says() {
        return "books hold every effect of every valid transaction exactly once";
    }

    @Override
    public void projected(Projection projection, long epoch, Books.Page page, Chapter chapter) {
        check(projection, page, chapter);
    }

    @Override
    public void atRest(Rest rest) {
        for (Projection projection : rest.projections()) {
            require(
                    projection.books().pages().size()
                            == rest.chronicle().chapters().size(),
                    "the books of %s have %d pages for %d blocks",
                    projection.member(),
                    projection.books().pages().size(),
                    rest.chronicle().chapters().size());
            for (int i = 0; i < projection.books().pages().size(); i++) {
                check(
                        projection,
                        projection.books().pages().get(i),
                        rest.chronicle().chapters().get(i));
            }
        }
        for (Peer peer : rest.peers()) {
            require(peer.height() == rest.orderer().blocks().size(), "%s has not all blocks", peer.name());
        }
    }

    private void check(Projection projection, Books.Page page, Chapter chapter) {
        require(
                page.block() == chapter.block().number(),
                "the books of %s have block %d in the place of %d",
                projection.member(),
                page.block(),
                chapter.block().number());
        require(
                page.codes().equals(chapter.codes()) && page.effects().equals(chapter.effects()),
                "the books of %s have other effects of block %d",
                projection.member(),
                page.block());
    }
}
