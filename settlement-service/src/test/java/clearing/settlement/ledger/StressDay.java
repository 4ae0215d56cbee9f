package clearing.settlement.ledger;

import clearing.kernel.rulebook.CollateralRule;
import clearing.kernel.rulebook.DefaultRule;
import java.util.List;

/** A day of members that have agreed how a default is declared, with nobody's money paid in beforehand. */
public final class StressDay {
    public static final String LOTUS = SimulatedChain.LOTUS;

    private StressDay() {}

    /** Nobody owes anything. */
    public static SimulatedChain calm() {
        SimulatedChain chain = SimulatedChain.day(1, 3);
        RiskDay.agree(
                chain,
                new CollateralRule("EUR", "EUR", 0, List.of(), 0),
                new DefaultRule(
                        "EUR",
                        "HOUSE",
                        List.of(SimulatedChain.HARBOUR, LOTUS, SimulatedChain.BANK),
                        1,
                        List.of(SimulatedChain.BANK)));
        return chain;
    }

    /** Lotus owes Harbour 40 euros and has none. */
    public static SimulatedChain owing() {
        SimulatedChain chain = calm();
        RiskDay.page(chain, 0, 4_000);
        return chain;
    }
}
