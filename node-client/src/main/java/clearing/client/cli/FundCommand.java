package clearing.client.cli;

import clearing.client.trade.MemberSession;
import clearing.client.trade.OneShot;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code clearing fund}: deposits, attestations and withdrawals. */
@Command(
        name = "fund",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Attests an issuer's deposits and the withdrawals that holders have asked for, or asks for withdrawals as a holder.",
            "Each reference counts once, however often the file is sent."
        })
final class FundCommand implements Callable<Integer> {
    @Mixin
    private MemberOptions member = new MemberOptions();

    @Option(names = "--funding", paramLabel = "FILE", description = "What the member pays in and out as issuer (CSV).")
    private Optional<Path> funding = Optional.empty();

    @Option(names = "--withdrawals", paramLabel = "FILE", description = "What the member wants paid out (CSV).")
    private Optional<Path> withdrawals = Optional.empty();

    @Option(names = "--all-or-nothing", description = "With one bad row nothing is sent.")
    private boolean allOrNothing;

    @Mixin
    private Output output = new Output();

    @picocli.CommandLine.Spec
    private picocli.CommandLine.Model.CommandSpec spec = picocli.CommandLine.Model.CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        if (funding.isEmpty() && withdrawals.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "One of --funding and --withdrawals is needed.");
        }
        try (MemberSession session = member.open();
                OneShot actions = OneShot.open(session, member.outbox(), member.patience())) {
            OneShot.Result result = actions.fund(funding, withdrawals, allOrNothing);
            ObjectNode node = Output.object()
                    .put("member", session.member())
                    .put("done", result.sent())
                    .put("waiting", result.waiting() > 0)
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
                                "%s: %d movements done%s; %s.%n",
                                session.member(),
                                result.sent(),
                                result.waiting() > 0 ? "; others wait for their holder or for cover, run again" : "",
                                Output.leftOut(result.errors()));
            }
            return exit == Exit.DONE && !result.errors().isEmpty() ? Exit.BAD_INPUT : exit;
        }
    }
}
