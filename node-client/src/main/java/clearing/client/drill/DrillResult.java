package clearing.client.drill;

import clearing.kernel.Outcome;
import clearing.kernel.defaults.DefaultCase;
import clearing.kernel.defaults.WaterfallRecord;
import clearing.kernel.defaults.WaterfallStep;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * What a default came to in a fork, in minor units of the currency of account.
 *
 * @param refusal why it could not be played to its end, such as a price that is stale
 * @param closed the default as it stood at the end
 * @param left what was missing at the end where no step of a waterfall brought anything; else the steps say it
 * @param steps the waterfall's
 */
public record DrillResult(
        String member,
        Optional<Outcome> refusal,
        Optional<DefaultCase> closed,
        BigInteger left,
        List<WaterfallRecord> steps) {
    public DrillResult {
        steps = List.copyOf(steps);
    }

    /** What was missing before anything was used: claims, and what the defaulter's cash is below zero. */
    public BigInteger exposure() {
        return steps.isEmpty() ? left : steps.getFirst().before();
    }

    /** What the defaulter's own resources and those who owe it leave for the others. */
    public BigInteger loss() {
        return after(WaterfallStep.OWN_RESERVE);
    }

    /** What is missing after the first run's steps up to this one. */
    private BigInteger after(WaterfallStep last) {
        return steps.stream()
                .filter(step ->
                        step.pass() == steps.getFirst().pass() && step.step().compareTo(last) <= 0)
                .reduce((before, after) -> after)
                .map(WaterfallRecord::after)
                .orElse(exposure());
    }

    /** What the fund leaves, which survivors that are still there have to bear: nothing where what was paid in beforehand covers the loss. */
    public BigInteger beyondFund() {
        return after(WaterfallStep.RESERVE);
    }

    /** What a step brought, over all runs. */
    public BigInteger brought(WaterfallStep which) {
        return steps.stream()
                .filter(step -> step.step() == which)
                .flatMap(step -> step.lines().stream())
                .map(WaterfallRecord.Line::amount)
                .reduce(BigInteger.ZERO, BigInteger::add);
    }

    /** What survivors had put beforehand that was used: first loss and fund. */
    public BigInteger ofFund() {
        return brought(WaterfallStep.FIRST_LOSS).add(brought(WaterfallStep.RESERVE));
    }

    /** Whether the default came to its end and what was paid in beforehand covers it: what a stress test asks. */
    public boolean holds() {
        return refusal.isEmpty() && beyondFund().signum() == 0;
    }

    /** What no resource covers. */
    public BigInteger uncovered() {
        return steps.isEmpty() ? left : steps.getLast().after();
    }
}
