package clearing.kernel.simulation;

import static clearing.kernel.Consortium.BANK;
import static clearing.kernel.Consortium.NORTH;
import static clearing.kernel.Consortium.SOUTH;

import clearing.kernel.Batch;
import clearing.kernel.Caller;
import clearing.kernel.Consortium;
import clearing.kernel.Kernel;
import clearing.kernel.MemoryState;
import clearing.kernel.Seeds;
import clearing.kernel.Transition;
import clearing.kernel.TxContext;
import clearing.kernel.rulebook.BilateralLimitRule;
import clearing.kernel.rulebook.DebitCapRule;
import clearing.kernel.rulebook.Rule;
import clearing.kernel.rulebook.Rules;
import clearing.kernel.state.LedgerState;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/**
 * One seeded life of a consortium: members deposit, withdraw, record, affirm, reject, cancel, reverse and settle, in batches with
 * linked groups and with commands that must be refused. After every batch the ledger is compared with the model.
 */
final class Simulation {
    private static final Map<String, Set<String>> NEXT = Map.of(
            "ALLEGED",
                    Set.of("AFFIRMED", "REJECTED", "CANCELLED", "EXPIRED", "SETTLED", "QUEUED", "FAILED", "ALLOCATED"),
            "AFFIRMED", Set.of("QUEUED", "SETTLED", "CANCELLED", "FAILED", "ALLOCATED"),
            "QUEUED", Set.of("SETTLED", "CANCELLED", "FAILED", "ALLOCATED"));

    private static final List<Rule> LIMITS = List.of(
            new DebitCapRule(NORTH, "HKD", 900),
            new DebitCapRule(SOUTH, "USD", 500),
            new BilateralLimitRule(NORTH, SOUTH, "HKD", 700),
            new BilateralLimitRule(SOUTH, NORTH, "HKD", 600),
            new BilateralLimitRule(SOUTH, BANK, "USD", 800),
            new BilateralLimitRule(BANK, NORTH, Consortium.SHARE_CODE, 500));

    final Model model = new Model();
    private final TradeLifeModel life = new TradeLifeModel(model);
    final MemoryState state;
    final Map<Step.Kind, Integer> reached = new EnumMap<>(Step.Kind.class);
    private final long seed;
    private final RandomGenerator random;
    private final UnaryOperator<LedgerState> reading;
    private final Steps steps;
    private Instant now = Consortium.MORNING;
    private Map<String, String> lastStates = Map.of();

    /** @param reading wraps what the kernel reads: a fault to be found, or a different implementation */
    Simulation(long seed, UnaryOperator<LedgerState> reading) {
        this.seed = seed;
        this.random = Seeds.generator(seed);
        this.reading = reading;
        // Every other life has caps and limits.
        Consortium founded = Consortium.unconstituted();
        List<Rule> agreed = seed % 2 == 0 ? LIMITS : List.of();
        founded.found(Rules.constitution(1, agreed));
        agreed.forEach(this::tellModel);
        this.state = founded.state();
        this.steps = new Steps(random, model, life, () -> now);
    }

    private void tellModel(Rule rule) {
        switch (rule) {
            case DebitCapRule cap -> model.caps.put(cap.member() + "/0/" + cap.asset(), BigInteger.valueOf(cap.cap()));
            case BilateralLimitRule limit ->
                model.limits.put(
                        limit.member() + ">" + limit.counterparty() + "/" + limit.asset(),
                        BigInteger.valueOf(limit.limit()));
            default -> throw new IllegalStateException("the model does not know " + rule);
        }
    }

    /** Runs batches and checks after each; throws {@link Disagreement} at the first that is wrong. */
    void run(int batches) {
        for (int i = 0; i < batches; i++) {
            batch(i);
        }
    }

    private void batch(int number) {
        String member = List.of(NORTH, SOUTH, BANK).get(random.nextInt(3));
        now = now.plus(Duration.ofMinutes(random.nextInt(30)));
        int today = (int) Math.floorDiv(now.getEpochSecond() + 480 * 60, 86_400);
        List<Step> chosen = new ArrayList<>();
        List<Batch.Entry> entries = new ArrayList<>();
        int commands = 1 + random.nextInt(4);
        for (int i = 0; i < commands; i++) {
            // A command that must be refused, linked to harmless ones: the whole group leaves no trace and no model
            // step.
            boolean doomed = random.nextInt(8) == 0;
            if (doomed) {
                entries.add(new Batch.Entry(steps.harmless(member), true));
                entries.add(new Batch.Entry(steps.refused(member), false));
                count(Step.Kind.REFUSED_GROUP);
            } else {
                Step step = steps.next(member, today);
                entries.add(new Batch.Entry(step.command(), false));
                chosen.add(step);
                step.onModel().run();
                count(step.kind());
            }
        }
        apply(number, member, new Batch(entries));
        check(number);
    }

    private void apply(int number, String member, Batch batch) {
        Caller caller = Consortium.caller(member);
        TxContext tx = new TxContext("tx" + number, now);
        Batch sent = Batch.decode(batch.encode());
        Transition transition = Kernel.apply(reading.apply(state), caller, tx, sent);
        Transition again = Kernel.applyQuietly(state::get, caller, tx, sent);
        require(same(transition, again), number, "two applications of one batch differ");
        PostingCheck.sumsToNothing(transition.effects()).ifPresent(fault -> require(false, number, fault));
        state.commit(transition.writes());
    }

    private void check(int number) {
        LedgerView view = LedgerView.of(state.entries());
        require(
                view.totals().equals(view.issued()),
                number,
                "positions " + view.totals() + " against " + view.issued());
        require(view.issued().equals(model.issued), number, "issued " + view.issued() + " against " + model.issued);
        require(
                view.available().equals(model.available),
                number,
                "available " + view.available() + " against " + model.available);
        require(view.held().equals(model.held), number, "held " + view.held() + " against " + model.held);
        require(
                view.instructions().equals(life.instructions),
                number,
                "instructions " + view.instructions() + " against " + life.instructions);
        require(view.states().size() == model.deals.size(), number, "number of trades");
        view.states().forEach((id, now) -> {
            require(now.equals(model.deal(id).state), number, id + " is " + now + ", not " + model.deal(id).state);
            String before = lastStates.getOrDefault(id, now);
            boolean allowed =
                    now.equals(before) || NEXT.getOrDefault(before, Set.of()).contains(now);
            require(allowed, number, id + " went from " + before + " to " + now);
        });
        lastStates = view.states();
    }

    private static boolean same(Transition one, Transition other) {
        return java.util.Arrays.equals(one.encodeOutcomes(), other.encodeOutcomes())
                && one.writes().size() == other.writes().size()
                && one.writes().entrySet().stream()
                        .allMatch(write -> java.util.Arrays.equals(
                                write.getValue(), other.writes().get(write.getKey())));
    }

    private void count(Step.Kind kind) {
        reached.merge(kind, 1, Integer::sum);
    }

    private void require(boolean holds, int batch, String sentence) {
        if (!holds) {
            throw new Disagreement(Seeds.hint(seed) + " batch " + batch + ": " + sentence);
        }
    }

    /** Kernel and model, or the ledger and an invariant, do not agree. */
    static final class Disagreement extends RuntimeException {
        private static final long serialVersionUID = 1;

        Disagreement(String sentence) {
            super(sentence);
        }
    }
}
