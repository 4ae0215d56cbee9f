package clearing.simulation.oracle;

import clearing.kernel.asset.AssetKind;
import clearing.kernel.calendar.CycleId;
import clearing.kernel.netting.NettingMode;
import clearing.kernel.rulebook.CycleTerms;
import clearing.simulation.engine.Situation;
import clearing.simulation.oracle.Cycle.Pair;
import clearing.simulation.oracle.Fail.Fine;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The nets of a cycle, and what becomes of them: each pair whole or not at all. */
final class CycleNets {
    private static final int POINTS = 10_000;
    private static final Comparator<Pair> RANK =
            Comparator.comparing(Pair::since).thenComparing(Pair::first).thenComparing(Pair::second);

    private final Facts facts;
    private final Cycle cycle;
    private final CycleTerms terms;
    private final CycleDays days;
    private final Instant at;
    private final List<Pair> ranked;
    private final Set<String> settling;
    private final Map<String, Long> left;

    CycleNets(Facts facts, Cycle cycle, CycleTerms terms, Instant at) {
        this.facts = facts;
        this.cycle = cycle;
        this.terms = terms;
        this.days = facts.agreed().days(terms.lane()).orElseThrow();
        this.at = at;
        this.ranked = cycle.pairs.stream().sorted(RANK).toList();
        Room room = new Room(facts, at);
        Circle circle = Circle.over(ranked.stream().map(CycleNets::item).toList(), room::of);
        this.settling = terms.mode() == NettingMode.MULTILATERAL ? circle.resolve() : circle.oneByOne();
        this.left = circle.left(settling);
    }

    /** Works out what a cycle comes to, from every deal that is in it and what was carried into it. */
    static void net(Facts facts, Cycle cycle) {
        List<Deal> deals = facts.deals.values().stream()
                .filter(deal -> deal.cycle.equals(Optional.of(cycle.id)))
                .toList();
        List<Fail> fails = facts.fails.values().stream()
                .filter(fail -> fail.into().equals(cycle.id))
                .sorted(Comparator.comparing(Fail::first).thenComparing(Fail::second))
                .toList();
        SortedMap<String, List<Owed>> gross = new TreeMap<>();
        SortedMap<String, CycleId> since = new TreeMap<>();
        deals.forEach(deal -> gross(deal, gross));
        for (Fail fail : fails) {
            String pair = fail.first() + "/" + fail.second();
            gross.computeIfAbsent(pair, p -> new ArrayList<>()).addAll(fail.legs());
            since.put(pair, fail.since());
        }
        cycle.trades = deals.size();
        cycle.root = Leaves.root(facts, cycle.id, deals, fails);
        cycle.pairs = new ArrayList<>();
        gross.forEach((pair, owed) -> {
            String[] ids = pair.split("/", -1);
            CycleId first = since.getOrDefault(pair, cycle.id);
            cycle.pairs.add(new Pair(ids[0], ids[1], first, "OPEN", cycle.id, Owed.sum(owed)));
        });
        cycle.pairs.sort(Comparator.comparing(Pair::first).thenComparing(Pair::second));
    }

    private static void gross(Deal deal, SortedMap<String, List<Owed>> gross) {
        boolean turned = deal.page.author().compareTo(deal.page.counterparty()) > 0;
        String first = turned ? deal.page.counterparty() : deal.page.author();
        String second = turned ? deal.page.author() : deal.page.counterparty();
        int firstAccount = turned ? deal.terms.counterpartyAccount() : deal.terms.authorAccount();
        int secondAccount = turned ? deal.terms.authorAccount() : deal.terms.counterpartyAccount();
        List<Owed> owed = gross.computeIfAbsent(first + "/" + second, pair -> new ArrayList<>());
        for (Deal.Change change : deal.changes.subList(deal.fundsOnly ? 2 : 0, deal.changes.size())) {
            if (change.amount() < 0) {
                owed.add(Owed.one(
                        firstAccount,
                        secondAccount,
                        Settling.asset(change.slot()),
                        Settling.giver(change).equals(first),
                        -change.amount()));
            }
        }
    }

    private static Item item(Pair pair) {
        List<String> places = new ArrayList<>();
        List<Deal.Change> legs = new ArrayList<>();
        for (Owed leg : pair.legs()) {
            places.add(pair.first() + "/" + leg.firstAccount() + "/" + leg.asset());
            places.add(pair.second() + "/" + leg.secondAccount() + "/" + leg.asset());
            if (leg.net() != 0) {
                legs.add(new Deal.Change(leg.giver(pair.first(), pair.second()), -Math.abs(leg.net())));
                legs.add(new Deal.Change(leg.taker(pair.first(), pair.second()), Math.abs(leg.net())));
            }
        }
        return Item.of(pair.name(), pair.first(), pair.second(), places, legs);
    }

