package clearing.simulation.oracle;

import clearing.kernel.calendar.CycleId;
import java.util.ArrayList;
import java.util.List;

/** What two members could not settle, as an obligation of a later cycle. */
record Fail(CycleId into, String first, String second, CycleId since, int days, List<Fine> fines, List<Owed> legs) {

    /** What a member that was short owes the other. */
    record Fine(
            boolean byFirst,
            int firstAccount,
            int secondAccount,
            int shortOf,
            int asset,
            long base,
            int days,
            int points,
            long amount) {}

    static String key(CycleId into, String first, String second) {
        return into + "/" + first + "/" + second;
    }

    String key() {
        return key(into, first, second);
    }

    /** Two of the same members that come into the same cycle. */
    Fail with(Fail later) {
        List<Fine> all = new ArrayList<>(fines);
        all.addAll(later.fines);
        List<Owed> both = new ArrayList<>(legs);
        both.addAll(later.legs);
        CycleId oldest = since.compareTo(later.since) <= 0 ? since : later.since;
        return new Fail(into, first, second, oldest, Math.max(days, later.days), all, Owed.sum(both));
    }
}
