package clearing.client.submit;

import java.time.Duration;

/**
 * How long one call may take.
 *
 * @param evaluate     a query
 * @param endorse      a proposal with all its endorsements
 * @param submit       handing an envelope to the orderers
 * @param commitStatus one wait for a commit; short, since a lost envelope is noticed only when it runs out
 */
public record Deadlines(Duration evaluate, Duration endorse, Duration submit, Duration commitStatus) {
    /** 30 s, 30 s, 10 s, 5 s. */
    public static final Deadlines DEFAULT = new Deadlines(
            Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ofSeconds(10), Duration.ofSeconds(5));
}
