package clearing.books;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the texts of a column mean, remembered for those seen lately: accounts, assets, dates and names repeat from row to row, so
 * their meaning is worked out once and the same object serves all rows. A fixed number of places is remembered, so a file whose
 * texts all differ costs no more memory than any other; a problem with a text is not remembered.
 *
 * @param <T> the meaning
 */
final class Repeats<T extends Object> {
    private static final int PLACES = 1 << 10;
    private static final int MAX_LENGTH = 64;

    private final Function<String, T> meaning;
    private final @Nullable Seen<T>[] seen;

    private record Seen<T>(String text, T meaning) {}

    /** @param meaning of a text, always the same for the same text */
    @SuppressWarnings("unchecked")
    Repeats(Function<String, T> meaning) {
        this.meaning = meaning;
        seen = (@Nullable Seen<T>[]) new Seen<?>[PLACES];
    }

    /** The meaning of a part of a text. */
    T of(String in, int from, int to) {
        if (to - from > MAX_LENGTH) {
            return meaning.apply(in.substring(from, to));
        }
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + in.charAt(i);
        }
        int place = (hash ^ hash >>> 10) & PLACES - 1;
        Seen<T> last = seen[place];
        if (last != null && same(last.text, in, from, to)) {
            return last.meaning;
        }
        String text = in.substring(from, to);
        T found = meaning.apply(text);
        seen[place] = new Seen<>(text, found);
        return found;
    }

    private static boolean same(String text, String in, int from, int to) {
        return text.length() == to - from && in.startsWith(text, from);
    }
}
