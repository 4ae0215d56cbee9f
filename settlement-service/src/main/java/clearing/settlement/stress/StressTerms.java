package clearing.settlement.stress;

import clearing.client.drill.Shock;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.constitution.Lane;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/**
 * When the stress test runs and what it supposes.
 *
 * @param at from which time of the first lane's day on; empty when it never runs
 * @param shocks changes of prices, such as {@code HKD security -20%}
 */
public record StressTerms(Optional<LocalTime> at, List<String> shocks) {
    /** The word for never. */
    public static final String OFF = "off";

    /** @throws IllegalArgumentException with a sentence when a shock is none */
    public StressTerms {
        shocks = List.copyOf(shocks);
        shocks.forEach(Shock::parse);
    }

    /**
     * Reads them.
     *
     * @param at {@code HH:MM} or {@code off}
     * @throws IllegalArgumentException with a sentence when the time or a shock is none
     */
    public static StressTerms of(String at, List<String> shocks) {
        return new StressTerms(at.equals(OFF) ? Optional.empty() : Optional.of(time(at)), shocks);
    }

    private static LocalTime time(String text) {
        try {
            if (text.length() == "HH:MM".length()) {
                return LocalTime.parse(text);
            }
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(noTime(text), e);
        }
        throw new IllegalArgumentException(noTime(text));
    }

    private static String noTime(String text) {
        return "'" + text + "' is no time of day; say HH:MM, such as 01:30, or " + OFF + ".";
    }

    /** What is supposed, read. */
    public List<Shock> supposed() {
        return shocks.stream().map(Shock::parse).toList();
    }

    /** The date whose run is due: today's of the first lane from the time on, and none before. */
    public Optional<LocalDate> due(Constitution constitution, Instant now) {
        Duration ahead = Duration.ofMinutes(constitution.lanes().stream()
                .findFirst()
                .map(Lane::utcOffsetMinutes)
                .orElse(0));
        OffsetDateTime local = OffsetDateTime.ofInstant(now, ZoneOffset.UTC).plus(ahead);
        return at.filter(time -> !local.toLocalTime().isBefore(time)).map(time -> local.toLocalDate());
    }
}
