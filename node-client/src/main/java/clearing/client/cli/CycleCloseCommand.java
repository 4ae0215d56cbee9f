package clearing.client.cli;

import clearing.client.cycle.CycleAgent;
import clearing.client.trade.MemberSession;
import clearing.client.trade.OneShot;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code clearing cycle close}: every step of cycles that is due. */
@Command(
        name = "close",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Does every step that is due, as the member's agent: cuts off, nets, settles, carries what is short once"
                    + " the agreed time for it",
            "has passed, and closes. What is not due, or lacks cover, is left as it is."
        })
final class CycleCloseCommand implements Callable<Integer> {
    @Mixin
    private MemberOptions member = new MemberOptions();

    @Option(names = "--lane", paramLabel = "LANE", description = "Only this lane.")
    private Optional<String> lane = Optional.empty();

    @Mixin
    private Output output = new Output();

    @Override
    public Integer call() throws Exception {
        try (MemberSession session = member.open();
                OneShot actions = OneShot.open(session, member.outbox(), member.patience())) {
            List<CycleAgent.Step> steps = actions.closeCycles(lane);
            ObjectNode node = Output.object().put("member", session.member());
            ArrayNode list = node.putArray("steps");
            for (CycleAgent.Step step : steps) {
                list.addObject()
                        .put("command", step.command().toString())
                        .put("code", step.outcome().code().name())
                        .put("affected", step.outcome().affected())
                        .put("remaining", step.outcome().remaining());
                if (!output.json()) {
                    output.out().println(step.command() + ": " + step.outcome().code());
                }
            }
            if (output.json()) {
                output.print(node);
            } else {
                output.out().println(steps.size() + " steps done.");
            }
            return Exit.DONE;
        }
    }
}
