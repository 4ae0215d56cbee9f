package clearing.client.calendar;

import clearing.client.trade.BadInput;
import clearing.client.trade.CsvTable;
import clearing.client.trade.LocatedError;
import clearing.kernel.MalformedInput;
import clearing.kernel.calendar.HolidayCalendar;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A folder of holiday calendars: {@code calendars.csv} ({@code code,version,weekend,title,years}) names them, and for each code and year
 * {@code CODE-YEAR.csv} ({@code date,kind,name,source}) lists its days; kind is {@code HOLIDAY} or {@code WORKING_DAY}, source says
 * who published it.
 */
public final class CalendarFiles {
    private static final String CATALOGUE = "calendars.csv";
    private static final String RESOURCES = "/calendars/";

    /** One calendar with what people want to know of it. */
    public record Entry(HolidayCalendar calendar, String title, SortedMap<LocalDate, Day> days) {
        /** The name and source of a holiday or working day. */
        public Optional<Day> day(LocalDate date) {
            return Optional.ofNullable(days.get(date));
        }
    }

    /** A listed day. */
    public record Day(boolean holiday, String name, String source) {}

    private final Optional<Path> folder;
    private final List<LocatedError> errors = new ArrayList<>();

    private CalendarFiles(Optional<Path> folder) {
        this.folder = folder;
    }

    /**
     * The calendars of a folder, or the product's own, by code.
     *
     * @throws BadInput with every fault of the files
     */
    public static SortedMap<String, Entry> read(Optional<Path> folder) {
        CalendarFiles files = new CalendarFiles(folder);
        SortedMap<String, Entry> calendars = files.catalogue();
        if (!files.errors.isEmpty()) {
            throw new BadInput(files.errors);
        }
        return calendars;
    }

    private SortedMap<String, Entry> catalogue() {
        SortedMap<String, Entry> calendars = new TreeMap<>();
        CsvTable table = table(CATALOGUE, List.of("code", "version", "weekend", "title", "years"));
        for (CsvTable.Row row : table.rows()) {
            String code = field(table, row, "code");
            try {
                List<DayOfWeek> weekend = new ArrayList<>();
                for (String day : words(field(table, row, "weekend"))) {
                    weekend.add(DayOfWeek.valueOf(day));
                }
                List<Integer> years = words(field(table, row, "years")).stream()
                        .map(Integer::valueOf)
                        .toList();
                int version = Integer.parseInt(field(table, row, "version"));
                calendars.put(code, entry(code, version, weekend, years, field(table, row, "title")));
            } catch (IllegalArgumentException e) {
                error(table, row, "version", "BAD_VALUE", "Version, weekend or years cannot be read.");
            } catch (MalformedInput e) {
                error(table, row, "code", "BAD_CALENDAR", e.sentence() + ".");
            }
        }
        return calendars;
    }

    private Entry entry(String code, int version, List<DayOfWeek> weekend, List<Integer> years, String title) {
        if (years.isEmpty()) {
            throw new IllegalArgumentException("no years");
        }
        SortedMap<LocalDate, Day> days = new TreeMap<>();
        for (int i = 0; i < years.size(); i++) {
            if (years.get(i) != years.get(0) + i) {
                throw new IllegalArgumentException("years with a gap");
            }
            readYear(code, years.get(i), days);
        }
        TreeSet<LocalDate> holidays = new TreeSet<>();
        TreeSet<LocalDate> working = new TreeSet<>();
        days.forEach((date, day) -> (day.holiday() ? holidays : working).add(date));
        HolidayCalendar calendar = new HolidayCalendar(
                code,
                version,
                LocalDate.of(years.get(0), 1, 1),
                LocalDate.of(years.get(years.size() - 1), 12, 31),
                weekend,
                List.copyOf(holidays),
                List.copyOf(working));
        return new Entry(calendar, title, days);
    }

    private void readYear(String code, int year, SortedMap<LocalDate, Day> days) {
        CsvTable table = table(code + "-" + year + ".csv", List.of("date", "kind", "name", "source"));
        for (CsvTable.Row row : table.rows()) {
            String kind = field(table, row, "kind");
            if (!kind.equals("HOLIDAY") && !kind.equals("WORKING_DAY")) {
                error(table, row, "kind", "BAD_VALUE", "A day is HOLIDAY or WORKING_DAY.");
                continue;
            }
            try {
                LocalDate date = LocalDate.parse(field(table, row, "date"));
                Day day = new Day(kind.equals("HOLIDAY"), field(table, row, "name"), field(table, row, "source"));
                if (date.getYear() != year) {
                    error(table, row, "date", "DATE_OUT_OF_RANGE", date + " is not in " + year + ".");
                } else if (days.putIfAbsent(date, day) != null) {
                    error(table, row, "date", "DUPLICATE_DATE", date + " stands twice.");
                }
            } catch (DateTimeParseException e) {
                error(table, row, "date", "BAD_DATE", "This is no date as in 2026-12-31.");
            }
        }
    }

    private CsvTable table(String name, List<String> columns) {
        Path path = folder.map(f -> f.resolve(name)).orElse(Path.of("calendars", name));
        CsvTable table = folder.isPresent() ? CsvTable.read(path, ',') : CsvTable.parse(path, resource(name), ',');
        for (String column : columns) {
            if (!table.header().containsKey(column)) {
                throw new BadInput(List.of(
                        new LocatedError(path, 1, 0, "MISSING_COLUMN", "There is no column '" + column + "'.")));
            }
        }
        errors.addAll(table.errors());
        return table;
    }

    private static String resource(String name) {
        try (InputStream in = CalendarFiles.class.getResourceAsStream(RESOURCES + name)) {
            if (in == null) {
                throw new IllegalStateException("the product lacks its calendar " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("the product's calendar " + name + " cannot be read", e);
        }
    }

    private static List<String> words(String text) {
        return text.isBlank() ? List.of() : List.of(text.strip().split(" +", -1));
    }

    private static String field(CsvTable table, CsvTable.Row row, String column) {
        return row.fields().get(table.header().getOrDefault(column, 0));
    }

    private void error(CsvTable table, CsvTable.Row row, String column, String code, String sentence) {
        int at = table.header().getOrDefault(column, 0) + 1;
        errors.add(new LocatedError(table.file(), row.line(), at, code, sentence));
    }
}
