package clearing.settlement.revenue;

import java.time.LocalDate;
import java.util.Optional;

/**
 * What an agreement waits for.
 *
 * @param what a sentence
 * @param member whose turn it is; empty where a day has to come, or anybody may do it
 * @param until the day
 */
public record Wait(String what, Optional<String> member, Optional<LocalDate> until) {
    static Wait of(String what, String member) {
        return new Wait(what, Optional.of(member), Optional.empty());
    }

    static Wait until(String what, LocalDate day) {
        return new Wait(what, Optional.empty(), Optional.of(day));
    }
}
