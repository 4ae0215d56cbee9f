package clearing.client.cycle;

import clearing.client.trade.LedgerView;
import clearing.kernel.Batch;
import clearing.kernel.Caller;
import clearing.kernel.Kernel;
import clearing.kernel.ResultCode;
import clearing.kernel.Role;
import clearing.kernel.TxContext;
import clearing.kernel.calendar.CycleId;
import clearing.kernel.calendar.CycleRule;
import clearing.kernel.calendar.OutsideCalendar;
import clearing.kernel.command.Command;
import clearing.kernel.command.CommandCodec;
import clearing.kernel.constitution.Lane;
import clearing.kernel.cycle.CycleRecord;
import clearing.kernel.settlement.SettlementCommands;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.StatusPage;
import clearing.kernel.trade.TradeState;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What a lane's cycles need next. A step is worked out of the verified ledger and tried on it first, by the contract's own rules: only one
 * that would be done now is worth a transaction.
 */
public final class CycleSteps {
    /** A lane that nobody cut off for longer has its older cycles cut off as far as they took anything in. */
    private static final int MAX_DAYS_BACK = 40;

    private final String member;
    private final LedgerView view;

    /** @param member whose agent asks */
    public CycleSteps(String member, LedgerView view) {
        this.member = member;
        this.view = view;
    }

    /**
     * The first step of a lane that would be done at an instant.
     *
     * @return empty when nothing is due, and for a lane that settles gross
     */
    public Optional<Command> next(Lane lane, Instant now) {
        return LaneCycles.of(view, lane.code())
                .flatMap(cycles -> candidates(cycles, lane, now).stream()
                        .filter(command -> wouldBeDone(command, now))
                        .findFirst());
    }

    private boolean wouldBeDone(Command command, Instant now) {
        return Kernel.applyQuietly(
                                view::get,
                                new Caller(member, EnumSet.of(Role.AGENT)),
                                new TxContext("", now),
                                Batch.of(command))
                        .outcomes()
                        .get(0)
                        .code()
                == ResultCode.OK;
    }

    private List<Command> candidates(LaneCycles cycles, Lane lane, Instant now) {
        List<Command> candidates = new ArrayList<>();
        CycleRule rule = cycles.terms().rule(cycles.constitution());
        TreeSet<CycleId> open = new TreeSet<>(cycles.pages().keySet());
        open.addAll(cycles.fails().keySet());
        latestDue(rule, lane, now).filter(due -> isAhead(due, cycles)).ifPresent(open::add);
        open.removeAll(cycles.records().keySet());
        open.stream()
                .filter(cycle -> !now.isBefore(rule.closes(cycle)))
                .map(Command.CutOff::new)
                .forEach(candidates::add);
        for (CycleRecord record : cycles.records().values()) {
            switch (record.state()) {
                case CUT_OFF -> candidates.add(new Command.NetCycle(record.id()));
                case NETTED -> {
                    candidates.add(new Command.SettleCycle(record.id(), false));
                    candidates.add(new Command.SettleCycle(record.id(), true));
                }
                case SETTLED -> closable(cycles, record).ifPresent(candidates::add);
                case CLOSED -> {}
            }
        }
        return candidates;
    }

    private static boolean isAhead(CycleId due, LaneCycles cycles) {
        return cycles.lastCutOff().map(last -> last.compareTo(due) < 0).orElse(true);
    }

    /** The newest regular cycle whose cut-off has come. */
    private static Optional<CycleId> latestDue(CycleRule rule, Lane lane, Instant now) {
        LocalDate today = LocalDate.ofEpochDay(SettlementCommands.businessDay(lane, now));
        try {
            for (int back = 0; back < MAX_DAYS_BACK; back++) {
                LocalDate day = today.minusDays(back);
                for (int number = rule.cycles() - 1; rule.hasCycles(day) && number >= 0; number--) {
                    CycleId cycle = new CycleId(lane.code(), day, number);
                    if (!now.isBefore(rule.closes(cycle))) {
                        return Optional.of(cycle);
                    }
                }
            }
            return Optional.empty();
        } catch (OutsideCalendar e) {
            return Optional.empty();
        }
    }

    private Optional<Command> closable(LaneCycles cycles, CycleRecord record) {
        List<PageId> pages = cycles.pages().getOrDefault(record.id(), List.of()).stream()
                .filter(page -> view.status(page).map(CycleSteps::hasNetted).orElse(false))
                .filter(page -> cycles.hasSettled(record, page))
                .limit(CommandCodec.MAX_PAGES_PER_ROUND)
                .toList();
        return pages.isEmpty() ? Optional.empty() : Optional.of(new Command.CloseCycle(record.id(), pages));
    }

    private static boolean hasNetted(StatusPage status) {
        return status.count(TradeState.NETTED) > 0;
    }
}
