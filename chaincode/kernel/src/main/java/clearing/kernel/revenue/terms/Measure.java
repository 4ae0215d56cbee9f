package clearing.kernel.revenue.terms;

import java.util.List;

/**
 * Something that one party measures, for each period.
 *
 * @param name a-z first, then a-z, 0-9 and _; at most 32 characters
 * @param label for people
 * @param inParts whether it comes as parts that the reporter seals, such as days or pages of metered use; else one value, sealed at once
 * @param reporter id of the only party whose word it is
 * @param attesters ids of parties whose word makes it final before its window has passed; may be empty
 * @param windowDays days after sealing in which a party may challenge it
 * @param least smallest value that a part may have
 * @param most largest value that a part may have
 */
public record Measure(
        String name,
        String label,
        Unit unit,
        Aggregation aggregation,
        boolean inParts,
        String reporter,
        List<String> attesters,
        int windowDays,
        long least,
        long most) {
    public Measure {
        attesters = List.copyOf(attesters);
    }
}
