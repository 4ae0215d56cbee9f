package clearing.settlement.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import clearing.kernel.trade.PageId;
import clearing.kernel.trade.TradeId;
import clearing.settlement.store.Database;
import clearing.settlement.store.Rows;
import clearing.settlement.store.TestDatabases;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Names of trades, there and back. */
final class TradeNamesTest {
    private static final String INSERT =
            "with page as (insert into trade_page values (1, ?, ?, 1, 'HK', now(), 1, 0) returning id),"
                    + " stand as (insert into trade_stand select id, 17, 17, 1, 0, 1 from page)"
                    + " insert into trade_fact select id, 1, null, 17, 0, '2026-11-20', '2026-11-20', 0, true, false, 'R1', 'HOUSE',"
                    + " 'HOUSE', 'HKD', null, '', null, null from page";

    private static TradeId trade(String lane, String author, String counterparty) {
        return new TradeId(new PageId(lane, author, counterparty, 1), 17);
    }

    @Test
    void a_name_is_read_as_it_was_written() {
        TradeId plain = trade("HK", "HarbourBrokers", "LotusSecurities");
        assertThat(TradeNames.readings(TradeNames.of(plain))).containsExactly(plain);
        assertThat(TradeNames.of(plain)).isEqualTo("HK.HarbourBrokers.LotusSecurities.1.17");
    }

    @Test
    void an_id_with_a_dot_is_among_the_readings() {
        TradeId dotted = trade("HK", "Harbour.Brokers", "Lotus.Securities.Ltd");
        String name = TradeNames.of(dotted);
        assertThat(TradeNames.readings(name))
                .contains(dotted)
                .doesNotHaveDuplicates()
                .allMatch(each -> TradeNames.of(each).equals(name));
    }

    @Test
    void a_name_of_several_readings_means_the_trade_that_is_there() {
        TradeId dotted = trade("HK", "Harbour.Brokers", "LotusSecurities");
        TradeId other = trade("HK", "Harbour", "Brokers.LotusSecurities");
        String name = TradeNames.of(dotted);
        assertThat(TradeNames.of(other)).isEqualTo(name);
        try (Database database = Database.open(TestDatabases.fresh(), 2)) {
            assertThat(meant(database, name)).isEmpty();
            database.write(connection -> Rows.update(connection, INSERT, "Harbour.Brokers", "LotusSecurities"));
            assertThat(meant(database, name)).contains(dotted);
            assertThat(meant(database, "HK.A.B.1.1"))
                    .as("one reading")
                    .contains(new TradeId(new PageId("HK", "A", "B", 1), 1));
            assertThat(meant(database, "HK.A.B")).isEmpty();
        }
    }

    private static Optional<TradeId> meant(Database database, String name) {
        return database.read(connection -> TradeNames.meant(connection, name));
    }

    @Test
    void what_is_no_name_has_no_reading() {
        for (String text : List.of(
                "", "HK.A.B.1", "HK.A.B.x.1", "HK.A.B.1.1234567890", "HK..B.1.1", ".A.B.1.1", "HK.A..1.1", "A.1.1")) {
            assertThat(TradeNames.readings(text)).as(text).isEmpty();
        }
        assertThat(TradeNames.readings("HK." + "A".repeat(65) + ".B.1.1")).isEmpty();
    }
}
