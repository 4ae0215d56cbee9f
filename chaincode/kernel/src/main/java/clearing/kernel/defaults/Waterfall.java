package clearing.kernel.defaults;

import clearing.kernel.Outcome;
import clearing.kernel.ResultCode;
import clearing.kernel.RiskEffect;
import clearing.kernel.balance.BalancePage;
import clearing.kernel.constitution.Lane;
import clearing.kernel.constitution.Member;
import clearing.kernel.defaults.WaterfallRecord.Line;
import clearing.kernel.execution.Execution;
import clearing.kernel.reserve.Contribution;
import clearing.kernel.rulebook.ReserveRule;
import clearing.kernel.state.Keys;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * One run over what a default still owes. Each step brings cash into the defaulter's account until nothing is missing; then the claims are
 * paid from there, in proportion when it does not reach. A later run finds what earlier ones paid and goes on.
 */
final class Waterfall {
    private final DefaultCase open;
    private final Execution x;
    private final Estate estate;
    private final List<WaterfallRecord> records = new ArrayList<>();
    private final List<String> survivors;
    private BigInteger missing = BigInteger.ZERO;

    Waterfall(DefaultCase open, Execution x) {
        this.open = open;
        this.x = x;
        this.estate = new Estate(open, x);
        this.survivors = x.constitution().members().stream()
                .filter(m -> !m.readOnly() && !m.id().equals(open.member()) && !x.inDefault(m.id()))
                .map(Member::id)
                .toList();
    }

    Outcome run() {
        Optional<Outcome> unpriced = overdrafts();
        if (unpriced.isPresent()) {
            return unpriced.get();
        }
        List<String> claimants = claimants();
        BigInteger owed = owed(claimants);
        BigInteger cash = BigInteger.valueOf(estate.cash(open.member()));
        missing = lacking(owed, cash);
        step(WaterfallStep.OWN_CASH, lines -> take(lines, open.member(), cash.max(BigInteger.ZERO)));
        step(WaterfallStep.RECEIVABLES, this::receivables);
        step(WaterfallStep.COLLATERAL, lines -> new CollateralSale(open, estate, x).run(missing, lines));
        step(WaterfallStep.OWN_RESERVE, this::ownReserve);
        step(WaterfallStep.FIRST_LOSS, lines -> fund(true, lines));
        step(WaterfallStep.RESERVE, lines -> fund(false, lines));
        step(WaterfallStep.LOSS_ALLOCATION, this::allocate);
        pay(claimants, owed);
        boolean moved = records.stream()
                .flatMap(record -> record.lines().stream())
                .anyMatch(line -> line.amount().signum() > 0);
        if (!moved) {
            return new Outcome(ResultCode.NOTHING_TO_DO, "", "", 0, 0);
        }
        open.nextPass();
        for (WaterfallRecord record : records) {
            int step = record.step().ordinal();
            x.ledger().put(Keys.waterfallStep(open.member(), open.number(), open.passes(), step), record.encode());
            x.effects().add(() -> new RiskEffect.WaterfallStepped(open.member(), open.number(), record));
        }
        x.ledger().put(Keys.defaultCase(open.member(), open.number()), open.encode());
        return Outcome.done(records.size());
    }

    /** What is missing before any step; empty when a price that it takes is not fresh. */
    Optional<BigInteger> shortfall() {
        return overdrafts().isPresent()
                ? Optional.empty()
                : Optional.of(lacking(owed(claimants()), BigInteger.valueOf(estate.cash(open.member()))));
    }

    private List<String> claimants() {
        return parties(unpaid -> unpaid.signum() > 0);
    }

    private BigInteger owed(List<String> claimants) {
        BigInteger owed = BigInteger.ZERO;
        for (String claimant : claimants) {
            owed = owed.add(unpaid(claimant));
        }
        return owed;
    }

    private static BigInteger lacking(BigInteger owed, BigInteger cash) {
        return owed.add(cash.negate().max(BigInteger.ZERO));
    }

    /** Adds what a step brings; the answer is what came in. */
    private interface Step {
        BigInteger run(List<Line> lines);
    }

    private void step(WaterfallStep name, Step step) {
        List<Line> lines = new ArrayList<>();
        BigInteger before = missing;
        missing = before.subtract(step.run(lines)).max(BigInteger.ZERO);
        if (lines.stream().anyMatch(line -> line.share().signum() > 0)) {
            records.add(new WaterfallRecord(open.passes() + 1, name, before, missing, lines));
        }
    }

    /** Positions of the defaulter below zero elsewhere than in its cash are claims as well: cover is held against them. */
    private Optional<Outcome> overdrafts() {
        for (Lane lane : x.constitution().lanes()) {
            for (BalancePage.Position p :
                    x.ledger().balance(lane.code(), open.member()).positions()) {
                if (p.available() < 0 && !estate.isCash(open.member(), p)) {
                    String asset = x.constitution().asset(p.asset()).code();
                    if (!CloseOut.fixPrice(open, asset, estate.currency(), x)) {
                        return Optional.of(Outcome.refused(ResultCode.NO_FRESH_VALUATION, "member"));
                    }
                    // Once covered it stays covered: what is held for it is not given back here.
                    BigInteger before = open.owed(open.member()).getOrDefault(asset, BigInteger.ZERO);
                    BigInteger now = BigInteger.valueOf(p.available()).negate();
                    open.oweExactly(open.member(), asset, now.max(before));
                }
            }
        }
        return Optional.empty();
    }

