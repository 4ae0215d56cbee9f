package clearing.kernel.cycle;

import clearing.kernel.Effect;
import clearing.kernel.asset.Asset;
import clearing.kernel.asset.AssetKind;
import clearing.kernel.calendar.CycleId;
import clearing.kernel.calendar.CycleRule;
import clearing.kernel.calendar.JointCalendar;
import clearing.kernel.calendar.OutsideCalendar;
import clearing.kernel.cycle.CycleSettlement.Slot;
import clearing.kernel.execution.Execution;
import clearing.kernel.rulebook.CycleTerms;
import clearing.kernel.state.Keys;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Carries what two members could not settle into the next open cycle of all its assets: the net of each leg as one obligation, with
 * penalties of those who were short. A penalty is an obligation of that cycle like any other.
 */
final class CycleFails {
    private final CycleTerms terms;
    private final CycleId from;
    private final CycleRule rule;
    private final CycleSettlement settlement;
    private final Execution x;

    CycleFails(CycleTerms terms, CycleId from, CycleSettlement settlement, Execution x) {
        this.terms = terms;
        this.from = from;
        this.rule = terms.rule(x.constitution());
        this.settlement = settlement;
        this.x = x;
    }

    /**
     * The pair's position with what became of it.
     *
     * @throws OutsideCalendar when no calendar says which the next cycle is
     */
    PairPosition carry(PairPosition pair) {
        return carry(pair, true);
    }

    /** As {@link #carry} for a pair that a default keeps from settling: nobody was short, so nobody owes a penalty. */
    PairPosition setAside(PairPosition pair) {
        return carry(pair, false);
    }

    private PairPosition carry(PairPosition pair, boolean penalised) {
        if (pair.legs().stream().anyMatch(leg -> Math.abs(leg.net()) > Asset.MAX_AMOUNT)) {
            return pair.beyondLimit();
        }
        List<String> assets = pair.legs().stream()
                .filter(leg -> leg.net() != 0)
                .map(leg -> x.constitution().asset(leg.asset()).code())
                .distinct()
                .toList();
        CycleId into = into(pair, assets);
        JointCalendar days = rule.calendar(assets);
        List<Penalty> penalties = penalised ? penalties(pair, days.between(from.date(), into.date())) : List.of();
        PairSums sums = new PairSums();
        for (PairLeg leg : pair.legs()) {
            if (leg.net() != 0) {
                sums.add(leg.firstAccount(), leg.secondAccount(), leg.asset(), leg.net() < 0, Math.abs(leg.net()), 1);
            }
        }
        for (Penalty penalty : penalties) {
            sums.add(
                    penalty.firstAccount(),
                    penalty.secondAccount(),
                    penalty.asset(),
                    penalty.byFirst(),
                    penalty.amount(),
                    1);
        }
        CarriedFail own = new CarriedFail(
                into,
                pair.first(),
                pair.second(),
                pair.since(),
                days.between(pair.since().date(), into.date()),
                penalties,
                sums.legs());
        String key = Keys.fail(into, pair.first(), pair.second());
        CarriedFail fail = x.ledger()
                .read(key, CarriedFail::decode)
                .map(other -> other.with(own))
                .orElse(own);
        if (!PairSums.of(fail.legs()).within(Asset.MAX_AMOUNT)) {
            return pair.beyondLimit();
        }
        x.ledger().put(key, fail.encode());
        x.effects().add(() -> new Effect.FailCarried(from, own));
        return pair.carried(into);
    }

    /** The next open cycle; not one in which a default took what the two had carried there before: that place is closed. */
    private CycleId into(PairPosition pair, List<String> assets) {
        CycleId into = rule.cycleOf(assets, from.date(), x.tx().timestamp(), CycleIntake.lastCutOff(from.lane(), x));
        while (x.ledger()
                .read(Keys.fail(into, pair.first(), pair.second()), CarriedFail::decode)
                .filter(CarriedFail::isClosedOut)
                .isPresent()) {
            into = rule.after(into, assets);
        }
        return into;
    }

    /** Each leg of funds may bear one penalty of its payer, and one of its receiver for the securities that it pays for. */
    private List<Penalty> penalties(PairPosition pair, int days) {
        List<Penalty> penalties = new ArrayList<>();
        for (PairLeg funds : pair.legs()) {
            if (funds.net() != 0 && asset(funds).kind() == AssetKind.CASH) {
                penalty(pair, List.of(funds), funds, days).ifPresent(penalties::add);
                List<PairLeg> delivered =
                        pair.legs().stream().filter(leg -> isPaidBy(leg, funds)).toList();
                penalty(pair, delivered, funds, days).ifPresent(penalties::add);
            }
        }
        return penalties;
    }

    /** Securities between the same accounts, the other way. */
    private boolean isPaidBy(PairLeg leg, PairLeg funds) {
        return leg.firstAccount() == funds.firstAccount()
                && leg.secondAccount() == funds.secondAccount()
                && asset(leg).kind() == AssetKind.SECURITY
                && Long.signum(leg.net()) == -Long.signum(funds.net());
    }

    /** Of what the same member owes, the dearest that is short counts. */
    private Optional<Penalty> penalty(PairPosition pair, List<PairLeg> owed, PairLeg funds, int days) {
        return owed.stream()
                .filter(leg -> settlement.isShort(pair, giver(pair, leg)))
                .max(Comparator.comparingInt(
                                (PairLeg leg) -> terms.penalty(asset(leg).code()))
                        .thenComparing(Comparator.comparingInt(PairLeg::asset).reversed()))
                .map(leg -> penalty(leg, funds, days))
                .filter(penalty -> penalty.amount() > 0);
    }

    private Penalty penalty(PairLeg shortOf, PairLeg funds, int days) {
        long base = Math.abs(funds.net());
        int points = terms.penalty(asset(shortOf).code());
        return new Penalty(
                shortOf.net() < 0,
                funds.firstAccount(),
                funds.secondAccount(),
                shortOf.asset(),
                funds.asset(),
                base,
                days,
                points,
                Penalty.amount(base, days, points));
    }

    private static Slot giver(PairPosition pair, PairLeg leg) {
        return leg.net() < 0
                ? new Slot(pair.first(), leg.firstAccount(), leg.asset())
                : new Slot(pair.second(), leg.secondAccount(), leg.asset());
    }

    private Asset asset(PairLeg leg) {
        return x.constitution().asset(leg.asset());
    }
}
