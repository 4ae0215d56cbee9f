package clearing.settlement.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import clearing.client.chain.VerifiedBlock;
import clearing.kernel.state.Keys;
import clearing.kernel.trade.StatusPage;
import clearing.kernel.trade.TradeState;
import clearing.settlement.store.Database;
import clearing.settlement.store.DatabaseAddress;
import clearing.settlement.store.FailPoints;
import clearing.settlement.store.Rows;
import clearing.settlement.store.TestDatabases;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** Trades kept by ranges of their pages. */
final class TradePagesTest {
    @Test
    void trades_events_and_queues_say_what_the_verified_status_pages_say() throws InterruptedException {
        SimulatedChain chain = SimulatedChain.day(3, 40);
        QueueDay.waiting(chain);
        List<VerifiedBlock> blocks = chain.blocks();
        try (Tailed tailed = new Tailed(TestDatabases.fresh(), blocks, FailPoints.NONE)) {
            tailed.awaitHeight(blocks.size() - 1L);
            Database database = tailed.database();
            List<String> own = statuses(database, state -> true, " and (s.key like '%HarbourBrokers%')");
            assertThat(own).hasSizeGreaterThan(100);
            assertThat(
                            rows(
                                    database,
                                    "select author || '/' || counterparty || '/' || page || '#' || idx || ' ' || state from trade"))
                    .containsExactlyInAnyOrderElementsOf(own);
            assertThat(
                            rows(
                                    database,
                                    "select distinct on (author, counterparty, page, idx)"
                                            + " author || '/' || counterparty || '/' || page || '#' || idx || ' ' || state_to"
                                            + " from trade_event order by author, counterparty, page, idx, block desc, tx desc, effect desc"))
                    .containsExactlyInAnyOrderElementsOf(own);
            assertThat(rows(
                            database,
                            "select author || '/' || counterparty || '/' || page || '#' || idx || ' ' || state"
                                    + " from waiting, generate_series(first_idx, last_idx) as places (idx)"))
                    .containsExactlyInAnyOrderElementsOf(statuses(
                            database, state -> state == TradeState.AFFIRMED || state == TradeState.QUEUED, ""));
            assertThat(rows(
                            database,
                            "select e.block || '.' || e.tx || '.' || e.effect from (select *, lag(state_to) over (partition by"
                                    + " author, counterparty, page, idx order by block, tx, effect) as before from trade_event) e"
                                    + " where e.state_from is distinct from e.before"))
                    .as("events that do not follow on the one before")
                    .isEmpty();
            assertThat(
                            rows(
                                    database,
                                    "select block || '.' || tx || '.' || effect from trade_event group by block, tx, effect having count(*) > 1"))
                    .as("effects in two ranges")
                    .isEmpty();
        }
    }

    @Test
    void trades_that_were_kept_one_by_one_are_taken_over() throws SQLException {
        DatabaseAddress address = TestDatabases.fresh();
        Flyway.configure()
                .dataSource(address.url(), address.user(), address.password())
                .locations("classpath:db/settlement")
                .target("19")
                .load()
                .migrate();
        List<String> trades;
        List<String> events;
        try (Connection connection = DriverManager.getConnection(address.url(), address.user(), address.password());
                Statement sql = connection.createStatement()) {
            for (int i = 0; i < 6; i++) {
                trade(sql, "A", 0, i, i < 2 || i == 4 ? 4 : 2, 7, i);
                trade(sql, "B", 3, i, 1, 5, i);
                sql.execute("insert into trade_event values (7, 0, " + i + ", 'A', 'C', 0, " + i + ", null, 1, 0)");
            }
            sql.execute(
                    "insert into waiting values ('A', 'C', 0, 2, 'HK', 'R', 2, false, '2026-11-20', 'HOUSE', 'HOUSE', true,"
                            + " 'HKD', 1, null, null, '2026-11-20T01:00:00Z', null)");
            trades = rows(connection, TRADES);
            events = rows(connection, "select e::text from trade_event e");
        }
        try (Database database = Database.open(address, 3)) {
            assertThat(rows(database, TRADES)).hasSize(12).containsExactlyElementsOf(trades);
            assertThat(
                            rows(
                                    database,
                                    "select (block, tx, effect, author, counterparty, page, idx, state_from, state_to, reason)::text from trade_event"))
                    .containsExactlyInAnyOrderElementsOf(events);
            assertThat(rows(
                            database,
                            "select p.author || s.first_idx || '-' || s.last_idx || ' ' || s.state from trade_stand s"
                                    + " join trade_page p on p.id = s.page_id order by p.id, s.first_idx"))
                    .containsExactly("B0-5 1", "A0-1 4", "A2-3 2", "A4-4 4", "A5-5 2");
            assertThat(rows(database, "select author || first_idx || '-' || last_idx || since::date from waiting"))
                    .containsExactly("A2-22026-11-20");
        }
    }

    private static final String TRADES =
            "select (author, counterparty, page, idx, lane, reference, kind, state, reason, author_account, counterparty_account,"
                    + " author_delivers, delivery_asset, delivery_minor, payment_asset, payment_minor, urgent, trade_date, value_date,"
                    + " commitment, reverses, amends, recorded_at, recorded_block, recorded_tx, recorded_effect, moved_block)::text"
                    + " from trade order by recorded_block desc, recorded_tx desc, recorded_effect desc";

    private static void trade(Statement sql, String author, int page, int place, int state, long block, int effect)
            throws SQLException {
        sql.execute(
                "insert into trade (author, counterparty, page, idx, lane, reference, kind, state, reason, author_account,"
                        + " counterparty_account, author_delivers, delivery_asset, delivery_minor, urgent, trade_date, value_date, commitment,"
                        + " recorded_at, recorded_block, recorded_tx, recorded_effect, moved_block) values ('" + author
                        + "', 'C', " + page
                        + ", " + place + ", 'HK', 'R" + place + "', 0, " + state
                        + ", 0, 'HOUSE', 'HOUSE', true, 'HKD', " + (100 + place)
                        + ", false, '2026-11-20', '2026-11-20', '\\x00', '2026-11-20T01:00:00Z', " + block + ", 0, "
                        + effect + ", 9)");
    }

    private static List<String> statuses(Database database, Predicate<TradeState> wanted, String more) {
        List<StatusPage> pages = database.read(connection -> Rows.list(
                connection,
                "select value from state s where starts_with(s.key, ?)" + more,
                List.of(Keys.STATUS_PREFIX),
                row -> StatusPage.decode(row.getBytes(1))));
        List<String> trades = new ArrayList<>();
        for (StatusPage page : pages) {
            for (int i = 0; i < page.count(); i++) {
                if (wanted.test(page.state(i))) {
                    trades.add(page.id().author() + "/" + page.id().counterparty() + "/"
                            + page.id().number() + "#" + i + " " + page.state(i).number());
                }
            }
        }
        return trades;
    }

    private static List<String> rows(Database database, String sql) {
        return database.read(connection -> rows(connection, sql));
    }

    private static List<String> rows(Connection connection, String sql) throws SQLException {
        return Rows.list(connection, sql, List.of(), row -> row.getString(1));
    }
}
