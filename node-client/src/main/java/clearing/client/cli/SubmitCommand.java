package clearing.client.cli;

import clearing.client.trade.ColumnMapping;
import clearing.client.trade.MemberSession;
import clearing.client.trade.OneShot;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code clearing submit}: alleges the SELL rows of a trade file. */
@Command(
        name = "submit",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Alleges the trades that the file has on the SELL side, in pages.",
            "Rows that were sent before are recognised, so the same file again adds nothing. Bad rows are "
                    + "reported with their line and left out, unless --all-or-nothing is given."
        })
final class SubmitCommand implements Callable<Integer> {
    @Mixin
    private MemberOptions member = new MemberOptions();

    @Option(names = "--trades", required = true, paramLabel = "FILE", description = "The trade file (CSV).")
    private Path trades = Path.of("");

    @Option(names = "--mapping", paramLabel = "FILE", description = "How the file's columns are to be read (JSON).")
    private Optional<Path> mapping = Optional.empty();

    @Option(
            names = "--page-size",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Trades in a page, 1 to 2000. Default ${DEFAULT-VALUE}.")
    private int pageSize;

    @Option(names = "--all-or-nothing", description = "With one bad row nothing is sent.")
    private boolean allOrNothing;

    @Mixin
    private Output output = new Output();

    @Override
    public Integer call() throws Exception {
        try (MemberSession session = member.open();
                OneShot actions = OneShot.open(session, member.outbox(), member.patience());
                ProgressBar bar = new ProgressBar(output.err(), "pages")) {
            OneShot.Result result = actions.submit(
                    trades,
                    mapping.map(ColumnMapping::read).orElse(ColumnMapping.NONE),
                    pageSize,
                    allOrNothing,
                    new SecureRandom(),
                    (key, of) -> bar.step(of));
            bar.clear();
            ObjectNode node = Output.object()
                    .put("member", session.member())
                    .put("sent", result.sent())
                    .put("knownBefore", result.known())
                    .put("detailNotCompared", result.untold())
                    .put("reversalsWaiting", result.waiting())
                    .put("badRows", Output.badRows(result.errors()))
                    .put("mode", allOrNothing ? "all-or-nothing" : "partial");
            int exit = output.delivered(node, result.delivered());
            if (output.json()) {
                Output.errors(node.putArray("errors"), result.errors());
                output.print(node);
            } else {
                output.errors(result.errors());
                output.out()
                        .printf(
                                "%s: %d trades sent, %d known before%s, %d reversals wait for their trade; %s.%n",
                                session.member(),
                                result.sent(),
                                result.known(),
                                result.untold() == 0
                                        ? ""
                                        : " (of " + result.untold()
                                                + " the private detail cannot be compared: their salts are lost)",
                                result.waiting(),
                                Output.leftOut(result.errors()));
            }
            return exit == Exit.DONE && !result.errors().isEmpty() ? Exit.BAD_INPUT : exit;
        }
    }
}
