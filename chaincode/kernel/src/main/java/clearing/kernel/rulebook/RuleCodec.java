package clearing.kernel.rulebook;

import clearing.kernel.MalformedInput;
import clearing.kernel.ResultCode;
import clearing.kernel.codec.ByteReader;
import clearing.kernel.codec.ByteWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * Canonical bytes of a rulebook.
 *
 * <pre>rulebook := count u16 | (tag u8, fields){count}     in ascending order of the rules' names</pre>
 */
final class RuleCodec {
    private RuleCodec() {}

    static void write(ByteWriter out, List<Rule> rules) {
        out.u16(rules.size());
        for (Rule rule : rules) {
            rule.write(out.u8(rule.tag()));
        }
    }

    /** @throws MalformedInput when the bytes are no rules, or not in order */
    static List<Rule> read(ByteReader in) {
        int count = in.u16("rules.count");
        if (count > Rulebook.MAX_RULES) {
            throw in.fault(ResultCode.TOO_LARGE, "rules.count", "is above " + Rulebook.MAX_RULES);
        }
        List<Rule> rules = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            String path = "rules[" + i + "]";
            Rule rule = rule(in, path);
            if (i > 0 && rule.name().compareTo(rules.get(i - 1).name()) <= 0) {
                throw in.fault(ResultCode.MALFORMED, path, "is out of order or stands twice");
            }
            rules.add(rule);
        }
        return rules;
    }

    private static Rule rule(ByteReader in, String path) {
        int tag = in.u8(path + ".tag");
        return switch (tag) {
            case CalendarRule.TAG -> CalendarRule.read(in, path);
            case DebitCapRule.TAG -> DebitCapRule.read(in, path);
            case LaneStepsRule.TAG -> LaneStepsRule.read(in, path);
            case AgentRule.TAG -> AgentRule.read(in, path);
            case BilateralLimitRule.TAG -> BilateralLimitRule.read(in, path);
            case MatchingRule.TAG -> MatchingRule.read(in, path);
            case PeriodRule.TAG -> PeriodRule.read(in, path);
            case CycleTerms.TAG -> CycleTerms.read(in, path);
            case CollateralRule.TAG -> CollateralRule.read(in, path);
            case CoveredCapRule.TAG -> CoveredCapRule.read(in, path);
            case ReserveRule.TAG -> ReserveRule.read(in, path);
            case DefaultRule.TAG -> DefaultRule.read(in, path);
            case EscrowRule.TAG -> EscrowRule.read(in, path);
            default -> throw new MalformedInput(ResultCode.MALFORMED, path + ".tag", "there is no rule " + tag);
        };
    }
}
