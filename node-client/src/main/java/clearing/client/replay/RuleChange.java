package clearing.client.replay;

import clearing.kernel.MalformedInput;
import clearing.kernel.ResultCode;
import clearing.kernel.asset.Asset;
import clearing.kernel.asset.Decimals;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.rulebook.BilateralLimitRule;
import clearing.kernel.rulebook.DebitCapRule;
import clearing.kernel.rulebook.LaneStepsRule;
import clearing.kernel.rulebook.Rule;
import java.util.Locale;
import java.util.Optional;

/**
 * A rule as it would have been. What decides when value moves can be changed: caps, limits and how far a lane's rounds go. What decides
 * which commands there are cannot: without a cut-off there would have been other cycles.
 */
public sealed interface RuleChange {
    /** The word for no rule. */
    String NONE = "none";

    /** As people write it, such as {@code cap NorthBrokers HKD 5000.00}. */
    String words();

    /**
     * The changed rule, in the terms of a constitution.
     *
     * @return empty when the constitution does not have what the change names
     * @throws MalformedInput when an amount does not fit its asset
     */
    Optional<Changed> in(Constitution constitution);

    /**
     * A rule's name and what stands under it now.
     *
     * @param rule empty when there is none
     */
    record Changed(String name, Optional<Rule> rule) {}

    /** @param amount decimal text in the currency's scale, or {@link #NONE} */
    record Cap(String member, String asset, String amount) implements RuleChange {
        @Override
        public String words() {
            return "cap " + member + " " + asset + " " + amount;
        }

        @Override
        public Optional<Changed> in(Constitution constitution) {
            return constitution
                    .assetOf(asset)
                    .flatMap(known -> checked(
                            new DebitCapRule(member, asset, minor(amount, known, "--cap")),
                            amount.equals(NONE),
                            constitution));
        }
    }

    /** @param amount decimal text in the asset's scale, or {@link #NONE} */
    record Limit(String member, String counterparty, String asset, String amount) implements RuleChange {
        @Override
        public String words() {
            return "limit " + member + " " + counterparty + " " + asset + " " + amount;
        }

        @Override
        public Optional<Changed> in(Constitution constitution) {
            return constitution
                    .assetOf(asset)
                    .flatMap(known -> checked(
                            new BilateralLimitRule(member, counterparty, asset, minor(amount, known, "--limit")),
                            amount.equals(NONE),
                            constitution));
        }
    }

    /** How far the lane's rounds go: the solver. */
    record Steps(String lane, LaneStepsRule.Step upTo) implements RuleChange {
        @Override
        public String words() {
            return "steps " + lane + " " + upTo;
        }

        @Override
        public Optional<Changed> in(Constitution constitution) {
            return checked(new LaneStepsRule(lane, upTo), false, constitution);
        }
    }

    private static Optional<Changed> checked(Rule rule, boolean none, Constitution constitution) {
        return rule.check(constitution).isPresent()
                ? Optional.empty()
                : Optional.of(new Changed(rule.name(), none ? Optional.empty() : Optional.of(rule)));
    }

    private static long minor(String amount, Asset asset, String option) {
        return amount.equals(NONE) ? 0 : Decimals.parse(amount, asset.scale(), option);
    }

    /** @throws MalformedInput unless it reads {@code MEMBER ASSET AMOUNT} */
    static RuleChange cap(String text) {
        String[] words = words(text, 3, "--cap", "MEMBER ASSET AMOUNT, the amount " + NONE + " for no cap");
        return new Cap(words[0], words[1], words[2]);
    }

    /** @throws MalformedInput unless it reads {@code MEMBER COUNTERPARTY ASSET AMOUNT} */
    static RuleChange limit(String text) {
        String[] words =
                words(text, 4, "--limit", "MEMBER COUNTERPARTY ASSET AMOUNT, the amount " + NONE + " for no limit");
        return new Limit(words[0], words[1], words[2], words[3]);
    }

    /** @throws MalformedInput unless it reads {@code LANE STEP} */
    static RuleChange steps(String text) {
        String form = "LANE STEP, the step GROSS, BILATERAL, MULTILATERAL or RESOLUTION";
        String[] words = words(text, 2, "--steps", form);
        for (LaneStepsRule.Step step : LaneStepsRule.Step.values()) {
            if (step.name().equals(words[1].toUpperCase(Locale.ROOT))) {
                return new Steps(words[0], step);
            }
        }
        throw new MalformedInput(ResultCode.MALFORMED, "--steps", "'" + text + "' is not " + form);
    }

    private static String[] words(String text, int count, String option, String form) {
        String[] words = text.strip().split("\\s+", -1);
        if (words.length != count) {
            throw new MalformedInput(ResultCode.MALFORMED, option, "'" + text + "' is not " + form);
        }
        return words;
    }
}
