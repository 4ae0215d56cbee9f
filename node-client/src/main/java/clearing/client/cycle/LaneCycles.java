package clearing.client.cycle;

import clearing.client.trade.LedgerView;
import clearing.kernel.calendar.CycleId;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.cycle.CarriedFail;
import clearing.kernel.cycle.CycleFence;
import clearing.kernel.cycle.CycleRecord;
import clearing.kernel.cycle.Intake;
import clearing.kernel.rulebook.CycleTerms;
import clearing.kernel.state.Keys;
import clearing.kernel.trade.PageId;
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
 * @param fails what was carried, by the cycle that it was carried into
 */
public record LaneCycles(
        Constitution constitution,
        CycleTerms terms,
        Optional<CycleId> lastCutOff,
        SortedMap<CycleId, CycleRecord> records,
        SortedMap<CycleId, List<PageId>> pages,
        SortedMap<CycleId, List<CarriedFail>> fails) {
    private static final int CYCLE_PARTS = 4;
    private static final int INTAKE_PARTS = 7;

    /** Empty for a lane that settles gross. */
    public static Optional<LaneCycles> of(LedgerView view, String lane) {
        Optional<Constitution> constitution = view.constitution();
        return constitution.flatMap(c -> c.rules().cycles(lane)).map(terms -> read(view, constitution.get(), terms));
    }

    private static LaneCycles read(LedgerView view, Constitution constitution, CycleTerms terms) {
        SortedMap<CycleId, CycleRecord> records = new TreeMap<>();
        SortedMap<CycleId, List<PageId>> pages = new TreeMap<>();
        SortedMap<CycleId, List<CarriedFail>> fails = new TreeMap<>();
        for (Map.Entry<String, byte[]> entry :
                view.under(Keys.CYCLE_PREFIX + terms.lane() + "/").entrySet()) {
            String[] parts = entry.getKey().split("/", -1);
            if (parts.length == CYCLE_PARTS) {
                CycleRecord record = CycleRecord.decode(entry.getValue());
                records.put(record.id(), record);
            } else if (parts.length == INTAKE_PARTS) {
                CycleId cycle = new CycleId(terms.lane(), LocalDate.parse(parts[2]), Integer.parseInt(parts[3]));
                Intake.decode(Optional.of(entry.getValue()))
                        .shares()
                        .forEach(share -> pages.computeIfAbsent(cycle, absent -> new ArrayList<>())
                                .add(new PageId(terms.lane(), parts[4], parts[5], share.number())));
            }
        }
        for (byte[] value : view.under(Keys.FAIL_PREFIX + terms.lane() + "/").values()) {
            CarriedFail fail = CarriedFail.decode(value);
            fails.computeIfAbsent(fail.into(), absent -> new ArrayList<>()).add(fail);
        }
        Optional<CycleId> last =
                view.get(Keys.fence(terms.lane())).map(CycleFence::decode).map(CycleFence::last);
        return new LaneCycles(constitution, terms, last, records, pages, fails);
    }

    /** Whether the nets of a page's two members in a cycle are paid, there or where they were carried to. */
    public boolean hasSettled(CycleRecord cycle, PageId page) {
        boolean turned = page.author().compareTo(page.counterparty()) > 0;
        return cycle.hasSettled(
                turned ? page.counterparty() : page.author(),
                turned ? page.author() : page.counterparty(),
                next -> Optional.ofNullable(records.get(next)));
    }
}
