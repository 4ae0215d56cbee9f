package clearing.settlement.source;

import static org.assertj.core.api.Assertions.assertThat;

import clearing.settlement.ledger.SimulatedChain;
import clearing.settlement.source.PushedEntries.Answered;
import clearing.settlement.store.AuditLog;
import clearing.settlement.store.FailPoints;
import clearing.settlement.store.Rows;
import clearing.settlement.store.TestDatabases;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pushed entries: one outcome a key, and days that add up whatever the order in which their entries come. */
final class PushedEntriesTest {
    private static final LocalDate DAY = SimulatedChain.DAY;
    private Core core;
    private PushedEntries pushed;

    @BeforeEach
    void start() {
        core = new Core(TestDatabases.fresh(), FailPoints.NONE);
        pushed = new PushedEntries(
                core.tailed.database(),
                core.tailed.reconciliation(),
                Core.reader(core.tailed.scales()),
                new AuditLog(Core.CLOCK),
                Core.CLOCK);
    }

    @AfterEach
    void stop() {
        core.close();
    }

    private static JsonObject entry(String id, LocalDate day, String reference, String amount) {
        return new JsonObject()
                .put("id", id)
                .put("account", "HOUSE-HKD")
                .put("asset", "HKD")
                .put("bookingDate", day.toString())
                .put("valueDate", day.toString())
                .put("reference", reference)
                .put("counterparty", "LotusSecurities")
                .put("amount", amount);
    }

    private static JsonObject balance(String type, LocalDate day, String amount) {
        return new JsonObject()
                .put("account", "HOUSE-HKD")
                .put("asset", "HKD")
                .put("date", day.toString())
                .put("type", type)
                .put("amount", amount);
    }

    private static byte[] body(List<JsonObject> entries, JsonObject... balances) {
        return new JsonObject()
                .put("entries", new JsonArray(entries))
                .put("balances", new JsonArray(List.of((Object[]) balances)))
                .encode()
                .getBytes(StandardCharsets.UTF_8);
    }

    private Answered push(String key, byte[] body) {
        return pushed.push("erp", "test", key, body);
    }

    private static List<String> codes(Answered answered) {
        return new JsonArray(answered.body())
                .stream().map(error -> ((JsonObject) error).getString("code")).toList();
    }

