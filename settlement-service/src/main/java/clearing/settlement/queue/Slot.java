package clearing.settlement.queue;

import java.util.Comparator;
import java.util.Optional;

/**
 * Something that trades draw on: a position, or what one member may still give another.
 *
 * @param member whose
 * @param account name of the account; empty for a limit
 * @param asset code
 * @param towards the other member of a limit
 */
public record Slot(String member, String account, String asset, Optional<String> towards) implements Comparable<Slot> {
    private static final Comparator<Slot> ORDER = Comparator.comparing(Slot::member)
            .thenComparing(Slot::account)
            .thenComparing(Slot::asset)
            .thenComparing(slot -> slot.towards().orElse(""));

    /** A position. */
    public static Slot position(String member, String account, String asset) {
        return new Slot(member, account, asset, Optional.empty());
    }

    @Override
    public int compareTo(Slot other) {
        return ORDER.compare(this, other);
    }
}
