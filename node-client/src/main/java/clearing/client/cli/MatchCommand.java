package clearing.client.cli;

import clearing.client.trade.InstructionBook;
import clearing.client.trade.LedgerView;
import clearing.client.trade.MemberSession;
import clearing.client.trade.OneShot;
import clearing.client.trade.TradeLife;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.matching.Instructions;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code clearing match}: compares both sides' instructions on the ledger. */
@Command(
        name = "match",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Has the ledger compare what was alleged with what the other side instructed, within the lane's agreed tolerances.",
            "Pairs have the same reference. What agrees is affirmed; what differs is listed, field by field with both values, and stays",
            "alleged."
        })
final class MatchCommand implements Callable<Integer> {
    @Mixin
    private MemberOptions member = new MemberOptions();

    @Mixin
    private Output output = new Output();

    @Override
    public Integer call() throws Exception {
        try (MemberSession session = member.open();
                OneShot actions = OneShot.open(session, member.outbox(), member.patience())) {
            OneShot.Result result = new TradeLife(session, actions, member.patience(), new SecureRandom()).match();
            LedgerView view = session.catchUp(member.patience());
            ObjectNode node = Output.object().put("member", session.member()).put("compared", result.sent());
            int exit = output.delivered(node, result.delivered());
            int matched = 0;
            ArrayNode mismatches = node.putArray("mismatches");
            InstructionBook book = InstructionBook.of(view);
            Constitution constitution = view.constitution().orElseThrow();
            for (InstructionBook.Entry entry : book.entries()) {
                if (entry.id().page().isParty(session.member())) {
                    matched += entry.state() == Instructions.State.MATCHED ? 1 : 0;
                    if (entry.state() == Instructions.State.MISMATCHED) {
                        mismatches.add(InstructionLines.show(entry, book, constitution, output));
                    }
                }
            }
            node.put("matched", matched);
            if (output.json()) {
                output.print(node);
            } else {
                output.out()
                        .printf(
                                "%s: %d compared now; in all %d matched, %d differ.%n",
                                session.member(), result.sent(), matched, mismatches.size());
            }
            return exit;
        }
    }
}
