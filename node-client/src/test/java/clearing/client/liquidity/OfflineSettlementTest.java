package clearing.client.liquidity;

import static org.assertj.core.api.Assertions.assertThat;

import clearing.client.liquidity.OfflineSettlement.Question;
import clearing.client.liquidity.SettleReport.PositionReport;
import clearing.client.liquidity.SettleReport.SettledReport;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Offline rounds over drawn files, against the rules written down again over decimals. */
class OfflineSettlementTest {
    private static final int CASES = 60;
    private static final List<String> MEMBERS = List.of("North", "South", "East", "West");

    private final long seed = Long.getLong("clearing.seed", 21);
    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(seed);

    @TempDir
    private Path folder = Path.of("");

    private record Row(String reference, String payer, String payee, BigDecimal amount) {}

    @Test
    void payments_settle_as_by_the_plain_rules_and_every_position_adds_up() throws IOException {
        for (int n = 0; n < CASES; n++) {
            List<Row> rows = rows();
            Map<String, BigDecimal> balances = amounts(60);
            Map<String, BigDecimal> caps = amounts(20);
            SettleReport report = OfflineSettlement.answer(question(rows, balances, caps, Method.ROUND))
                    .base();

            Set<String> settled = report.settled().stream()
                    .map(SettledReport::reference)
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(settled).as("seed " + seed).isEqualTo(optimum(rows, balances, caps));
            Map<String, BigDecimal> after = new TreeMap<>(balances);
            for (Row row : rows) {
                if (settled.contains(row.reference())) {
                    after.merge(row.payer(), row.amount().negate(), BigDecimal::add);
                    after.merge(row.payee(), row.amount(), BigDecimal::add);
                }
            }
            for (PositionReport position : report.positions()) {
                BigDecimal end = new BigDecimal(position.after());
                assertThat(end).isEqualByComparingTo(after.get(position.member()));
                assertThat(end.add(caps.get(position.member())).signum()).isNotNegative();
            }
        }
    }

    @Test
    void what_an_obligation_lacks_in_order_is_what_lets_it_settle() throws IOException {
        int tried = 0;
        for (int n = 0; n < CASES; n++) {
            List<Row> rows = rows();
            Map<String, BigDecimal> balances = amounts(30);
            Map<String, BigDecimal> caps = amounts(0);
            SettleReport report = OfflineSettlement.answer(question(rows, balances, caps, Method.ROUND))
                    .base();
            for (SettleReport.WaitingReport waiting : report.waiting()) {
                SettleReport.ReasonReport why = waiting.why().getFirst();
                BigDecimal missing = new BigDecimal(why.missingInOrder());
                if (!why.overtakes().isEmpty()) {
                    continue;
                }
                tried++;
                Map<String, BigDecimal> more = new TreeMap<>(balances);
                more.merge(why.member(), missing, BigDecimal::add);
                assertThat(settles(waiting.reference(), rows, more, caps))
                        .as("seed " + seed)
                        .isTrue();
            }
        }
        assertThat(tried).isGreaterThan(CASES);
    }

    @Test
    void every_method_leaves_no_position_below_its_floor_and_creates_nothing() throws IOException {
        for (int n = 0; n < CASES / 4; n++) {
            List<Row> rows = rows();
            Map<String, BigDecimal> balances = amounts(40);
            Map<String, BigDecimal> caps = amounts(10);
            for (Method method : Method.values()) {
                SettleReport report = OfflineSettlement.answer(question(rows, balances, caps, method))
                        .base();
                BigDecimal sum = BigDecimal.ZERO;
                for (PositionReport position : report.positions()) {
                    BigDecimal end = new BigDecimal(position.after());
                    sum = sum.add(end).subtract(new BigDecimal(position.before()));
                    assertThat(end.add(new BigDecimal(position.cap())).signum()).isNotNegative();
                }
                assertThat(sum.signum()).isZero();
                assertThat(report.settled().size() + report.waiting().size()).isEqualTo(rows.size());
            }
        }
    }

    private boolean settles(
            String reference, List<Row> rows, Map<String, BigDecimal> balances, Map<String, BigDecimal> caps)
            throws IOException {
        return OfflineSettlement.answer(question(rows, balances, caps, Method.ROUND)).base().settled().stream()
                .anyMatch(settled -> settled.reference().equals(reference));
    }

    /** All settle; while a member is short, its last payment goes. */
    private static Set<String> optimum(List<Row> rows, Map<String, BigDecimal> balances, Map<String, BigDecimal> caps) {
        List<Row> set = new ArrayList<>(rows);
        while (true) {
            Map<String, BigDecimal> ends = new TreeMap<>(balances);
            for (Row row : set) {
                ends.merge(row.payer(), row.amount().negate(), BigDecimal::add);
                ends.merge(row.payee(), row.amount(), BigDecimal::add);
            }
            Optional<String> shortOf = MEMBERS.stream()
                    .filter(member -> ends.get(member).add(caps.get(member)).signum() < 0)
                    .findFirst();
            if (shortOf.isEmpty()) {
                return set.stream().map(Row::reference).collect(Collectors.toCollection(TreeSet::new));
            }
            for (int i = set.size() - 1; i >= 0; i--) {
                if (set.get(i).payer().equals(shortOf.get())) {
                    set.remove(i);
                    break;
                }
            }
        }
    }

    private List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        int count = 1 + random.nextInt(25);
        for (int i = 0; i < count; i++) {
            int payer = random.nextInt(4);
            int payee = (payer + 1 + random.nextInt(3)) % 4;
            BigDecimal amount = BigDecimal.valueOf(1 + random.nextInt(6_000), 2);
            rows.add(new Row("R" + i, MEMBERS.get(payer), MEMBERS.get(payee), amount));
        }
        return rows;
    }

    private Map<String, BigDecimal> amounts(int most) {
        Map<String, BigDecimal> amounts = new TreeMap<>();
        for (String member : MEMBERS) {
            amounts.put(member, BigDecimal.valueOf(random.nextInt(100 * most + 1), 2));
        }
        return amounts;
    }

    private Question question(
            List<Row> rows, Map<String, BigDecimal> balances, Map<String, BigDecimal> caps, Method method)
            throws IOException {
        StringBuilder queue = new StringBuilder("reference,payer,payee,asset,amount\n");
        rows.forEach(row -> queue.append("%s,%s,%s,HKD,%s%n"
                .formatted(
                        row.reference(), row.payer(), row.payee(), row.amount().toPlainString())));
        return new Question(
                Files.writeString(folder.resolve("queue.csv"), queue),
                Optional.of(table("amount", balances)),
                Optional.of(table("cap", caps)),
                method,
                Optional.empty(),
                List.of());
    }

    private Path table(String column, Map<String, BigDecimal> amounts) throws IOException {
        StringBuilder text = new StringBuilder("member,asset," + column + "\n");
        amounts.forEach((member, amount) -> text.append(member)
                .append(",HKD,")
                .append(amount.toPlainString())
                .append('\n'));
        return Files.writeString(folder.resolve(column + ".csv"), text);
    }
}
