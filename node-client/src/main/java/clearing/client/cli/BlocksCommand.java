package clearing.client.cli;

import clearing.client.chain.BlockTransaction;
import clearing.client.chain.StartAt;
import clearing.client.chain.VerifiedBlock;
import clearing.client.chain.VerifiedBlockStream;
import clearing.client.trade.MemberSession;
import clearing.kernel.Batch;
import clearing.kernel.MalformedInput;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code clearing blocks}: the verified chain, transaction by transaction. */
@Command(
        name = "blocks",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Shows the chain's blocks with each transaction: who asked for what, and what the peers made of it. Every hash and "
                        + "orderer signature is checked on the way.")
final class BlocksCommand implements Callable<Integer> {
    private static final Duration GLANCE = Duration.ofMillis(250);

    @Mixin
    private MemberOptions member = new MemberOptions();

    @Option(names = "--from", paramLabel = "BLOCK", description = "First block. Default: the newest twenty.")
    private Optional<Long> from = Optional.empty();

    @Option(names = "--invalid", description = "Only transactions that the peers found invalid.")
    private boolean invalid;

    @Option(names = "--follow", description = "Go on with every new block until stopped.")
    private boolean follow;

    @Mixin
    private Output output = new Output();

    @Override
    public Integer call() throws Exception {
        try (MemberSession session = member.open()) {
            long tip = session.tip(member.patience());
            long first = from.orElse(Math.max(0, tip - 19));
            ObjectNode node = Output.object();
            ArrayNode list = node.putArray("blocks");
            try (VerifiedBlockStream blocks =
                    session.follow(StartAt.block(first), VerifiedBlockStream.Options.DEFAULT)) {
                long next = first;
                while (follow || next <= tip) {
                    Optional<VerifiedBlock> block = blocks.poll(GLANCE);
                    if (block.isPresent()) {
                        next = block.get().number() + 1;
                        show(block.get(), list);
                    }
                }
            }
            if (output.json() && !follow) {
                output.print(node);
            }
            return Exit.DONE;
        }
    }

    private void show(VerifiedBlock block, ArrayNode list) {
        ObjectNode node = Output.object().put("block", block.number()).put("bytes", block.sizeBytes());
        ArrayNode transactions = node.putArray("transactions");
        for (BlockTransaction transaction : block.transactions()) {
            if (invalid && transaction.valid()) {
                continue;
            }
            transactions
                    .addObject()
                    .put("index", transaction.txIndex())
                    .put("txId", transaction.txId())
                    .put("at", transaction.timestamp().toString())
                    .put("creator", transaction.creator().mspId())
                    .put("code", transaction.validationCode().name())
                    .put("asks", asks(transaction))
                    .put("reads", transaction.reads().size())
                    .put("writes", transaction.writes().size());
            if (!output.json()) {
                output.out()
                        .printf(
                                "%6d/%-3d %s  %-18s %-24s %s%n",
                                block.number(),
                                transaction.txIndex(),
                                transaction.timestamp(),
                                transaction.creator().mspId(),
                                transaction.validationCode().name(),
                                asks(transaction));
            }
        }
        if (output.json() && follow) {
            output.printLine(node);
        } else if (output.json() && !transactions.isEmpty()) {
            list.add(node);
        } else {
            output.out().flush();
        }
    }

    /** The commands of a batch by kind, or the function's name. */
    private static String asks(BlockTransaction transaction) {
        if (transaction.args().size() != 2) {
            return transaction.function().isEmpty() ? transaction.type().name() : transaction.function();
        }
        try {
            Map<String, Long> kinds = Batch.decode(transaction.args().get(1).toByteArray()).entries().stream()
                    .collect(Collectors.groupingBy(
                            entry -> entry.command().getClass().getSimpleName(), TreeMap::new, Collectors.counting()));
            return kinds.entrySet().stream()
                    .map(kind -> kind.getValue() == 1 ? kind.getKey() : kind.getValue() + " " + kind.getKey())
                    .collect(Collectors.joining(", "));
        } catch (MalformedInput e) {
            return transaction.function() + " of what is no batch: " + e.getMessage();
        }
    }
}
