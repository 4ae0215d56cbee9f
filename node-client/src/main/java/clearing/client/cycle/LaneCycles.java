package clearing.client.cycle;

import clearing.client.trade.LedgerView;
import clearing.kernel.calendar.CycleId;
import clearing.kernel.calendar.CycleRule;
import clearing.kernel.calendar.OutsideCalendar;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.constitution.Lane;
import clearing.kernel.cycle.CarriedFail;
import clearing.kernel.cycle.CycleFence;
import clearing.kernel.cycle.CycleRecord;
import clearing.kernel.cycle.Intake;
import clearing.kernel.cycle.PairEnd;
import clearing.kernel.cycle.PairLeg;
import clearing.kernel.cycle.PairOutcome;
import clearing.kernel.rulebook.CycleTerms;
import clearing.kernel.settlement.SettlementCommands;
import clearing.kernel.state.Keys;
import clearing.kernel.trade.PageId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A lane's cycles as the verified blocks have them.
 *
 * @param terms how the lane settles in cycles
 * @param lastCutOff how far its fence is
 * @param records cycles that are cut off
 * @param pages what pages gave, by cycle: also to cycles that are open
 * @param given what each author's pages against each counterparty gave, by cycle
 * @param fails what was carried, by the cycle that it was carried into
 */
public record LaneCycles(
        Constitution constitution,
        CycleTerms terms,
        Optional<CycleId> lastCutOff,
        SortedMap<CycleId, CycleRecord> records,
        SortedMap<CycleId, List<PageId>> pages,
        SortedMap<CycleId, List<Given>> given,
        SortedMap<CycleId, List<CarriedFail>> fails) {
    private static final int MAX_DAYS_AHEAD = 40;
    private static final int CYCLE_PARTS = 4;
    private static final int INTAKE_PARTS = 7;

    /**
     * What pages of an author against a counterparty gave to a cycle.
     *
     * @param legs the first of each is the author
     */
    public record Given(String author, String counterparty, List<PairLeg> legs) {
        public Given {
            legs = List.copyOf(legs);
        }
    }

    /** Empty for a lane that settles gross. */
    public static Optional<LaneCycles> of(LedgerView view, String lane) {
        return view.constitution().flatMap(constitution -> {
            SortedMap<String, byte[]> entries = view.under(Keys.CYCLE_PREFIX + lane);
            entries.putAll(view.under(Keys.FAIL_PREFIX + lane + "/"));
            return of(constitution, lane, entries);
        });
    }

    /**
     * Empty for a lane that settles gross.
     *
     * @param entries at least the ledger's keys that begin with {@code C/} and {@code F/} and the lane
     */
    public static Optional<LaneCycles> of(Constitution constitution, String lane, SortedMap<String, byte[]> entries) {
        return constitution.rules().cycles(lane).map(terms -> read(constitution, terms, entries));
    }

    private static LaneCycles read(Constitution constitution, CycleTerms terms, SortedMap<String, byte[]> entries) {
        SortedMap<CycleId, CycleRecord> records = new TreeMap<>();
        SortedMap<CycleId, List<PageId>> pages = new TreeMap<>();
        SortedMap<CycleId, List<Given>> given = new TreeMap<>();
        SortedMap<CycleId, List<CarriedFail>> fails = new TreeMap<>();
        String fence = Keys.fence(terms.lane());
        for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
            String[] parts = entry.getKey().split("/", -1);
            if (entry.getKey().startsWith(Keys.FAIL_PREFIX + terms.lane() + "/")) {
                CarriedFail fail = CarriedFail.decode(entry.getValue());
                fails.computeIfAbsent(fail.into(), absent -> new ArrayList<>()).add(fail);
            } else if (entry.getKey().startsWith(fence + "/") && parts.length == CYCLE_PARTS) {
                CycleRecord record = CycleRecord.decode(entry.getValue());
                records.put(record.id(), record);
            } else if (entry.getKey().startsWith(fence + "/") && parts.length == INTAKE_PARTS) {
                CycleId cycle = new CycleId(terms.lane(), LocalDate.parse(parts[2]), Integer.parseInt(parts[3]));
                Intake intake = Intake.decode(Optional.of(entry.getValue()));
                given.computeIfAbsent(cycle, absent -> new ArrayList<>())
                        .add(new Given(parts[4], parts[5], intake.legs()));
                intake.shares()
                        .forEach(share -> pages.computeIfAbsent(cycle, absent -> new ArrayList<>())
                                .add(new PageId(terms.lane(), parts[4], parts[5], share.number())));
            }
        }
        Optional<CycleId> last =
                Optional.ofNullable(entries.get(fence)).map(CycleFence::decode).map(CycleFence::last);
        return new LaneCycles(constitution, terms, last, records, pages, given, fails);
    }

    /** The regular cycle that is cut off next; empty when the calendars do not cover it. */
    public Optional<CycleId> nextCutOff(Instant now) {
        CycleRule rule = terms.rule(constitution);
        Lane lane = constitution.lane(terms.lane()).orElseThrow();
        LocalDate today = LocalDate.ofEpochDay(SettlementCommands.businessDay(lane, now));
        try {
            for (int ahead = 0; ahead < MAX_DAYS_AHEAD; ahead++) {
                LocalDate day = today.plusDays(ahead);
                for (int number = 0; rule.hasCycles(day) && number < rule.cycles(); number++) {
                    CycleId cycle = new CycleId(terms.lane(), day, number);
                    if (rule.closes(cycle).isAfter(now)) {
                        return Optional.of(cycle);
                    }
                }
            }
        } catch (OutsideCalendar e) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    /** Whether the nets of a page's two members in a cycle are paid, there or where they were carried to. */
    public boolean hasSettled(CycleRecord cycle, PageId page) {
        boolean turned = page.author().compareTo(page.counterparty()) > 0;
        String first = turned ? page.counterparty() : page.author();
        String second = turned ? page.author() : page.counterparty();
        PairEnd end = PairEnd.of(
                cycle,
                first,
                second,
                next -> Optional.ofNullable(records.get(next)),
                next -> fail(next, first, second));
        return end.outcome() == PairOutcome.SETTLED;
    }

    private Optional<CarriedFail> fail(CycleId into, String first, String second) {
        return fails.getOrDefault(into, List.of()).stream()
                .filter(fail -> fail.first().equals(first) && fail.second().equals(second))
                .findFirst();
    }
}
