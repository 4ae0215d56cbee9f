package clearing.client.cli;

import clearing.client.submit.Delivery;
import clearing.client.trade.LedgerView;
import clearing.client.trade.MemberSession;
import clearing.client.trade.OneShot;
import clearing.client.trade.TradeLife;
import clearing.kernel.command.Command.ClosePeriod;
import clearing.kernel.constitution.Lane;
import clearing.kernel.period.ClosedPeriod;
import clearing.kernel.state.Keys;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code clearing period}: which value dates are closed, and closing them. */
@Command(
        name = "period",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Shows, lane by lane, up to which value date the books are closed.",
            "With --lane and --close it closes them, as the lane's agreed rule allows; from then on nothing takes effect in them."
        })
final class PeriodCommand implements Callable<Integer> {
    @Mixin
    private MemberOptions member = new MemberOptions();

    @Option(names = "--lane", paramLabel = "LANE", description = "The lane to close.")
    private Optional<String> lane = Optional.empty();

    @Option(names = "--close", paramLabel = "DATE", description = "The last value date to close.")
    private Optional<LocalDate> through = Optional.empty();

    @Mixin
    private Output output = new Output();

    @picocli.CommandLine.Spec
    private picocli.CommandLine.Model.CommandSpec spec = picocli.CommandLine.Model.CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        if (lane.isPresent() != through.isPresent()) {
            throw new ParameterException(spec.commandLine(), "--lane and --close go together.");
        }
        ObjectNode node = Output.object();
        int exit = Exit.DONE;
        try (MemberSession session = member.open()) {
            if (lane.isPresent()) {
                exit = output.delivered(node, Map.of(lane.get(), close(session)));
            }
            show(session.catchUp(member.patience()), node.putArray("periods"));
        }
        if (output.json()) {
            output.print(node);
        }
        return exit;
    }

    private Delivery close(MemberSession session) throws InterruptedException {
        try (OneShot actions = OneShot.open(session, member.outbox(), member.patience())) {
            return new TradeLife(session, actions, member.patience(), new SecureRandom())
                    .command("period", "admin", new ClosePeriod(lane.orElseThrow(), through.orElseThrow()));
        }
    }

    private void show(LedgerView view, ArrayNode list) {
        for (Lane one : view.constitution().map(c -> c.lanes()).orElse(List.of())) {
            Optional<ClosedPeriod> closed = view.get(Keys.period(one.code())).map(ClosedPeriod::decode);
            ObjectNode line = list.addObject().put("lane", one.code());
            closed.ifPresent(
                    period -> line.put("closedThrough", period.through().toString())
                            .put("closedBy", period.closedBy())
                            .put("closedAt", period.closedAt().toString()));
            if (!output.json()) {
                output.out()
                        .printf(
                                "%-8s %s%n",
                                one.code(),
                                closed.map(p -> "closed through " + p.through() + " by " + p.closedBy())
                                        .orElse("open"));
            }
        }
    }
}
