package clearing.kernel.calendar;

import clearing.kernel.MalformedInput;
import clearing.kernel.ResultCode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which cycle of a lane an affirmed trade belongs to: a pure function of the trade, the time of its affirmation on the ledger and the version
 * of the calendars. Nobody decides it and nothing that happens later changes it.
 *
 * <p>The trade's value date is rolled to a business day of all its assets. When it is affirmed before that day's first cut-off it belongs to
 * that day's first cycle; when it is affirmed later, to the first cycle whose cut-off it still meets.
 */
public final class CycleRule {
    /** Cycles of one day at most. */
    public static final int MAX_CYCLES = 24;

    private final String lane;
    private final ZoneOffset offset;
    private final RollConvention convention;
    private final SortedMap<String, HolidayCalendar> calendarOfAsset;
    private final List<CutOff> cutOffs;
    private final int cycles;

    /**
     * @param lane code of the lane
     * @param utcOffsetMinutes where the lane's day begins: +480 for Hong Kong
     * @param convention where a value date goes that is no business day; not {@link RollConvention#NONE}
     * @param calendarOfAsset the calendar of each asset of the lane
     * @param cutOffs for each cycle from 0 one without an asset, and any number for single assets; for every asset they rise from
     *     cycle to cycle
     * @throws MalformedInput when they do not
     */
    public CycleRule(
            String lane,
            int utcOffsetMinutes,
            RollConvention convention,
            SortedMap<String, HolidayCalendar> calendarOfAsset,
            List<CutOff> cutOffs) {
        this.lane = lane;
        this.offset = ZoneOffset.ofTotalSeconds(Math.multiplyExact(utcOffsetMinutes, 60));
        this.convention = convention;
        this.calendarOfAsset = new TreeMap<>(calendarOfAsset);
        this.cutOffs = List.copyOf(cutOffs);
        this.cycles = Math.toIntExact(
                cutOffs.stream().filter(cutOff -> cutOff.asset().isEmpty()).count());
        require(convention != RollConvention.NONE, "convention", "a value date must roll to a business day");
        require(cycles > 0 && cycles <= MAX_CYCLES, "cutOffs", "a day has 1 to " + MAX_CYCLES + " cycles");
        requireRising(Optional.empty());
        calendarOfAsset.keySet().forEach(asset -> requireRising(Optional.of(asset)));
    }

    private void requireRising(Optional<String> asset) {
        LocalTime before = LocalTime.MIN;
        for (int cycle = 0; cycle < cycles; cycle++) {
            LocalTime time = cutOff(cycle, asset);
            require(
                    time.isAfter(before),
                    "cutOffs",
                    "cycle " + cycle + " of " + asset.orElse("the lane") + " is not cut off after the one before");
            before = time;
        }
    }

    /** Number of cycles of a day. */
    public int cycles() {
        return cycles;
    }

    /** The cut-off of a cycle for an asset: its own, or the lane's. */
    public LocalTime cutOff(int cycle, Optional<String> asset) {
        return find(cycle, asset)
                .or(() -> find(cycle, Optional.empty()))
                .map(CutOff::time)
                .orElseThrow(() -> new MalformedInput(
                        ResultCode.MALFORMED, "cutOffs", "cycle " + cycle + " has no cut-off, or two"));
    }

    private Optional<CutOff> find(int cycle, Optional<String> asset) {
        List<CutOff> found = cutOffs.stream()
                .filter(cutOff -> cutOff.cycle() == cycle && cutOff.asset().equals(asset))
                .toList();
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    /** The days on which all these assets settle. */
    public JointCalendar calendar(List<String> assets) {
        List<HolidayCalendar> calendars = new ArrayList<>();
        for (String asset : assets) {
            HolidayCalendar calendar = calendarOfAsset.get(asset);
            if (calendar == null) {
                throw new MalformedInput(ResultCode.UNKNOWN_ASSET, "asset", asset + " has no calendar in this lane");
            }
            if (!calendars.contains(calendar)) {
                calendars.add(calendar);
            }
        }
        return new JointCalendar(calendars);
    }

    /**
     * The cycle of a trade.
     *
     * @param assets the assets of its legs, one or two
     * @param valueDate agreed by both sides
     * @param affirmed the ledger's time of the affirmation
     * @throws OutsideCalendar when a calendar does not cover a day that matters
     * @throws MalformedInput for an asset without a calendar
     */
    public CycleId cycleOf(List<String> assets, LocalDate valueDate, Instant affirmed) {
        JointCalendar days = calendar(assets);
        LocalDate due = days.roll(valueDate, convention);
        OffsetDateTime local = affirmed.atOffset(offset);
        LocalDate today = local.toLocalDate();
        if (today.isBefore(due)) {
            return new CycleId(lane, due, 0);
        }
        if (days.isBusinessDay(today)) {
            for (int cycle = 0; cycle < cycles; cycle++) {
                if (local.toLocalTime().isBefore(earliest(cycle, assets))) {
                    return new CycleId(lane, today, cycle);
                }
            }
        }
        return new CycleId(lane, days.next(today), 0);
    }

    /**
     * The cycle of a trade that is affirmed behind a fence: never one that is cut off already, whatever the clock says.
     *
     * @param lastCutOff the last cycle of the lane that was cut off
     * @throws OutsideCalendar when a calendar does not cover a day that matters
     */
    public CycleId cycleOf(List<String> assets, LocalDate valueDate, Instant affirmed, Optional<CycleId> lastCutOff) {
        CycleId wanted = cycleOf(assets, valueDate, affirmed);
        return lastCutOff
                .filter(last -> wanted.compareTo(last) <= 0)
                .map(last -> after(last, assets))
                .orElse(wanted);
    }

    /** The first cycle behind this one on a business day of all these assets. */
    public CycleId after(CycleId cycle, List<String> assets) {
        JointCalendar days = calendar(assets);
        return cycle.number() + 1 < cycles && days.isBusinessDay(cycle.date())
                ? new CycleId(lane, cycle.date(), cycle.number() + 1)
                : new CycleId(lane, days.next(cycle.date()), 0);
    }

    /** True on a day on which at least one asset of the lane settles. */
    public boolean hasCycles(LocalDate date) {
        return calendarOfAsset.values().stream().distinct().anyMatch(calendar -> calendar.isBusinessDay(date));
    }

    /**
     * The instant from which on the whole cycle may be cut off: the latest cut-off of any asset. A number beyond the day's cycles, of an
     * earlier version of the rule, has the last one's.
     */
    public Instant closes(CycleId cycle) {
        int number = Math.min(cycle.number(), cycles - 1);
        LocalTime latest = cutOff(number, Optional.empty());
        for (String asset : calendarOfAsset.keySet()) {
            LocalTime own = cutOff(number, Optional.of(asset));
            latest = own.isAfter(latest) ? own : latest;
        }
        return cycle.date().atTime(latest).toInstant(offset);
    }

    /** The instant from which on nothing more enters the cycle for these assets. */
    public Instant closes(CycleId cycle, List<String> assets) {
        return cycle.date().atTime(earliest(cycle.number(), assets)).toInstant(offset);
    }

    private LocalTime earliest(int cycle, List<String> assets) {
        return assets.stream()
                .map(asset -> cutOff(cycle, Optional.of(asset)))
                .min(LocalTime::compareTo)
                .orElseThrow(() -> new MalformedInput(ResultCode.MALFORMED, "asset", "a trade has an asset"));
    }

    private static void require(boolean holds, String field, String sentence) {
        if (!holds) {
            throw new MalformedInput(ResultCode.MALFORMED, "cycleRule." + field, sentence);
        }
    }
}
