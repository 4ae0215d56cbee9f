package clearing.kernel.calendar;

import static clearing.kernel.calendar.RollConvention.FOLLOWING;
import static clearing.kernel.calendar.RollConvention.MODIFIED_FOLLOWING;
import static clearing.kernel.calendar.RollConvention.MODIFIED_PRECEDING;
import static clearing.kernel.calendar.RollConvention.NONE;
import static clearing.kernel.calendar.RollConvention.PRECEDING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import clearing.kernel.Golden;
import clearing.kernel.MalformedInput;
import clearing.kernel.Seeds;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class BusinessDaysTest {
    private static final List<DayOfWeek> WEEKEND = List.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);
    private static final LocalDate FIRST = date("2026-01-01");
    private static final LocalDate LAST = date("2027-12-31");

    /** Monday 25 May 2026 and Wednesday 1 July are holidays; Sunday 4 January is worked. */
    private static final HolidayCalendar PLACE = new HolidayCalendar(
            "XX",
            1,
            FIRST,
            LAST,
            WEEKEND,
            List.of(date("2026-05-25"), date("2026-07-01")),
            List.of(date("2026-01-04")));

    @Test
    void weekends_and_holidays_are_no_business_days_and_working_days_are() {
        assertThat(PLACE.isBusinessDay(date("2026-05-22"))).isTrue();
        assertThat(PLACE.isBusinessDay(date("2026-05-23"))).isFalse();
        assertThat(PLACE.isBusinessDay(date("2026-05-25"))).isFalse();
        assertThat(PLACE.isBusinessDay(date("2026-01-04"))).isTrue();
        assertThat(PLACE.next(date("2026-05-22"))).isEqualTo("2026-05-26");
        assertThat(PLACE.previous(date("2026-05-26"))).isEqualTo("2026-05-22");
    }

    @Test
    void each_convention_moves_a_date_as_its_definition_says() {
        // 31 May 2026 is a Sunday, 1 August 2026 a Saturday.
        assertThat(PLACE.roll(date("2026-05-31"), NONE)).isEqualTo("2026-05-31");
        assertThat(PLACE.roll(date("2026-05-31"), FOLLOWING)).isEqualTo("2026-06-01");
        assertThat(PLACE.roll(date("2026-05-31"), MODIFIED_FOLLOWING)).isEqualTo("2026-05-29");
        assertThat(PLACE.roll(date("2026-05-31"), PRECEDING)).isEqualTo("2026-05-29");
        assertThat(PLACE.roll(date("2026-08-01"), PRECEDING)).isEqualTo("2026-07-31");
        assertThat(PLACE.roll(date("2026-08-01"), MODIFIED_PRECEDING)).isEqualTo("2026-08-03");
        assertThat(PLACE.roll(date("2026-05-24"), MODIFIED_FOLLOWING)).isEqualTo("2026-05-26");
        assertThat(PLACE.roll(date("2026-05-24"), MODIFIED_PRECEDING)).isEqualTo("2026-05-22");
    }

    @Test
    void t_plus_n_counts_business_days_from_the_rolled_date() {
        assertThat(PLACE.plus(date("2026-05-21"), 2, FOLLOWING)).isEqualTo("2026-05-26");
        assertThat(PLACE.plus(date("2026-05-23"), 0, FOLLOWING)).isEqualTo("2026-05-26");
        assertThat(PLACE.plus(date("2026-05-23"), 1, FOLLOWING)).isEqualTo("2026-05-27");
        assertThat(PLACE.plus(date("2026-05-23"), 1, NONE)).isEqualTo("2026-05-26");
        assertThat(PLACE.plus(date("2026-05-26"), -1, FOLLOWING)).isEqualTo("2026-05-22");
        assertThatThrownBy(() -> PLACE.plus(FIRST, BusinessDays.MAX_DAYS + 1, NONE))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void what_the_data_does_not_cover_is_an_error_and_not_a_guess() {
        assertThatThrownBy(() -> PLACE.isBusinessDay(date("2025-12-31")))
                .isInstanceOfSatisfying(OutsideCalendar.class, fault -> {
                    assertThat(fault.date()).isEqualTo("2025-12-31");
                    assertThat(fault.calendar()).isEqualTo("XX version 1");
                });
        assertThatThrownBy(() -> PLACE.plus(LAST, 1, FOLLOWING)).isInstanceOf(OutsideCalendar.class);
    }

    @Test
    void a_joint_business_day_is_one_of_each_place_whatever_their_order() {
        HolidayCalendar other =
                new HolidayCalendar("YY", 1, FIRST, LAST, WEEKEND, List.of(date("2026-05-26")), List.of());
        JointCalendar joint = new JointCalendar(List.of(PLACE, other));
        JointCalendar reversed = new JointCalendar(List.of(other, PLACE));

        assertThat(joint.next(date("2026-05-22"))).isEqualTo("2026-05-27");
        for (LocalDate day = FIRST; !day.isAfter(LAST); day = day.plusDays(1)) {
            assertThat(joint.isBusinessDay(day))
                    .isEqualTo(PLACE.isBusinessDay(day) && other.isBusinessDay(day))
                    .isEqualTo(reversed.isBusinessDay(day));
        }
        assertThatThrownBy(() -> new JointCalendar(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void laws_hold_on_random_calendars() {
        long seed = Seeds.seed(51);
        RandomGenerator random = Seeds.generator(seed);
        for (int round = 0; round < 300; round++) {
            HolidayCalendar days = random(random);
            LocalDate date = date("2026-03-01").plusDays(random.nextInt(500));
            int n = random.nextInt(30);
            LocalDate plus = days.plus(date, n, FOLLOWING);

            for (RollConvention convention : RollConvention.values()) {
                LocalDate rolled = days.roll(date, convention);
                assertThat(days.roll(rolled, convention)).as(Seeds.hint(seed)).isEqualTo(rolled);
                assertThat(convention == NONE || days.isBusinessDay(rolled)).isTrue();
            }
            assertThat(days.roll(date, FOLLOWING)).isAfterOrEqualTo(date);
            assertThat(days.roll(date, PRECEDING)).isBeforeOrEqualTo(date);
            assertThat(days.roll(date, MODIFIED_FOLLOWING).getMonth()).isEqualTo(date.getMonth());
            assertThat(days.roll(date, MODIFIED_PRECEDING).getMonth()).isEqualTo(date.getMonth());
            assertThat(days.between(days.roll(date, FOLLOWING), plus)).isEqualTo(n);
            assertThat(days.between(plus, days.roll(date, FOLLOWING))).isEqualTo(-n);
            assertThat(days.plus(plus, -n, FOLLOWING)).isEqualTo(days.roll(date, FOLLOWING));
            assertThat(HolidayCalendar.decode(days.encode())).isEqualTo(days);
        }
    }

    @Test
    void a_calendar_keeps_its_bytes() {
        Golden.assertBytes("holiday-calendar", PLACE.encode());
        byte[] golden = Golden.bytes("holiday-calendar");

        assertThat(HolidayCalendar.decode(golden)).isEqualTo(PLACE);
        assertThat(PLACE.contentHash()).hasSize(32);
        for (int length = 0; length < golden.length; length++) {
            byte[] cut = Arrays.copyOf(golden, length);
            assertThatThrownBy(() -> HolidayCalendar.decode(cut)).isInstanceOf(MalformedInput.class);
        }
    }

    @Test
    void a_calendar_that_contradicts_itself_is_refused_with_its_field() {
        List<LocalDate> none = List.of();
        refused("calendar.code", "hk", 1, LAST, WEEKEND, none, none);
        refused("calendar.version", "HK", 0, LAST, WEEKEND, none, none);
        refused("calendar.last", "HK", 1, FIRST.minusDays(1), WEEKEND, none, none);
        refused("calendar.weekend", "HK", 1, LAST, List.of(DayOfWeek.SUNDAY, DayOfWeek.SATURDAY), none, none);
        refused("calendar.weekend", "HK", 1, LAST, List.of(DayOfWeek.values()), none, none);
        refused("calendar.holidays", "HK", 1, LAST, WEEKEND, List.of(FIRST, FIRST), none);
        refused("calendar.holidays", "HK", 1, LAST, WEEKEND, List.of(LAST.plusDays(1)), none);
        refused("calendar.workingDays", "HK", 1, LAST, WEEKEND, none, List.of(date("2026-01-05")));
        LocalDate sunday = date("2026-01-04");
        refused("calendar.workingDays", "HK", 1, LAST, WEEKEND, List.of(sunday), List.of(sunday));
    }

    private static void refused(
            String field,
            String code,
            int version,
            LocalDate last,
            List<DayOfWeek> weekend,
            List<LocalDate> holidays,
            List<LocalDate> workingDays) {
        assertThatThrownBy(() -> new HolidayCalendar(code, version, FIRST, last, weekend, holidays, workingDays))
                .isInstanceOfSatisfying(
                        MalformedInput.class, fault -> assertThat(fault.field()).isEqualTo(field));
    }

    private static HolidayCalendar random(RandomGenerator random) {
        TreeSet<LocalDate> holidays = new TreeSet<>();
        for (int i = 0; i < 40; i++) {
            holidays.add(FIRST.plusDays(random.nextInt(700)));
        }
        return new HolidayCalendar("RND", 1, FIRST, LAST, WEEKEND, new ArrayList<>(holidays), List.of());
    }

    private static LocalDate date(String text) {
        return LocalDate.parse(text);
    }
}
