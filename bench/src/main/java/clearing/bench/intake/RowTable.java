package clearing.bench.intake;

import clearing.settlement.store.DatabaseAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** The baseline: one table with the fields of a trade and a primary key, one commit a batch, multi-row inserts. */
final class RowTable implements AutoCloseable {
    private static final String INSERT =
            "insert into trade (counterparty, reference, side, kind, account, counterparty_account, asset, quantity, "
                    + "settlement_asset, settlement_amount, trade_date, value_date, priority, price, client) "
                    + "values (?, ?, ?, 'DVP', 'HOUSE', 'HOUSE', 'HK0000000015', ?, 'HKD', ?, date '2026-11-30', "
                    + "date '2026-11-30', 'NORMAL', ?, ?)";

    private final List<Connection> all = new ArrayList<>();
    private final BlockingQueue<Connection> idle = new LinkedBlockingQueue<>();

    RowTable(DatabaseAddress address, int clients) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", address.user());
        properties.setProperty("password", address.password());
        // Many rows a statement: what a good client of PostgreSQL does.
        properties.setProperty("reWriteBatchedInserts", "true");
        for (int i = 0; i < clients; i++) {
            Connection connection = DriverManager.getConnection(address.url(), properties);
            connection.setAutoCommit(false);
            all.add(connection);
            idle.add(connection);
        }
        try (Statement statement = all.getFirst().createStatement()) {
            statement.execute(
                    "create table trade (counterparty text not null, reference text not null, side text not null, "
                            + "kind text not null, account text not null, counterparty_account text not null, asset text not null, "
                            + "quantity bigint not null, settlement_asset text, settlement_amount numeric, trade_date date not null, "
                            + "value_date date not null, priority text not null, price text not null, client text not null, "
                            + "primary key (counterparty, reference))");
            all.getFirst().commit();
        }
    }

    void insert(SampleRows.Batch batch) throws SQLException, InterruptedException {
        Connection connection = idle.take();
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            for (SampleRows.Row row : batch.rows()) {
                insert.setString(1, row.counterparty());
                insert.setString(2, row.reference());
                insert.setString(3, row.side());
                insert.setLong(4, row.quantity());
                insert.setBigDecimal(5, row.amount());
                insert.setString(6, row.price());
                insert.setString(7, row.client());
                insert.addBatch();
            }
            insert.executeBatch();
            connection.commit();
        } finally {
            idle.add(connection);
        }
    }

    @Override
    public void close() throws SQLException {
        for (Connection connection : all) {
            connection.close();
        }
    }
}
