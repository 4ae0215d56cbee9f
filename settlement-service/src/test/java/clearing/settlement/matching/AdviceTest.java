package clearing.settlement.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import clearing.client.chain.VerifiedBlock;
import clearing.settlement.ledger.SimulatedChain;
import clearing.settlement.ledger.Tailed;
import clearing.settlement.store.AuditLog;
import clearing.settlement.store.FailPoints;
import clearing.settlement.store.Rows;
import clearing.settlement.store.TestDatabases;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reports and notifications, and the statements that come after them. */
final class AdviceTest {
    private static final List<VerifiedBlock> BLOCKS = SimulatedChain.day(1, 8).blocks();
    private static final LocalDate DAY = SimulatedChain.DAY;
    private static final DateTimeFormatter SHORT = DateTimeFormatter.ofPattern("yyMMdd");

    private Tailed tailed;
    private Ingestion ingestion;

    @BeforeEach
    void open() throws InterruptedException {
        Clock clock = Clock.fixed(Instant.parse("2026-11-20T09:00:00Z"), ZoneOffset.UTC);
        tailed = new Tailed(TestDatabases.fresh(), BLOCKS, FailPoints.NONE);
        tailed.awaitHeight(BLOCKS.size() - 1L);
        ingestion = new Ingestion(
                tailed.database(),
                tailed.reconciliation(),
                TestBooks.reader(tailed.scales()),
                new AuditLog(clock),
                clock,
                FailPoints.NONE);
    }

    @AfterEach
    void close() {
        TallyCheck.requireExact(tailed.database());
        tailed.close();
    }

    @Test
    void what_a_report_brings_counts_at_once_and_once_and_its_statement_confirms_it() {
        Ingested report = report("R1", "C1,00NTRFT0-0//B1", "D1,01NTRFT0-1//B2");
        assertThat(report.outcome().matched()).isEqualTo(2);
        assertThat(entries()).containsExactly("T0-0 100 advised 1", "T0-1 -101 advised 1");

        Ingested again = report("R2", "C1,00NTRFT0-0//B1", "D1,01NTRFT0-1//B2", "D1,02NTRFT0-2//B3");
        assertThat(again.outcome().matched()).isEqualTo(1);
        assertThat(entries()).hasSize(3);

        Ingested statement = statement(
                1, DAY, "C", "0,00", "D", "1,03", "C1,00NTRFT0-0//B1", "D1,01NTRFT0-1//B2", "D1,02NTRFT0-2//B3");
        assertThat(statement.errors()).isEmpty();
        assertThat(statement.outcome().matched()).isZero();
        assertThat(entries()).containsExactly("T0-0 100 confirmed 1", "T0-1 -101 confirmed 1", "T0-2 -102 confirmed 1");
        assertThat(withdrawn()).isEmpty();
        assertRestored();
    }

    @Test
    void two_equal_entries_of_one_document_are_two() {
        report("R1", "C1,00NTRFT0-0", "C1,00NTRFT0-0");
        report("R2", "C1,00NTRFT0-0", "C1,00NTRFT0-0");
        assertThat(entries()).hasSize(2);

        statement(1, DAY, "C", "0,00", "C", "3,00", "C1,00NTRFT0-0", "C1,00NTRFT0-0", "C1,00NTRFT0-0");
        assertThat(entries()).hasSize(3);
        assertThat(withdrawn()).isEmpty();
        assertRestored();
    }

    @Test
    void what_the_statement_of_its_day_leaves_out_is_withdrawn_and_told() {
        report("R1", "C1,00NTRFT0-0//B1", "C1,03NTRFT0-3//B2");

        Ingested statement = statement(1, DAY, "C", "0,00", "C", "1,00", "C1,00NTRFT0-0//B1");

        assertThat(statement.errors()).hasSize(1);
        JsonObject told = statement.errors().getJsonObject(0);
        assertThat(told.getString("code")).isEqualTo("ADVICE_NOT_CONFIRMED");
        assertThat(told.getString("value")).isEqualTo("T0-3");
        assertThat(entries()).containsExactly("T0-0 100 confirmed 1");
        assertThat(withdrawn()).containsExactly("T0-3 NOT_CONFIRMED");
        assertThat(postings("T0-3")).containsExactly("0 null");
        assertThat(count("select count(*) from match where withdrawn_at is not null"))
                .isEqualTo(1);
        assertRestored();
        Ingested late = statement(2, DAY.plusDays(1), "C", "1,00", "C", "2,03", "C1,03NTRFT0-3//B2");
        assertThat(late.outcome().matched()).isEqualTo(1);
        assertThat(entries()).hasSize(2);
    }

