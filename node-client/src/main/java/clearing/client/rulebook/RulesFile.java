package clearing.client.rulebook;

import clearing.client.calendar.CalendarFiles;
import clearing.client.trade.BadInput;
import clearing.client.trade.JsonFile;
import clearing.client.trade.LocatedError;
import clearing.kernel.MalformedInput;
import clearing.kernel.rulebook.Rule;
import clearing.kernel.rulebook.Rulebook;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads {@code rules.json}, an object with {@code rules}: a list of objects whose {@code rule} names their kind. Unknown kinds, unknown
 * and missing fields are errors.
 */
public final class RulesFile {
    private static final long MAX_BYTES = 4L * 1024 * 1024;

    record Shape(List<RuleShape> rules) {}

    private RulesFile() {}

    /**
     * The rulebook that a file says.
     *
     * @param calendars folder of calendar files, or empty for the product's own
     * @throws BadInput with every rule that is at fault
     */
    public static Rulebook read(Path file, Optional<Path> calendars) {
        Shape shape = JsonFile.read(file, Shape.class, "A rules file", "MALFORMED_RULES", MAX_BYTES);
        SortedMap<String, CalendarFiles.Entry> known = CalendarFiles.read(calendars);
        SortedMap<String, Rule> rules = new TreeMap<>();
        List<LocatedError> errors = new ArrayList<>();
        for (int i = 0; i < shape.rules().size(); i++) {
            try {
                Rule rule = shape.rules().get(i).rule(known);
                if (rules.put(rule.name(), rule) != null) {
                    errors.add(error(file, i, "DUPLICATE_RULE", "'" + rule.name() + "' stands twice."));
                }
            } catch (MalformedInput e) {
                errors.add(error(file, i, "MALFORMED_RULES", e.field() + ": " + e.sentence() + "."));
            }
        }
        if (!errors.isEmpty()) {
            throw new BadInput(errors);
        }
        return new Rulebook(rules.values());
    }

    private static LocatedError error(Path file, int index, String code, String sentence) {
        return new LocatedError(file, 0, 0, code, "rules[" + index + "]: " + sentence);
    }
}
