package clearing.simulation.workload;

import clearing.kernel.Role;
import clearing.kernel.calendar.CycleId;
import clearing.kernel.command.Command;
import clearing.kernel.command.Command.PageSelection;
import clearing.kernel.constitution.Lane;
import clearing.kernel.cycle.CycleState;
import clearing.kernel.rulebook.CycleTerms;
import clearing.kernel.trade.PageId;
import clearing.simulation.oracle.CycleDays;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The life of cycles, as clearing agents ask for it. */
final class CycleWork {
    private CycleWork() {}

    /** A cycle whose time has come; sometimes one whose time has not. */
    static Optional<Errand> cutOff(Desk desk) {
        return inLane(desk, (lane, days) -> {
            List<CycleId> open = new SeenCycles(desk.ledger(), lane).open();
            boolean early = desk.draw().oneIn(8);
            List<CycleId> possible = new ArrayList<>(open.stream()
                    .filter(cycle -> early || !desk.now().isBefore(days.closes(cycle)))
                    .toList());
            if (desk.draw().oneIn(12)) {
                LocalDate today = LocalDate.ofEpochDay(desk.today(lane));
                possible.add(new CycleId(lane, today, desk.draw().below(4)));
            }
            return pick(desk, possible).map(Command.CutOff::new);
        });
    }

    static Optional<Errand> net(Desk desk) {
        return inLane(
                desk,
                (lane, days) -> pick(desk, in(desk, lane, CycleState.CUT_OFF, CycleState.NETTED))
                        .map(Command.NetCycle::new));
    }

    static Optional<Errand> settle(Desk desk) {
        return inLane(
                desk,
                (lane, days) -> pick(desk, in(desk, lane, CycleState.NETTED, CycleState.CUT_OFF))
                        .map(cycle -> new Command.SettleCycle(cycle, desk.draw().oneIn(2))));
    }

    static Optional<Errand> close(Desk desk) {
        return inLane(
                desk,
                (lane, days) -> pick(desk, in(desk, lane, CycleState.SETTLED, CycleState.CLOSED))
                        .flatMap(cycle -> close(desk, lane, cycle)));
    }

    private static Optional<Command> close(Desk desk, String lane, CycleId cycle) {
        List<PageId> pages = new ArrayList<>(new SeenCycles(desk.ledger(), lane).pages(cycle));
        if (desk.draw().oneIn(3)) {
            pages.removeIf(page -> desk.draw().oneIn(2));
        }
        return pages.isEmpty() ? Optional.empty() : Optional.of(new Command.CloseCycle(cycle, pages));
    }

    static Optional<Errand> deliver(Desk desk) {
        return inLane(desk, (lane, days) -> {
            List<PageSelection> pages = RoundWork.due(desk, lane).stream()
                    .map(page -> PageSelection.all(page.id()))
                    .toList();
            boolean gross = !desk.agreed().fundsNet(lane) && !desk.draw().oneIn(6);
            return pages.isEmpty() || gross ? Optional.empty() : Optional.of(new Command.Deliver(lane, pages));
        });
    }

    /** The next step of every cycle that can take one, when all is well again. */
    static Optional<Errand> all(Desk desk) {
        List<Command> steps = new ArrayList<>();
        for (Lane lane : desk.constitution().lanes()) {
            Optional<CycleTerms> terms = desk.agreed().cycles(lane.code());
            if (terms.isPresent()) {
                steps.addAll(next(desk, terms.get()));
            }
        }
        return steps.isEmpty()
                ? Optional.empty()
                : Optional.of(Errand.of("next steps of cycles", Role.AGENT, steps.toArray(Command[]::new)));
    }

    private static List<Command> next(Desk desk, CycleTerms terms) {
        String lane = terms.lane();
        CycleDays days = desk.agreed().days(lane).orElseThrow();
        SeenCycles cycles = new SeenCycles(desk.ledger(), lane);
        List<Command> steps = new ArrayList<>();
        if (desk.agreed().fundsNet(lane)) {
            List<PageSelection> pages = RoundWork.due(desk, lane).stream()
                    .map(page -> PageSelection.all(page.id()))
                    .toList();
            if (!pages.isEmpty()) {
                steps.add(new Command.Deliver(lane, pages));
            }
        }
        cycles.open().stream()
                .filter(cycle -> !desk.now().isBefore(days.closes(cycle)))
                .forEach(cycle -> steps.add(new Command.CutOff(cycle)));
        cycles.in(CycleState.CUT_OFF).forEach(cycle -> steps.add(new Command.NetCycle(cycle)));
        cycles.in(CycleState.NETTED)
                .forEach(cycle -> steps.add(new Command.SettleCycle(cycle, carries(desk, days, terms, cycle))));
        cycles.in(CycleState.SETTLED).forEach(cycle -> steps.add(new Command.CloseCycle(cycle, cycles.pages(cycle))));
        return steps;
    }

    /** Whether what is short is to be carried: when its time has come, and sometimes before. */
    private static boolean carries(Desk desk, CycleDays days, CycleTerms terms, CycleId cycle) {
        Instant from = days.closes(cycle).plus(Duration.ofMinutes(terms.failAfterMinutes()));
        return !desk.now().isBefore(from) || desk.draw().oneIn(4);
    }

    /** Mostly those in the one state; sometimes those in the other. */
    private static List<CycleId> in(Desk desk, String lane, CycleState state, CycleState sometimes) {
        SeenCycles cycles = new SeenCycles(desk.ledger(), lane);
        return cycles.in(desk.draw().oneIn(12) ? sometimes : state);
    }

    private static Optional<CycleId> pick(Desk desk, List<CycleId> cycles) {
        return cycles.isEmpty() ? Optional.empty() : Optional.of(desk.draw().pick(cycles));
    }

    private interface Rules {
        Optional<? extends Command> next(String lane, CycleDays days);
    }

    /** Nothing when no lane has cycles. */
    private static Optional<Errand> inLane(Desk desk, Rules rules) {
        List<String> lanes = desk.constitution().lanes().stream()
                .map(Lane::code)
                .filter(lane -> desk.agreed().cycles(lane).isPresent())
                .toList();
        if (lanes.isEmpty()) {
            return Optional.empty();
        }
        String lane = desk.draw().pick(lanes);
        return rules.next(lane, desk.agreed().days(lane).orElseThrow())
                .map(command -> Errand.of(command.getClass().getSimpleName() + " " + lane, Role.AGENT, command));
    }
}
