package clearing.client.cli;

import clearing.client.trade.MemberSession;
import clearing.client.trade.OneShot;
import clearing.kernel.command.Command;

/** Sends one command, such as of collateral, default or revenue, and says what the ledger made of it. */
final class RiskActions {
    private final MemberOptions member;
    private final Output output;

    RiskActions(MemberOptions member, Output output) {
        this.member = member;
        this.output = output;
    }

    /** A command that is worked out from the session, such as from what the chain holds now. */
    interface Making {
        Command make(MemberSession session) throws InterruptedException;
    }

    /** Doing it again is harmless: the ledger knows each one by its reference, and answers so. */
    int send(String kind, String role, Making making) throws InterruptedException {
        try (MemberSession session = member.open();
                OneShot actions = OneShot.open(session, member.outbox(), member.patience())) {
            String key = kind + "/" + session.clock().millis();
            Said said = Said.of(actions.command(key, role, making.make(session)));
            if (output.json()) {
                output.print(Output.object()
                        .put("member", session.member())
                        .put("asked", kind)
                        .put("outcome", said.words())
                        .put("done", said.exit() == Exit.DONE));
            } else {
                output.out().println(session.member() + ": " + kind + ": " + said.words());
            }
            return said.exit();
        }
    }
}
