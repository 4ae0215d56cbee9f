package clearing.simulation.workload;

import clearing.kernel.Role;
import clearing.kernel.command.Command;
import clearing.kernel.command.Command.PageSelection;
import clearing.kernel.constitution.Lane;
import clearing.kernel.rulebook.LaneStepsRule;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.Selection;
import clearing.kernel.trade.TradeState;
import clearing.simulation.oracle.Circle;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/** What clearing agents ask for. */
final class RoundWork {
    private RoundWork() {}

    static Optional<Errand> settle(Desk desk) {
        return round(desk, "settle", Command.Settle::new);
    }

    static Optional<Errand> offset(Desk desk) {
        return round(desk, "offset", Command.Offset::new);
    }

    /** A whole round; agents often name only some of the pages. */
    static Optional<Errand> whole(Desk desk) {
        String lane = desk.anyLane();
        List<PageId> pages = new ArrayList<>();
        due(desk, lane).forEach(page -> pages.add(page.id()));
        if (desk.draw().oneIn(2)) {
            pages.removeIf(page -> desk.draw().oneIn(3));
        }
        return Optional.of(Errand.of("whole round " + lane, Role.AGENT, new Command.SettleRound(lane, pages)));
    }

    /** Everything that is due, in one lane after the other. */
    static Optional<Errand> settleAll(Desk desk) {
        return all(desk, "settle all", LaneStepsRule.Step.GROSS, Command.Settle::new);
    }

    static Optional<Errand> offsetAll(Desk desk) {
        return all(desk, "offset all", LaneStepsRule.Step.MULTILATERAL, Command.Offset::new);
    }

    private static Optional<Errand> all(
            Desk desk, String name, LaneStepsRule.Step step, BiFunction<String, List<PageSelection>, Command> command) {
        List<Command> rounds = new ArrayList<>();
        for (Lane lane : desk.constitution().lanes()) {
            List<PageSelection> pages = due(desk, lane.code()).stream()
                    .map(page -> PageSelection.all(page.id()))
                    .toList();
            boolean agreed = desk.constitution().rules().steps(lane.code()).compareTo(step) >= 0
                    && !desk.agreed().fundsNet(lane.code());
            if (!pages.isEmpty() && agreed) {
                rounds.add(command.apply(lane.code(), pages));
            }
        }
        return rounds.isEmpty()
                ? Optional.empty()
                : Optional.of(Errand.of(name, Role.AGENT, rounds.toArray(Command[]::new)));
    }

    private static Optional<Errand> round(
            Desk desk, String name, BiFunction<String, List<PageSelection>, Command> command) {
        String lane = desk.anyLane();
        List<PageSelection> pages = new ArrayList<>();
        for (SeenPage page : shuffled(desk, due(desk, lane))) {
            pages.add(new PageSelection(
                    page.id(),
                    desk.draw().oneIn(6)
                            ? Selection.of(desk.draw().below(page.trades().count()))
                            : Selection.all()));
        }
        return pages.isEmpty()
                ? Optional.empty()
                : Optional.of(Errand.of(name + " " + lane, Role.AGENT, command.apply(lane, pages)));
    }

    static Optional<Errand> failOverdue(Desk desk) {
        String lane = desk.anyLane();
        int today = desk.today(lane);
        List<PageSelection> pages = new ArrayList<>();
        for (SeenPage page : desk.pages()) {
            BitSet overdue = new BitSet();
            IntStream.range(0, page.trades().count())
                    .filter(i -> page.trades().valueDay(i) < today
                            && (page.waits(i) || page.status().state(i) == TradeState.ALLEGED))
                    .forEach(overdue::set);
            if (page.id().lane().equals(lane) && !overdue.isEmpty()) {
                pages.add(new PageSelection(page.id(), Selection.of(overdue)));
            }
        }
        return pages.isEmpty()
                ? Optional.empty()
                : Optional.of(Errand.of("fail overdue " + lane, Role.AGENT, new Command.FailOverdue(lane, pages)));
    }

    /** A set that the agent worked out by itself; sometimes with something turned round, so that it must be refused. */
    static Optional<Errand> settleSet(Desk desk) {
        String lane = desk.anyLane();
        List<SeenPage> pages = due(desk, lane);
        if (pages.isEmpty()) {
            return Optional.empty();
        }
        int today = desk.today(lane);
        Set<String> wish =
                Circle.over(desk.waiting(pages, today), desk.cover(lane)).resolve();
        List<PageSelection> selections = new ArrayList<>();
        boolean turn = desk.draw().oneIn(3);
        for (SeenPage page : pages) {
            BitSet chosen = new BitSet();
            for (int i = 0; i < page.trades().count(); i++) {
                boolean in = wish.contains(page.id().path() + "#" + i);
                boolean turned = turn && page.due(i, today) && desk.draw().oneIn(4);
                chosen.set(i, in != turned);
            }
            if (!chosen.isEmpty()) {
                selections.add(new PageSelection(page.id(), Selection.of(chosen)));
            }
        }
        return selections.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        Errand.of("settle a set in " + lane, Role.AGENT, new Command.SettleSet(lane, selections)));
    }

    static List<SeenPage> due(Desk desk, String lane) {
        int today = desk.today(lane);
        return desk.pages().stream()
                .filter(page -> page.id().lane().equals(lane) && page.anyDue(today))
                .toList();
    }

    private static List<SeenPage> shuffled(Desk desk, List<SeenPage> pages) {
        List<SeenPage> mixed = new ArrayList<>(pages);
        if (desk.draw().oneIn(3)) {
            desk.draw().shuffle(mixed);
        }
        return mixed;
    }
}
