package clearing.settlement.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * The pool of one member's database. Work runs on the calling thread, which must be a virtual thread or one that may
 * block; never an event loop.
 */
public final class Database implements AutoCloseable {
    private static final int SCHEMA_CHANGE_SECONDS = 60;
    private final HikariDataSource pool;

    private Database(HikariDataSource pool) {
        this.pool = pool;
    }

    /**
     * Work inside one transaction.
     *
     * @param <T> what it gives back
     */
    @FunctionalInterface
    public interface Work<T> {
        /**
         * @param connection the transaction's connection; not to be kept, committed or closed
         * @return the result
         * @throws SQLException rolls back
         */
        T in(Connection connection) throws SQLException;
    }

    /**
     * Opens the pool and brings the schema up to date.
     *
     * @param address the database
     * @param connections greatest number of connections
     * @return the pool; close it at the end
     * @throws StorageException when the database is away or its schema cannot be migrated
     */
    public static Database open(DatabaseAddress address, int connections) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(address.url());
        config.setUsername(address.user());
        config.setPassword(address.password());
        config.setMaximumPoolSize(connections);
        config.setMinimumIdle(1);
        config.setAutoCommit(false);
        config.setConnectionTimeout(Duration.ofSeconds(10).toMillis());
        config.addDataSourceProperty("reWriteBatchedInserts", "true");
        config.addDataSourceProperty("tcpKeepAlive", "true");
        config.addDataSourceProperty("socketTimeout", "120");
        config.addDataSourceProperty("ApplicationName", "settlement-service");
        try {
            HikariDataSource pool = new HikariDataSource(config);
            Flyway.configure()
                    .dataSource(pool)
                    .locations("classpath:db/settlement")
                    .lockRetryCount(SCHEMA_CHANGE_SECONDS)
                    .load()
                    .migrate();
            return new Database(pool);
        } catch (FlywayException | com.zaxxer.hikari.pool.HikariPool.PoolInitializationException e) {
            throw new StorageException("cannot open the database " + address.url() + ": " + e.getMessage(), e);
        }
    }

    /**
     * Runs the work and commits; any exception rolls back.
     *
     * @param <T> what it gives back
     * @param work the work
     * @return its result, durable
     * @throws StorageException for every database error, a failed commit included
     */
    public <T> T write(Work<T> work) {
        try (Connection connection = pool.getConnection()) {
            try {
                T result = work.in(connection);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException | Error e) {
                connection.rollback();
                throw e;
            }
        } catch (SQLException e) {
            throw new StorageException("database error " + e.getSQLState() + ": " + e.getMessage(), e);
        }
    }

    /**
     * Runs the work over one unchanging snapshot and changes nothing.
     *
     * @param <T> what it gives back
     * @param work the work
     * @return its result
     * @throws StorageException for every database error
     */
    public <T> T read(Work<T> work) {
        try (Connection connection = pool.getConnection()) {
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setReadOnly(true);
            try {
                return work.in(connection);
            } finally {
                connection.rollback();
            }
        } catch (SQLException e) {
            throw new StorageException("database error " + e.getSQLState() + ": " + e.getMessage(), e);
        }
    }

    /** Whether the database answers now. */
    public boolean answers() {
        try (Connection connection = pool.getConnection()) {
            boolean valid = connection.isValid(2);
            connection.rollback();
            return valid;
        } catch (SQLException e) {
            return false;
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
