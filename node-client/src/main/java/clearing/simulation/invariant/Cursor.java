package clearing.simulation.invariant;

import clearing.simulation.member.Books;
import clearing.simulation.member.Projection;
import java.util.Map;
import java.util.TreeMap;

/** The cursor of a member's books goes forward by one, together with the page, and only by the newest consumer. */
final class Cursor implements Invariant {
    private final Map<String, Long> cursors = new TreeMap<>();

    @Override
    public String id() {
        return "INV-26";
    }

    @Override
    public String says() {
        return "a cursor moves by exactly one, with its page, by the newest consumer only";
    }

    @Override
    public void projected(Projection projection, long epoch, Books.Page page, Chapter chapter) {
        Books books = projection.books();
        long before = cursors.getOrDefault(projection.member(), 0L);
        require(
                books.cursor() == before + 1 && books.pages().size() == books.cursor(),
                "the cursor of %s went from %d to %d with %d pages",
                projection.member(),
                before,
                books.cursor(),
                books.pages().size());
        require(
                epoch == books.epoch(),
                "a consumer of %s that was taken over committed block %d",
                projection.member(),
                page.block());
        cursors.put(projection.member(), books.cursor());
    }
}
