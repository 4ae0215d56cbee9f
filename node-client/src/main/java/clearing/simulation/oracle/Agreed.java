package clearing.simulation.oracle;

import clearing.kernel.asset.Asset;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.rulebook.AgentRule;
import clearing.kernel.rulebook.BilateralLimitRule;
import clearing.kernel.rulebook.CalendarRule;
import clearing.kernel.rulebook.CollateralRule;
import clearing.kernel.rulebook.CoveredCapRule;
import clearing.kernel.rulebook.CycleTerms;
import clearing.kernel.rulebook.DebitCapRule;
import clearing.kernel.rulebook.DefaultRule;
import clearing.kernel.rulebook.DvpModel;
import clearing.kernel.rulebook.EscrowRule;
import clearing.kernel.rulebook.LaneStepsRule;
import clearing.kernel.rulebook.MatchingRule;
import clearing.kernel.rulebook.PeriodRule;
import clearing.kernel.rulebook.ReserveRule;
import clearing.kernel.rulebook.Rule;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What the rulebook of a constitution says, sorted by what it is about. */
public final class Agreed {
    private final List<String> assets;
    private final SortedMap<String, Long> caps = new TreeMap<>();
    private final SortedSet<String> covered = new TreeSet<>();
    private final SortedMap<String, Long> limits = new TreeMap<>();
    private final SortedMap<String, LaneStepsRule.Step> steps = new TreeMap<>();
    private final SortedMap<String, CycleTerms> cycles = new TreeMap<>();
    private final SortedMap<String, CycleDays> days = new TreeMap<>();
    private final SortedMap<String, CollateralRule> collateral = new TreeMap<>();
    private final SortedMap<String, ReserveRule> reserves = new TreeMap<>();
    private Optional<DefaultRule> defaultRule = Optional.empty();

    private Agreed(List<String> assets) {
        this.assets = assets;
    }

    public static Agreed of(Constitution constitution) {
        Agreed agreed =
                new Agreed(constitution.assets().stream().map(Asset::code).toList());
        for (Rule rule : constitution.rules().rules()) {
            switch (rule) {
                case DebitCapRule r -> agreed.caps.put(r.member() + "/0/" + agreed.number(r.asset()), r.cap());
                case CoveredCapRule r -> agreed.covered.add(r.member() + "/0/" + agreed.number(r.asset()));
                case BilateralLimitRule r ->
                    agreed.limits.put(r.member() + ">" + r.counterparty() + "/" + agreed.number(r.asset()), r.limit());
                case LaneStepsRule r -> agreed.steps.put(r.lane(), r.upTo());
                case CycleTerms r -> agreed.cycles.put(r.lane(), r);
                case CollateralRule r -> agreed.collateral.put(r.asset(), r);
                case ReserveRule r -> agreed.reserves.put(r.member(), r);
                case DefaultRule r -> agreed.defaultRule = Optional.of(r);
                case CalendarRule r -> {
                    // Looked up by those whose days it says.
                }
                case AgentRule r -> throw new IllegalStateException("the oracle does not know the rule " + r);
                case MatchingRule r -> throw new IllegalStateException("the oracle does not know the rule " + r);
                case EscrowRule r -> throw new IllegalStateException("the oracle does not know the rule " + r);
                case PeriodRule r -> throw new IllegalStateException("the oracle does not know the rule " + r);
            }
        }
        agreed.cycles.forEach((lane, terms) -> agreed.days.put(lane, CycleDays.of(terms, constitution)));
        return agreed;
    }

    int number(String asset) {
        return assets.indexOf(asset);
    }

    /** The agreed cap at each capped slot, whether or not collateral carries it. */
    public SortedMap<String, Long> caps() {
        return caps;
    }

    /** Whether the cap at the slot counts only as far as collateral carries it. */
    boolean isCovered(String slot) {
        return covered.contains(slot);
    }

    /** The cap at a slot, when it counts whether or not collateral carries it; else 0. */
    public long plainCap(String slot) {
        return isCovered(slot) ? 0 : caps.getOrDefault(slot, 0L);
    }

    /** How many cut-offs of the lane's day, and times from which on what is short is carried, lie behind an instant. */
    public Optional<Integer> passed(String lane, Instant at) {
        return cycles(lane).map(terms -> days(lane).orElseThrow().passed(at, terms.failAfterMinutes()));
    }

    /** By {@code giver>taker/asset}. */
    public SortedMap<String, Long> limits() {
        return limits;
    }

    LaneStepsRule.Step steps(String lane) {
        return steps.getOrDefault(lane, LaneStepsRule.Step.RESOLUTION);
    }

    public Optional<CycleTerms> cycles(String lane) {
        return Optional.ofNullable(cycles.get(lane));
    }

    public Optional<CycleDays> days(String lane) {
        return Optional.ofNullable(days.get(lane));
    }

    /** Whether funds of the lane settle net, and securities gross before them. */
    public boolean fundsNet(String lane) {
        return cycles(lane).filter(terms -> terms.model() == DvpModel.NET_FUNDS).isPresent();
    }

    Optional<CollateralRule> collateral(String asset) {
        return Optional.ofNullable(collateral.get(asset));
    }

    Optional<ReserveRule> reserve(String member) {
        return Optional.ofNullable(reserves.get(member));
    }

    public Optional<DefaultRule> defaultRule() {
        return defaultRule;
    }
}
