package clearing.client.cli;

import clearing.client.chain.BlockSource;
import clearing.client.chain.BlockSourceException;
import clearing.client.trade.LedgerView;
import clearing.client.trade.MemberSession;
import clearing.kernel.constitution.Constitution;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code clearing status}: whether the ledger can be reached, and how far its peers are. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Shows each gateway with its height, the verified chain's height and the constitution in force.")
final class StatusCommand implements Callable<Integer> {
    @Mixin
    private MemberOptions member = new MemberOptions();

    @Mixin
    private Output output = new Output();

    @Override
    public Integer call() throws Exception {
        try (MemberSession session = member.open()) {
            ObjectNode node = Output.object()
                    .put("member", session.member())
                    .put("channel", session.profile().channel());
            ArrayNode gateways = node.putArray("gateways");
            for (BlockSource source : session.sources()) {
                ObjectNode one = gateways.addObject().put("gateway", source.name());
                String said = height(source);
                one.put("height", said);
                line(source.name(), said);
            }
            LedgerView view = session.catchUp(member.patience());
            node.put("verifiedBlocks", view.next());
            line("verified", view.next() + " blocks, every hash and orderer signature checked");
            String constitution =
                    view.constitution().map(StatusCommand::summary).orElse("none in force");
            node.put("constitution", constitution);
            line("constitution", constitution);
            node.put("unfinishedTrades", view.unfinished(java.util.Optional.empty()));
            if (output.json()) {
                output.print(node);
            }
            return Exit.DONE;
        }
    }

    private static String height(BlockSource source) throws InterruptedException {
        try (BlockSource.Feed feed = source.newest()) {
            return feed.next(Duration.ofSeconds(3))
                    .map(block -> "block " + block.getHeader().getNumber())
                    .orElse("no answer");
        } catch (BlockSourceException e) {
            return "unreachable: " + e.getMessage();
        }
    }

    private static String summary(Constitution c) {
        return "version " + c.version() + ", " + c.members().size() + " members, "
                + c.assets().size() + " assets, " + c.lanes().size() + " lanes";
    }

    private void line(String label, String text) {
        if (!output.json()) {
            output.out().printf("%-40s %s%n", label, text);
        }
    }
}
