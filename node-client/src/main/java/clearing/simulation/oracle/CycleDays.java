package clearing.simulation.oracle;

import clearing.kernel.calendar.CutOff;
import clearing.kernel.calendar.CycleId;
import clearing.kernel.calendar.HolidayCalendar;
import clearing.kernel.calendar.RollConvention;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.rulebook.CalendarRule;
import clearing.kernel.rulebook.CycleTerms;
import clearing.kernel.rulebook.Rule;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The days and minutes of a lane's cycles, worked out from the agreed calendars and cut-offs day by day. */
public final class CycleDays {
    private static final int SECONDS_PER_DAY = 86_400;

    private final String lane;
    private final long offsetSeconds;
    private final RollConvention convention;
    private final SortedMap<String, HolidayCalendar> calendars;
    private final List<CutOff> cutOffs;
    private final int count;

    private CycleDays(
            CycleTerms terms, long offsetSeconds, SortedMap<String, HolidayCalendar> calendars, List<CutOff> cutOffs) {
        this.lane = terms.lane();
        this.offsetSeconds = offsetSeconds;
        this.convention = terms.convention();
        this.calendars = calendars;
        this.cutOffs = cutOffs;
        this.count = 1 + cutOffs.stream().mapToInt(CutOff::cycle).max().orElse(-1);
    }

    static CycleDays of(CycleTerms terms, Constitution constitution) {
        SortedMap<String, HolidayCalendar> byCode = new TreeMap<>();
        for (Rule rule : constitution.rules().rules()) {
            if (rule instanceof CalendarRule calendar) {
                byCode.put(calendar.calendar().code(), calendar.calendar());
            }
        }
        SortedMap<String, HolidayCalendar> byAsset = new TreeMap<>();
        terms.calendars()
                .forEach((asset, code) ->
                        byAsset.put(asset, Optional.ofNullable(byCode.get(code)).orElseThrow()));
        long offset = constitution.lanes().stream()
                .filter(lane -> lane.code().equals(terms.lane()))
                .mapToLong(lane -> lane.utcOffsetMinutes() * 60L)
                .sum();
        return new CycleDays(terms, offset, byAsset, terms.cutOffs());
    }

    /** How many cycles a day has. */
    int count() {
        return count;
    }

    /** True on a day on which anything of the lane settles. */
    boolean hasCycles(LocalDate date) {
        return calendars.keySet().stream().anyMatch(asset -> isBusiness(date, List.of(asset)));
    }

    private boolean isBusiness(LocalDate date, List<String> assets) {
        return assets.stream().allMatch(asset -> {
            HolidayCalendar calendar = Optional.ofNullable(calendars.get(asset)).orElseThrow();
            boolean weekend = calendar.weekend().contains(date.getDayOfWeek())
                    && !calendar.workingDays().contains(date);
            return !weekend && !calendar.holidays().contains(date);
        });
    }

    private LocalDate next(LocalDate date, List<String> assets, int step) {
        LocalDate day = date.plusDays(step);
        while (!isBusiness(day, assets)) {
            day = day.plusDays(step);
        }
        return day;
    }

    private LocalDate roll(LocalDate date, List<String> assets) {
        if (isBusiness(date, assets)) {
            return date;
        }
        LocalDate after = next(date, assets, 1);
        LocalDate before = next(date, assets, -1);
        return switch (convention) {
            case NONE -> date;
            case FOLLOWING -> after;
            case PRECEDING -> before;
            case MODIFIED_FOLLOWING -> after.getMonth() == date.getMonth() ? after : before;
            case MODIFIED_PRECEDING -> before.getMonth() == date.getMonth() ? before : after;
        };
    }

    /** Business days of all these assets after the one date up to and with the other, which is not before it. */
    int between(LocalDate from, LocalDate to, List<String> assets) {
        int days = 0;
        for (LocalDate day = from; day.isBefore(to); ) {
            day = day.plusDays(1);
            days += isBusiness(day, assets) ? 1 : 0;
        }
        return days;
    }

    /** Second of the day up to which the cycle takes something in these assets. */
    private long cutOff(int cycle, List<String> assets) {
        return assets.stream()
                .mapToLong(asset -> time(cycle, Optional.of(asset)))
                .min()
                .orElseThrow();
    }

    private long time(int cycle, Optional<String> asset) {
        List<CutOff> found = new ArrayList<>();
        for (CutOff cutOff : cutOffs) {
            if (cutOff.cycle() == cycle && cutOff.asset().isEmpty()) {
                found.addLast(cutOff);
            } else if (cutOff.cycle() == cycle && cutOff.asset().equals(asset)) {
                found.addFirst(cutOff);
            }
        }
        return found.getFirst().time().toSecondOfDay();
    }

    /** The instant from which on a cycle may be cut off. */
    public Instant closes(CycleId id) {
        int cycle = Math.min(id.number(), count - 1);
        long latest = time(cycle, Optional.empty());
        for (String asset : calendars.keySet()) {
            latest = Math.max(latest, time(cycle, Optional.of(asset)));
        }
        return Instant.ofEpochSecond(id.date().toEpochDay() * SECONDS_PER_DAY + latest - offsetSeconds);
    }

    /** How many cut-offs of the day, and times so many minutes after them, lie behind an instant. */
    int passed(Instant at, int minutes) {
        long local = at.getEpochSecond() + offsetSeconds;
        LocalDate today = LocalDate.ofEpochDay(Math.floorDiv(local, SECONDS_PER_DAY));
        int passed = 0;
        for (LocalDate day : List.of(today.minusDays(1), today)) {
            for (int cycle = 0; cycle < count; cycle++) {
                Instant closes = closes(new CycleId(lane, day, cycle));
                passed += at.isBefore(closes) ? 0 : 1;
                passed += at.isBefore(closes.plusSeconds(60L * minutes)) ? 0 : 1;
            }
        }
        return passed;
    }

    /** Where a trade belongs that is affirmed at an instant, if nothing were cut off. */
    CycleId wanted(List<String> assets, LocalDate valueDate, Instant at) {
        LocalDate due = roll(valueDate, assets);
        long local = at.getEpochSecond() + offsetSeconds;
        LocalDate today = LocalDate.ofEpochDay(Math.floorDiv(local, SECONDS_PER_DAY));
        if (today.isBefore(due)) {
            return new CycleId(lane, due, 0);
        }
        long second = Math.floorMod(local, SECONDS_PER_DAY);
        for (int cycle = 0; isBusiness(today, assets) && cycle < count; cycle++) {
            if (second < cutOff(cycle, assets)) {
                return new CycleId(lane, today, cycle);
            }
        }
        return new CycleId(lane, next(today, assets, 1), 0);
    }

    /** The first cycle of these assets behind one that is cut off. */
    CycleId behind(CycleId last, List<String> assets) {
        return last.number() + 1 < count && isBusiness(last.date(), assets)
                ? new CycleId(lane, last.date(), last.number() + 1)
                : new CycleId(lane, next(last.date(), assets, 1), 0);
    }
}
