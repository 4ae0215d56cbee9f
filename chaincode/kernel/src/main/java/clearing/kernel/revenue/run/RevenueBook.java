package clearing.kernel.revenue.run;

import clearing.kernel.ResultCode;
import clearing.kernel.codec.ByteReader;
import clearing.kernel.codec.ByteWriter;
import clearing.kernel.execution.Execution;
import clearing.kernel.revenue.terms.Cycle;
import clearing.kernel.revenue.terms.Period;
import clearing.kernel.state.Keys;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Where an agreement's calculation stands. Whoever reports a fact reads it too, so a correction that meets a run fails on the read and is
 * sent again, and never lands on the wrong side.
 *
 * <pre>
 * book := format u8 | agreement text | cycle u8 | next i32 | pages i32 | carries u16 (member text, account text, carry i64){carries}
 *       | marks u16 (clause text, mark i64){marks} | corrected u16 (start i32){corrected}
 * </pre>
 *
 * @param next the first period that is not calculated
 * @param pages how many times payments have been made: part of the next ones' page number
 * @param carries by member; they sum to zero
 * @param marks high-water marks by clause, in minor units
 * @param corrected calculated periods with facts that were corrected since
 */
public record RevenueBook(
        String agreement,
        Period next,
        int pages,
        SortedMap<String, Carry> carries,
        SortedMap<String, Long> marks,
        SortedSet<Period> corrected) {
    private static final int FORMAT = 1;
    private static final Cycle[] CYCLES = Cycle.values();

    public RevenueBook {
        carries = Collections.unmodifiableSortedMap(new TreeMap<>(carries));
        marks = Collections.unmodifiableSortedMap(new TreeMap<>(marks));
        corrected = Collections.unmodifiableSortedSet(new TreeSet<>(corrected));
    }

    /**
     * What rounding owes a party.
     *
     * @param account where it was paid last
     * @param places 10^-18 minor units; below zero when it got more
     */
    public record Carry(String account, long places) {}

    /** The book of an agreement that is about to begin. */
    public static RevenueBook open(String agreement, Period first) {
        return new RevenueBook(agreement, first, 0, new TreeMap<>(), new TreeMap<>(), new TreeSet<>());
    }

    /** The book of an agreement that is in force. */
    public static RevenueBook of(String agreement, Execution x) {
        return x.ledger().read(Keys.revenueBook(agreement), RevenueBook::decode).orElseThrow();
    }

    public boolean isCalculated(Period period) {
        return period.compareTo(next) < 0;
    }

    /** How many periods lie between a calculated period and the next to be calculated: 1 for the last one. */
    public int periodsBack(Period period) {
        int back = 0;
        for (Period at = period; at.compareTo(next) < 0; at = at.next()) {
            back++;
        }
        return back;
    }

    /** Notes that a fact of a calculated period was corrected. */
    public RevenueBook corrected(Period period) {
        SortedSet<Period> more = new TreeSet<>(corrected);
        more.add(period);
        return new RevenueBook(agreement, next, pages, carries, marks, more);
    }

    /** With one more set of payments. */
    public RevenueBook withPayments() {
        return new RevenueBook(agreement, next, pages + 1, carries, marks, corrected);
    }

    public void put(Execution x) {
        x.ledger().put(Keys.revenueBook(agreement), encode());
    }

    public byte[] encode() {
        ByteWriter out = new ByteWriter(256).u8(FORMAT).text(agreement);
        out.u8(next.cycle().ordinal()).i32(day(next)).i32(pages).u16(carries.size());
        carries.forEach(
                (member, carry) -> out.text(member).text(carry.account()).i64(carry.places()));
        out.u16(marks.size());
        marks.forEach((clause, mark) -> out.text(clause).i64(mark));
        out.u16(corrected.size());
        corrected.forEach(period -> out.i32(day(period)));
        return out.toBytes();
    }

    /** @throws clearing.kernel.MalformedInput when the bytes are no book */
    public static RevenueBook decode(byte[] stored) {
        ByteReader in = new ByteReader(stored);
        if (in.u8("book.format") != FORMAT) {
            throw in.fault(ResultCode.UNSUPPORTED_VERSION, "book.format", "is not 1");
        }
        String agreement = in.text("book.agreement");
        Cycle cycle = in.constant(CYCLES, "book.cycle");
        Period next = new Period(cycle, LocalDate.ofEpochDay(in.i32("book.next")));
        int pages = in.i32("book.pages");
        SortedMap<String, Carry> carries = new TreeMap<>();
        for (int left = in.u16("book.carries"); left > 0; left--) {
            carries.put(in.text("book.member"), new Carry(in.text("book.account"), in.i64("book.carry")));
        }
        SortedMap<String, Long> marks = new TreeMap<>();
        for (int left = in.u16("book.marks"); left > 0; left--) {
            marks.put(in.text("book.clause"), in.i64("book.mark"));
        }
        List<Period> corrected = new ArrayList<>();
        for (int left = in.u16("book.corrected"); left > 0; left--) {
            corrected.add(new Period(cycle, LocalDate.ofEpochDay(in.i32("book.start"))));
        }
        in.end("book");
        return new RevenueBook(agreement, next, pages, carries, marks, new TreeSet<>(corrected));
    }

    private static int day(Period period) {
        return Math.toIntExact(period.start().toEpochDay());
    }
}
