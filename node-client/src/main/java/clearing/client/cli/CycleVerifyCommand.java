package clearing.client.cli;

import clearing.client.cycle.CycleCheck;
import clearing.client.cycle.CycleReplay;
import clearing.client.trade.MemberSession;
import clearing.kernel.asset.Asset;
import clearing.kernel.asset.Decimals;
import clearing.kernel.calendar.CycleId;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.state.Keys;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code clearing cycle verify}: a member's net from its gross, believing nobody. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Checks every hash and orderer signature of the chain, executes every transaction again, computes the"
                    + " member's net in the cycle",
            "from its own trades, and compares: amounts, the root over all that was taken in, and that the member's"
                    + " pages are in it.",
            "Exits 0 when all is equal, 1 when something differs or the cycle is not netted."
        })
final class CycleVerifyCommand implements Callable<Integer> {
    @Mixin
    private MemberOptions member = new MemberOptions();

    @Option(names = "--lane", required = true, paramLabel = "LANE", description = "The lane.")
    private String lane = "";

    @Option(names = "--cycle", required = true, paramLabel = "DATE/NUMBER", description = "Such as 2026-11-30/0.")
    private String cycle = "";

    @Option(names = "--of", paramLabel = "MEMBER", description = "Another member.")
    private Optional<String> of = Optional.empty();

    @Mixin
    private Output output = new Output();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        CycleId id = CycleCommand.cycle(spec, lane, cycle);
        try (MemberSession session = member.open()) {
            CycleReplay replay = new CycleReplay(session.profile().chaincode());
            session.catchUp(member.patience(), replay::accept);
            String who = of.orElse(session.member());
            Optional<CycleCheck.Finding> finding = CycleCheck.of(replay, id, who);
            if (finding.isEmpty()) {
                output.err().println(id + " is not netted.");
                return Exit.REFUSED;
            }
            show(who, replay, finding.get());
            return finding.get().differences().isEmpty() ? Exit.DONE : Exit.REFUSED;
        }
    }

    private void show(String who, CycleReplay replay, CycleCheck.Finding finding) {
        Constitution constitution =
                replay.get(Keys.CONSTITUTION).map(Constitution::decode).orElseThrow();
        boolean equal = finding.differences().isEmpty();
        ObjectNode node = Output.object()
                .put("member", who)
                .put("cycle", finding.record().id().toString())
                .put("state", finding.record().state().name())
                .put("equal", equal)
                .put("blocks", replay.blocks())
                .put("transactions", replay.transactions())
                .put("trades", finding.trades())
                .put("carried", finding.carried())
                .put("root", HexFormat.of().formatHex(finding.record().root()));
        ArrayNode nets = node.putArray("nets");
        finding.nets().forEach((code, net) -> {
            int scale = constitution.assetOf(code).map(Asset::scale).orElse(0);
            String incoming = Decimals.format(net.incoming(), scale);
            String outgoing = Decimals.format(net.outgoing(), scale);
            String value = Decimals.format(net.net(), scale);
            nets.addObject()
                    .put("asset", code)
                    .put("incoming", incoming)
                    .put("outgoing", outgoing)
                    .put("net", value);
            line(String.format(Locale.ROOT, "  %-13s in %20s  out %20s  net %20s", code, incoming, outgoing, value));
        });
        ArrayNode proofs = node.putArray("proofs");
        finding.pages().forEach((page, proof) -> {
            ArrayNode path = proofs.addObject()
                    .put("page", page.path())
                    .put("index", proof.index())
                    .put("size", proof.size())
                    .putArray("path");
            proof.path().forEach(hash -> path.add(HexFormat.of().formatHex(hash)));
        });
        finding.differences().forEach(node.putArray("differences")::add);
        if (output.json()) {
            output.print(node);
            return;
        }
        line(replay.blocks() + " blocks verified, " + replay.transactions() + " transactions executed again; "
                + finding.trades() + " trades of " + who + " in "
                + finding.pages().size() + " pages, "
                + finding.carried() + " carried");
        finding.differences().forEach(this::line);
        line(equal ? "EQUAL: the cycle is what the gross comes to." : "DIFFERENT");
    }

    private void line(String text) {
        if (!output.json()) {
            output.out().println(text);
        }
    }
}
