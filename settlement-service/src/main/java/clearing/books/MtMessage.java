package clearing.books;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The fields of one SWIFT message in their order. */
final class MtMessage {
    /** Fields that only a report of the day so far has. */
    private static final List<String> OF_REPORTS = List.of("34F", "13D", "13", "90D", "90C");

    final Location location;
    final List<MtField> fields = new ArrayList<>();
    /** What envelope or header line say that it is, if they do. */
    private final Optional<BooksFormat> stated;

    MtMessage(Location location, Optional<BooksFormat> stated) {
        this.location = location;
        this.stated = stated;
    }

    /** As stated, else by what it holds. */
    BooksFormat format() {
        return stated.orElseGet(
                () -> has("60F") || has("60M") || OF_REPORTS.stream().noneMatch(this::has)
                        ? BooksFormat.MT940
                        : BooksFormat.MT942);
    }

    boolean has(String tag) {
        return first(tag).isPresent();
    }

    /** True when its closing balance is there. */
    boolean isClosed() {
        return has("62F") || has("62M");
    }

    Optional<MtField> first(String... tags) {
        List<String> wanted = List.of(tags);
        return fields.stream().filter(f -> wanted.contains(f.tag)).findFirst();
    }

    Optional<MtField> last(String... tags) {
        List<String> wanted = List.of(tags);
        return fields.reversed().stream().filter(f -> wanted.contains(f.tag)).findFirst();
    }
}
