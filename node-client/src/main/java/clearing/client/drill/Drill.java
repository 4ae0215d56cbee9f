package clearing.client.drill;

import clearing.kernel.Batch;
import clearing.kernel.Caller;
import clearing.kernel.Kernel;
import clearing.kernel.Outcome;
import clearing.kernel.ResultCode;
import clearing.kernel.Role;
import clearing.kernel.Transition;
import clearing.kernel.TxContext;
import clearing.kernel.collateral.Valuation;
import clearing.kernel.command.RiskCommand;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.defaults.DefaultCase;
import clearing.kernel.defaults.InDefault;
import clearing.kernel.defaults.Shortfall;
import clearing.kernel.defaults.WaterfallRecord;
import clearing.kernel.rulebook.CollateralRule;
import clearing.kernel.rulebook.DefaultRule;
import clearing.kernel.state.Keys;
import clearing.kernel.trade.PageId;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A fork of the ledger's state on which members are put into default by the ledger's own commands: signatures of the committee, close-out,
 * waterfall. What it writes stays in the fork.
 */
public final class Drill {
    private static final int PAGES_PER_COMMAND = 100;
    private static final int MAX_RUNS = 64;
    private static final Outcome NOBODY =
            Outcome.refused(ResultCode.NOT_A_PARTY, "committee", "nobody of the committee can sign");

    private final DrillState base;
    private final TreeMap<String, byte[]> written = new TreeMap<>();
    private final Instant at;
    private final Constitution constitution;
    private int transactions;

    /** Forks a whole state that is at hand. */
    public Drill(SortedMap<String, byte[]> base, Instant at) {
        this(DrillState.of(base), at);
    }

    /**
     * Forks a state.
     *
     * @param base what stands on the ledger; it is read and never changed
     * @param at the time that the fork's transactions have
     * @throws IllegalArgumentException when no default rule is in force, so nobody can be declared in default
     */
    public Drill(DrillState base, Instant at) {
        this.base = base;
        this.at = at;
        this.constitution = get(Keys.CONSTITUTION)
                .map(Constitution::decode)
                .filter(c -> c.rules().defaultRule().isPresent())
                .orElseThrow(() -> new IllegalArgumentException(
                        "The rulebook in force does not say how a default is declared: there is no default rule."));
    }

    public Constitution constitution() {
        return constitution;
    }

    public DefaultRule rule() {
        return constitution.rules().defaultRule().orElseThrow();
    }

    /** Who is in default in the fork. */
    public SortedMap<String, Integer> inDefault() {
        return InDefault.decode(get(Keys.IN_DEFAULT)).numbers();
    }

    /** Moves the newest price of every valuer; how old a price is stays as it was. */
    public Optional<Outcome> shock(Shock shock) {
        for (CollateralRule rule :
                constitution.rules().all(CollateralRule.class).toList()) {
            if (!shock.concerns(rule, constitution)) {
                continue;
            }
            for (String valuer : rule.valuers()) {
                Optional<Valuation> newest =
                        get(Keys.valuation(rule.asset(), valuer)).map(Valuation::decode);
                if (newest.isPresent()) {
                    Outcome outcome = apply(
                            valuer,
                            new RiskCommand.AttestPrice(
                                    rule.asset(),
                                    LocalDate.ofEpochDay(newest.get().date()),
                                    newest.get().revision() + 1,
                                    shock.apply(newest.get().price())));
                    if (!outcome.accepted()) {
                        return Optional.of(outcome);
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** Plays a member's default from where it stands to the last payment. */
    public DrillResult run(String member) {
        int number = Defaults.number(this::get, member);
        List<String> able = rule().committee().stream()
                .filter(m -> !m.equals(member) && !inDefault().containsKey(m))
                .toList();
        Optional<Outcome> refusal = declare(member, number, able);
        if (refusal.isEmpty() && able.isEmpty()) {
            refusal = Optional.of(NOBODY);
        }
        if (refusal.isEmpty()) {
            refusal = closeOut(member, number, able.getFirst());
        }
        for (int run = 0; refusal.isEmpty() && run < MAX_RUNS; run++) {
            Outcome outcome = apply(able.getFirst(), new RiskCommand.RunWaterfall(member, number));
            if (outcome.code() == ResultCode.NOTHING_TO_DO) {
                break;
            }
            refusal = refused(outcome);
        }
        return new DrillResult(
                member,
                refusal,
                get(Keys.defaultCase(member, number)).map(DefaultCase::decode),
                Shortfall.of(this::get, at, member, number).orElse(BigInteger.ZERO),
                steps(member, number));
    }

    private Optional<Outcome> declare(String member, int number, List<String> able) {
        String reason =
                Defaults.open(this::get, member).map(DefaultCase::reason).orElse("drill");
        Outcome last = NOBODY;
        for (String signer : able) {
            if (inDefault().containsKey(member)) {
                return Optional.empty();
            }
            last = apply(signer, new RiskCommand.DeclareDefault(member, number, reason));
        }
        return inDefault().containsKey(member) ? Optional.empty() : Optional.of(last);
    }

    private Optional<Outcome> closeOut(String member, int number, String agent) {
        List<PageId> pages = openPages(member);
        for (int from = 0; from < pages.size(); from += PAGES_PER_COMMAND) {
            List<PageId> part = pages.subList(from, Math.min(pages.size(), from + PAGES_PER_COMMAND));
            Outcome outcome = apply(agent, new RiskCommand.CloseOut(member, number, part));
            if (!outcome.accepted()) {
                return Optional.of(outcome);
            }
        }
        return Optional.empty();
    }

    private List<PageId> openPages(String member) {
        TreeMap<String, byte[]> now = new TreeMap<>(base.under(Keys.STATUS_PREFIX));
        now.putAll(written.subMap(Keys.STATUS_PREFIX, Keys.STATUS_PREFIX + Character.MAX_VALUE));
        return Defaults.openPages(now.entrySet(), member);
    }

    private List<WaterfallRecord> steps(String member, int number) {
        List<WaterfallRecord> all = new ArrayList<>(Defaults.steps(base, member, number));
        all.addAll(Defaults.steps(DrillState.of(written), member, number));
        return all;
    }

    private Outcome apply(String member, RiskCommand command) {
        Caller caller = new Caller(member, EnumSet.allOf(Role.class));
        Transition transition =
                Kernel.apply(this::get, caller, new TxContext("drill-" + transactions++, at), Batch.of(command));
        written.putAll(transition.writes());
        return transition.outcomes().getFirst();
    }

    private static Optional<Outcome> refused(Outcome outcome) {
        return outcome.accepted() ? Optional.empty() : Optional.of(outcome);
    }

    private Optional<byte[]> get(String key) {
        return Optional.ofNullable(written.get(key)).or(() -> base.get(key));
    }
}
