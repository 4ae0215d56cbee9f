package clearing.kernel.calendar;

import clearing.kernel.MalformedInput;
import clearing.kernel.ResultCode;
import clearing.kernel.codec.ByteReader;
import clearing.kernel.codec.ByteWriter;
import clearing.kernel.codec.Bytes;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The holidays of one place, as data with a version that members approve by its content hash.
 *
 * @param code 1 to 12 characters of A-Z and 0-9, such as {@code HK} or {@code TARGET}
 * @param version 1 or more; another content is another version
 * @param first first day that the data covers
 * @param last last day that it covers, at most {@link #MAX_YEARS} years on
 * @param weekend days of the week without business, ascending
 * @param holidays days without business, ascending
 * @param workingDays days of business although they fall on a weekend, ascending
 */
public record HolidayCalendar(
        String code,
        int version,
        LocalDate first,
        LocalDate last,
        List<DayOfWeek> weekend,
        List<LocalDate> holidays,
        List<LocalDate> workingDays)
        implements BusinessDays {
    public static final int MAX_YEARS = 100;
    private static final int FORMAT = 1;
    private static final int MAX_CODE = 12;
    private static final int MAX_DAYS_LISTED = 65_535;

    /** @throws MalformedInput when a field contradicts what it must be */
    public HolidayCalendar {
        weekend = List.copyOf(weekend);
        holidays = List.copyOf(holidays);
        workingDays = List.copyOf(workingDays);
        require(isCode(code), "code", "is not 1 to 12 characters of A-Z and 0-9");
        require(version > 0, "version", "is not 1 or more");
        require(!last.isBefore(first) && last.isBefore(first.plusYears(MAX_YEARS)), "last", "is out of range");
        require(isAscending(weekend) && weekend.size() < 7, "weekend", "is not ascending, or leaves no day");
        require(isAscending(holidays) && isWithin(holidays, first, last), "holidays", "are not ascending and covered");
        require(
                isAscending(workingDays) && isWithin(workingDays, first, last),
                "workingDays",
                "are not ascending and covered");
        for (LocalDate day : workingDays) {
            require(weekend.contains(day.getDayOfWeek()), "workingDays", "name a day that is no weekend");
            require(Collections.binarySearch(holidays, day) < 0, "workingDays", "name a holiday");
        }
    }

    @Override
    public boolean isBusinessDay(LocalDate date) {
        if (date.isBefore(first) || date.isAfter(last)) {
            throw new OutsideCalendar(code + " version " + version, date);
        }
        if (Collections.binarySearch(holidays, date) >= 0) {
            return false;
        }
        return !weekend.contains(date.getDayOfWeek()) || Collections.binarySearch(workingDays, date) >= 0;
    }

    /** The canonical encoding: what is approved and what every member computes with. */
    public byte[] encode() {
        ByteWriter out = new ByteWriter(64 + 4 * (holidays.size() + workingDays.size()));
        out.u8(FORMAT).text(code).i32(version);
        out.i32(day(first)).i32(day(last)).u8(weekend.size());
        weekend.forEach(day -> out.u8(day.getValue()));
        write(out, holidays);
        write(out, workingDays);
        return out.toBytes();
    }

    /** SHA-256 of the canonical encoding. */
    public byte[] contentHash() {
        return Bytes.sha256(encode());
    }

    /** @throws MalformedInput when the bytes are no calendar */
    public static HolidayCalendar decode(byte[] bytes) {
        ByteReader in = new ByteReader(bytes);
        if (in.u8("calendar.format") != FORMAT) {
            throw in.fault(ResultCode.UNSUPPORTED_VERSION, "calendar.format", "is not 1");
        }
        String code = in.text("calendar.code");
        int version = in.i32("calendar.version");
        LocalDate first = date(in, "calendar.first");
        LocalDate last = date(in, "calendar.last");
        int days = in.u8("calendar.weekend");
        List<DayOfWeek> weekend = new ArrayList<>();
        for (int i = 0; i < days; i++) {
            int day = in.u8("calendar.weekend");
            if (day < 1 || day > 7) {
                throw in.fault(ResultCode.MALFORMED, "calendar.weekend", "has no day of the week " + day);
            }
            weekend.add(DayOfWeek.of(day));
        }
        HolidayCalendar calendar = new HolidayCalendar(
                code, version, first, last, weekend, dates(in, "calendar.holidays"), dates(in, "calendar.workingDays"));
        in.end("calendar");
        return calendar;
    }

    private static void write(ByteWriter out, List<LocalDate> dates) {
        if (dates.size() > MAX_DAYS_LISTED) {
            throw new IllegalStateException("a calendar lists at most " + MAX_DAYS_LISTED + " days");
        }
        out.u16(dates.size());
        dates.forEach(date -> out.i32(day(date)));
    }

    private static List<LocalDate> dates(ByteReader in, String field) {
        int count = in.u16(field);
        List<LocalDate> dates = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            dates.add(date(in, field));
        }
        return dates;
    }

    private static LocalDate date(ByteReader in, String field) {
        try {
            return LocalDate.ofEpochDay(in.i32(field));
        } catch (DateTimeException e) {
            throw in.fault(ResultCode.MALFORMED, field, "is no date");
        }
    }

    private static int day(LocalDate date) {
        return Math.toIntExact(date.toEpochDay());
    }

    private static boolean isCode(String code) {
        boolean good = !code.isEmpty() && code.length() <= MAX_CODE;
        for (int i = 0; i < code.length(); i++) {
            char c = code.charAt(i);
            good &= c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
        }
        return good;
    }

    private static <T extends Comparable<? super T>> boolean isAscending(List<T> values) {
        for (int i = 1; i < values.size(); i++) {
            if (values.get(i - 1).compareTo(values.get(i)) >= 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isWithin(List<LocalDate> dates, LocalDate first, LocalDate last) {
        return dates.isEmpty()
                || !dates.get(0).isBefore(first) && !dates.get(dates.size() - 1).isAfter(last);
    }

    private static void require(boolean holds, String field, String sentence) {
        if (!holds) {
            throw new MalformedInput(ResultCode.MALFORMED, "calendar." + field, field + " " + sentence);
        }
    }
}
