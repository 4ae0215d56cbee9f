package clearing.kernel.netting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import clearing.kernel.MalformedInput;
import clearing.kernel.ResultCode;
import clearing.kernel.Seeds;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class NettingTest {
    private static final long BIG = 5_000_000_000_000_000_000L;

    @Test
    void positions_are_those_that_a_person_works_out() {
        ObligationColumns rows = rows(new int[][] {{0, 1, 0, 100}, {1, 2, 0, 70}, {2, 0, 0, 30}, {0, 1, 1, 5}});

        Positions positions = MultilateralNetting.net(3, 2, rows);

        assertThat(positions.nets(0)).containsExactly(-70, 30, 40);
        assertThat(positions.nets(1)).containsExactly(-5, 5, 0);
        assertThat(positions.gross(0)).isEqualTo(200);
        assertThat(positions.count(0)).isEqualTo(3);
        assertThat(positions.incoming(0, 1)).isEqualTo(100);
        assertThat(positions.outgoing(0, 1)).isEqualTo(70);
        assertThat(positions.incomingCount(0, 1)).isEqualTo(1);
        assertThat(positions.outgoingCount(1, 2)).isZero();
    }

    @Test
    void random_positions_equal_sums_in_big_integers_over_every_pair_of_row_and_member() {
        long seed = Seeds.seed(41);
        RandomGenerator random = Seeds.generator(seed);
        for (int round = 0; round < 200; round++) {
            int members = 2 + random.nextInt(9);
            int sets = 1 + random.nextInt(4);
            ObligationColumns rows = random(random, members, sets, random.nextInt(60), 1_000_000);

            Positions positions = MultilateralNetting.net(members, sets, rows);

            for (int set = 0; set < sets; set++) {
                for (int member = 0; member < members; member++) {
                    assertThat(BigInteger.valueOf(positions.net(set, member)))
                            .as(Seeds.hint(seed))
                            .isEqualTo(oracle(rows, set, member));
                }
                assertThat(Arrays.stream(positions.nets(set)).sum()).isZero();
            }
        }
    }

    @Test
    void sums_beyond_64_bits_over_all_members_are_netted_as_long_as_each_position_fits() {
        ObligationColumns rows = new ObligationColumns(
                new int[] {0, 1, 2}, new int[] {1, 2, 0}, new int[] {0, 1, 2}, new long[] {BIG, BIG, BIG});

        Positions positions = MultilateralNetting.net(3, 3, rows);

        assertThat(positions.net(1, 2)).isEqualTo(BIG);
        assertThat(positions.net(2, 2)).isEqualTo(-BIG);
    }

    @Test
    void a_position_or_a_gross_beyond_64_bits_is_an_error_that_never_wraps() {
        ObligationColumns position =
                new ObligationColumns(new int[] {0, 0}, new int[] {1, 1}, new int[] {0, 0}, new long[] {BIG, BIG});
        ObligationColumns gross =
                new ObligationColumns(new int[] {0, 2}, new int[] {1, 3}, new int[] {0, 0}, new long[] {BIG, BIG});

        refused(ResultCode.AMOUNT_TOO_LARGE, "obligations[1].amount", 2, position);
        refused(ResultCode.AMOUNT_TOO_LARGE, "obligations", 4, gross);
        assertThatThrownBy(() -> BilateralNetting.net(2, 1, position)).isInstanceOf(MalformedInput.class);
    }

    @Test
    void amounts_of_every_size_give_the_same_positions_as_exact_sums() {
        long seed = Seeds.seed(45);
        RandomGenerator random = Seeds.generator(seed);
        int count = 150_000;
        int[] payer = new int[count];
        int[] payee = new int[count];
        long[] amount = new long[count];
        BigInteger[] nets = {BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO};
        for (int i = 0; i < count; i++) {
            payer[i] = random.nextInt(3);
            payee[i] = (payer[i] + 1 + random.nextInt(2)) % 3;
            // Long runs of small amounts between blocks with one that is too large for a packed cell.
            amount[i] = 1 + random.nextLong(i % 9_000 == 0 ? 1L << 52 : 1L << (i / 5_000));
            nets[payer[i]] = nets[payer[i]].subtract(BigInteger.valueOf(amount[i]));
            nets[payee[i]] = nets[payee[i]].add(BigInteger.valueOf(amount[i]));
        }

        Positions positions =
                MultilateralNetting.net(3, 1, new ObligationColumns(payer, payee, new int[count], amount));

        for (int member = 0; member < 3; member++) {
            assertThat(positions.net(0, member)).as(Seeds.hint(seed)).isEqualTo(nets[member].longValueExact());
        }
        assertThat(positions.count(0)).isEqualTo(count);
        assertThat(positions.gross(0)).isEqualTo(Arrays.stream(amount).sum());
    }

    @Test
    void more_positions_than_are_packed_are_netted_alike() {
        RandomGenerator random = Seeds.generator(Seeds.seed(46));
        ObligationColumns rows = random(random, 100, 2, 10_000, 1_000_000);

        Positions few = MultilateralNetting.net(100, 2, rows);
        Positions many = MultilateralNetting.net(100, 1_000, rows);

        assertThat(many.nets(0)).isEqualTo(few.nets(0));
        assertThat(many.nets(1)).isEqualTo(few.nets(1));
        assertThat(many.count(1)).isEqualTo(few.count(1));
    }

    @Test
    void a_row_that_is_no_obligation_is_refused_and_named() {
        refused(ResultCode.UNKNOWN_MEMBER, "obligations[1].payer", 2, rows(new int[][] {{0, 1, 0, 1}, {2, 1, 0, 1}}));
        refused(ResultCode.UNKNOWN_MEMBER, "obligations[0].payee", 2, rows(new int[][] {{0, -1, 0, 1}}));
        refused(ResultCode.MALFORMED, "obligations[0].set", 2, rows(new int[][] {{0, 1, 1, 1}}));
        refused(ResultCode.MALFORMED, "obligations[0].set", 2, rows(new int[][] {{0, 1, -1, 1}}));
        refused(ResultCode.OWN_COUNTERPARTY, "obligations[0].payee", 2, rows(new int[][] {{1, 1, 0, 1}}));
        refused(ResultCode.AMOUNT_NOT_POSITIVE, "obligations[0].amount", 2, rows(new int[][] {{0, 1, 0, 0}}));
        refused(ResultCode.AMOUNT_NOT_POSITIVE, "obligations[0].amount", 2, rows(new int[][] {{0, 1, 0, -5}}));
        refused(
                ResultCode.AMOUNT_NOT_POSITIVE,
                "obligations[0].amount",
                2,
                new ObligationColumns(new int[1], new int[] {1}, new int[1], new long[] {Long.MIN_VALUE}));
    }

    @Test
    void of_rows_with_faults_among_many_sound_ones_the_first_is_named() {
        long seed = Seeds.seed(47);
        RandomGenerator random = Seeds.generator(seed);
        int[] strange = {-1, Integer.MIN_VALUE, Integer.MAX_VALUE, 5, 7, 8, 1 << 20, 1 << 29};
        for (int round = 0; round < 500; round++) {
            ObligationColumns rows = random(random, 5, 3, 3_000, 1_000);
            int faults = 1 + random.nextInt(3);
            for (int i = 0; i < faults; i++) {
                int row = random.nextInt(rows.count());
                int stranger = strange[random.nextInt(strange.length)];
                switch (random.nextInt(5)) {
                    case 0 -> rows.payer[row] = stranger;
                    case 1 -> rows.payee[row] = stranger;
                    case 2 -> rows.set[row] = stranger;
                    case 3 -> rows.payee[row] = rows.payer[row];
                    default -> rows.amount[row] = random.nextBoolean() ? 0 : -random.nextLong(1L << 62);
                }
            }
            // An amount that no packed cell takes, wherever it stands, hides no fault before it.
            rows.amount[random.nextInt(rows.count())] += random.nextBoolean() ? 0 : 1L << 40;
            int first = 0;
            while (first < rows.count() && rows.isSound(first, 5, 3)) {
                first++;
            }
            if (first < rows.count()) {
                MalformedInput fault = rows.fault(first, 5, 3);
                assertThatThrownBy(() -> MultilateralNetting.net(5, 3, rows))
                        .as(Seeds.hint(seed))
                        .isInstanceOfSatisfying(MalformedInput.class, thrown -> {
                            assertThat(thrown.field()).isEqualTo(fault.field());
                            assertThat(thrown.code()).isEqualTo(fault.code());
                        });
            }
        }
    }

    @Test
    void more_positions_than_a_cycle_may_hold_are_refused_before_memory_is_taken() {
        assertThatThrownBy(() -> MultilateralNetting.net(1 << 20, 1 << 20, rows(new int[0][])))
                .isInstanceOfSatisfying(
                        MalformedInput.class, fault -> assertThat(fault.code()).isEqualTo(ResultCode.TOO_LARGE));
    }

    @Test
    void each_pair_is_netted_on_its_own_in_order() {
        ObligationColumns rows =
                rows(new int[][] {{2, 1, 0, 7}, {0, 1, 0, 100}, {1, 0, 0, 70}, {1, 2, 0, 7}, {1, 0, 1, 3}});

        assertThat(BilateralNetting.net(3, 2, rows))
                .containsExactly(
                        new PairNet(0, 0, 1, 100, 1, 70, 1),
                        new PairNet(0, 1, 2, 7, 1, 7, 1),
                        new PairNet(1, 0, 1, 0, 0, 3, 1));
        assertThat(new PairNet(0, 0, 1, 100, 1, 70, 1).payment()).contains(new Payment(0, 1, 30));
        assertThat(new PairNet(1, 0, 1, 0, 0, 3, 1).payment()).contains(new Payment(1, 0, 3));
        assertThat(new PairNet(0, 1, 2, 7, 1, 7, 1).payment()).isEqualTo(Optional.empty());
    }

    @Test
    void bilateral_nets_of_a_member_sum_to_its_multilateral_net() {
        long seed = Seeds.seed(42);
        RandomGenerator random = Seeds.generator(seed);
        ObligationColumns rows = random(random, 150, 3, 40_000, 1_000_000_000);
        Positions positions = MultilateralNetting.net(150, 3, rows);
        long[][] sums = new long[3][150];
        for (PairNet pair : BilateralNetting.net(150, 3, rows)) {
            sums[pair.set()][pair.first()] += pair.net();
            sums[pair.set()][pair.second()] -= pair.net();
        }

        for (int set = 0; set < 3; set++) {
            assertThat(sums[set]).as(Seeds.hint(seed)).isEqualTo(positions.nets(set));
        }
    }

    @Test
    void columns_of_unequal_length_are_no_obligations() {
        assertThatThrownBy(() -> new ObligationColumns(new int[2], new int[2], new int[2], new long[1]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static void refused(ResultCode code, String field, int members, ObligationColumns rows) {
        assertThatThrownBy(() -> MultilateralNetting.net(members, 1, rows))
                .isInstanceOfSatisfying(MalformedInput.class, fault -> {
                    assertThat(fault.code()).isEqualTo(code);
                    assertThat(fault.field()).isEqualTo(field);
                });
    }

    private static BigInteger oracle(ObligationColumns rows, int set, int member) {
        BigInteger net = BigInteger.ZERO;
        for (int i = 0; i < rows.count(); i++) {
            if (rows.set[i] == set && rows.payee[i] == member) {
                net = net.add(BigInteger.valueOf(rows.amount[i]));
            }
            if (rows.set[i] == set && rows.payer[i] == member) {
                net = net.subtract(BigInteger.valueOf(rows.amount[i]));
            }
        }
        return net;
    }

    static ObligationColumns random(RandomGenerator random, int members, int sets, int count, long bound) {
        int[][] rows = new int[count][];
        for (int i = 0; i < count; i++) {
            int payer = random.nextInt(members);
            int payee = (payer + 1 + random.nextInt(members - 1)) % members;
            rows[i] = new int[] {payer, payee, random.nextInt(sets), (int) random.nextLong(1, bound)};
        }
        return rows(rows);
    }

    private static ObligationColumns rows(int[][] rows) {
        return new ObligationColumns(
                Arrays.stream(rows).mapToInt(row -> row[0]).toArray(),
                Arrays.stream(rows).mapToInt(row -> row[1]).toArray(),
                Arrays.stream(rows).mapToInt(row -> row[2]).toArray(),
                Arrays.stream(rows).mapToLong(row -> row[3]).toArray());
    }
}
