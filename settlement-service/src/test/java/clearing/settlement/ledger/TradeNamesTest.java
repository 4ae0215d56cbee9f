package clearing.settlement.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import clearing.kernel.trade.PageId;
import clearing.kernel.trade.TradeId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Names of trades, there and back. */
final class TradeNamesTest {
    private static TradeId trade(String lane, String author, String counterparty) {
        return new TradeId(new PageId(lane, author, counterparty, 1), 17);
    }

    @Test
    void a_name_is_read_as_it_was_written() {
        TradeId plain = trade("HK", "HarbourBrokers", "LotusSecurities");
        assertThat(TradeNames.parse(TradeNames.of(plain))).contains(plain);
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
        assertThat(TradeNames.parse(name)).isEmpty();
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
