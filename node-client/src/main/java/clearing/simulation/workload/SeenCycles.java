package clearing.simulation.workload;

import clearing.kernel.calendar.CycleId;
import clearing.kernel.cycle.CycleRecord;
import clearing.kernel.cycle.CycleState;
import clearing.kernel.cycle.Intake;
import clearing.kernel.cycle.PageShare;
import clearing.kernel.state.Keys;
import clearing.kernel.trade.PageId;
import clearing.simulation.ledger.VersionedState;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** The cycles of a lane as a member sees them on the ledger. */
final class SeenCycles {
    private static final int PARTS_OF_A_CYCLE = 4;
    private static final int PARTS_OF_AN_INTAKE = 7;

    private final VersionedState ledger;
    private final String lane;

    SeenCycles(VersionedState ledger, String lane) {
        this.ledger = ledger;
        this.lane = lane;
    }

    /** Cycles that something was taken or carried into and that nobody has cut off, ascending. */
    List<CycleId> open() {
        TreeSet<CycleId> open = new TreeSet<>();
        ledger.under(Keys.CYCLE_PREFIX + lane + "/").keySet().forEach(key -> open.add(cycle(key)));
        ledger.under(Keys.FAIL_PREFIX + lane + "/").keySet().forEach(key -> open.add(cycle(key)));
        open.removeIf(cycle -> ledger.get(Keys.cycle(cycle)).isPresent());
        return new ArrayList<>(open);
    }

    private static CycleId cycle(String key) {
        String[] parts = key.split("/", -1);
        return new CycleId(parts[1], LocalDate.parse(parts[2]), Integer.parseInt(parts[3]));
    }

    /** Cycles that are cut off, in that state. */
    List<CycleId> in(CycleState state) {
        List<CycleId> found = new ArrayList<>();
        ledger.under(Keys.CYCLE_PREFIX + lane + "/").forEach((key, entry) -> {
            if (key.split("/", -1).length == PARTS_OF_A_CYCLE
                    && CycleRecord.decode(entry.value()).state() == state) {
                found.add(cycle(key));
            }
        });
        return found;
    }

    /** Pages with trades in the cycle. */
    List<PageId> pages(CycleId cycle) {
        List<PageId> pages = new ArrayList<>();
        ledger.under(Keys.cycle(cycle) + "/").forEach((key, entry) -> {
            String[] parts = key.split("/", -1);
            if (parts.length == PARTS_OF_AN_INTAKE) {
                for (PageShare share : Intake.decode(Optional.of(entry.value())).shares()) {
                    pages.add(new PageId(lane, parts[4], parts[5], share.number()));
                }
            }
        });
        return pages;
    }
}
