package clearing.simulation.oracle;

import clearing.kernel.ResultCode;
import clearing.kernel.rulebook.CollateralRule;
import clearing.kernel.rulebook.ReserveRule;
import clearing.simulation.oracle.Collateral.Stated;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/** One run of the waterfall, step by step as the rulebook orders them. */
final class Cascade {
    private static final BigInteger WHOLE = BigInteger.valueOf(10_000);
    private static final List<String> OF_OTHERS = List.of("FIRST_LOSS", "RESERVE", "LOSS_ALLOCATION");

    private final Facts facts;
    private final Default open;
    private final Instant at;
    private final String own;
    private final String money;
    private final List<String> survivors;
    private final List<String> lines = new ArrayList<>();
    private BigInteger missing = BigInteger.ZERO;
    private boolean moved;

    /** @param open a copy, which is kept when something moves */
    Cascade(Facts facts, Default open, Instant at) {
        this.facts = facts;
        this.open = open;
        this.at = at;
        this.own = RiskFacts.money(facts, open.member);
        this.money = facts.agreed().defaultRule().orElseThrow().currency();
        this.survivors = RiskFacts.survivors(facts);
    }

    ResultCode run() {
        if (!overdraftsPriced()) {
            return ResultCode.NO_FRESH_VALUATION;
        }
        List<String> everyone =
                facts.inForce().members().stream().map(m -> m.id()).toList();
        List<String> claimants =
                everyone.stream().filter(m -> open.unpaid(m).signum() > 0).toList();
        BigInteger owed = claimants.stream().map(open::unpaid).reduce(BigInteger.ZERO, BigInteger::add);
        BigInteger cash = BigInteger.valueOf(facts.available(own));
        missing = owed.add(cash.negate().max(BigInteger.ZERO));
        BigInteger used = cash.max(BigInteger.ZERO).min(missing);
        line("OWN_CASH", open.member, money, used, used);
        missing = missing.subtract(used);
        receive(everyone);
        less(sell());
        ownReserve();
        fund(true);
        fund(false);
        allocate();
        pay(claimants, owed);
        if (!moved) {
            return ResultCode.NOTHING_TO_DO;
        }
        open.passes++;
        facts.defaults.put(open.key(), open);
        facts.cascades.put(open.key() + "/" + open.passes, lines);
        return ResultCode.OK;
    }

    private void line(String step, String member, String asset, BigInteger share, BigInteger amount) {
        moved |= amount.signum() > 0;
        open.othersBore |= amount.signum() > 0 && OF_OTHERS.contains(step);
        if (share.signum() > 0) {
            lines.add("%s %s %s %s %s".formatted(step, member, asset, share, amount));
        }
    }

    private void less(BigInteger brought) {
        missing = missing.subtract(brought).max(BigInteger.ZERO);
    }

    private boolean overdraftsPriced() {
        for (var position : facts.available.entrySet()) {
            String slot = position.getKey();
            if (slot.startsWith(open.member + "/") && position.getValue() < 0 && !slot.equals(own)) {
                String asset = facts.code(Settling.asset(slot));
                if (!open.fix(facts, asset, at)) {
                    return false;
                }
                BigInteger below = BigInteger.valueOf(position.getValue()).negate();
                open.owed.merge(open.member + "/" + asset, below, BigInteger::max);
            }
        }
        return true;
    }

    private BigInteger cash(String member) {
        return BigInteger.valueOf(Math.max(0, facts.available(RiskFacts.money(facts, member))));
    }

    private void transfer(String from, String to, BigInteger amount) {
        Facts.add(facts.available, RiskFacts.money(facts, from), -amount.longValueExact());
        Facts.add(facts.available, RiskFacts.money(facts, to), amount.longValueExact());
    }

    private void receive(List<String> everyone) {
        BigInteger all = BigInteger.ZERO;
        for (String debtor : everyone) {
            BigInteger due = open.unpaid(debtor).negate();
            if (due.signum() > 0) {
                BigInteger now = due.min(cash(debtor));
                transfer(debtor, open.member, now);
                open.paid.merge(debtor, now.negate(), BigInteger::add);
                line("RECEIVABLES", debtor, money, due, now);
                all = all.add(now);
            }
        }
        less(all);
    }

    /** Collateral in the order of accounts and assets. */
    private BigInteger sell() {
        BigInteger brought = BigInteger.ZERO;
        SortedMap<String, String> inOrder = new TreeMap<>();
        for (String slot : facts.pledges(open.member).keySet()) {
            String[] parts = slot.split("/", -1);
            inOrder.put("%03d/%05d".formatted(Integer.parseInt(parts[1]), Integer.parseInt(parts[2])), slot);
        }
        for (String slot : inOrder.values()) {
            BigInteger left = missing.subtract(brought);
            if (left.signum() > 0) {
                String asset = facts.code(Settling.asset(slot));
                brought = brought.add(asset.equals(money) ? cashPledge(slot, left) : sell(slot, asset, left));
            }
        }
        return brought;
    }

    private BigInteger cashPledge(String slot, BigInteger left) {
        BigInteger used = left.min(BigInteger.valueOf(facts.pledged.getOrDefault(slot, 0L)));
        unpledge(slot, used);
        Facts.add(facts.available, own, used.longValueExact());
        line("COLLATERAL", open.member, money, used, used);
        return used;
    }