    @Test
    void advice_of_a_later_day_waits_for_its_own_statement() {
        report("R1", "C1,00NTRFT0-0//B1");
        ingest(":20:R2\n:25:HOUSE-HKD\n:34F:HKD0,\n:61:" + SHORT.format(DAY)
                + DateTimeFormatter.ofPattern("MMdd").format(DAY.plusDays(3)) + "C1,03NTRFT0-3//B2\n");

        assertThat(statement(1, DAY, "C", "0,00", "C", "1,00", "C1,00NTRFT0-0//B1")
                        .errors())
                .isEmpty();
        assertThat(entries()).containsExactly("T0-0 100 confirmed 1", "T0-3 103 advised 1");
        assertThat(statement(2, DAY.plusDays(3), "C", "1,00", "C", "1,00").errors())
                .hasSize(1);
        assertThat(entries()).containsExactly("T0-0 100 confirmed 1");
    }

    @Test
    void a_statement_that_words_an_entry_otherwise_takes_its_place() {
        report("R1", "C1,00NTRFNONREF//B1");
        assertThat(entries()).containsExactly("B1 100 advised 0");

        statement(1, DAY, "C", "0,00", "C", "1,00", "C1,00NTRFT0-0//B1");

        assertThat(entries()).containsExactly("T0-0 100 counts 1");
        assertThat(withdrawn()).containsExactly("B1 REPLACED");
        assertRestored();
    }

    @Test
    void advice_that_comes_after_its_statement_adds_nothing() {
        statement(1, DAY, "C", "0,00", "C", "1,00", "C1,00NTRFT0-0//B1");

        assertThat(report("R1", "C1,00NTRFT0-0//B1").errors()).isEmpty();
        Ingested unknown = report("R2", "C9,00NTRFT9//B9");

        assertThat(unknown.errors().getJsonObject(0).getString("code")).isEqualTo("ADVICE_NOT_CONFIRMED");
        assertThat(entries()).containsExactly("T0-0 100 counts 1");
    }

    @Test
    void a_batch_that_was_advised_in_parts_is_confirmed_by_its_total() {
        Ingested report = report("R1", "C1,00NTRFT0-0//BATCH7", "C1,03NTRFT0-3//BATCH7", "D1,01NTRFT0-1//B2");
        assertThat(report.outcome().matched()).isEqualTo(3);

        Ingested statement =
                statement(1, DAY, "C", "0,00", "C", "1,02", "C2,03NTRFNONREF//BATCH7", "D1,01NTRFT0-1//B2");

        assertThat(statement.errors()).isEmpty();
        assertThat(entries()).containsExactly("T0-0 100 confirmed 1", "T0-1 -101 confirmed 1", "T0-3 103 confirmed 1");
        assertThat(withdrawn()).isEmpty();
        assertThat(report("R2", "C1,00NTRFT0-0//BATCH7", "C1,03NTRFT0-3//BATCH7")
                        .errors())
                .isEmpty();
        assertThat(entries()).hasSize(3);
        assertRestored();
    }

    @ParameterizedTest
    @CsvSource({"'2,04', BATCH7, 204", "'2,03', BATCH9, 203"})
    void a_total_that_is_not_the_sum_of_the_parts_or_of_another_batch_takes_their_place(
            String total, String bank, String minor) {
        report("R1", "C1,00NTRFT0-0//BATCH7", "C1,03NTRFT0-3//BATCH7");

        Ingested statement = statement(1, DAY, "C", "0,00", "C", total, "C" + total + "NTRFNONREF//" + bank);

        assertThat(statement.errors()).hasSize(2);
        assertThat(entries()).containsExactly(bank + " " + minor + " counts 0");
        assertThat(withdrawn()).containsExactlyInAnyOrder("T0-0 NOT_CONFIRMED", "T0-3 NOT_CONFIRMED");
        assertRestored();
    }

    @Test
    void a_batch_that_was_advised_as_a_total_is_taken_over_by_its_parts() {
        report("R1", "C2,03NTRFNONREF//BATCH7");

        Ingested statement =
                statement(1, DAY, "C", "0,00", "C", "2,03", "C1,00NTRFT0-0//BATCH7", "C1,03NTRFT0-3//BATCH7");

        assertThat(statement.errors()).isEmpty();
        assertThat(entries()).containsExactly("T0-0 100 counts 1", "T0-3 103 counts 1");
        assertThat(withdrawn()).containsExactly("BATCH7 REPLACED");
        assertRestored();
    }

    @Test
    void parts_and_totals_that_come_after_the_statement_add_nothing() {
        statement(
                1,
                DAY,
                "C",
                "0,00",
                "C",
                "2,03",
                "C1,00NTRFT0-0//BATCH7",
                "C1,03NTRFT0-3//BATCH7",
                "C3,00NTRFNONREF//BATCH8",
                "D3,00NTRFX//B");

        assertThat(report("R1", "C2,03NTRFNONREF//BATCH7", "C1,50NTRFP1//BATCH8", "C1,50NTRFP2//BATCH8")
                        .errors())
                .isEmpty();
        assertThat(entries()).hasSize(4);
        assertRestored();
    }

