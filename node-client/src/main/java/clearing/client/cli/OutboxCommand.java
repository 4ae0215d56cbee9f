package clearing.client.cli;

import clearing.client.outbox.Intent;
import clearing.client.outbox.IntentState;
import clearing.client.outbox.Outbox;
import clearing.client.trade.MemberSession;
import clearing.client.trade.OneShot;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code clearing outbox}: what a member has stored to send, and how far it is. */
@Command(
        name = "outbox",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Shows what the member has stored to send and how far each item is; with --resume goes on with what is open.")
final class OutboxCommand implements Callable<Integer> {
    @Mixin
    private MemberOptions member = new MemberOptions();

    @Option(names = "--resume", description = "Deliver what is open.")
    private boolean resume;

    @Option(names = "--compact", description = "Write the journal anew without what is no longer needed.")
    private boolean compact;

    @Option(names = "--open", description = "Show only what is open.")
    private boolean openOnly;

    @Mixin
    private Output output = new Output();

    @Override
    public Integer call() throws Exception {
        if (resume) {
            return resume();
        }
        try (Outbox outbox = Outbox.open(member.outbox(), InstantSource.system())) {
            ObjectNode node = Output.object().put("folder", outbox.folder().toString());
            if (compact) {
                node.put("bytesSaved", outbox.compact());
            }
            List<Intent> shown = openOnly ? outbox.open() : outbox.all();
            node.put("intents", outbox.all().size()).put("open", outbox.open().size());
            ArrayNode list = node.putArray("items");
            for (Intent intent : shown) {
                list.addObject()
                        .put("key", intent.key())
                        .put("role", intent.role())
                        .put("storedAt", intent.storedAt().toString())
                        .put("bytes", intent.content().size())
                        .put("proposals", intent.proposals())
                        .put("state", state(intent.state()));
                if (!output.json()) {
                    output.out().printf("%-48s %-10s %s%n", intent.key(), intent.role(), state(intent.state()));
                }
            }
            if (output.json()) {
                output.print(node);
            } else {
                output.out()
                        .printf(
                                "%d intents, %d open%n",
                                outbox.all().size(), outbox.open().size());
            }
            return Exit.DONE;
        }
    }

    private int resume() throws InterruptedException {
        try (MemberSession session = member.open();
                OneShot actions = OneShot.open(session, member.outbox(), member.patience());
                ProgressBar bar = new ProgressBar(output.err(), "intents")) {
            var delivered = actions.resume((key, of) -> bar.step(of));
            bar.clear();
            ObjectNode node = Output.object().put("member", session.member());
            int exit = output.delivered(node, delivered);
            if (output.json()) {
                output.print(node);
            } else {
                output.out()
                        .printf(
                                "%s committed, %s refused, %s open%n",
                                node.get("committed"), node.get("refused"), node.get("open"));
            }
            return exit;
        }
    }

    private static String state(IntentState state) {
        return switch (state) {
            case IntentState.New s -> "NEW";
            case IntentState.Endorsed s -> "ENDORSED " + s.envelope().txId();
            case IntentState.Sent s -> "SENT " + s.envelope().txId();
            case IntentState.Unknown s -> "UNKNOWN " + s.envelope().txId() + " " + s.sentence();
            case IntentState.Committed s -> "COMMITTED block " + s.block();
            case IntentState.Refused s -> "REFUSED " + s.code() + " " + s.field() + ": " + s.sentence();
        };
    }
}
