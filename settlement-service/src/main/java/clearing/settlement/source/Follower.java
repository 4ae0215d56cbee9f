package clearing.settlement.source;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;

/** One way to follow a source. Used by one thread; closed to end its connection. */
interface Follower extends AutoCloseable {
    /**
     * Takes what is there now; the first step connects.
     *
     * @return whether there may be more at once
     */
    boolean step() throws SQLException, IOException;

    /** How long to wait when there is nothing more. */
    Duration pause();

    /** Whether {@link #await} can tell that there is more. */
    boolean wakes();

    /** Waits at most so long; true when there may be more at once. Only of one that {@link #wakes}. */
    boolean await(Duration most) throws SQLException;

    @Override
    void close();
}
