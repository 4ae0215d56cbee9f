package clearing.kernel;

import static clearing.kernel.Consortium.HK;
import static clearing.kernel.Consortium.NORTH;
import static clearing.kernel.Consortium.SOUTH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import clearing.kernel.balance.BalancePage;
import clearing.kernel.state.Keys;
import clearing.kernel.state.LedgerState;
import clearing.kernel.state.Overlay;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the kernel notices of a ledger that is wrong, and that it changes nothing then. */
class InvariantsTest {
    private final Consortium ledger = Consortium.funded();

    @Test
    void a_balance_page_with_a_position_below_zero_is_a_defect() {
        byte[] page = ledger.state().get(Keys.balance(HK, NORTH)).orElseThrow();
        // format 1, count 2, account 1, asset 2, then the first position's available amount
        page[6] = (byte) 0xFF;
        ledger.state().put(Keys.balance(HK, NORTH), page);

        assertDefect("not in canonical form");
    }

    @Test
    void a_balance_page_that_is_cut_off_is_a_defect() {
        ledger.state().put(Keys.balance(HK, NORTH), new byte[] {1, 0, 9});

        assertDefect("B/HK/NorthBrokers cannot be read");
    }

    @Test
    void a_balance_page_in_another_format_is_a_defect() {
        ledger.state().put(Keys.balance(HK, SOUTH), new byte[] {3, 0, 0});

        assertDefect("unknown format");
    }

    @Test
    void a_position_in_an_asset_that_does_not_exist_is_a_defect() {
        BalancePage page = ledger.balance(NORTH);
        page.credit(0, 4000, 5);
        ledger.state().put(Keys.balance(HK, NORTH), page.encode());

        assertDefect("asset 4000");
    }

    @Test
    void a_status_page_without_its_trades_is_a_defect() {
        ledger.affirmed(0, Trades.payment("T1", 1));
        ledger.state().remove(Keys.page(Consortium.page(0)));

        assertThatThrownBy(() -> ledger.settle(Consortium.page(0)))
                .isInstanceOf(InvariantViolation.class)
                .hasMessageContaining("no trade page");
    }

    @Test
    void value_that_would_appear_from_nowhere_is_a_defect() {
        Overlay overlay = new Overlay(ledger.state());
        BalancePage page = ledger.balance(NORTH);
        page.credit(0, Consortium.HKD, 1);
        overlay.put(Keys.balance(HK, NORTH), page.encode());

        assertThatThrownBy(() -> Conservation.check(Consortium.constitution(), overlay))
                .isInstanceOf(InvariantViolation.class)
                .hasMessage("conservation: HKD would drift by 1 minor units");
    }

    @Test
    void a_position_never_moves_below_zero_or_by_nothing() {
        BalancePage page = BalancePage.decode(Optional.empty());
        page.credit(0, 0, 5);

        assertThatThrownBy(() -> page.debit(0, 0, 6)).isInstanceOf(InvariantViolation.class);
        assertThatThrownBy(() -> page.debit(0, 0, 0)).isInstanceOf(InvariantViolation.class);
        assertThatThrownBy(() -> page.credit(0, 0, -1)).isInstanceOf(InvariantViolation.class);
        assertThatThrownBy(() -> page.release(0, 0, 1, true)).isInstanceOf(InvariantViolation.class);
    }

    @Test
    void an_overlay_sees_its_own_writes_and_goes_back_to_a_savepoint() {
        LedgerState empty = key -> Optional.empty();
        Overlay overlay = new Overlay(empty);
        overlay.put("A", new byte[] {1});
        int savepoint = overlay.savepoint();
        overlay.put("A", new byte[] {2});
        overlay.put("B", new byte[] {3});
        assertThat(overlay.get("A").orElseThrow()).containsExactly(2);

        overlay.rollback(savepoint);

        assertThat(overlay.get("A").orElseThrow()).containsExactly(1);
        assertThat(overlay.writes()).containsOnlyKeys("A");
        assertThat(overlay.committed("A")).isEmpty();
        assertThatThrownBy(() -> overlay.put("C", new byte[0])).isInstanceOf(InvariantViolation.class);
    }

    private void assertDefect(String sentence) {
        Batch batch = Batch.of(Consortium.round(ledger.affirmed(0, Trades.payment("T1", 1))));
        String before = ledger.digest();
        assertThatThrownBy(() -> ledger.attempt(Consortium.caller(NORTH), batch))
                .isInstanceOf(InvariantViolation.class)
                .hasMessageContaining(sentence);
        assertThat(ledger.digest()).isEqualTo(before);
    }
}
