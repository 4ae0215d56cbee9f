package clearing.client.cli;

import clearing.client.trade.MemberSession;
import clearing.client.trade.OneShot;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code clearing settle}: settlement rounds until nothing moves. */
@Command(
        name = "settle",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Runs settlement rounds over everything due, as the member's agent, until one finds nothing to do.")
final class SettleCommand implements Callable<Integer> {
    @Mixin
    private MemberOptions member = new MemberOptions();

    @Option(names = "--fail-overdue", description = "Afterwards, overdue trades without cover fail.")
    private boolean failOverdue;

    @Option(
            names = "--expire-alleged",
            description = "With --fail-overdue: overdue trades that nobody affirmed expire.")
    private boolean expireAlleged;

    @Mixin
    private Output output = new Output();

    @Override
    public Integer call() throws Exception {
        try (MemberSession session = member.open();
                OneShot actions = OneShot.open(session, member.outbox(), member.patience())) {
            int moved = actions.settle(failOverdue, expireAlleged);
            if (output.json()) {
                output.print(Output.object().put("member", session.member()).put("moved", moved));
            } else {
                output.out().println(moved + " trades settled or ended.");
            }
            return Exit.DONE;
        }
    }
}
