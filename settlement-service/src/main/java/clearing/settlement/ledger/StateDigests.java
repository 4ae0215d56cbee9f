package clearing.settlement.ledger;

import clearing.kernel.state.StateDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The kernel's digest over the stored state, row by row. */
final class StateDigests {
    private static final int ROWS_AT_ONCE = 200;

    private StateDigests() {}

    static byte[] of(Connection connection, String namespace) throws SQLException {
        StateDigest digest = new StateDigest();
        try (PreparedStatement all = connection.prepareStatement(
                "select key, value from state where namespace = ? order by key collate \"C\"")) {
            all.setFetchSize(ROWS_AT_ONCE);
            all.setString(1, namespace);
            try (ResultSet row = all.executeQuery()) {
                while (row.next()) {
                    digest.add(row.getString(1), row.getBytes(2));
                }
            }
        }
        return digest.finish();
    }
}
