package clearing.simulation;

import java.util.List;

/**
 * A seed under which something that must hold did not.
 *
 * @param step which event it was
 * @param invariant its number; {@code DEFECT} when something threw
 * @param lastEvents what happened before, oldest first
 * @param replay the command that does it again
 */
public record Failure(long seed, long step, String invariant, String sentence, List<String> lastEvents, String replay) {
    public Failure {
        lastEvents = List.copyOf(lastEvents);
    }

    /** For people. */
    public String text() {
        StringBuilder text = new StringBuilder();
        text.append("seed ").append(seed).append(", step ").append(step).append(": ");
        text.append(invariant).append(": ").append(sentence).append('\n');
        lastEvents.forEach(line -> text.append("  ").append(line).append('\n'));
        return text.append("replay with: ").append(replay).append('\n').toString();
    }
}
