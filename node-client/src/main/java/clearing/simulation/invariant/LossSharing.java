package clearing.simulation.invariant;

import clearing.kernel.Effect;
import clearing.kernel.RiskEffect;
import clearing.kernel.defaults.WaterfallRecord;
import clearing.kernel.defaults.WaterfallStep;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Every step of a waterfall brings exactly what it says, steps follow without a gap, and the shares are those of a second algorithm. */
final class LossSharing implements Invariant {
    @Override
    public String id() {
        return "INV-05";
    }

    @Override
    public String says() {
        return "the shares of a waterfall sum exactly to what they bear";
    }

    @Override
    public void first(Chapter chapter, Chronicle chronicle) {
        for (Told told : chapter.told()) {
            // One transaction may run the waterfalls of several defaults.
            Map<String, List<RiskEffect.WaterfallStepped>> runs = new TreeMap<>();
            for (Effect effect : told.effects()) {
                if (effect instanceof RiskEffect.WaterfallStepped stepped) {
                    runs.computeIfAbsent(run(stepped), absent -> new ArrayList<>())
                            .add(stepped);
                }
            }
            runs.forEach((run, steps) -> check(run, steps, chronicle));
        }
    }

    private static String run(RiskEffect.WaterfallStepped stepped) {
        return stepped.member() + "/" + stepped.number() + "/"
                + stepped.record().pass();
    }

    private void check(String run, List<RiskEffect.WaterfallStepped> steps, Chronicle chronicle) {
        List<String> lines = new ArrayList<>();
        Optional<BigInteger> missing = Optional.empty();
        for (RiskEffect.WaterfallStepped stepped : steps) {
            WaterfallRecord record = stepped.record();
            BigInteger came =
                    record.lines().stream().map(WaterfallRecord.Line::amount).reduce(BigInteger.ZERO, BigInteger::add);
            BigInteger left = record.before().subtract(came).max(BigInteger.ZERO);
            require(left.equals(record.after()), "%s of %s leaves %s", record, stepped.member(), left);
            boolean payment = record.step() == WaterfallStep.PAYMENT;
            boolean follows = payment || missing.map(record.before()::equals).orElse(true);
            require(follows, "%s of %s begins where nothing ended: %s", record, stepped.member(), missing);
            missing = Optional.of(record.after());
            for (WaterfallRecord.Line line : record.lines()) {
                if (line.share().signum() > 0) {
                    lines.add("%s %s %s %s %s"
                            .formatted(record.step(), line.member(), line.asset(), line.share(), line.amount()));
                }
            }
        }
        List<String> expected = chronicle.oracle().facts().cascades().getOrDefault(run, List.of());
        require(lines.equals(expected), "the waterfall %s came to %s, the oracle says %s", run, lines, expected);
    }
}
