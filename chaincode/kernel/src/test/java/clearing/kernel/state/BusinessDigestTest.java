package clearing.kernel.state;

import static clearing.kernel.Consortium.HKD;
import static clearing.kernel.Consortium.NORTH;
import static clearing.kernel.Consortium.SOUTH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import clearing.kernel.Consortium;
import clearing.kernel.Trades;
import clearing.kernel.codec.Bytes;
import clearing.kernel.trade.Trade;
import clearing.kernel.trade.TradePage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BusinessDigestTest {
    private final Trade one = Trades.dvp("T1", 10, 1000);
    private final Trade two = Trades.payment("T2", 7);

    @Test
    void is_the_hash_of_the_sorted_lines_that_it_documents() {
        Consortium ledger = Consortium.founded();
        ledger.deposit("F1", NORTH, Consortium.CLIENT, "HKD", 25);
        ledger.deposit("F2", NORTH, Consortium.HOUSE, "HKD", 7);
        ledger.settle(ledger.affirmed(0, two));
        ledger.record(1, one);
        String lines = """
                position|NorthBrokers|CLIENT|HKD|25|0
                position|SouthSecurities|HOUSE|HKD|7|0
                trade|T1|NorthBrokers|SouthSecurities|ALLEGED
                trade|T2|NorthBrokers|SouthSecurities|SETTLED
                """;

        BusinessDigest digest = digest(ledger);

        assertThat(digest.hex())
                .isEqualTo(HexFormat.of().formatHex(Bytes.sha256(lines.getBytes(StandardCharsets.US_ASCII))));
        assertThat(digest.positions()).isEqualTo(2);
        assertThat(digest.trades()).isEqualTo(2);
    }

    @Test
    void does_not_depend_on_pages_rounds_or_salts() {
        Consortium together = Consortium.funded();
        together.settle(together.affirmed(0, one, two));
        Consortium apart = Consortium.funded();
        apart.settle(apart.affirmed(17, salted(two)));
        apart.settle(apart.affirmed(4, salted(one)));

        assertThat(digest(apart)).isEqualTo(digest(together));
        assertThat(apart.digest()).isNotEqualTo(together.digest());
    }

    @Test
    void does_not_depend_on_the_order_of_the_entries() {
        Consortium ledger = Consortium.funded();
        ledger.settle(ledger.affirmed(0, one, two));
        List<Map.Entry<String, byte[]>> entries = new ArrayList<>();
        ledger.state().entries().forEach(entries::add);
        Collections.reverse(entries);

        assertThat(BusinessDigest.of(entries)).isEqualTo(digest(ledger));
    }

    @Test
    void changes_with_any_position_and_any_state() {
        Consortium ledger = Consortium.funded();
        String before = digest(ledger).hex();
        ledger.record(0, two);
        String alleged = digest(ledger).hex();
        ledger.as(SOUTH, ledger.affirm(Consortium.page(0)));
        String affirmed = digest(ledger).hex();
        ledger.settle(Consortium.page(0));
        String settled = digest(ledger).hex();
        ledger.deposit("MORE", NORTH, Consortium.HOUSE, "HKD", 1);

        assertThat(List.of(before, alleged, affirmed, settled, digest(ledger).hex()))
                .doesNotHaveDuplicates();
        assertThat(ledger.available(NORTH, HKD)).isEqualTo(99_999_994);
    }

    @Test
    void an_empty_ledger_has_nothing_in_it() {
        assertThat(BusinessDigest.of(List.of()))
                .isEqualTo(new BusinessDigest(HexFormat.of().formatHex(Bytes.sha256(new byte[0])), 0, 0));
    }

    @Test
    void a_status_page_without_its_trades_is_refused() {
        Consortium ledger = Consortium.funded();
        ledger.record(0, one);
        ledger.state().remove(Keys.page(Consortium.page(0)));

        assertThatIllegalArgumentException().isThrownBy(() -> digest(ledger)).withMessageContaining("0000000000");
    }

    private static BusinessDigest digest(Consortium ledger) {
        return BusinessDigest.of(ledger.state().entries());
    }

    private static Trade salted(Trade t) {
        byte[] commitment = new byte[TradePage.COMMITMENT_BYTES];
        Arrays.fill(commitment, (byte) 99);
        return new Trade(
                t.kind(),
                t.authorDelivers(),
                t.priority(),
                t.authorAccount(),
                t.counterpartyAccount(),
                t.delivery(),
                t.payment(),
                t.tradeDate(),
                t.valueDate(),
                t.reference(),
                commitment,
                t.reverses());
    }
}
