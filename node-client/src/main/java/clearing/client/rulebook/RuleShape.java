package clearing.client.rulebook;

import clearing.client.calendar.CalendarFiles;
import clearing.kernel.MalformedInput;
import clearing.kernel.ResultCode;
import clearing.kernel.rulebook.AgentRule;
import clearing.kernel.rulebook.BilateralLimitRule;
import clearing.kernel.rulebook.CalendarRule;
import clearing.kernel.rulebook.DebitCapRule;
import clearing.kernel.rulebook.EscrowRule;
import clearing.kernel.rulebook.LaneStepsRule;
import clearing.kernel.rulebook.MatchingRule;
import clearing.kernel.rulebook.PeriodRule;
import clearing.kernel.rulebook.Rule;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** One rule in a rules file: {@code rule} names its kind, the rest are its fields. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "rule")
@JsonSubTypes({
    @JsonSubTypes.Type(value = RuleShape.Calendar.class, name = "calendar"),
    @JsonSubTypes.Type(value = RuleShape.DebitCap.class, name = "debit-cap"),
    @JsonSubTypes.Type(value = RuleShape.LaneSteps.class, name = "lane-steps"),
    @JsonSubTypes.Type(value = RuleShape.BilateralLimit.class, name = "bilateral-limit"),
    @JsonSubTypes.Type(value = RuleShape.Matching.class, name = "matching"),
    @JsonSubTypes.Type(value = RuleShape.Period.class, name = "period"),
    @JsonSubTypes.Type(value = RuleShape.Agent.class, name = "agent"),
    @JsonSubTypes.Type(value = CycleTermsShape.class, name = "cycles"),
    @JsonSubTypes.Type(value = RiskShapes.Collateral.class, name = "collateral"),
    @JsonSubTypes.Type(value = RiskShapes.CoveredCap.class, name = "covered-cap"),
    @JsonSubTypes.Type(value = RiskShapes.Reserve.class, name = "reserve"),
    @JsonSubTypes.Type(value = RiskShapes.Default.class, name = "default"),
    @JsonSubTypes.Type(value = RuleShape.Escrow.class, name = "escrow")
})
sealed interface RuleShape
        permits RuleShape.Calendar,
                RuleShape.DebitCap,
                RuleShape.LaneSteps,
                RuleShape.BilateralLimit,
                RuleShape.Matching,
                RuleShape.Period,
                RuleShape.Agent,
                RuleShape.Escrow,
                CycleTermsShape,
                RiskShapes.Risk {
    /**
     * The rule as the ledger holds it.
     *
     * @param calendars by code, for rules that name one
     * @throws MalformedInput when it cannot be one
     */
    Rule rule(SortedMap<String, CalendarFiles.Entry> calendars);

    /** @param code of a calendar among the calendar files, such as {@code HK} */
    record Calendar(String code) implements RuleShape {
        @Override
        public Rule rule(SortedMap<String, CalendarFiles.Entry> calendars) {
            return Optional.ofNullable(calendars.get(code))
                    .map(entry -> new CalendarRule(entry.calendar()))
                    .orElseThrow(() -> new MalformedInput(
                            ResultCode.MALFORMED,
                            "code",
                            "There is no calendar '" + code + "' among the calendar files"));
        }
    }

    /**
     * @param amountTolerance minor units
     * @param dateTolerance business days of the calendar
     * @param calendar code, empty when there is no date tolerance
     * @param equal which of {@code tradeDate}, {@code authorAccount} and {@code reference} must be equal
     */
    record Matching(String lane, long amountTolerance, int dateTolerance, String calendar, List<String> equal)
            implements RuleShape {
        private static final List<String> OPTIONAL = List.of("tradeDate", "authorAccount", "reference");

        @Override
        public Rule rule(SortedMap<String, CalendarFiles.Entry> calendars) {
            if (!OPTIONAL.containsAll(equal)) {
                throw new MalformedInput(ResultCode.MALFORMED, "equal", "Each is one of " + OPTIONAL);
            }
            return new MatchingRule(
                    lane,
                    amountTolerance,
                    dateTolerance,
                    calendar,
                    equal.contains("tradeDate"),
                    equal.contains("authorAccount"),
                    equal.contains("reference"));
        }
    }

    /** @param graceDays calendar days that pass after a value date before it may be closed */
    record Period(String lane, int graceDays) implements RuleShape {
        @Override
        public Rule rule(SortedMap<String, CalendarFiles.Entry> calendars) {
            return new PeriodRule(lane, graceDays);
        }
    }

    /** @param cap minor units */
    record DebitCap(String member, String asset, long cap) implements RuleShape {
        @Override
        public Rule rule(SortedMap<String, CalendarFiles.Entry> calendars) {
            return new DebitCapRule(member, asset, cap);
        }
    }

    /** @param upTo the last step of the lane's rounds, such as {@code MULTILATERAL} */
    record LaneSteps(String lane, LaneStepsRule.Step upTo) implements RuleShape {
        @Override
        public Rule rule(SortedMap<String, CalendarFiles.Entry> calendars) {
            return new LaneStepsRule(lane, upTo);
        }
    }

    /** @param limit minor units that the member may give the counterparty net on a business day */
    record BilateralLimit(String member, String counterparty, String asset, long limit) implements RuleShape {
        @Override
        public Rule rule(SortedMap<String, CalendarFiles.Entry> calendars) {
            return new BilateralLimitRule(member, counterparty, asset, limit);
        }
    }

    /** @param account name of the member's account that only payments of revenue agreements may name */
    record Escrow(String member, String account) implements RuleShape {
        @Override
        public Rule rule(SortedMap<String, CalendarFiles.Entry> calendars) {
            return new EscrowRule(member, account);
        }
    }

    /** @param term seconds of one member's turn; the next may take over after a silence of so many seconds */
    record Agent(String lane, int term, int silence) implements RuleShape {
        @Override
        public Rule rule(SortedMap<String, CalendarFiles.Entry> calendars) {
            return new AgentRule(lane, term, silence);
        }
    }
}
