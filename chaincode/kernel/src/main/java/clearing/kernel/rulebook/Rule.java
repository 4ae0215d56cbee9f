package clearing.kernel.rulebook;

import clearing.kernel.codec.ByteWriter;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.constitution.ConstitutionRules.Fault;
import java.util.Optional;

/** One agreed rule. Of each name there is one in a rulebook; the next constitution may change, add or drop any. */
public sealed interface Rule
        permits CalendarRule,
                CycleTerms,
                DebitCapRule,
                LaneStepsRule,
                AgentRule,
                BilateralLimitRule,
                MatchingRule,
                PeriodRule,
                CollateralRule,
                CoveredCapRule,
                ReserveRule,
                DefaultRule,
                EscrowRule {
    /** What the rule is about, such as {@code cap/NorthBrokers/HKD}: printable ASCII, the order of the rulebook. */
    String name();

    /** Number of the kind in the encoding, never reused. */
    int tag();

    /** The fields behind the tag, in order. */
    void write(ByteWriter out);

    /**
     * The first contradiction with the frame that the rule stands in.
     *
     * @param constitution the one that carries the rule
     * @return with the path below the rule, such as {@code asset}
     */
    Optional<Fault> check(Constitution constitution);
}
