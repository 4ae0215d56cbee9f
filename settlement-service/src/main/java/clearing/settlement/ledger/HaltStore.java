package clearing.settlement.ledger;

import clearing.settlement.store.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** The halt as a row, so that a restart does not forget it. */
final class HaltStore {
    private HaltStore() {}

    static Optional<Halt> read(Connection connection, String channel) throws SQLException {
        return Rows.first(
                connection,
                "select at, block, tx_id, key, reason, sentence, expected_sha256, actual_sha256 from halt where"
                        + " channel = ?",
                List.of(channel),
                row -> new Halt(
                        Rows.instant(row, "at"),
                        row.getLong("block"),
                        Optional.ofNullable(row.getString("tx_id")),
                        Optional.ofNullable(row.getString("key")),
                        HaltReason.valueOf(row.getString("reason")),
                        row.getString("sentence"),
                        Optional.ofNullable(row.getBytes("expected_sha256")).map(HexFormat.of()::formatHex),
                        Optional.ofNullable(row.getBytes("actual_sha256")).map(HexFormat.of()::formatHex)));
    }

    static void write(Connection connection, String channel, Halt halt) throws SQLException {
        clear(connection, channel);
        Rows.update(
                connection,
                "insert into halt (channel, at, block, tx_id, key, reason, sentence, expected_sha256, actual_sha256)"
                        + " values (?, ?, ?, ?, ?, ?, ?, decode(?, 'hex'), decode(?, 'hex'))",
                channel,
                halt.at(),
                halt.block(),
                halt.txId(),
                halt.key(),
                halt.reason().name(),
                halt.detail(),
                halt.expectedSha256(),
                halt.actualSha256());
    }

    static void clear(Connection connection, String channel) throws SQLException {
        Rows.update(connection, "delete from halt where channel = ?", channel);
    }
}