    List<Pair> uncovered() {
        return ranked.stream().filter(pair -> !settling.contains(pair.name())).toList();
    }

    /** Moves what is covered and carries the rest. */
    void settle() {
        List<Pair> outcomes = new ArrayList<>();
        for (Pair pair : cycle.pairs) {
            if (settling.contains(pair.name())) {
                item(pair).changes().forEach(c -> Facts.add(facts.available, c.slot(), c.amount()));
                facts.seen.note(Situation.FAIL_SETTLED, !pair.since().equals(cycle.id));
                outcomes.add(pair.became("SETTLED", pair.next()));
            } else {
                outcomes.add(pair.became("CARRIED", carry(pair)));
            }
        }
        cycle.pairs = outcomes;
    }

    private CycleId carry(Pair pair) {
        List<Owed> open = pair.legs().stream().filter(leg -> leg.net() != 0).toList();
        List<String> assets =
                open.stream().map(leg -> facts.code(leg.asset())).distinct().toList();
        CycleId wanted = days.wanted(assets, cycle.id.date(), at);
        CycleId last = facts.fences.getOrDefault(cycle.id.lane(), cycle.id);
        CycleId into = wanted.compareTo(last) <= 0 ? days.behind(last, assets) : wanted;
        List<Fine> fines = fines(pair, days.between(cycle.id.date(), into.date(), assets));
        List<Owed> legs = new ArrayList<>();
        open.forEach(leg -> legs.add(
                Owed.one(leg.firstAccount(), leg.secondAccount(), leg.asset(), leg.net() < 0, Math.abs(leg.net()))));
        fines.forEach(fine -> legs.add(
                Owed.one(fine.firstAccount(), fine.secondAccount(), fine.asset(), fine.byFirst(), fine.amount())));
        facts.seen.note(Situation.FAIL_FINED, !fines.isEmpty());
        int age = days.between(pair.since().date(), into.date(), assets);
        Fail fail = new Fail(into, pair.first(), pair.second(), pair.since(), age, fines, Owed.sum(legs));
        facts.fails.merge(fail.key(), fail, Fail::with);
        return into;
    }

    /** For each leg of funds: its payer when funds are short, its receiver when the securities for it are. */
    private List<Fine> fines(Pair pair, int businessDays) {
        List<Fine> fines = new ArrayList<>();
        for (Owed funds : pair.legs()) {
            if (funds.net() == 0 || isSecurity(funds)) {
                continue;
            }
            fine(pair, List.of(funds), funds, businessDays).ifPresent(fines::add);
            List<Owed> against = pair.legs().stream()
                    .filter(leg -> isSecurity(leg)
                            && leg.firstAccount() == funds.firstAccount()
                            && leg.secondAccount() == funds.secondAccount()
                            && leg.net() != 0
                            && leg.net() > 0 == funds.net() < 0)
                    .toList();
            fine(pair, against, funds, businessDays).ifPresent(fines::add);
        }
        return fines;
    }

    private Optional<Fine> fine(Pair pair, List<Owed> owed, Owed funds, int businessDays) {
        Optional<Owed> worst = Optional.empty();
        for (Owed leg : owed) {
            boolean dearer = worst.isEmpty() || points(leg) > points(worst.get());
            if (isShort(pair, leg) && dearer) {
                worst = Optional.of(leg);
            }
        }
        return worst.map(leg -> {
                    long base = Math.abs(funds.net());
                    long amount = BigDecimal.valueOf(base)
                            .multiply(BigDecimal.valueOf((long) businessDays * points(leg)))
                            .divide(BigDecimal.valueOf(POINTS), 0, RoundingMode.HALF_UP)
                            .min(BigDecimal.valueOf(base))
                            .longValueExact();
                    return new Fine(
                            leg.net() < 0,
                            funds.firstAccount(),
                            funds.secondAccount(),
                            leg.asset(),
                            funds.asset(),
                            base,
                            businessDays,
                            points(leg),
                            amount);
                })
                .filter(fine -> fine.amount() > 0);
    }

    /** Whether the giver's place lacks what the giver owes there in this pair, once all that settles has settled. */
    private boolean isShort(Pair pair, Owed leg) {
        String place = leg.giver(pair.first(), pair.second());
        long needs = pair.legs().stream()
                .filter(other -> other.net() != 0
                        && other.giver(pair.first(), pair.second()).equals(place))
                .mapToLong(other -> Math.abs(other.net()))
                .sum();
        return left.getOrDefault(place, 0L) < needs;
    }

    private int points(Owed leg) {
        return terms.penalties().getOrDefault(facts.code(leg.asset()), 0);
    }

    private boolean isSecurity(Owed leg) {
        return facts.inForce().assets().get(leg.asset()).kind() == AssetKind.SECURITY;
    }
}
