package clearing.simulation.workload;

import clearing.kernel.asset.Asset;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.rulebook.CollateralRule;
import clearing.kernel.rulebook.CoveredCapRule;
import clearing.kernel.rulebook.CycleTerms;
import clearing.kernel.rulebook.DebitCapRule;
import clearing.kernel.rulebook.DefaultRule;
import clearing.kernel.rulebook.ReserveRule;
import clearing.kernel.rulebook.Rule;
import clearing.simulation.engine.Draw;
import java.util.ArrayList;
import java.util.List;

/** Draws how members cover each other: collateral, a reserve fund, and how a default is declared. */
final class RiskRules {
    static final String MONEY = "HKD";
    private static final String ACCOUNT = "HOUSE";
    private static final int LARGEST_HAIRCUT = 5_000;

    private RiskRules() {}

    /**
     * @param agreed rules that are drawn already; caps among them may have to be covered
     * @param onCredit whether members live on caps that collateral carries
     */
    static List<Rule> of(Constitution frame, List<Rule> agreed, boolean onCredit, Theme theme, Draw draw) {
        List<Rule> rules = new ArrayList<>();
        List<String> acting = Rulebooks.acting(frame);
        // What a close-out does to trades in cycles is not in the oracle yet.
        boolean defaults =
                theme == Theme.DEFAULTS || draw.oneIn(3) && agreed.stream().noneMatch(CycleTerms.class::isInstance);
        if (defaults || onCredit || draw.oneIn(3)) {
            rules.add(new CollateralRule(MONEY, MONEY, 0, List.of(), 0));
            for (Asset asset : frame.assets()) {
                if (!asset.code().equals(MONEY) && (theme == Theme.DEFAULTS || !draw.oneIn(6))) {
                    rules.add(new CollateralRule(
                            asset.code(), MONEY, draw.below(LARGEST_HAIRCUT), some(acting, draw, 1), draw.below(3)));
                }
            }
            for (Rule rule : agreed) {
                if (rule instanceof DebitCapRule cap && cap.asset().equals(MONEY) && (onCredit || !draw.oneIn(4))) {
                    rules.add(new CoveredCapRule(cap.member(), cap.asset()));
                }
            }
        }
        if (defaults) {
            List<String> committee = some(acting, draw, 2);
            int quorum = draw.between(1, Math.min(3, committee.size()));
            rules.add(new DefaultRule(
                    MONEY, ACCOUNT, committee, quorum, some(acting, draw, theme == Theme.DEFAULTS ? 1 : 0)));
            for (String member : acting) {
                if (!draw.oneIn(4)) {
                    rules.add(new ReserveRule(member, draw.below(60), draw.below(20), draw.below(120)));
                }
            }
        }
        return rules;
    }

    /** Some of them, in another order. */
    private static List<String> some(List<String> acting, Draw draw, int fewest) {
        List<String> mixed = new ArrayList<>(acting);
        draw.shuffle(mixed);
        return List.copyOf(mixed.subList(0, draw.between(fewest, mixed.size())));
    }
}
