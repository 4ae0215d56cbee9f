package clearing.bench.reconcile;

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

/**
 * The baselines in PostgreSQL: both files copied into two tables without an index or a check, in one transaction; and a FULL OUTER JOIN of
 * the loaded and analysed rows, hashed in memory.
 */
final class PlainTables implements AutoCloseable {
    private static final String KEY = "account text not null, asset text not null, ";

    private final Connection connection;

    PlainTables(DatabaseAddress address) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", address.user());
        properties.setProperty("password", address.password());
        connection = DriverManager.getConnection(address.url(), properties);
        connection.setAutoCommit(false);
        execute(
                "create table chain (id text not null, " + KEY + "amount numeric not null, kind text not null,"
                        + " reference text not null, counterparty text not null, value_date date not null)",
                "create table books (" + KEY + "booking_date date not null, value_date date not null,"
                        + " amount numeric not null, reference text not null, counterparty text not null,"
                        + " code text not null, text text not null)");
        connection.commit();
    }

    /** Forgets the rows, in a transaction of its own: a table that is emptied in the copying one would need no log. */
    void empty() throws SQLException {
        execute("truncate chain, books");
        connection.commit();
    }

    /** What earlier work left in memory goes to the disk now and is not charged to the next. */
    void checkpoint() throws SQLException {
        connection.setAutoCommit(true);
        execute("checkpoint");
        connection.setAutoCommit(false);
    }

    /** Copies both files and commits. */
    void copy(RowFiles files) throws SQLException, IOException {
        copy("chain", files.chain());
        copy("books", files.books());
        connection.commit();
    }

    private void copy(String table, Path file) throws SQLException, IOException {
        try (InputStream in = Files.newInputStream(file)) {
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("copy " + table + " from stdin with (format csv, header true)", in);
        }
    }

    /** Puts the copied rows into narrow tables of minor units, known to the planner: the join's best case. */
    void load() throws SQLException {
        for (String table : new String[] {"chain", "books"}) {
            execute(
                    "drop table if exists loaded_" + table,
                    "create table loaded_" + table + " as select account, asset, reference, counterparty, value_date,"
                            + " case when length(asset) = 3 then amount * 100 else amount end::bigint as minor from "
                            + table,
                    "analyze loaded_" + table);
        }
        execute("set work_mem = '512MB'", "set max_parallel_workers_per_gather = 2");
        connection.commit();
    }

    /** Joins what is loaded. */
    Counts join() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(comparison("loaded_chain", "loaded_books"))) {
            row.next();
            Counts counts = new Counts(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4));
            connection.commit();
            return counts;
        }
    }

    /** The comparison as SQL, the same for every database. */
    static String comparison(String chain, String books) {
        String agrees = "c.minor = b.minor and c.value_date = b.value_date and c.counterparty = b.counterparty";
        return "select count(*) filter (where " + agrees + "), count(*) filter (where not (" + agrees + ")),"
                + " count(*) filter (where b.minor is null), count(*) filter (where c.minor is null) from " + chain
                + " c full outer join " + books
                + " b on c.account = b.account and c.asset = b.asset and c.reference = b.reference";
    }

    private void execute(String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
