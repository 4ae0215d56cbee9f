package clearing.client.cli;

import clearing.client.trade.ColumnMapping;
import clearing.client.trade.MemberSession;
import clearing.client.trade.OneShot;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code clearing affirm}: decides about what others allege, by the member's own file. */
@Command(
        name = "affirm",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Compares every trade alleged against the member with its own file, field by field: equal ones are "
                    + "affirmed, different and unknown ones rejected with the reason.",
            "A file with a bad row decides nothing."
        })
final class AffirmCommand implements Callable<Integer> {
    @Mixin
    private MemberOptions member = new MemberOptions();

    @Option(
            names = "--trades",
            required = true,
            paramLabel = "FILE",
            description = "The member's own trade file (CSV).")
    private Path trades = Path.of("");

    @Option(names = "--mapping", paramLabel = "FILE", description = "How the file's columns are to be read (JSON).")
    private Optional<Path> mapping = Optional.empty();

    @Mixin
    private Output output = new Output();

    @Override
    public Integer call() throws Exception {
        try (MemberSession session = member.open();
                OneShot actions = OneShot.open(session, member.outbox(), member.patience());
                ProgressBar bar = new ProgressBar(output.err(), "pages")) {
            OneShot.Result result = actions.affirm(
                    trades, mapping.map(ColumnMapping::read).orElse(ColumnMapping.NONE), (key, of) -> bar.step(of));
            bar.clear();
            ObjectNode node = Output.object().put("member", session.member()).put("decided", result.sent());
            int exit = output.delivered(node, result.delivered());
            if (output.json()) {
                output.print(node);
            } else {
                output.out().printf("%s: %d trades decided.%n", session.member(), result.sent());
            }
            return exit;
        }
    }
}
