package clearing.settlement.desk.notify;

import clearing.settlement.store.Database;
import clearing.settlement.store.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Empties the outbox. What is due is taken with a lease, sent outside any transaction, and then marked; a process that dies in between
 * sends it again under the same id. What failed is tried again after 10 seconds, then after twice as long each time, up to an hour; after
 * {@value #ATTEMPTS} attempts it is given up.
 */
public final class Delivery {
    private static final int ATTEMPTS = 12;
    private static final int AT_ONCE = 50;
    private static final Duration LEASE = Duration.ofMinutes(2);
    private static final Duration FIRST = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofHours(1);

    private final Database database;
    private final Outbox outbox;
    private final Courier courier;
    private final InstantSource clock;

    /** Takes a message to whom it is for. */
    @FunctionalInterface
    public interface Courier {
        /**
         * Blocks until it is there.
         *
         * @param id the same at every attempt
         * @return why it is not there, or empty
         */
        Optional<String> take(Target target, String id, String body, Instant now);
    }

    /** Deliveries from a member's outbox. */
    public Delivery(Database database, Outbox outbox, Courier courier, InstantSource clock) {
        this.database = database;
        this.outbox = outbox;
        this.courier = courier;
        this.clock = clock;
    }

    private record Due(long id, String channel, String body, int attempts) {}

    /**
     * Sends what is due.
     *
     * @return how many arrived
     */
    public int run() {
        int arrived = 0;
        for (Due due : database.write(this::take)) {
            Optional<Target> target = outbox.target(due.channel());
            Optional<String> failure = target.isEmpty()
                    ? Optional.of("there is no such channel any more")
                    : courier.take(target.get(), Long.toString(due.id()), due.body(), clock.instant());
            arrived += failure.isEmpty() ? 1 : 0;
            database.write(connection -> mark(connection, due, failure));
        }
        return arrived;
    }

    private List<Due> take(Connection connection) throws SQLException {
        Instant now = clock.instant();
        return Rows.list(
                connection,
                "update notification set next_at = ?, attempts = attempts + 1 where id in (select id from notification"
                        + " where state = 'WAITING' and next_at <= ? order by next_at, id limit ? for update skip locked)"
                        + " returning id, channel, body, attempts",
                List.of(now.plus(LEASE), now, AT_ONCE),
                row -> new Due(row.getLong(1), row.getString(2), row.getString(3), row.getInt(4)));
    }

    private boolean mark(Connection connection, Due due, Optional<String> failure) throws SQLException {
        Instant now = clock.instant();
        if (failure.isEmpty()) {
            Rows.update(
                    connection,
                    "update notification set state = 'SENT', sent_at = ?, failure = null where id = ?",
                    now,
                    due.id());
        } else {
            Rows.update(
                    connection,
                    "update notification set state = ?, next_at = ?, failure = ? where id = ?",
                    due.attempts() >= ATTEMPTS ? "GIVEN_UP" : "WAITING",
                    now.plus(pause(due.attempts())),
                    failure.get(),
                    due.id());
        }
        return true;
    }

    /** How long to wait after so many attempts. */
    static Duration pause(int attempts) {
        Duration grown = FIRST.multipliedBy(1L << Math.min(attempts - 1, 20));
        return grown.compareTo(LONGEST) > 0 ? LONGEST : grown;
    }
}
