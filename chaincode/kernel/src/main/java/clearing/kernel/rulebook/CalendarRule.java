package clearing.kernel.rulebook;

import clearing.kernel.calendar.HolidayCalendar;
import clearing.kernel.codec.ByteReader;
import clearing.kernel.codec.ByteWriter;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.constitution.ConstitutionRules.Fault;
import java.util.Optional;

/** The holidays of one place, as the members approved them. */
public record CalendarRule(HolidayCalendar calendar) implements Rule {
    static final int TAG = 1;

    private static final int MAX_BYTES = 64 * 1024;

    static String name(String code) {
        return "calendar/" + code;
    }

    @Override
    public String name() {
        return name(calendar.code());
    }

    @Override
    public int tag() {
        return TAG;
    }

    @Override
    public void write(ByteWriter out) {
        out.blob(calendar.encode());
    }

    static CalendarRule read(ByteReader in, String path) {
        return new CalendarRule(HolidayCalendar.decode(in.blob(MAX_BYTES, path + ".calendar")));
    }

    @Override
    public Optional<Fault> check(Constitution constitution) {
        return Optional.empty();
    }
}
