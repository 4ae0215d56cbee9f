package clearing.simulation.workload;

import clearing.simulation.engine.Draw;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the members of one seed do, each kind as often as the seed drew: some kinds never, one perhaps most of the time. */
public final class Mix {
    private final List<Weighted> works;
    private final int total;

    private record Weighted(Work work, int weight) {}

    private Mix(List<Weighted> works) {
        this.works = works;
        this.total = works.stream().mapToInt(Weighted::weight).sum();
    }

    /** The mix of a seed for members. A new kind of command is one line here. */
    public static Mix ofMembers(Theme theme, Draw draw) {
        return new Builder(theme, draw)
                .always(FundingWork::deposit, 5)
                .sometimes(FundingWork::request, 5)
                .sometimes(FundingWork::attest, 6)
                .always(TradeWork::record, 10, Theme.ROUNDS, Theme.LIMITS, Theme.CYCLES)
                .always(TradeWork::affirm, 20, Theme.ROUNDS, Theme.LIMITS, Theme.CYCLES)
                .sometimes(TradeWork::reject, 2)
                .sometimes(TradeWork::cancel, 6, Theme.CYCLES)
                .sometimes(TradeWork::reverse, 8, Theme.ROUNDS)
                .sometimes(ConstitutionWork::propose, 2)
                .always(ConstitutionWork::ratify, 15)
                .always(RiskWork::pledge, 5, Theme.CREDIT, Theme.DEFAULTS)
                .always(RiskWork::release, 4, Theme.CREDIT)
                .sometimes(RiskWork::releaseWhatCarries, 8, Theme.CREDIT)
                .always(RiskWork::price, 5, Theme.DEFAULTS)
                .sometimes(RiskWork::contribute, 4, Theme.DEFAULTS)
                .sometimes(RiskWork::takeBack, 3, Theme.DEFAULTS)
                .sometimes(DefaultWork::declare, 4, Theme.DEFAULTS)
                .sometimes(DefaultWork::approve, 12, Theme.DEFAULTS)
                .sometimes(DefaultWork::lift, 4)
                .sometimes(MischiefWork::repeat, 3)
                .sometimes(MischiefWork::conflict, 2)
                .sometimes(MischiefWork::wrongRole, 1)
                .sometimes(MischiefWork::notAParty, 1)
                .sometimes(MischiefWork::malformed, 1)
                .sometimes(MischiefWork::linked, 2)
                .build();
    }

    /** The mix of a seed for clearing agents. */
    public static Mix ofAgents(Theme theme, Draw draw) {
        return new Builder(theme, draw)
                .always(RoundWork::settle, 6, Theme.CREDIT)
                .sometimes(RoundWork::offset, 9, Theme.ROUNDS, Theme.LIMITS)
                .sometimes(RoundWork::settleSet, 9, Theme.ROUNDS, Theme.LIMITS)
                .sometimes(RoundWork::failOverdue, 2, Theme.ROUNDS)
                .sometimes(RoundWork::whole, 7, Theme.ROUNDS, Theme.LIMITS)
                .always(CycleWork::cutOff, 8, Theme.CYCLES)
                .always(CycleWork::net, 8, Theme.CYCLES)
                .always(CycleWork::settle, 8, Theme.CYCLES)
                .always(CycleWork::close, 4, Theme.CYCLES)
                .always(CycleWork::deliver, 5, Theme.CYCLES)
                .sometimes(DefaultWork::closeOut, 4, Theme.DEFAULTS)
                .sometimes(DefaultWork::waterfall, 3, Theme.DEFAULTS)
                .build();
    }

    /** What agents do when all is well again, so that queues drain: each in turn. */
    public static List<Work> draining() {
        return List.of(RoundWork::settleAll, RoundWork::offsetAll, CycleWork::all, DefaultWork::all);
    }

    /** What each member does of an evening after all is well again: value comes in, and what the seed is about goes on. */
    public static List<Work> evening(Theme theme) {
        return switch (theme) {
            case CYCLES -> List.of(FundingWork::deposit, FundingWork::deposit, FundingWork::deposit);
            case CREDIT ->
                List.of(FundingWork::deposit, RiskWork::pledge, RiskWork::releaseWhatCarries, DefaultWork::evening);
            case DEFAULTS ->
                List.of(
                        FundingWork::deposit,
                        RiskWork::pledge,
                        RiskWork::contribute,
                        RiskWork::price,
                        DefaultWork::evening);
            case ANYTHING, ROUNDS, LIMITS -> List.of(FundingWork::deposit, DefaultWork::evening);
        };
    }

    /** What a member does now; empty when the kind that was drawn has nothing to do. */
    public Optional<Errand> next(Desk desk) {
        int drawn = desk.draw().below(total);
        for (Weighted weighted : works) {
            drawn -= weighted.weight();
            if (drawn < 0) {
                return weighted.work().next(desk);
            }
        }
        throw new IllegalStateException("the weights do not add up");
    }

    private static final class Builder {
        private final Theme theme;
        private final Draw draw;
        private final List<Weighted> works = new ArrayList<>();

        Builder(Theme theme, Draw draw) {
            this.theme = theme;
            this.draw = draw;
        }

        /** @param themes under which it is done three times as often */
        Builder always(Work work, int weight, Theme... themes) {
            int drawn = weight + draw.below(weight);
            works.add(new Weighted(work, theme.isOf(themes) ? 3 * drawn : drawn));
            return this;
        }

        /** @param themes under which it is done always, and often */
        Builder sometimes(Work work, int weight, Theme... themes) {
            int drawn = draw.oneIn(3) ? 0 : draw.oneIn(5) ? 3 * weight : weight;
            works.add(new Weighted(work, theme.isOf(themes) ? 3 * weight : drawn));
            return this;
        }

        Mix build() {
            return new Mix(List.copyOf(works));
        }
    }
}
