package clearing.settlement.shared;

import clearing.kernel.reconcile.Hand;
import clearing.kernel.reconcile.Resolution;
import clearing.settlement.shared.Turn.Act;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A line that a person runs at the member's own node: this service signs nothing. What the person has to fill in stands in capitals.
 *
 * @param hand as which of the institution's two persons
 * @param resolution which one it proposes, where it proposes one
 */
public record ShellCommand(Act act, Hand hand, Optional<Resolution.Kind> resolution, String line) {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._/:@%+=,#-]+");

    static ShellCommand of(Act act, Hand hand, List<String> words) {
        return new ShellCommand(
                act,
                hand,
                Optional.empty(),
                words.stream().map(ShellCommand::quoted).collect(Collectors.joining(" ")));
    }

    ShellCommand proposing(Resolution.Kind kind) {
        return new ShellCommand(act, hand, Optional.of(kind), line);
    }

    /** A word as a POSIX shell takes it for itself. */
    static String quoted(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
