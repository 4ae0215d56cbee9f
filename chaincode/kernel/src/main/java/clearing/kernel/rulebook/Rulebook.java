package clearing.kernel.rulebook;

import clearing.kernel.asset.Asset;
import clearing.kernel.calendar.HolidayCalendar;
import clearing.kernel.codec.ByteReader;
import clearing.kernel.codec.ByteWriter;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.constitution.ConstitutionRules.Fault;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** All rules of a constitution, by name. */
public final class Rulebook {
    public static final int MAX_RULES = 10_000;
    /** Nothing agreed beyond the frame: gross settlement, no caps, no cycles. */
    public static final Rulebook NONE = new Rulebook(List.of());

    private final SortedMap<String, Rule> byName = new TreeMap<>();
    private final boolean escrows;

    /** @throws IllegalArgumentException when two rules have the same name, or there are too many */
    public Rulebook(Collection<? extends Rule> rules) {
        if (rules.size() > MAX_RULES) {
            throw new IllegalArgumentException("a rulebook has at most " + MAX_RULES + " rules");
        }
        for (Rule rule : rules) {
            if (byName.put(rule.name(), rule) != null) {
                throw new IllegalArgumentException("two rules have the name " + rule.name());
            }
        }
        escrows = rules.stream().anyMatch(EscrowRule.class::isInstance);
    }

    public boolean isEmpty() {
        return byName.isEmpty();
    }

    /** In the order of their names. */
    public List<Rule> rules() {
        return List.copyOf(byName.values());
    }

    /** All rules of a kind, in the order of their names. */
    public <R extends Rule> Stream<R> all(Class<R> kind) {
        return byName.values().stream().filter(kind::isInstance).map(kind::cast);
    }

    public Optional<HolidayCalendar> calendar(String code) {
        return find(CalendarRule.name(code), CalendarRule.class).map(CalendarRule::calendar);
    }

    /** The agreed net debit cap in minor units; 0 when there is none: the position must not fall below zero. */
    public long debitCap(String member, String asset) {
        return find(DebitCapRule.name(member, asset), DebitCapRule.class)
                .map(DebitCapRule::cap)
                .orElse(0L);
    }

    /** The last step of a lane's rounds; all of them when nothing is agreed. */
    public LaneStepsRule.Step steps(String lane) {
        return find(LaneStepsRule.name(lane), LaneStepsRule.class)
                .map(LaneStepsRule::upTo)
                .orElse(LaneStepsRule.Step.RESOLUTION);
    }

    /** How agents take turns at a lane's rounds; empty when any may run one at any time. */
    public Optional<AgentRule> agents(String lane) {
        return find(AgentRule.name(lane), AgentRule.class);
    }

    /** What a member may have given another net on a business day, in minor units; empty when nothing is agreed. */
    public Optional<Long> bilateralLimit(String member, String counterparty, String asset) {
        return find(BilateralLimitRule.name(member, counterparty, asset), BilateralLimitRule.class)
                .map(BilateralLimitRule::limit);
    }

    /** How two sides' instructions are compared in a lane, where that is agreed. */
    public Optional<MatchingRule> matching(String lane) {
        return find(MatchingRule.name(lane), MatchingRule.class);
    }

    /** When a lane's value dates may be closed; never when there is none. */
    public Optional<PeriodRule> period(String lane) {
        return find(PeriodRule.name(lane), PeriodRule.class);
    }

    /** How the lane's trades settle in cycles; empty when they settle gross. */
    public Optional<CycleTerms> cycles(String lane) {
        return find(CycleTerms.name(lane), CycleTerms.class);
    }

    /** How an asset is valued as collateral; empty when it is not accepted. */
    public Optional<CollateralRule> collateral(String asset) {
        return find(CollateralRule.name(asset), CollateralRule.class);
    }

    /** Whether the member's cap in the currency counts only as far as its collateral covers it. */
    public boolean isCapCovered(String member, String asset) {
        return byName.containsKey(CoveredCapRule.name(member, asset));
    }

    public Optional<ReserveRule> reserve(String member) {
        return find(ReserveRule.name(member), ReserveRule.class);
    }

    /** How a default is declared; empty when nobody can be declared in default. */
    public Optional<DefaultRule> defaultRule() {
        return find(DefaultRule.NAME, DefaultRule.class);
    }

    /** Whether nothing but payments of agreements may name the account. Asked for every trade, so an answer costs nothing where there is none. */
    public boolean isEscrow(String member, String account) {
        return escrows && byName.containsKey(EscrowRule.name(member, account));
    }

    private <R extends Rule> Optional<R> find(String name, Class<R> kind) {
        return Optional.ofNullable(byName.get(name)).filter(kind::isInstance).map(kind::cast);
    }

    /** The first rule that contradicts the constitution that carries it; the field reads {@code rules[cap/NORTH/HKD].asset}. */
    public Optional<Fault> check(Constitution constitution) {
        for (Rule rule : byName.values()) {
            Optional<Fault> fault = rule.check(constitution);
            if (fault.isPresent()) {
                return fault.map(f -> new Fault("rules[" + rule.name() + "]." + f.field(), f.sentence()));
            }
        }
        return tooMuchCredit();
    }

    /** Positions reach what was issued and what all caps lend beside it; that has to stay within a long. */
    private Optional<Fault> tooMuchCredit() {
        SortedMap<String, Long> lent = new TreeMap<>();
        for (DebitCapRule rule : all(DebitCapRule.class).toList()) {
            if (lent.merge(rule.asset(), rule.cap(), Long::sum) > Asset.MAX_AMOUNT) {
                return Optional.of(new Fault(
                        "rules[" + rule.name() + "].cap",
                        "the caps in " + rule.asset() + " sum to more than " + Asset.MAX_AMOUNT));
            }
        }
        return Optional.empty();
    }

    public void write(ByteWriter out) {
        RuleCodec.write(out, rules());
    }

    /** @throws clearing.kernel.MalformedInput when the bytes are no rulebook */
    public static Rulebook read(ByteReader in) {
        return new Rulebook(RuleCodec.read(in));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Rulebook that && byName.equals(that.byName);
    }

    @Override
    public int hashCode() {
        return byName.hashCode();
    }

    @Override
    public String toString() {
        return "Rulebook" + byName.keySet();
    }
}