    private BigInteger sell(String slot, String asset, BigInteger wanted) {
        Optional<Integer> haircut =
                facts.agreed().collateral(asset).map(CollateralRule::haircut).filter(h -> h < WHOLE.intValue());
        if (haircut.isEmpty() || !open.fix(facts, asset, at)) {
            return BigInteger.ZERO;
        }
        Stated price = Optional.ofNullable(open.prices.get(asset)).orElseThrow();
        BigInteger brought = BigInteger.ZERO;
        for (String buyer : facts.agreed().defaultRule().orElseThrow().buyers()) {
            if (facts.inDefault(buyer) || brought.compareTo(wanted) >= 0) {
                continue;
            }
            long units = units(price, haircut.get(), wanted.subtract(brought), cash(buyer), slot);
            BigInteger value = price.counts(units, haircut.get());
            if (value.signum() > 0) {
                unpledge(slot, BigInteger.valueOf(units));
                String into = RiskFacts.money(facts, buyer);
                String place = into.substring(0, into.lastIndexOf('/') + 1) + Settling.asset(slot);
                Facts.add(facts.available, place, units);
                transfer(buyer, open.member, value);
                line("COLLATERAL", buyer, asset, value, value);
                brought = brought.add(value);
            }
        }
        return brought;
    }

    /** The fewest that bring what is wanted, and no more than are there or than the buyer can pay: tried one by one from a guess. */
    private long units(Stated price, int haircut, BigInteger wanted, BigInteger purse, String slot) {
        long units = 0;
        long most = facts.pledged.getOrDefault(slot, 0L);
        while (units < most
                && price.counts(units, haircut).compareTo(wanted) < 0
                && price.counts(units + 1, haircut).compareTo(purse) <= 0) {
            units++;
        }
        return units;
    }

    private void unpledge(String slot, BigInteger units) {
        Facts.add(facts.pledged, slot, -units.longValueExact());
        Facts.add(facts.held, slot, -units.longValueExact());
    }

    private void ownReserve() {
        String first = RiskFacts.part(open.member, true);
        String fund = RiskFacts.part(open.member, false);
        long before = facts.reserve.getOrDefault(first, 0L) + facts.reserve.getOrDefault(fund, 0L);
        BigInteger used = BigInteger.valueOf(before).min(missing);
        long ofFirst = Math.min(used.longValueExact(), facts.reserve.getOrDefault(first, 0L));
        use(open.member, true, BigInteger.valueOf(ofFirst));
        use(open.member, false, used.subtract(BigInteger.valueOf(ofFirst)));
        line("OWN_RESERVE", open.member, money, used, used);
        less(used);
    }

    private void use(String member, boolean first, BigInteger amount) {
        long units = amount.longValueExact();
        Facts.add(facts.reserve, RiskFacts.part(member, first), -units);
        Facts.add(facts.held, RiskFacts.money(facts, member), -units);
        Facts.add(facts.available, RiskFacts.money(facts, member), units);
    }

    private void fund(boolean first) {
        List<BigInteger> parts = survivors.stream()
                .map(m -> BigInteger.valueOf(facts.reserve.getOrDefault(RiskFacts.part(m, first), 0L)))
                .toList();
        BigInteger used =
                parts.stream().reduce(BigInteger.ZERO, BigInteger::add).min(missing);
        List<BigInteger> shares = Shares.proRata(used, parts);
        for (int i = 0; i < survivors.size(); i++) {
            use(survivors.get(i), first, shares.get(i));
            transfer(survivors.get(i), open.member, shares.get(i));
            line(first ? "FIRST_LOSS" : "RESERVE", survivors.get(i), money, shares.get(i), shares.get(i));
        }
        less(used);
    }

    private void allocate() {
        BigInteger whole = survivors.stream().map(this::borne).reduce(missing, BigInteger::add);
        List<BigInteger> shares = Shares.within(whole, agreed(ReserveRule::target), agreed(ReserveRule::lossCap));
        for (int i = 0; i < survivors.size(); i++) {
            String survivor = survivors.get(i);
            BigInteger due = shares.get(i).subtract(borne(survivor)).max(BigInteger.ZERO);
            BigInteger now = due.min(missing).min(cash(survivor));
            transfer(survivor, open.member, now);
            if (now.signum() > 0) {
                open.borne.merge(survivor, now, BigInteger::add);
            }
            line("LOSS_ALLOCATION", survivor, money, due, now);
            less(now);
        }
    }

    private BigInteger borne(String survivor) {
        return open.borne.getOrDefault(survivor, BigInteger.ZERO);
    }

    private List<BigInteger> agreed(ToLongFunction<ReserveRule> field) {
        return survivors.stream()
                .map(m -> facts.agreed().reserve(m).map(field::applyAsLong).orElse(0L))
                .map(BigInteger::valueOf)
                .toList();
    }

    private void pay(List<String> claimants, BigInteger owed) {
        List<BigInteger> claims = claimants.stream().map(open::unpaid).toList();
        List<BigInteger> shares = Shares.proRata(owed.min(cash(open.member)), claims);
        for (int i = 0; i < claimants.size(); i++) {
            String claimant = claimants.get(i);
            if (claimant.equals(open.member)) {
                Facts.add(facts.available, own, -shares.get(i).longValueExact());
                Facts.add(facts.held, own, shares.get(i).longValueExact());
            } else {
                transfer(open.member, claimant, shares.get(i));
            }
            open.paid.merge(claimant, shares.get(i), BigInteger::add);
            line("PAYMENT", claimant, money, claims.get(i), shares.get(i));
        }
    }
}
