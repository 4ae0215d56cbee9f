package clearing.kernel.netting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import clearing.kernel.Golden;
import clearing.kernel.MalformedInput;
import clearing.kernel.ResultCode;
import clearing.kernel.Seeds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NettingCycleTest {
    private static final NettingSet HKD = new NettingSet("HKD", "MASTER", "HK");
    private static final NettingSet USD = new NettingSet("USD", "MASTER", "HK");
    private static final List<Obligation> DAY = List.of(
            new Obligation("T1", "North", "South", HKD, 100_00),
            new Obligation("T2", "South", "Bank", HKD, 70_00),
            new Obligation("T3", "Bank", "North", HKD, 30_00),
            new Obligation("T4", "South", "North", USD, 5),
            new Obligation("T5", "South", "North", HKD, 1));

    @Test
    void a_cycle_nets_each_set_on_its_own_in_the_order_of_ids() {
        NettingCycle cycle = NettingCycle.of(NettingMode.MULTILATERAL, DAY);

        assertThat(cycle.members()).containsExactly("Bank", "North", "South");
        assertThat(cycle.sets()).containsExactly(HKD, USD);
        assertThat(cycle.positions().nets(0)).containsExactly(40_00, -69_99, 29_99);
        assertThat(cycle.payments(0, false)).containsExactly(new Payment(1, 0, 40_00), new Payment(1, 2, 29_99));
        assertThat(cycle.payments(1, true)).containsExactly(new Payment(2, 1, 5));
        assertThat(cycle.obligations(1)).containsExactly(DAY.get(3));
    }

    @Test
    void bilateral_payments_are_one_to_each_pair() {
        NettingCycle cycle = NettingCycle.of(NettingMode.BILATERAL, DAY);

        assertThat(cycle.payments(0, false))
                .containsExactly(new Payment(0, 1, 30_00), new Payment(1, 2, 99_99), new Payment(2, 0, 70_00));
        assertThat(cycle.pairs(1)).hasSize(1);
    }

    @Test
    void the_order_of_the_obligations_changes_nothing() {
        byte[] expected =
                NettingCycle.of(NettingMode.MULTILATERAL, DAY).novation(0).encode();
        List<Obligation> shuffled = new ArrayList<>(DAY);
        for (int i = 0; i < 20; i++) {
            Collections.shuffle(shuffled, new Random(Seeds.seed(i)));
            NettingCycle cycle = NettingCycle.of(NettingMode.MULTILATERAL, shuffled);
            assertThat(cycle.novation(0).encode()).isEqualTo(expected);
            assertThat(cycle).isEqualTo(NettingCycle.of(NettingMode.MULTILATERAL, DAY));
            assertThat(cycle).hasSameHashCodeAs(NettingCycle.of(NettingMode.MULTILATERAL, DAY));
        }
    }

    @Test
    void each_obligation_is_proved_to_be_in_the_novation_and_a_changed_one_is_not() {
        NettingCycle cycle = NettingCycle.of(NettingMode.MULTILATERAL, DAY);
        Novation novation = cycle.novation(0);
        List<Obligation> leaves = cycle.obligations(0);

        for (int i = 0; i < leaves.size(); i++) {
            Obligation own = leaves.get(i);
            InclusionProof proof = cycle.prove(0, i);
            assertThat(novation.replaces(own, proof)).isTrue();
            assertThat(novation.replaces(
                            new Obligation(own.reference(), own.payer(), own.payee(), HKD, own.amount() + 1), proof))
                    .isFalse();
            assertThat(novation.replaces(
                            new Obligation(own.reference(), own.payee(), own.payer(), HKD, own.amount()), proof))
                    .isFalse();
        }
        assertThat(novation.replaces(DAY.get(3), cycle.prove(1, 0))).isFalse();
    }

    @Test
    void novation_and_obligation_keep_their_bytes() {
        Novation novation = NettingCycle.of(NettingMode.MULTILATERAL, DAY).novation(0);
        Golden.assertBytes("novation", novation.encode());
        Golden.assertBytes("obligation", DAY.get(0).encode());

        assertThat(Novation.decode(Golden.bytes("novation")))
                .isEqualTo(novation)
                .hasSameHashCodeAs(novation);
        assertThat(Obligation.decode(Golden.bytes("obligation"))).isEqualTo(DAY.get(0));
        assertThat(novation.contentHash()).hasSize(32);
        assertThat(novation.toString()).contains("MULTILATERAL HKD/MASTER/HK count=4");
    }

    @Test
    void every_cut_of_the_bytes_is_malformed() {
        byte[] novation = Golden.bytes("novation");
        byte[] obligation = Golden.bytes("obligation");
        for (int length = 0; length < novation.length; length++) {
            byte[] cut = Arrays.copyOf(novation, length);
            assertThatThrownBy(() -> Novation.decode(cut)).isInstanceOf(MalformedInput.class);
        }
        for (int length = 0; length < obligation.length; length++) {
            byte[] cut = Arrays.copyOf(obligation, length);
            assertThatThrownBy(() -> Obligation.decode(cut)).isInstanceOf(MalformedInput.class);
        }
    }

    @Test
    void a_novation_whose_nets_contradict_it_is_refused() {
        Novation good = NettingCycle.of(NettingMode.MULTILATERAL, DAY).novation(0);
        List<MemberNet> swapped = new ArrayList<>(good.nets());
        Collections.swap(swapped, 0, 1);
        List<MemberNet> fewer = good.nets().subList(0, 2);
        List<MemberNet> negative = List.of(new MemberNet("Bank", -1, -1, 0, 0));

        assertThat(good.fault()).isEmpty();
        assertThat(with(good, good.count() + 1, good.gross(), good.nets())).contains("count");
        assertThat(with(good, good.count(), good.gross() - 1, good.nets())).contains("gross");
        assertThat(with(good, good.count(), good.gross(), swapped)).contains("nets");
        assertThat(with(good, good.count(), good.gross(), fewer)).contains("gross");
        assertThat(with(good, 0, -1, negative)).contains("nets");
        byte[] bytes = new Novation(HKD, good.mode(), 9, good.gross(), good.root(), good.nets()).encode();
        assertThatThrownBy(() -> Novation.decode(bytes)).hasMessageContaining("count");
        assertThatThrownBy(() -> new Novation(HKD, good.mode(), 0, 0, new byte[3], List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void the_same_obligation_twice_is_refused() {
        List<Obligation> twice = new ArrayList<>(DAY);
        twice.add(new Obligation("T1", "North", "South", HKD, 7));

        assertThatThrownBy(() -> NettingCycle.of(NettingMode.MULTILATERAL, twice))
                .isInstanceOfSatisfying(
                        MalformedInput.class,
                        fault -> assertThat(fault.code()).isEqualTo(ResultCode.DUPLICATE_REFERENCE));
    }

    private static java.util.Optional<String> with(Novation good, long count, long gross, List<MemberNet> nets) {
        return new Novation(good.set(), good.mode(), count, gross, good.root(), nets).fault();
    }
}
