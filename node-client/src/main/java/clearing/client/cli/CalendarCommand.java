package clearing.client.cli;

import clearing.client.calendar.CalendarFiles;
import clearing.client.calendar.CalendarFiles.Entry;
import clearing.kernel.calendar.BusinessDays;
import clearing.kernel.calendar.HolidayCalendar;
import clearing.kernel.calendar.JointCalendar;
import clearing.kernel.calendar.OutsideCalendar;
import clearing.kernel.calendar.RollConvention;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code clearing calendar}: T+n on one calendar or several together. Needs no ledger. */
@Command(
        name = "calendar",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Rolls a date to a business day of all calendars given and counts business days from there.",
            "Without --date, lists the calendars with their versions and content hashes."
        },
        footerHeading = "%nExample:%n",
        footer = "  clearing calendar --calendar HK,US --date 2026-12-24 --plus 2")
final class CalendarCommand implements Callable<Integer> {
    @Option(names = "--calendar", split = ",", description = "Codes, such as HK,US. Default all.")
    private List<String> codes = new ArrayList<>();

    @Option(names = "--date", description = "The date to begin with.")
    private Optional<LocalDate> date = Optional.empty();

    @Option(names = "--plus", defaultValue = "0", description = "Business days to count. Default ${DEFAULT-VALUE}.")
    private int plus;

    @Option(
            names = "--roll",
            defaultValue = "following",
            description = "${COMPLETION-CANDIDATES}. Default ${DEFAULT-VALUE}.")
    private RollConvention roll = RollConvention.FOLLOWING;

    @Option(names = "--calendars", description = "Folder of calendar files, instead of the product's own.")
    private Optional<Path> folder = Optional.empty();

    @Mixin
    private Output output = new Output();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        SortedMap<String, Entry> known = CalendarFiles.read(folder);
        List<Entry> chosen = new ArrayList<>();
        for (String code : codes.isEmpty() ? known.keySet() : codes) {
            Entry entry = known.get(code);
            if (entry == null) {
                throw usage("there is no calendar " + code + "; known are " + String.join(", ", known.keySet()));
            }
            chosen.add(entry);
        }
        if (date.isEmpty()) {
            list(chosen);
            return Exit.DONE;
        }
        if (Math.abs((long) plus) > BusinessDays.MAX_DAYS) {
            throw usage("--plus is at most " + BusinessDays.MAX_DAYS);
        }
        try {
            count(chosen, date.get());
            return Exit.DONE;
        } catch (OutsideCalendar e) {
            throw usage("calendar " + e.calendar() + " does not cover " + e.date());
        }
    }

    private void count(List<Entry> chosen, LocalDate from) {
        JointCalendar days =
                new JointCalendar(chosen.stream().map(Entry::calendar).toList());
        boolean open = days.isBusinessDay(from);
        LocalDate rolled = days.roll(from, roll);
        LocalDate result = days.plus(from, plus, roll);
        if (output.json()) {
            ObjectNode node = Output.object()
                    .put("date", from.toString())
                    .put("businessDay", open)
                    .put("roll", roll.fpml())
                    .put("rolled", rolled.toString())
                    .put("plus", plus)
                    .put("result", result.toString());
            ArrayNode list = node.putArray("calendars");
            chosen.forEach(entry -> describe(list.addObject(), entry.calendar(), entry.title()));
            output.print(node);
            return;
        }
        output.out().printf(Locale.ROOT, "%s %s%n", result, name(result));
        output.out().printf(Locale.ROOT, "  from %s %s", from, name(from));
        output.out().println(open ? ", a business day" : ", no business day, rolled to " + rolled);
        LocalDate first = from.isBefore(result) ? from : result;
        LocalDate last = from.isBefore(result) ? result : from;
        for (LocalDate day = first; !day.isAfter(last); day = day.plusDays(1)) {
            for (Entry entry : chosen) {
                LocalDate at = day;
                entry.day(day)
                        .ifPresent(named -> output.out()
                                .printf(
                                        Locale.ROOT,
                                        "  %s %s: %s%n",
                                        at,
                                        entry.calendar().code(),
                                        named.name()));
            }
        }
    }

    private void list(List<Entry> chosen) {
        ObjectNode node = Output.object();
        ArrayNode list = node.putArray("calendars");
        for (Entry entry : chosen) {
            HolidayCalendar calendar = entry.calendar();
            describe(list.addObject(), calendar, entry.title());
            if (!output.json()) {
                output.out()
                        .printf(
                                Locale.ROOT,
                                "%-8s version %d  %s to %s  %s  %s%n",
                                calendar.code(),
                                calendar.version(),
                                calendar.first(),
                                calendar.last(),
                                hash(calendar).substring(0, 16),
                                entry.title());
            }
        }
        if (output.json()) {
            output.print(node);
        }
    }

    private static void describe(ObjectNode node, HolidayCalendar calendar, String title) {
        node.put("code", calendar.code())
                .put("version", calendar.version())
                .put("title", title)
                .put("first", calendar.first().toString())
                .put("last", calendar.last().toString())
                .put("contentHash", hash(calendar));
    }

    private static String hash(HolidayCalendar calendar) {
        return HexFormat.of().formatHex(calendar.contentHash());
    }

    private static String name(LocalDate date) {
        return date.getDayOfWeek().name().charAt(0)
                + date.getDayOfWeek().name().substring(1).toLowerCase(Locale.ROOT);
    }

    private CommandLine.ParameterException usage(String sentence) {
        return new CommandLine.ParameterException(spec.commandLine(), sentence);
    }
}
