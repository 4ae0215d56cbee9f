package clearing.settlement.stress;

import java.time.Instant;
import java.time.InstantSource;

/** A clock that a test sets, to times of Hong Kong. */
public final class NightClock implements InstantSource {
    private volatile Instant now;

    /** @param local such as {@code 2026-11-21T01:30} */
    public NightClock(String local) {
        set(local);
    }

    public void set(String local) {
        now = Instant.parse(local + ":00Z").minusSeconds(8 * 3_600);
    }

    @Override
    public Instant instant() {
        return now;
    }
}
