package clearing.client.revenue.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import clearing.client.trade.BadInput;
import clearing.client.trade.LocatedError;
import clearing.kernel.command.RevenueCommand.FactReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsageStoreTest {
    private static final LocalDate NOVEMBER = LocalDate.of(2026, 11, 1);
    private static final String HEADER = "at,customer,quantity\n";

    @TempDir
    private Path home = Path.of("");

    @Test
    void a_file_becomes_pages_of_ten_thousand_that_sum() throws IOException {
        UsageStore store = store();
        UsageIndex.Source source = store.take(file(rows(25_000)));

        assertThat(source)
                .extracting(UsageIndex.Source::first, UsageIndex.Source::parts, UsageIndex.Source::facts)
                .containsExactly(0, 3, 25_000L);
        List<FactReport> reports = store.reports(source);
        assertThat(reports).extracting(FactReport::count).containsExactly(10_000L, 10_000L, 5_000L);
        assertThat(reports.stream().mapToLong(FactReport::value).sum()).isEqualTo(25_000L * 24_999 / 2);
        assertThat(reports).extracting(FactReport::part).containsExactly(0, 1, 2);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(store.path(0))))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(store.path(0).getParent())))
                .isEqualTo("rwx------");
    }

    @Test
    void the_same_file_again_is_the_same_parts_and_another_one_follows() throws IOException {
        UsageStore store = store();
        UsageFile first = file(rows(12));
        UsageIndex.Source source = store.take(first);
        List<FactReport> reports = store.reports(source);

        assertThat(store.take(first)).isEqualTo(source);
        UsageStore later = store();
        assertThat(later.take(first)).isEqualTo(source);
        assertThat(later.reports(source)).isEqualTo(reports);
        assertThat(later.take(file(rows(13))).first()).isEqualTo(1);
        assertThat(later.parts()).isEqualTo(2);
    }

    @Test
    void a_run_that_was_killed_before_its_index_makes_the_same_pages_again() throws IOException {
        UsageFile file = file(rows(10_001));
        UsageStore store = store();
        List<FactReport> before = store.reports(store.take(file));
        Files.delete(store.path(0).resolveSibling("index"));
        Files.delete(store.path(1));

        UsageStore again = store();

        assertThat(again.reports(again.take(file))).isEqualTo(before);
    }

    @Test
    void two_facts_that_are_alike_have_other_salts_and_what_is_on_the_ledger_says_nothing_of_them() throws IOException {
        String row = "2026-11-03T00:00:00Z,Alice,5\n";
        UsageStore store = store();
        UsagePage page = store.page(store.take(file(HEADER + row + row)).first());

        assertThat(page.entries().get(0).salt())
                .isNotEqualTo(page.entries().get(1).salt());
        assertThat(page.prove(0).fact()).isEqualTo(page.prove(1).fact());
        UsageStore elsewhere = UsageStore.open(home.resolve("other"), "ROBO-1", NOVEMBER, "calls", new SecureRandom());
        assertThat(elsewhere
                        .reports(elsewhere.take(file(HEADER + row + row)))
                        .getFirst()
                        .evidence())
                .as("another secret, another root")
                .isNotEqualTo(page.report(0).evidence());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2026-11-03T00:00:00Z,Alice,-1 | 3 | BAD_QUANTITY",
                "2026-11-03T00:00:00Z,Alice,1.5 | 3 | BAD_QUANTITY",
                "2026-11-03T00:00:00Z,Alice,1e9 | 3 | BAD_QUANTITY",
                "2026-11-03T00:00:00Z,Alice,007 | 3 | BAD_QUANTITY",
                "2026-11-03T00:00:00Z,Alice,9999999999999999999 | 3 | BAD_QUANTITY",
                "2026-11-03T00:00:00Z,Alice,100000000000001 | 3 | BAD_QUANTITY",
                "2026-11-03T00:00:00Z,,1 | 2 | BAD_CUSTOMER",
                "2026-11-03,Alice,1 | 1 | BAD_TIME",
                "2026-11-03T00:00:00.0001Z,Alice,1 | 1 | BAD_TIME",
                "2026-10-31T23:59:59Z,Alice,1 | 1 | OUTSIDE_PERIOD",
                "2026-12-01T00:00:00Z,Alice,1 | 1 | OUTSIDE_PERIOD",
                "2026-11-03T00:00:00Z,Alice | 2 | FIELD_COUNT",
                "2026-11-03T00:00:00Z,Alice,1,x | 4 | FIELD_COUNT"
            })
    void a_row_at_fault_is_named_by_line_and_column_and_nothing_is_taken(String row, int column, String code)
            throws IOException {
        UsageStore store = store();
        UsageFile file = file(HEADER + "2026-11-02T00:00:00Z,Bob,1\n" + row + "\n");

        assertThatThrownBy(() -> store.take(file))
                .isInstanceOfSatisfying(
                        BadInput.class,
                        bad -> assertThat(bad.errors()).singleElement().satisfies(error -> {
                            assertThat(error.line()).isEqualTo(3);
                            assertThat(error.column()).isEqualTo(column);
                            assertThat(error.code()).isEqualTo(code);
                        }));
        assertThat(store().parts()).isZero();
    }

    @Test
    void what_is_no_table_of_usage_is_refused_as_a_whole() throws IOException {
        assertThat(fault(HEADER)).isEqualTo("EMPTY_FILE");
        assertThat(fault("")).isEqualTo("EMPTY_FILE");
        assertThat(fault("at,quantity,customer\n2026-11-03T00:00:00Z,1,Alice\n"))
                .isEqualTo("WRONG_COLUMNS");
        assertThat(fault(HEADER + "2026-11-03T00:00:00Z,\"Alice\"x,1\n")).isEqualTo("MALFORMED_CSV");
        assertThat(fault(HEADER + "2026-11-03T00:00:00Z," + "x".repeat(201) + ",1\n"))
                .isEqualTo("FIELD_TOO_LONG");
        Path latin = Files.write(
                home.resolve("latin.csv"),
                (HEADER + "2026-11-03T00:00:00Z,M\u00fcller,1\n").getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> store().take(november(latin)))
                .isInstanceOfSatisfying(
                        BadInput.class,
                        bad -> assertThat(bad.errors().getLast().code()).isEqualTo("NOT_UTF8"));
        assertThatThrownBy(() -> store().take(november(home.resolve("none.csv"))))
                .isInstanceOf(BadInput.class);
    }

    private String fault(String text) throws IOException {
        UsageFile file = file(text);
        try {
            store().take(file);
        } catch (BadInput bad) {
            return bad.errors().stream().map(LocatedError::code).findFirst().orElseThrow();
        }
        throw new AssertionError("taken: " + text);
    }

    @Test
    void a_damaged_page_is_not_used() throws IOException {
        UsageStore store = store();
        store.take(file(rows(3)));
        byte[] bytes = Files.readAllBytes(store.path(0));
        Files.write(store.path(0), java.util.Arrays.copyOf(bytes, bytes.length - 1));

        assertThatThrownBy(() -> store.page(0)).isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> store.page(1)).isInstanceOf(BadInput.class);
    }

    private UsageStore store() {
        return UsageStore.open(home.resolve("usage"), "ROBO-1", NOVEMBER, "calls", new SecureRandom());
    }

    private static String rows(int count) {
        StringBuilder text = new StringBuilder(HEADER);
        for (int i = 0; i < count; i++) {
            text.append("2026-11-03T00:00:00Z,C")
                    .append(i % 17)
                    .append(',')
                    .append(i)
                    .append('\n');
        }
        return text.toString();
    }

    private UsageFile file(String text) throws IOException {
        return november(Files.writeString(home.resolve("usage-" + text.hashCode() + ".csv"), text));
    }

    private static UsageFile november(Path file) {
        return new UsageFile(file, Instant.parse("2026-11-01T00:00:00Z"), Instant.parse("2026-12-01T00:00:00Z"));
    }
}