    private List<String> parties(java.util.function.Predicate<BigInteger> which) {
        return x.constitution().members().stream()
                .map(Member::id)
                .filter(member -> which.test(unpaid(member)))
                .toList();
    }

    /** What the defaulter still owes; negative: what it is still owed. */
    private BigInteger unpaid(String counterparty) {
        return open.closeOutSum(counterparty).subtract(open.paid(counterparty));
    }

    private BigInteger take(List<Line> lines, String member, BigInteger amount) {
        BigInteger used = amount.min(missing);
        lines.add(new Line(member, estate.currency(), used.longValueExact(), used, used));
        return used;
    }

    /** Due whether or not it is needed for the claims: it belongs to the estate. */
    private BigInteger receivables(List<Line> lines) {
        BigInteger all = BigInteger.ZERO;
        for (String debtor : parties(unpaid -> unpaid.signum() < 0)) {
            BigInteger due = unpaid(debtor).negate();
            BigInteger now = due.min(BigInteger.valueOf(Math.max(0, estate.cash(debtor))));
            estate.collect(debtor, now.longValueExact());
            open.pay(debtor, now.negate());
            lines.add(new Line(debtor, estate.currency(), now.longValueExact(), due, now));
            all = all.add(now);
        }
        return all;
    }

    private BigInteger ownReserve(List<Line> lines) {
        Contribution own = Contribution.of(open.member(), x);
        long before = Math.addExact(own.fund(), own.firstLoss());
        BigInteger used = BigInteger.valueOf(before).min(missing);
        long ofFirstLoss = Math.min(used.longValueExact(), own.firstLoss());
        estate.useReserve(open.member(), true, ofFirstLoss);
        estate.useReserve(open.member(), false, used.longValueExact() - ofFirstLoss);
        return take(lines, open.member(), used);
    }

    private BigInteger fund(boolean firstLoss, List<Line> lines) {
        ToLongFunction<String> part = member -> Contribution.of(member, x).part(firstLoss);
        List<BigInteger> parts = survivors.stream()
                .map(member -> BigInteger.valueOf(part.applyAsLong(member)))
                .toList();
        BigInteger all = parts.stream().reduce(BigInteger.ZERO, BigInteger::add);
        List<BigInteger> shares = LossShares.proRata(all.min(missing), parts);
        for (int i = 0; i < survivors.size(); i++) {
            if (parts.get(i).signum() > 0) {
                long share = shares.get(i).longValueExact();
                estate.useReserve(survivors.get(i), firstLoss, share);
                lines.add(new Line(survivors.get(i), estate.currency(), share, shares.get(i), shares.get(i)));
            }
        }
        return all.min(missing);
    }

    /** Shares are of the whole loss beyond the fund, over all runs, so who could not pay at once owes the same later. */
    private BigInteger allocate(List<Line> lines) {
        BigInteger whole = missing;
        for (String survivor : survivors) {
            whole = whole.add(open.borne(survivor));
        }
        List<BigInteger> shares = LossShares.of(whole, rule(ReserveRule::target), rule(ReserveRule::lossCap));
        BigInteger left = missing;
        for (int i = 0; i < survivors.size(); i++) {
            String survivor = survivors.get(i);
            BigInteger due = shares.get(i).subtract(open.borne(survivor)).max(BigInteger.ZERO);
            BigInteger now = due.min(left).min(BigInteger.valueOf(Math.max(0, estate.cash(survivor))));
            if (due.signum() > 0) {
                estate.collect(survivor, now.longValueExact());
                open.bear(survivor, now);
                lines.add(new Line(survivor, estate.currency(), now.longValueExact(), due, now));
                left = left.subtract(now);
            }
        }
        return missing.subtract(left);
    }

    private List<BigInteger> rule(Function<ReserveRule, Long> field) {
        return survivors.stream()
                .map(member ->
                        x.constitution().rules().reserve(member).map(field).orElse(0L))
                .map(BigInteger::valueOf)
                .toList();
    }

    private void pay(List<String> claimants, BigInteger owed) {
        List<BigInteger> claims = claimants.stream().map(this::unpaid).toList();
        BigInteger now = owed.min(BigInteger.valueOf(Math.max(0, estate.cash(open.member()))));
        List<BigInteger> shares = LossShares.proRata(now, claims);
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < claimants.size(); i++) {
            estate.pay(claimants.get(i), shares.get(i).longValueExact());
            open.pay(claimants.get(i), shares.get(i));
            lines.add(new Line(
                    claimants.get(i), estate.currency(), shares.get(i).longValueExact(), claims.get(i), shares.get(i)));
        }
        if (owed.signum() > 0) {
            records.add(new WaterfallRecord(open.passes() + 1, WaterfallStep.PAYMENT, owed, owed.subtract(now), lines));
        }
    }
}
