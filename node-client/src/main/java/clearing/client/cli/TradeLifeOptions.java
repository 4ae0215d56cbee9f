package clearing.client.cli;

import clearing.client.trade.MemberSession;
import clearing.client.trade.OneShot;
import clearing.client.trade.TradeLife;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.SecureRandom;

/** How a command that acts on trades opens, runs and reports. */
final class TradeLifeOptions {
    private TradeLifeOptions() {}

    /** What the command does with the member's actions. */
    interface Action {
        OneShot.Result run(TradeLife life) throws InterruptedException;
    }

    /** @param done what was done, such as {@code instructions sent} */
    static int run(MemberOptions member, Output output, String done, Action action) throws InterruptedException {
        try (MemberSession session = member.open();
                OneShot actions = OneShot.open(session, member.outbox(), member.patience())) {
            OneShot.Result result = action.run(new TradeLife(session, actions, member.patience(), new SecureRandom()));
            ObjectNode node = Output.object()
                    .put("member", session.member())
                    .put("sent", result.sent())
                    .put("knownBefore", result.known());
            int exit = output.delivered(node, result.delivered());
            if (output.json()) {
                Output.errors(node.putArray("errors"), result.errors());
                output.print(node);
            } else {
                output.errors(result.errors());
                output.out()
                        .printf("%s: %d %s, %d known before.%n", session.member(), result.sent(), done, result.known());
            }
            return exit == Exit.DONE && !result.errors().isEmpty() ? Exit.BAD_INPUT : exit;
        }
    }
}
