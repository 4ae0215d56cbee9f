package clearing.client.cli;

import clearing.client.submit.Delivery;
import clearing.client.trade.MemberSession;
import clearing.client.trade.OneShot;
import clearing.kernel.Outcome;
import clearing.kernel.command.Command;

/** Sends one command of collateral, reserve fund or default, and says what the ledger made of it. */
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
            Delivery delivery = actions.command(key, role, making.make(session));
            String said = said(delivery);
            if (output.json()) {
                output.print(Output.object()
                        .put("member", session.member())
                        .put("asked", kind)
                        .put("outcome", said)
                        .put("done", exit(delivery) == Exit.DONE));
            } else {
                output.out().println(session.member() + ": " + kind + ": " + said);
            }
            return exit(delivery);
        }
    }

    private static String said(Delivery delivery) {
        return switch (delivery) {
            case Delivery.Committed c -> {
                Outcome outcome = outcome(c);
                yield outcome.accepted()
                        ? outcome.code() + " in block " + c.state().block()
                        : outcome.code() + " " + outcome.field() + ": " + outcome.detail();
            }
            case Delivery.Refused r ->
                r.state().code() + " " + r.state().field() + ": " + r.state().sentence();
            case Delivery.Postponed p -> "not sent: " + p.sentence();
            case Delivery.Unknown u -> "unknown: " + u.sentence();
        };
    }

    private static int exit(Delivery delivery) {
        return switch (delivery) {
            case Delivery.Committed c -> outcome(c).accepted() ? Exit.DONE : Exit.REFUSED;
            case Delivery.Refused r -> Exit.REFUSED;
            case Delivery.Postponed p -> Exit.REFUSED;
            case Delivery.Unknown u -> Exit.UNKNOWN;
        };
    }

    private static Outcome outcome(Delivery.Committed committed) {
        return Outcome.decode(committed.state().result().toByteArray()).getFirst();
    }
}
