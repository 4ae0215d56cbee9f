package clearing.bench.revenue;

import clearing.settlement.store.DatabaseAddress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.postgresql.PGConnection;

/** The baseline: the same file copied into a table, and summed. It keeps no proof of anything. */
final class PostgresSums implements AutoCloseable {
    private final Connection connection;

    PostgresSums(DatabaseAddress address) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", address.user());
        properties.setProperty("password", address.password());
        connection = DriverManager.getConnection(address.url(), properties);
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("create table usage (at timestamptz not null, customer text not null, "
                    + "quantity bigint not null check (quantity >= 0), reference text not null)");
        }
        connection.commit();
    }

    /** Copies, sums by customer and in all, commits. */
    long sum(Path file) throws SQLException, IOException {
        try (Statement statement = connection.createStatement();
                InputStream rows = Files.newInputStream(file)) {
            statement.execute("truncate usage");
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("copy usage from stdin with (format csv, header true)", rows);
            long sum = 0;
            try (ResultSet sums =
                    statement.executeQuery("select customer, sum(quantity), count(*) from usage group by customer")) {
                while (sums.next()) {
                    sum += sums.getLong(2);
                }
            }
            connection.commit();
            return sum;
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
