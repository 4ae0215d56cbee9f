package clearing.settlement.matching;

import clearing.books.BookEntry;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds the entries of a document that another document brought already. Account and asset are equal beforehand; the same entry has
 * the same amount, value date and reversal mark, and the bank's own reference; where one of the two documents has none, the same
 * references and booking date. One row answers one entry: two equal ones in a document are two.
 */
final class EntryTwins {
    private EntryTwins() {}

    /**
     * An entry that is known.
     *
     * @param id its row number
     * @param document row number of the document that brought it
     */
    record Known(long id, long document, BookEntry entry) {}

    private record Movement(long amount, LocalDate value, boolean reversal) {
        static Movement of(BookEntry e) {
            return new Movement(e.amountMinor(), e.valueDate(), e.reversal());
        }
    }

    /** Positions of the entries that are known, each with its row; rows are taken in the order given. */
    static Map<Integer, Known> find(List<BookEntry> entries, List<Known> known) {
        Map<Movement, List<Known>> byMovement = new HashMap<>();
        known.forEach(each -> byMovement
                .computeIfAbsent(Movement.of(each.entry()), k -> new ArrayList<>())
                .add(each));
        Set<Long> taken = new HashSet<>();
        Map<Integer, Known> twins = new LinkedHashMap<>();
        for (boolean byBank : new boolean[] {true, false}) {
            for (int i = 0; i < entries.size(); i++) {
                if (!twins.containsKey(i)) {
                    BookEntry entry = entries.get(i);
                    Optional<Known> twin = byMovement.getOrDefault(Movement.of(entry), List.of()).stream()
                            .filter(each -> !taken.contains(each.id()) && same(entry, each.entry(), byBank))
                            .findFirst();
                    if (twin.isPresent()) {
                        taken.add(twin.get().id());
                        twins.put(i, twin.get());
                    }
                }
            }
        }
        return twins;
    }

    private static boolean same(BookEntry one, BookEntry other, boolean byBank) {
        boolean both = !one.bankReference().isEmpty() && !other.bankReference().isEmpty();
        if (byBank || both) {
            // A batch has one reference of the bank for all its parts, which their own references tell apart.
            return both
                    && byBank
                    && key(one.bankReference()).equals(key(other.bankReference()))
                    && (one.references().isEmpty()
                            || other.references().isEmpty()
                            || references(one).equals(references(other))
                            || alone(one)
                            || alone(other));
        }
        return one.bookingDate().equals(other.bookingDate()) && references(one).equals(references(other));
    }

    /** Not a part of a batch. */
    private static boolean alone(BookEntry entry) {
        return entry.entryId().indexOf('.') < 0;
    }

    static Set<String> references(BookEntry entry) {
        Set<String> keys = new TreeSet<>();
        entry.references().forEach(each -> keys.add(key(each)));
        return keys;
    }

    static String key(String reference) {
        return reference.replaceAll("\\s", "").toUpperCase(Locale.ROOT);
    }
}
