package clearing.kernel.calendar;

import static clearing.kernel.calendar.RollConvention.FOLLOWING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import clearing.kernel.MalformedInput;
import clearing.kernel.ResultCode;
import clearing.kernel.Seeds;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class CycleRuleTest {
    private static final HolidayCalendar HK = calendar("HK", "2026-05-25");
    private static final HolidayCalendar US = calendar("US", "2026-05-26");
    private static final SortedMap<String, HolidayCalendar> CALENDARS = new TreeMap<>(Map.of("HKD", HK, "USD", US));
    private static final List<CutOff> CUT_OFFS = List.of(
            new CutOff(0, Optional.empty(), LocalTime.of(11, 0)),
            new CutOff(1, Optional.empty(), LocalTime.of(16, 30)),
            new CutOff(1, Optional.of("USD"), LocalTime.of(15, 0)));
    private static final CycleRule RULE = new CycleRule("HK", 480, FOLLOWING, CALENDARS, CUT_OFFS);

    @Test
    void a_trade_affirmed_early_belongs_to_the_first_cycle_of_its_value_date() {
        assertThat(cycle("2026-05-22", "2026-05-20T02:00:00Z", "HKD")).isEqualTo("HK/2026-05-22/0");
        assertThat(cycle("2026-05-23", "2026-05-20T02:00:00Z", "HKD")).isEqualTo("HK/2026-05-26/0");
        assertThat(cycle("2026-05-23", "2026-05-20T02:00:00Z", "HKD", "USD")).isEqualTo("HK/2026-05-27/0");
    }

    @Test
    void the_cut_off_is_the_first_moment_of_the_next_cycle() {
        assertThat(cycle("2026-05-22", "2026-05-22T02:59:59.999999999Z", "HKD")).isEqualTo("HK/2026-05-22/0");
        assertThat(cycle("2026-05-22", "2026-05-22T03:00:00Z", "HKD")).isEqualTo("HK/2026-05-22/1");
        assertThat(cycle("2026-05-22", "2026-05-22T08:29:59Z", "HKD")).isEqualTo("HK/2026-05-22/1");
        assertThat(cycle("2026-05-22", "2026-05-22T08:30:00Z", "HKD")).isEqualTo("HK/2026-05-26/0");
    }

    @Test
    void the_earliest_cut_off_of_the_legs_counts() {
        assertThat(cycle("2026-05-22", "2026-05-22T07:00:00Z", "HKD")).isEqualTo("HK/2026-05-22/1");
        assertThat(cycle("2026-05-22", "2026-05-22T07:00:00Z", "HKD", "USD")).isEqualTo("HK/2026-05-27/0");
    }

    @Test
    void the_lanes_offset_makes_the_day() {
        // 17:00 UTC on Thursday is Friday in Hong Kong.
        assertThat(cycle("2026-05-21", "2026-05-21T17:00:00Z", "HKD")).isEqualTo("HK/2026-05-22/0");
    }

    @Test
    void a_trade_affirmed_on_a_holiday_waits_for_the_next_business_day() {
        assertThat(cycle("2026-05-20", "2026-05-23T02:00:00Z", "HKD")).isEqualTo("HK/2026-05-26/0");
    }

    @Test
    void no_trade_enters_a_cycle_after_it_closed_and_a_later_affirmation_never_an_earlier_cycle() {
        long seed = Seeds.seed(52);
        RandomGenerator random = Seeds.generator(seed);
        Instant start = Instant.parse("2026-05-01T00:00:00Z");
        for (int round = 0; round < 2_000; round++) {
            List<String> assets = random.nextBoolean() ? List.of("HKD") : List.of("HKD", "USD");
            LocalDate valueDate = LocalDate.parse("2026-05-01").plusDays(random.nextInt(60));
            Instant affirmed = start.plusSeconds(random.nextInt(60 * 86_400));
            CycleId cycle = RULE.cycleOf(assets, valueDate, affirmed);

            assertThat(affirmed).as(Seeds.hint(seed)).isBefore(RULE.closes(cycle, assets));
            assertThat(cycle.date()).isAfterOrEqualTo(valueDate);
            assertThat(RULE.calendar(assets).isBusinessDay(cycle.date())).isTrue();
            assertThat(RULE.cycleOf(assets, valueDate, affirmed.plus(Duration.ofMinutes(random.nextInt(5_000)))))
                    .isGreaterThanOrEqualTo(cycle);
        }
    }

    @Test
    void an_asset_without_a_calendar_and_a_day_without_data_are_errors() {
        Instant now = Instant.parse("2026-05-20T02:00:00Z");
        LocalDate today = LocalDate.parse("2026-05-20");

        assertThatThrownBy(() -> RULE.cycleOf(List.of("JPY"), today, now))
                .isInstanceOfSatisfying(
                        MalformedInput.class, fault -> assertThat(fault.code()).isEqualTo(ResultCode.UNKNOWN_ASSET));
        assertThatThrownBy(() -> RULE.cycleOf(List.of("HKD"), LocalDate.parse("2027-01-01"), now))
                .isInstanceOf(OutsideCalendar.class);
    }

    @Test
    void cut_offs_that_do_not_rise_miss_or_stand_twice_are_refused() {
        refused(List.of());
        refused(List.of(at(0, "", 11), at(1, "", 11)));
        refused(List.of(at(0, "", 11), at(2, "", 12)));
        refused(List.of(at(0, "", 11), at(0, "", 12)));
        refused(List.of(at(0, "", 11), at(1, "", 12), at(1, "USD", 10)));
        assertThatThrownBy(() -> new CycleRule("HK", 480, RollConvention.NONE, CALENDARS, CUT_OFFS))
                .isInstanceOf(MalformedInput.class);
        assertThat(RULE.cycles()).isEqualTo(2);
    }

    private static void refused(List<CutOff> cutOffs) {
        assertThatThrownBy(() -> new CycleRule("HK", 480, FOLLOWING, CALENDARS, cutOffs))
                .isInstanceOf(MalformedInput.class);
    }

    private static CutOff at(int cycle, String asset, int hour) {
        return new CutOff(cycle, asset.isEmpty() ? Optional.empty() : Optional.of(asset), LocalTime.of(hour, 0));
    }

    private static String cycle(String valueDate, String affirmed, String... assets) {
        return RULE.cycleOf(List.of(assets), LocalDate.parse(valueDate), Instant.parse(affirmed))
                .toString();
    }

    private static HolidayCalendar calendar(String code, String holiday) {
        return new HolidayCalendar(
                code,
                1,
                LocalDate.parse("2026-01-01"),
                LocalDate.parse("2026-12-31"),
                List.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY),
                List.of(LocalDate.parse(holiday)),
                List.of());
    }
}
