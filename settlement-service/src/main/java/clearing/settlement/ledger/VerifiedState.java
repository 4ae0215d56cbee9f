package clearing.settlement.ledger;

import clearing.kernel.state.LedgerState;
import clearing.settlement.store.Rows;
import clearing.settlement.store.StorageException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** The verified state as one database snapshot has it, for the kernel to read. */
public record VerifiedState(Connection connection, String chaincode) implements LedgerState {

    /** @throws StorageException when the database does not answer */
    @Override
    public Optional<byte[]> get(String key) {
        try {
            return Rows.first(
                    connection,
                    "select value from state where namespace = ? and key = ?",
                    List.of(chaincode, key),
                    row -> row.getBytes(1));
        } catch (SQLException e) {
            throw new StorageException("cannot read the verified state", e);
        }
    }
}
