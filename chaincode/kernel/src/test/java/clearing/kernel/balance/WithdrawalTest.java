package clearing.kernel.balance;

import static org.assertj.core.api.Assertions.assertThat;

import clearing.kernel.Consortium;
import clearing.kernel.Golden;
import org.junit.jupiter.api.Test;

class WithdrawalTest {
    @Test
    void has_its_golden_bytes() {
        Withdrawal paid = new Withdrawal(Withdrawal.State.PAID, 1, "HKD", 123_456, Consortium.TODAY);

        Golden.assertBytes("withdrawal", paid.encode());
        assertThat(Withdrawal.decode(Golden.bytes("withdrawal"))).isEqualTo(paid);
    }
}
