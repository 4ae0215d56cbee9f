package clearing.settlement.ledger;

import clearing.settlement.ledger.Projection.PositionKey;
import clearing.settlement.ledger.Projection.PositionRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;

/** The rows of positions. */
final class PositionRows {
    private PositionRows() {}

    static void store(Connection connection, Map<PositionKey, PositionRow> positions) throws SQLException {
        try (PreparedStatement put = connection.prepareStatement(
                "insert into position (member, account, asset, kind, available, held, block) values (?, ?, ?, ?, ?, ?,"
                        + " ?) on conflict (member, account, asset, kind) do update set available = excluded.available,"
                        + " held = excluded.held, block = excluded.block")) {
            for (Map.Entry<PositionKey, PositionRow> position : positions.entrySet()) {
                put.setString(1, position.getKey().member());
                put.setString(2, position.getKey().account());
                put.setString(3, position.getKey().asset());
                put.setString(4, position.getKey().kind());
                put.setLong(5, position.getValue().available());
                put.setLong(6, position.getValue().held());
                put.setLong(7, position.getValue().block());
                put.addBatch();
            }
            put.executeBatch();
        }
    }
}
