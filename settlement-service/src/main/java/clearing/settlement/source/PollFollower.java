package clearing.settlement.source;

import clearing.settlement.source.FollowedSource.Poll;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks a table for what is beyond a cursor. What the overlap brings again is known by its entry id and changes nothing. */
final class PollFollower implements Follower {
    private static final Logger LOG = LoggerFactory.getLogger(PollFollower.class);
    private static final int FETCH = 1_000;

    private final FollowedSource source;
    private final Poll poll;
    private final Intake intake;
    private Optional<Connection> connection = Optional.empty();

    PollFollower(FollowedSource source, Poll poll, Intake intake) {
        this.source = source;
        this.poll = poll;
        this.intake = intake;
    }

    static Properties login(FollowedSource source) throws IOException {
        Properties login = new Properties();
        login.setProperty("user", source.user());
        login.setProperty(
                "password",
                Files.readString(source.passwordFile(), StandardCharsets.UTF_8)
                        .lines()
                        .findFirst()
                        .orElse(""));
        login.setProperty("connectTimeout", "10");
        return login;
    }

    private Connection connection() throws SQLException, IOException {
        if (connection.isEmpty()) {
            Properties login = login(source);
            login.setProperty("socketTimeout", "120");
            Connection opened = DriverManager.getConnection(source.url(), login);
            connection = Optional.of(opened);
            if (poll.listen().isPresent()) {
                try (Statement listen = opened.createStatement()) {
                    listen.execute("listen \"" + poll.listen().get() + "\"");
                }
            }
        }
        return connection.get();
    }

    @Override
    public boolean step() throws SQLException, IOException {
        Connection asked = connection();
        String before = intake.position(source.name()).orElse(poll.start());
        String position = before;
        List<String> columns = List.of();
        List<List<String>> rows = new ArrayList<>();
        int beyond = 0;
        boolean more = false;
        asked.setAutoCommit(false);
        try (PreparedStatement query = asked.prepareStatement(poll.query())) {
            query.setFetchSize(FETCH);
            query.setObject(1, PollCursor.bound(poll.type(), before, poll.overlap()));
            try (ResultSet row = query.executeQuery()) {
                columns = RowTexts.columns(row);
                // A batch ends between two values of the cursor, so that rows of one value go in together.
                while (!more && row.next()) {
                    String at = PollCursor.of(poll.type(), row, poll.cursor());
                    boolean advances = PollCursor.compare(poll.type(), at, position) > 0;
                    more = advances && beyond == poll.batch();
                    if (!more) {
                        position = advances ? at : position;
                        beyond += advances ? 1 : 0;
                        rows.add(RowTexts.row(row));
                    }
                }
            }
        } finally {
            asked.rollback();
            asked.setAutoCommit(true);
        }
        intake.take(source.name(), poll.kind(), new SourceRows(columns, rows), source.mapping(), position);
        return more;
    }

    @Override
    public Duration pause() {
        return source.interval();
    }

    @Override
    public boolean wakes() {
        return poll.listen().isPresent() && connection.isPresent();
    }

    @Override
    public boolean await(Duration most) throws SQLException {
        if (connection.isEmpty()) {
            return false;
        }
        PGNotification[] came = connection
                .get()
                .unwrap(PGConnection.class)
                .getNotifications(Math.toIntExact(Math.max(1, most.toMillis())));
        return came != null && came.length > 0;
    }

    @Override
    public void close() {
        Optional<Connection> open = connection;
        connection = Optional.empty();
        if (open.isPresent()) {
            try {
                open.get().close();
            } catch (SQLException e) {
                LOG.debug("source {}: the connection did not close in order", source.name(), e);
            }
        }
    }
}