    @Test
    void a_key_has_one_outcome() {
        byte[] body = body(List.of(entry("1", DAY, "T0-0", "1.00"), entry("2", DAY, "T0-1", "-1.01")));
        Answered first = push("k1", body);
        List<String> rows = core.rows();
        Answered again = push("k1", body);

        assertThat(first.taken()).isTrue();
        assertThat(first.outcome().matched()).isEqualTo(2);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.taken()).isTrue();
        assertThat(core.rows()).isEqualTo(rows);
        Answered other = push("k1", body(List.of(entry("3", DAY, "T0-2", "-1.02"))));
        assertThat(other.conflict()).isTrue();
        assertThat(core.rows()).isEqualTo(rows);
        assertThat(pushed.push("other", "test", "k1", body(List.of(entry("3", DAY, "T0-2", "-1.02"))))
                        .taken())
                .isTrue();
    }

    @Test
    void one_bad_entry_refuses_all_of_them_and_stays_refused() {
        List<String> rows = core.rows();
        byte[] body = body(List.of(entry("1", DAY, "T0-0", "1.00"), entry("2", DAY, "T0-1", "1.005")));
        Answered refused = push("k1", body);

        assertThat(refused.taken()).isFalse();
        assertThat(codes(refused)).containsExactly("AMOUNT_TOO_PRECISE");
        assertThat(refused.body()).contains("entries[1].amount");
        assertThat(push("k1", body).body()).isEqualTo(refused.body());
        assertThat(core.rows()).isEqualTo(rows);
    }

    @Test
    void an_entry_that_comes_again_changes_nothing_and_changed_is_refused() {
        push("k1", body(List.of(entry("1", DAY, "T0-0", "1.00"))));
        Answered again = push("k2", body(List.of(entry("1", DAY, "T0-0", "1.00"), entry("2", DAY, "T0-1", "-1.01"))));
        assertThat(new JsonObject(again.body()).getInteger("alreadyKnown")).isEqualTo(1);
        assertThat(new JsonObject(again.body()).getInteger("entries")).isEqualTo(1);

        assertThat(codes(push("k3", body(List.of(entry("1", DAY, "T0-0", "9.00"))))))
                .containsExactly("ENTRY_CHANGED");
        assertThat(core.number("select count(*) from book_entry")).isEqualTo(2);
    }

    @Test
    void a_stated_closing_has_to_be_the_sum_and_closes_the_day() {
        byte[] wrong = body(
                List.of(entry("1", DAY, "T0-0", "1.00")),
                balance("OPENING", DAY, "5.00"),
                balance("CLOSING", DAY, "7.00"));
        assertThat(codes(push("k1", wrong))).containsExactly("SUM_DIFFERS");
        byte[] right = body(
                List.of(entry("1", DAY, "T0-0", "1.00")),
                balance("OPENING", DAY, "5.00"),
                balance("CLOSING", DAY, "6.00"));
        assertThat(push("k2", right).taken()).isTrue();
        assertThat(codes(push("k3", body(List.of(entry("2", DAY, "T0-1", "-1.01"))))))
                .containsExactly("DAY_CLOSED");
        List<JsonObject> around =
                List.of(entry("3", DAY.minusDays(1), "X", "1.00"), entry("4", DAY.plusDays(1), "Y", "1.00"));
        assertThat(push("k4", body(around)).taken()).isTrue();
        assertThat(core.number("select count(*) from statement where continuous"))
                .isEqualTo(3);
    }

    @Test
    void nothing_goes_before_a_closed_day_that_opened_with_the_closing_before_it() {
        push("k1", body(List.of(entry("1", DAY, "T0-0", "1.00")), balance("OPENING", DAY, "5.00")));
        LocalDate next = DAY.plusDays(1);
        push("k2", body(List.of(entry("2", next, "R", "2.00")), balance("CLOSING", next, "8.00")));
        assertThat(codes(push("k3", body(List.of(entry("3", DAY, "T0-1", "-1.01"))))))
                .containsExactly("DAY_CLOSED");
        assertThat(core.number("select count(*) from book_entry")).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void days_add_up_in_whatever_order_entries_come(long seed) {
        Random random = new Random(seed);
        List<JsonObject> all = new ArrayList<>();
        Map<String, TreeMap<LocalDate, Long>> model = new HashMap<>();
        for (int i = 0; i < 60; i++) {
            LocalDate day = DAY.plusDays(random.nextInt(5));
            long minor = random.nextLong(-50_000, 50_000);
            String account = random.nextInt(3) == 0 ? "CLIENT-HKD" : "HOUSE-HKD";
            all.add(entry("e" + i, day, "R" + i, BigDecimal.valueOf(minor, 2).toPlainString())
                    .put("account", account));
            model.computeIfAbsent(account, k -> new TreeMap<>()).merge(day, minor, Long::sum);
        }
        // The first push states where the accounts begin; the others come in any order, some twice.
        LocalDate before = DAY.minusDays(1);
        push(
                "open",
                body(
                        List.of(),
                        balance("OPENING", before, "10.00"),
                        balance("OPENING", before, "20.00").put("account", "CLIENT-HKD")));
        Collections.shuffle(all, random);
        for (int i = 0, push = 0; i < all.size(); push++) {
            int size = Math.min(all.size() - i, 1 + random.nextInt(9));
            List<JsonObject> part = new ArrayList<>(all.subList(i, i + size));
            if (i > 0 && random.nextBoolean()) {
                part.add(all.get(random.nextInt(i)));
            }
            assertThat(push("p" + push, body(part)).taken()).isTrue();
            i += size;
        }

        for (Map.Entry<String, TreeMap<LocalDate, Long>> account : model.entrySet()) {
            long balance = account.getKey().equals("HOUSE-HKD") ? 1_000 : 2_000;
            for (Map.Entry<LocalDate, Long> day : account.getValue().entrySet()) {
                assertThat(journal(account.getKey(), day.getKey()))
                        .as("%s on %s", account.getKey(), day.getKey())
                        .contains(balance + "|" + (balance + day.getValue()) + "|true|true");
                balance += day.getValue();
            }
        }
        assertThat(core.number("select count(*) from book_entry")).isEqualTo(60);
        assertThat(core.number("select sum(entries) from statement")).isEqualTo(60);
    }

    private Optional<String> journal(String account, LocalDate day) {
        return core.tailed
                .database()
                .read(connection -> Rows.first(
                        connection,
                        "select opening || '|' || closing || '|' || consistent || '|' || continuous from statement"
                                + " where internal_account = ? and from_date = ?",
                        List.of(account, day),
                        row -> row.getString(1)));
    }
}
