package clearing.books;

import java.util.ArrayList;
import java.util.List;

/** One field of a SWIFT message: a tag and the lines up to the next one. */
final class MtField {
    final String tag;
    final Location location;
    final List<String> lines = new ArrayList<>(2);

    MtField(String tag, Location location, String first) {
        this.tag = tag;
        this.location = location;
        lines.add(first);
    }

    String first() {
        return lines.getFirst();
    }

    /** All lines as one: banks break them in the middle of words. */
    String joined() {
        return String.join("", lines);
    }

    BooksException problem(ProblemCode code, String sentence) {
        return new BooksException(code, location, ":" + tag + ":", sentence);
    }
}
