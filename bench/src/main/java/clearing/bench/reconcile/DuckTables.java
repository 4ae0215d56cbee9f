package clearing.bench.reconcile;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** DuckDB in this process, with as many threads as there are cores: the same comparison, of loaded rows and from the files. */
final class DuckTables implements AutoCloseable {
    private static final String KEY = "'account': 'VARCHAR', 'asset': 'VARCHAR', ";
    private static final String CHAIN =
            "{'id': 'VARCHAR', " + KEY + "'amount': 'DECIMAL(18,2)', 'kind': 'VARCHAR', 'reference': 'VARCHAR',"
                    + " 'counterparty': 'VARCHAR', 'value_date': 'DATE'}";
    private static final String BOOKS = "{" + KEY + "'booking_date': 'DATE', 'value_date': 'DATE',"
            + " 'amount': 'DECIMAL(18,2)', 'reference': 'VARCHAR', 'counterparty': 'VARCHAR', 'code': 'VARCHAR',"
            + " 'text': 'VARCHAR'}";

    private final Connection connection;

    DuckTables() throws SQLException {
        connection = DriverManager.getConnection("jdbc:duckdb:");
        execute("set threads = " + Runtime.getRuntime().availableProcessors());
    }

    void load(RowFiles files) throws SQLException {
        execute(
                "create or replace table chain as select * from " + rows(files.chain(), CHAIN),
                "create or replace table books as select * from " + rows(files.books(), BOOKS));
    }

    /** Joins what is loaded. */
    Counts join() throws SQLException {
        return compare("chain", "books");
    }

    /** Reads both files and joins them, by one query. */
    Counts fromFiles(RowFiles files) throws SQLException {
        return compare(rows(files.chain(), CHAIN), rows(files.books(), BOOKS));
    }

    private Counts compare(String chain, String books) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(PlainTables.comparison(chain, books))) {
            row.next();
            return new Counts(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4));
        }
    }

    private static String rows(Path file, String columns) {
        return "(select account, asset, reference, counterparty, value_date,"
                + " case when length(asset) = 3 then amount * 100 else amount end::bigint as minor from read_csv('"
                + file.toString().replace("'", "''") + "', header = true, auto_detect = false, delim = ',', columns = "
                + columns + "))";
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
