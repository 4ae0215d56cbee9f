package clearing.settlement.source;

import clearing.settlement.source.FollowedSource.Changes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.postgresql.PGConnection;
import org.postgresql.PGProperty;
import org.postgresql.replication.LogSequenceNumber;
import org.postgresql.replication.PGReplicationStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the rows that are inserted into a table as PostgreSQL decodes them from its log. The server is told that it may forget a
 * change only after its entry is durable here, so a kill at any point loses none; what the server sends again is known by its entry
 * id. Where the slot is new the whole table is read once, after the slot stands, so that nothing falls in between.
 */
final class ChangeFollower implements Follower {
    private static final Logger LOG = LoggerFactory.getLogger(ChangeFollower.class);
    private static final int BATCH = 5_000;
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final FollowedSource source;
    private final Changes changes;
    private final Intake intake;
    private final PgOutput decoder = new PgOutput();
    private final List<Map<String, String>> rows = new ArrayList<>();
    private final Set<String> columns = new LinkedHashSet<>();
    private Optional<Connection> connection = Optional.empty();
    private Optional<PGReplicationStream> stream = Optional.empty();
    /** End of the last transaction that was read whole. */
    private LogSequenceNumber committed = LogSequenceNumber.INVALID_LSN;

    private boolean within;
    private Instant told = Instant.EPOCH;

    ChangeFollower(FollowedSource source, Changes changes, Intake intake) {
        this.source = source;
        this.changes = changes;
        this.intake = intake;
    }

    private PGReplicationStream stream() throws SQLException, IOException {
        if (stream.isPresent()) {
            return stream.get();
        }
        rows.clear();
        columns.clear();
        within = false;
        Properties login = PollFollower.login(source);
        PGProperty.ASSUME_MIN_SERVER_VERSION.set(login, "10");
        PGProperty.REPLICATION.set(login, "database");
        PGProperty.PREFER_QUERY_MODE.set(login, "simple");
        Connection opened = DriverManager.getConnection(source.url(), login);
        connection = Optional.of(opened);
        PGConnection pg = opened.unwrap(PGConnection.class);
        try (Connection plain = DriverManager.getConnection(source.url(), PollFollower.login(source))) {
            Optional<String> position = intake.position(source.name());
            boolean made = slot(plain).isEmpty();
            if (made) {
                committed = pg.getReplicationAPI()
                        .createReplicationSlot()
                        .logical()
                        .withSlotName(changes.slot())
                        .withOutputPlugin("pgoutput")
                        .make()
                        .getConsistentPoint();
            } else {
                committed = position.map(LogSequenceNumber::valueOf)
                        .orElse(LogSequenceNumber.valueOf(slot(plain).orElseThrow()));
            }
            if (made || position.isEmpty()) {
                whole(plain);
            }
        }
        PGReplicationStream begun = pg.getReplicationAPI()
                .replicationStream()
                .logical()
                .withSlotName(changes.slot())
                .withStartPosition(committed)
                .withSlotOption("proto_version", 1)
                .withSlotOption("publication_names", changes.publication())
                .withStatusInterval(5, TimeUnit.SECONDS)
                .start();
        stream = Optional.of(begun);
        return begun;
    }

    /** What the slot has confirmed; empty when there is no such slot. */
    private Optional<String> slot(Connection plain) throws SQLException {
        try (PreparedStatement find = plain.prepareStatement(
                "select confirmed_flush_lsn::text from pg_replication_slots where slot_name = ?")) {
            find.setString(1, changes.slot());
            try (ResultSet row = find.executeQuery()) {
                return row.next() ? Optional.ofNullable(row.getString(1)) : Optional.empty();
            }
        }
    }

    /** Reads the whole table; what is in the books already is known by its entry id. The position counts only when all is read. */
    private void whole(Connection plain) throws SQLException {
        plain.setAutoCommit(false);
        // Names were checked to be plain identifiers when the configuration was read.
        try (PreparedStatement all =
                plain.prepareStatement("select * from \"" + changes.schema() + "\".\"" + changes.table() + "\"")) {
            all.setFetchSize(BATCH);
            try (ResultSet row = all.executeQuery()) {
                List<String> names = RowTexts.columns(row);
                List<List<String>> read = new ArrayList<>();
                while (row.next()) {
                    read.add(RowTexts.row(row));
                    if (read.size() == BATCH) {
                        take(new SourceRows(names, read), "");
                        read.clear();
                    }
                }
                take(new SourceRows(names, read), committed.asString());
            }
        } finally {
            plain.rollback();
        }
    }

    private void take(SourceRows batch, String position) {
        intake.take(source.name(), changes.kind(), batch, source.mapping(), position);
        told = intake.now();
    }

    @Override
    public boolean step() throws SQLException, IOException {
        PGReplicationStream from = stream();
        ByteBuffer message = from.readPending();
        while (message != null) {
            boolean full = take(message) && rows.size() >= BATCH;
            if (full) {
                flush(from);
                return true;
            }
            message = from.readPending();
        }
        flush(from);
        return false;
    }

    /** Takes a message; true when it ends a transaction. */
    private boolean take(ByteBuffer message) {
        switch (decoder.read(message)) {
            case PgOutput.Message.Row row
            when ours(row.schema(), row.table()) -> {
                within = true;
                columns.addAll(row.values().keySet());
                rows.add(row.values());
            }
            case PgOutput.Message.Removed removed
            when ours(removed.schema(), removed.table()) ->
                LOG.warn(
                        "source {}: rows of {} were removed; their entries stay, as books are corrected by further entries",
                        source.name(),
                        removed.table());
            case PgOutput.Message.Commit commit -> {
                committed = LogSequenceNumber.valueOf(commit.end());
                within = false;
                return true;
            }
            default -> {
                return false;
            }
        }
        return false;
    }

    private boolean ours(String schema, String table) {
        return schema.equals(changes.schema()) && table.equals(changes.table());
    }

    /** Makes whole transactions durable, and only then lets the server forget them. */
    private void flush(PGReplicationStream from) throws SQLException {
        if (within) {
            return;
        }
        // What the server has sent up to here holds nothing for us, so it may forget that too.
        LogSequenceNumber received = from.getLastReceiveLSN();
        if (rows.isEmpty() && received.compareTo(committed) > 0) {
            committed = received;
        }
        if (!rows.isEmpty()) {
            take(SourceRows.of(List.copyOf(columns), rows), committed.asString());
            rows.clear();
            columns.clear();
        } else if (told.plus(source.interval()).isBefore(intake.now())) {
            take(new SourceRows(List.of(), List.of()), committed.asString());
        }
        from.setAppliedLSN(committed);
        from.setFlushedLSN(committed);
    }

    @Override
    public Duration pause() {
        return PAUSE;
    }

    @Override
    public boolean wakes() {
        return false;
    }

    @Override
    public boolean await(Duration most) {
        return false;
    }

    @Override
    public void close() {
        Optional<Connection> open = connection;
        connection = Optional.empty();
        stream = Optional.empty();
        if (open.isPresent()) {
            try {
                open.get().close();
            } catch (SQLException e) {
                LOG.debug("source {}: the connection did not close in order", source.name(), e);
            }
        }
    }
}
