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
    public static Mix ofMembers(Draw draw) {
        return new Builder(draw)
                .always(FundingWork::deposit, 5)
                .sometimes(FundingWork::request, 5)
                .sometimes(FundingWork::attest, 6)
                .always(TradeWork::record, 10)
                .always(TradeWork::affirm, 20)
                .sometimes(TradeWork::reject, 2)
                .sometimes(TradeWork::cancel, 6)
                .sometimes(TradeWork::reverse, 8)
                .sometimes(ConstitutionWork::propose, 2)
                .always(ConstitutionWork::ratify, 15)
                .always(RiskWork::pledge, 5)
                .always(RiskWork::release, 4)
                .always(RiskWork::price, 5)
                .sometimes(RiskWork::contribute, 4)
                .sometimes(RiskWork::takeBack, 2)
                .sometimes(DefaultWork::declare, 4)
                .sometimes(DefaultWork::approve, 12)
                .sometimes(MischiefWork::repeat, 3)
                .sometimes(MischiefWork::conflict, 2)
                .sometimes(MischiefWork::wrongRole, 1)
                .sometimes(MischiefWork::notAParty, 1)
                .sometimes(MischiefWork::malformed, 1)
                .sometimes(MischiefWork::linked, 2)
                .build();
    }

    /** The mix of a seed for clearing agents. */
    public static Mix ofAgents(Draw draw) {
        return new Builder(draw)
                .always(RoundWork::settle, 6)
                .sometimes(RoundWork::offset, 9)
                .sometimes(RoundWork::settleSet, 9)
                .sometimes(RoundWork::failOverdue, 1)
                .sometimes(RoundWork::whole, 7)
                .always(CycleWork::cutOff, 8)
                .always(CycleWork::net, 8)
                .always(CycleWork::settle, 8)
                .always(CycleWork::close, 4)
                .always(CycleWork::deliver, 5)
                .sometimes(DefaultWork::closeOut, 4)
                .sometimes(DefaultWork::waterfall, 3)
                .build();
    }

    /** What agents do when all is well again, so that queues drain: each in turn. */
    public static List<Work> draining() {
        return List.of(RoundWork::settleAll, RoundWork::offsetAll, CycleWork::all, DefaultWork::all);
    }

    /** What each member does of an evening after all is well again: value comes in, and sometimes a default is declared. */
    public static List<Work> evening() {
        return List.of(FundingWork::deposit, DefaultWork::evening);
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
        private final Draw draw;
        private final List<Weighted> works = new ArrayList<>();

        Builder(Draw draw) {
            this.draw = draw;
        }

        Builder always(Work work, int weight) {
            works.add(new Weighted(work, weight + draw.below(weight)));
            return this;
        }

        Builder sometimes(Work work, int weight) {
            int drawn = draw.oneIn(3) ? 0 : draw.oneIn(5) ? 3 * weight : weight;
            works.add(new Weighted(work, drawn));
            return this;
        }

        Mix build() {
            return new Mix(List.copyOf(works));
        }
    }
}
