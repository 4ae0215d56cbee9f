package clearing.client.liquidity;

import clearing.client.liquidity.SettleReport.LiquidityReport;
import clearing.client.liquidity.SettleReport.PositionReport;
import clearing.client.liquidity.SettleReport.SettledReport;
import clearing.client.liquidity.SettleReport.WaitingReport;
import clearing.client.trade.BadInput;
import java.nio.file.Path;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** Settles the obligations of a file as the ledger's kernel would, once as things stand and once with changes to try. */
public final class OfflineSettlement {
    private OfflineSettlement() {}

    /**
     * What to settle.
     *
     * @param balances at most one; without it nobody has anything
     * @param caps at most one; without it nobody may go below zero
     * @param at what is not yet or no longer to settle at this time stays out; empty to take all
     * @param with changes in words, such as {@code LanternPay HKD +5000000}; none to run once
     */
    public record Question(
            Path obligations,
            Optional<Path> balances,
            Optional<Path> caps,
            Method method,
            Optional<LocalTime> at,
            List<String> with) {
        /** Holds a copy of the changes. */
        public Question {
            with = List.copyOf(with);
        }
    }

    /**
     * What came of it.
     *
     * @param base as things stand
     * @param changed with the changes; empty when none were asked for
     * @param differences between the two
     */
    public record Answer(SettleReport base, Optional<SettleReport> changed, List<Difference> differences) {}

    /**
     * A line that is not the same in both.
     *
     * @param what {@code obligation}, {@code position} or {@code liquidity}
     * @param name reference; member and asset; or asset and figure
     */
    public record Difference(String what, String name, String base, String changed) {}

    /**
     * @throws BadInput with every fault of a file, or what is wrong with a change
     */
    public static Answer answer(Question question) {
        List<Holdings.Change> changes =
                question.with().stream().map(Holdings.Change::parse).toList();
        List<Instruction> instructions = InstructionFile.read(question.obligations(), question.at());
        Holdings holdings = Holdings.read(
                question.balances().stream().toList(), question.caps().stream().toList());
        SettleReport base = run(question, instructions, holdings);
        if (changes.isEmpty()) {
            return new Answer(base, Optional.empty(), List.of());
        }
        SettleReport changed = run(question, instructions, holdings.with(changes));
        return new Answer(base, Optional.of(changed), differences(base, changed));
    }

    private static SettleReport run(Question question, List<Instruction> instructions, Holdings holdings) {
        return SettleReport.of(
                OfflineRound.run(question.obligations(), instructions, holdings, question.method()), holdings);
    }

    private static List<Difference> differences(SettleReport base, SettleReport changed) {
        List<Difference> differences = new ArrayList<>();
        compare("obligation", fates(base), fates(changed), differences);
        compare("position", ends(base), ends(changed), differences);
        compare("liquidity", liquidity(base), liquidity(changed), differences);
        return differences;
    }

    private static void compare(
            String what, TreeMap<String, String> base, TreeMap<String, String> changed, List<Difference> into) {
        TreeMap<String, String> names = new TreeMap<>(base);
        names.putAll(changed);
        for (String name : names.keySet()) {
            String one = base.getOrDefault(name, "");
            String other = changed.getOrDefault(name, "");
            if (!Objects.equals(one, other)) {
                into.add(new Difference(what, name, one, other));
            }
        }
    }

    private static TreeMap<String, String> fates(SettleReport report) {
        TreeMap<String, String> fates = new TreeMap<>();
        for (SettledReport settled : report.settled()) {
            String part = settled.whole() ? settled.step() : settled.step() + " " + settled.amount();
            fates.merge(settled.reference(), part, (one, more) -> one + ", " + more);
        }
        for (WaitingReport waiting : report.waiting()) {
            fates.merge(waiting.reference(), "waits", (settled, waits) -> settled + ", " + waiting.amount() + " waits");
        }
        return fates;
    }

    private static TreeMap<String, String> ends(SettleReport report) {
        TreeMap<String, String> ends = new TreeMap<>();
        for (PositionReport position : report.positions()) {
            ends.put(position.member() + " " + position.asset(), position.after());
        }
        return ends;
    }

    private static TreeMap<String, String> liquidity(SettleReport report) {
        TreeMap<String, String> figures = new TreeMap<>();
        for (LiquidityReport each : report.liquidity()) {
            figures.put(each.asset() + " moved", each.moved());
            figures.put(each.asset() + " used", each.used());
            figures.put(each.asset() + " saved", each.saved());
        }
        return figures;
    }
}
