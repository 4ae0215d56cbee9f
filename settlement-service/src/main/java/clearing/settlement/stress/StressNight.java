package clearing.settlement.stress;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * One night's stress test.
 *
 * @param night date of the first lane that the run belongs to
 * @param block the verified height that it was played at
 * @param started when it began
 * @param finished when the last default was played
 * @param shocks the changes of prices that it supposed
 * @param cover1 whether what was paid in beforehand bears the default of the one with the largest loss
 * @param cover2 whether it bears the two with the largest losses
 * @param details JSON of {@link clearing.client.drill.StressReport#figures}
 */
public record StressNight(
        LocalDate night,
        long block,
        Instant started,
        Instant finished,
        List<String> shocks,
        boolean cover1,
        boolean cover2,
        String details) {
    public StressNight {
        shocks = List.copyOf(shocks);
    }

    /** Whether both do. */
    public boolean holds() {
        return cover1 && cover2;
    }
}
