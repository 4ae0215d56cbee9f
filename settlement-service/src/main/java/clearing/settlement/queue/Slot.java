package clearing.settlement.queue;

import java.util.Comparator;

/**
 * A position.
 *
 * @param member whose
 * @param account its name
 * @param asset code
 */
public record Slot(String member, String account, String asset) implements Comparable<Slot> {
    private static final Comparator<Slot> ORDER =
            Comparator.comparing(Slot::member).thenComparing(Slot::account).thenComparing(Slot::asset);

    @Override
    public int compareTo(Slot other) {
        return ORDER.compare(this, other);
    }
}
