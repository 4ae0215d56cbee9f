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
final class Repeats<T> {
    private static final int BITS = 9;
    private static final int MAX_LENGTH = 64;
    /** Up to here the first and the last eight bytes are the whole text. */
    private static final int TWO_NUMBERS = 2 * Long.BYTES;

    private final Function<String, T> meaning;
    private final @Nullable Seen<T>[] seen;

    private record Seen<T>(boolean narrow, int length, long head, long tail, String text, T meaning) {}

    /** @param meaning of a text, always the same for the same text */
    @SuppressWarnings("unchecked")
    Repeats(Function<String, T> meaning) {
        this.meaning = meaning;
        seen = (@Nullable Seen<T>[]) new Seen<?>[1 << BITS];
    }

    /** The meaning of a part of a text. */
    T of(CsvText in, int from, int to) {
        int length = to - from;
        if (length > MAX_LENGTH) {
            return meaning.apply(in.part(from, to));
        }
        long head = in.head(from, to);
        long tail = in.tail(from, to);
        int place = (int) ((head * 0x9E3779B97F4A7C15L + tail) * 0xC2B2AE3D27D4EB4FL >>> Long.SIZE - BITS);
        Seen<T> last = seen[place];
        if (last != null
                && last.head == head
                && last.tail == tail
                && last.length == length
                && last.narrow == in.isNarrow()
                && ((last.narrow && length <= TWO_NUMBERS) || in.isSame(from, to, last.text))) {
            return last.meaning;
        }
        String text = in.part(from, to);
        T found = meaning.apply(text);
        seen[place] = new Seen<>(in.isNarrow(), length, head, tail, text, found);
        return found;
    }
}
