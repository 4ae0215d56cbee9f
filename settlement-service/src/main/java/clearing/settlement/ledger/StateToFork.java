package clearing.settlement.ledger;

import clearing.client.drill.DrillState;
import clearing.settlement.store.Rows;
import clearing.settlement.store.StorageException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The verified state as one database snapshot has it, for drills: each value is read when it is first asked for, and then kept for the forks
 * that ask again. What is final and large, such as the pages of settled trades, is not read at all. For one thread.
 */
public final class StateToFork implements DrillState {
    private final Connection connection;
    private final String chaincode;
    private final VerifiedState state;
    private final Map<String, Optional<byte[]>> values = new HashMap<>();
    private final Map<String, SortedMap<String, byte[]>> ranges = new HashMap<>();

    /**
     * @param connection the snapshot, open as long as this is asked
     * @param chaincode whose state is meant
     */
    public StateToFork(Connection connection, String chaincode) {
        this.connection = connection;
        this.chaincode = chaincode;
        this.state = new VerifiedState(connection, chaincode);
    }

    /** @throws StorageException when the database does not answer */
    @Override
    public Optional<byte[]> get(String key) {
        return values.computeIfAbsent(key, state::get);
    }

    /** @throws StorageException when the database does not answer */
    @Override
    public SortedMap<String, byte[]> under(String prefix) {
        return ranges.computeIfAbsent(prefix, this::read);
    }

    private SortedMap<String, byte[]> read(String prefix) {
        int last = prefix.length() - 1;
        // Keys are ASCII in the order of their bytes: all with the prefix stand before the one whose last character is
        // the next.
        String beyond = prefix.substring(0, last) + (char) (prefix.charAt(last) + 1);
        SortedMap<String, byte[]> found = new TreeMap<>();
        try {
            Rows.list(
                            connection,
                            "select key, value from state where namespace = ? and key >= ? and key < ?",
                            List.of(chaincode, prefix, beyond),
                            row -> Map.entry(row.getString("key"), row.getBytes("value")))
                    .forEach(entry -> found.put(entry.getKey(), entry.getValue()));
        } catch (SQLException e) {
            throw new StorageException("cannot read the verified state", e);
        }
        return found;
    }
}