    @Test
    void numbers_and_balances_stand_in_the_order_of_days_whatever_came_first() {
        statement(17, DAY, "C", "0,00", "C", "1,00", "C1,00NTRFT0-0");
        statement(20, DAY.plusDays(3), "C", "3,00", "C", "3,00");
        assertThat(chain()).containsExactly("17 FIRST 0 true", "20 GAP 2 false");
        statement(19, DAY.plusDays(2), "C", "2,03", "C", "3,00", "C0,97NTRFX");
        statement(18, DAY.plusDays(1), "C", "1,00", "C", "2,03", "C1,03NTRFT0-3");
        statement(1, DAY.plusDays(4), "C", "3,00", "C", "3,00");
        assertThat(chain())
                .containsExactly(
                        "17 FIRST 0 true",
                        "18 FOLLOWS 0 true",
                        "19 FOLLOWS 0 true",
                        "20 FOLLOWS 0 true",
                        "1 RESTARTS 0 true");
    }

    @Test
    void the_same_number_and_day_with_other_content_is_refused() {
        statement(17, DAY, "C", "0,00", "C", "1,00", "C1,00NTRFT0-0");

        assertThatThrownBy(() -> statement(17, DAY, "C", "0,00", "C", "2,00", "C2,00NTRFT0-0"))
                .isInstanceOfSatisfying(
                        FileRefused.class,
                        refused -> assertThat(refused.errors().getJsonObject(0).getString("code"))
                                .isEqualTo("STATEMENT_CONFLICT"));
        assertThat(entries()).hasSize(1);
        assertThat(count("select count(*) from books_content")).isEqualTo(1);
    }

    private Ingested report(String id, String... lines) {
        return ingest(":20:" + id + "\n:25:HOUSE-HKD\n:28C:0\n:34F:HKD0,\n" + lines(DAY, lines));
    }

    private Ingested statement(
            int number,
            LocalDate day,
            String openingMark,
            String opening,
            String closingMark,
            String closing,
            String... lines) {
        return ingest(":20:S\n:25:HOUSE-HKD\n:28C:" + number + "/1\n:60F:" + openingMark + SHORT.format(day) + "HKD"
                + opening + "\n" + lines(day, lines) + ":62F:" + closingMark + SHORT.format(day) + "HKD" + closing
                + "\n");
    }

    private static String lines(LocalDate booked, String... lines) {
        StringBuilder text = new StringBuilder();
        for (String line : lines) {
            text.append(":61:")
                    .append(SHORT.format(DAY))
                    .append(DateTimeFormatter.ofPattern("MMdd").format(booked))
                    .append(line)
                    .append('\n');
        }
        return text.toString();
    }

    private Ingested ingest(String text) {
        return ingestion.ingest(
                "operator",
                new BooksReader.Upload(
                        Optional.empty(), Optional.empty(), "books.sta", text.getBytes(StandardCharsets.UTF_8)),
                true);
    }

    private List<String> entries() {
        return list(
                "select refs[1] || ' ' || minor || ' ' || case when advised then 'advised' when confirmed_by is not null"
                        + " then 'confirmed' else 'counts' end || ' ' || status from book_entry order by reference, id");
    }

    private List<String> withdrawn() {
        return list("select refs[1] || ' ' || reason from withdrawn_entry order by id");
    }

    private List<String> postings(String reference) {
        return list("select status || ' ' || coalesce(match_id::text, 'null') from posting where reference = '"
                + reference + "'");
    }

    private List<String> chain() {
        return list(
                "select sequence || ' ' || numbering || ' ' || missing || ' ' || continuous from statement order by to_date");
    }

    private List<String> list(String sql) {
        return tailed.database().read(connection -> Rows.list(connection, sql, List.of(), row -> row.getString(1)));
    }

    private long count(String sql) {
        return tailed.database().read(connection -> Rows.number(connection, sql));
    }

    /** An engine that is built from what is stored says what is stored. */
    private void assertRestored() {
        List<String> before = standing();
        Reconciliation fresh = new Reconciliation(
                tailed.database(),
                clearing.reconcile.Rules.standard(clearing.reconcile.Rules.AmountText.minorUnits()),
                SimulatedChain.HARBOUR);
        fresh.inTransaction(Instant.parse("2026-11-20T10:00:00Z"), unit -> {
            unit.closeDay(DAY.minusDays(9), "test");
            return unit.store();
        });
        assertThat(standing()).isEqualTo(before);
    }

    private List<String> standing() {
        return list("select 'P' || id || ' ' || status || ' ' || coalesce(match_id, 0) from posting union all"
                + " select 'B' || id || ' ' || status || ' ' || coalesce(match_id, 0) from book_entry order by 1");
    }
}
