package clearing.kernel;

import clearing.kernel.command.ReconcileCommand;
import clearing.kernel.execution.Execution;
import clearing.kernel.reconcile.AnchorCommands;
import clearing.kernel.reconcile.BreakCommands;
import clearing.kernel.reconcile.ResolutionCommands;

/** Leads the commands of shared breaks and anchors to their rules. */
final class ReconcileCommands {
    private ReconcileCommands() {}

    static Outcome apply(ReconcileCommand command, Execution x) {
        return switch (command) {
            case ReconcileCommand.OpenBreak c -> BreakCommands.open(c, x);
            case ReconcileCommand.AnswerBreak c -> BreakCommands.answer(c, x);
            case ReconcileCommand.CommentBreak c -> BreakCommands.comment(c, x);
            case ReconcileCommand.EscalateBreak c -> BreakCommands.escalate(c, x);
            case ReconcileCommand.WithdrawBreak c -> BreakCommands.withdraw(c, x);
            case ReconcileCommand.ProposeResolution c -> ResolutionCommands.propose(c, x);
            case ReconcileCommand.SignResolution c -> ResolutionCommands.sign(c, x);
            case ReconcileCommand.AnchorJournal c -> AnchorCommands.anchor(c, x);
        };
    }
}
