package clearing.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import clearing.client.calendar.CalendarFiles;
import clearing.kernel.calendar.HolidayCalendar;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

final class CalendarCommandTest {
    @TempDir
    private Path folder = Path.of("");

    private StringWriter out = new StringWriter();
    private StringWriter err = new StringWriter();

    @ParameterizedTest
    @CsvSource({
        "HK,     2026-04-02, 1, 2026-04-08",
        "HK,     2026-02-16, 2, 2026-02-23",
        "HK,     2027-02-05, 1, 2027-02-10",
        "US,     2026-07-02, 1, 2026-07-03",
        "US,     2027-07-02, 1, 2027-07-06",
        "CN,     2026-02-13, 1, 2026-02-14",
        "CN,     2026-09-30, 1, 2026-10-08",
        "SG,     2026-08-07, 1, 2026-08-11",
        "TARGET, 2026-04-02, 1, 2026-04-07",
        "'HK,US',2026-12-24, 2, 2026-12-29",
        "'HK,CN',2026-09-30, 1, 2026-10-08",
        "'HK,US',2026-12-24, -1, 2026-12-23"
    })
    void business_days_are_those_of_the_published_holidays(String codes, String from, String plus, String expected) {
        assertThat(run("calendar", "--calendar", codes, "--date", from, "--plus=" + plus))
                .isZero();
        assertThat(out.toString()).startsWith(expected);
    }

    @Test
    void conventions_are_asked_for_by_name_and_answered_as_json() {
        assertThat(run(
                        "calendar",
                        "--calendar",
                        "HK",
                        "--date",
                        "2026-05-31",
                        "--roll",
                        "modified_following",
                        "--json"))
                .isZero();
        assertThat(out.toString())
                .contains("\"roll\" : \"MODFOLLOWING\"", "\"result\" : \"2026-05-29\"", "\"contentHash\"");
    }

    @Test
    void the_calendars_are_listed_with_versions() {
        assertThat(run("calendar")).isZero();
        assertThat(out.toString()).contains("TARGET   version 1  2026-01-01 to 2027-12-31");
        assertThat(run("calendar", "--json")).isZero();
    }

    @Test
    void every_calendar_of_the_product_says_its_source_and_survives_its_encoding() {
        assertThat(CalendarFiles.read(Optional.empty()).keySet()).containsExactly("CN", "HK", "SG", "TARGET", "US");
        CalendarFiles.read(Optional.empty()).values().forEach(entry -> {
            HolidayCalendar calendar = entry.calendar();
            assertThat(entry.days().values())
                    .allMatch(day -> !day.source().isBlank() && !day.name().isBlank());
            assertThat(HolidayCalendar.decode(calendar.encode())).isEqualTo(calendar);
            assertThat(calendar.isBusinessDay(LocalDate.of(2026, 1, 1))).isFalse();
            assertThat(calendar.isBusinessDay(LocalDate.of(2027, 1, 1))).isFalse();
        });
    }

    @Test
    void what_is_not_known_is_refused() {
        assertThat(run("calendar", "--calendar", "XX", "--date", "2026-01-01")).isEqualTo(Exit.BAD_INPUT);
        assertThat(err.toString()).contains("there is no calendar XX");
        assertThat(run("calendar", "--calendar", "HK", "--date", "2025-12-31")).isEqualTo(Exit.BAD_INPUT);
        assertThat(err.toString()).contains("calendar HK version 1 does not cover 2025-12-31");
        assertThat(run("calendar", "--date", "tomorrow")).isEqualTo(Exit.BAD_INPUT);
        assertThat(run("calendar", "--date", "2026-01-01", "--plus", "9999")).isEqualTo(Exit.BAD_INPUT);
    }

    @Test
    void faults_of_a_members_own_calendar_are_located() throws IOException {
        Files.writeString(
                folder.resolve("calendars.csv"),
                "code,version,weekend,title,years\nXX,1,SUNDAY,Place,2026\nYY,one,SUNDAY,Place,2026\n");
        Path days = Files.writeString(
                folder.resolve("XX-2026.csv"),
                "date,kind,name,source\n2026-13-01,HOLIDAY,a,b\n2027-01-01,HOLIDAY,a,b\n2026-01-01,FEAST,a,b\n"
                        + "2026-01-01,HOLIDAY,a,b\n2026-01-01,HOLIDAY,a,b\n");

        assertThat(run("calendar", "--calendars", folder.toString())).isEqualTo(Exit.BAD_INPUT);
        assertThat(err.toString())
                .contains(days + ":2:1: BAD_DATE", days + ":3:1: DATE_OUT_OF_RANGE", days + ":4:2: BAD_VALUE")
                .contains(days + ":6:1: DUPLICATE_DATE", folder.resolve("calendars.csv") + ":3:2: BAD_VALUE");
    }

    private int run(String... args) {
        out = new StringWriter();
        err = new StringWriter();
        CommandLine line = ClearingMain.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(args);
    }
}
