package clearing.bench.reconcile;

import clearing.reconcile.Booking;
import clearing.settlement.store.DatabaseAddress;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.List;
import java.util.Properties;
import org.postgresql.PGConnection;

/**
 * The row-at-a-time design: each entry asks the database for open postings within a window of amount and date, takes the one of its
 * reference, records that match and commits. The index fits the window, the statements are prepared on the server, a posting is matched
 * once.
 */
final class RowAtATime implements AutoCloseable {
    private static final long AMOUNT_WINDOW = 5_000;
    private static final int DATE_WINDOW = 4;

    private final Connection connection;
    private long agreed;
    private long different;
    private long loneBooks;

    RowAtATime(DatabaseAddress address) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", address.user());
        properties.setProperty("password", address.password());
        properties.setProperty("prepareThreshold", "1");
        connection = DriverManager.getConnection(address.url(), properties);
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "create table posting (id bigint primary key, account text not null, asset text not null,"
                            + " minor bigint not null, reference text not null, counterparty text not null, value_date date not null)");
            statement.execute("create index posting_window on posting (account, asset, minor, value_date)");
            statement.execute("create table match (entry bigint primary key, posting bigint not null unique,"
                    + " result text not null, at timestamptz not null default now())");
            statement.execute(
                    "create table unmatched (entry bigint primary key, at timestamptz not null default now())");
        }
        connection.commit();
    }

    /** The internal side, loaded and analysed before any entry comes. */
    void load(RowFiles files) throws SQLException, IOException {
        agreed = 0;
        different = 0;
        loneBooks = 0;
        StringBuilder rows = new StringBuilder();
        ProductFiles.chainItems(files.chain())
                .forEach(p -> rows.append(p.id())
                        .append(',')
                        .append(p.key().account())
                        .append(',')
                        .append(p.key().asset())
                        .append(',')
                        .append(p.amountMinor())
                        .append(',')
                        .append(p.reference())
                        .append(',')
                        .append(p.counterparty())
                        .append(',')
                        .append(p.valueDate())
                        .append('\n'));
        try (Statement statement = connection.createStatement()) {
            statement.execute("truncate posting, match, unmatched");
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn(
                            "copy posting from stdin with (format csv)",
                            new ByteArrayInputStream(rows.toString().getBytes(StandardCharsets.UTF_8)));
            connection.commit();
            statement.execute("analyze posting");
            connection.commit();
        }
    }

    /** Each entry by itself, to its commit. */
    void match(List<Booking> entries) throws SQLException {
        try (PreparedStatement window = connection.prepareStatement(
                        "select id, reference, minor, value_date, counterparty from posting p where account = ? and asset = ?"
                                + " and minor between ? and ? and value_date between ? and ?"
                                + " and not exists (select from match m where m.posting = p.id)"
                                + " order by reference <> ?, abs(minor - ?), id limit 1");
                PreparedStatement match =
                        connection.prepareStatement("insert into match (entry, posting, result) values (?, ?, ?)");
                PreparedStatement unmatched = connection.prepareStatement("insert into unmatched (entry) values (?)")) {
            for (Booking entry : entries) {
                one(entry, window, match, unmatched);
                connection.commit();
            }
        }
    }

    private void one(Booking entry, PreparedStatement window, PreparedStatement match, PreparedStatement unmatched)
            throws SQLException {
        String reference = entry.references().getFirst();
        window.setString(1, entry.key().account());
        window.setString(2, entry.key().asset());
        window.setLong(3, entry.amountMinor() - AMOUNT_WINDOW);
        window.setLong(4, entry.amountMinor() + AMOUNT_WINDOW);
        window.setObject(5, entry.valueDate().minusDays(DATE_WINDOW));
        window.setObject(6, entry.valueDate().plusDays(DATE_WINDOW));
        window.setString(7, reference);
        window.setLong(8, entry.amountMinor());
        try (ResultSet found = window.executeQuery()) {
            if (!found.next() || !found.getString(2).equals(reference)) {
                unmatched.setLong(1, Long.parseLong(entry.id()));
                unmatched.executeUpdate();
                loneBooks++;
                return;
            }
            boolean agrees = found.getLong(3) == entry.amountMinor()
                    && found.getObject(4, LocalDate.class).equals(entry.valueDate())
                    && found.getString(5).equals(entry.counterparty());
            match.setLong(1, Long.parseLong(entry.id()));
            match.setLong(2, found.getLong(1));
            match.setString(3, agrees ? "agreed" : "different");
            match.executeUpdate();
            agreed += agrees ? 1 : 0;
            different += agrees ? 0 : 1;
        }
    }

    /** What it came to; the postings that no entry took are counted last. */
    Counts counts() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet lone = statement.executeQuery(
                        "select count(*) from posting p where not exists (select from match m where m.posting = p.id)")) {
            lone.next();
            Counts counts = new Counts(agreed, different, lone.getLong(1), loneBooks);
            connection.commit();
            return counts;
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
