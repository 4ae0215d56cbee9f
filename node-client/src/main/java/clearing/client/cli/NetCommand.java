package clearing.client.cli;

import clearing.client.netting.CycleCheck;
import clearing.client.netting.CycleFile;
import clearing.client.netting.CycleReport;
import clearing.client.netting.CycleReport.NetReport;
import clearing.client.netting.CycleReport.PaymentReport;
import clearing.client.netting.CycleReport.SetReport;
import clearing.client.netting.ObligationFile;
import clearing.client.trade.BadInput;
import clearing.client.trade.LocatedError;
import clearing.kernel.MalformedInput;
import clearing.kernel.netting.NettingCycle;
import clearing.kernel.netting.NettingMode;
import clearing.kernel.netting.Obligation;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code clearing net}: nets obligations of a file, or checks a published cycle against a member's own. Needs no ledger. */
@Command(
        name = "net",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Nets obligations of a CSV file by netting set (asset, agreement, lane) and prints nets and payments, without a ledger.",
            "With --verify, computes the member's net again from its own obligations and says whether the published cycle is equal",
            "or where it differs (exit code 1)."
        },
        footerHeading = "%nThe file has the columns reference,payer,payee,asset,amount[,agreement][,lane]. Examples:%n",
        footer = {
            "  clearing net --obligations day.csv --payments fewest",
            "  clearing net --obligations day.csv --member LotusSecurities --json > cycle.json",
            "  clearing net --obligations own.csv --member LotusSecurities --verify cycle.json"
        })
final class NetCommand implements Callable<Integer> {
    private static final String MINIMAL_VALUE = "minimal-value";
    private static final String FEWEST = "fewest";

    @Option(names = "--obligations", required = true, description = "CSV file of obligations.")
    private Path obligations = Path.of("");

    @Option(
            names = "--mode",
            defaultValue = "multilateral",
            description = "${COMPLETION-CANDIDATES}. Default ${DEFAULT-VALUE}.")
    private NettingMode mode = NettingMode.MULTILATERAL;

    @Option(
            names = "--payments",
            defaultValue = MINIMAL_VALUE,
            description =
                    "minimal-value: members in their order; fewest: few payments of the same value. Default ${DEFAULT-VALUE}.")
    private String payments = MINIMAL_VALUE;

    @Option(names = "--member", description = "Show one member, with the proofs that its obligations are in the cycle.")
    private Optional<String> member = Optional.empty();

    @Option(names = "--verify", description = "A cycle printed with --json, to be checked for --member.")
    private Optional<Path> verify = Optional.empty();

    @Mixin
    private Output output = new Output();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        if (!payments.equals(MINIMAL_VALUE) && !payments.equals(FEWEST)) {
            throw usage("--payments is minimal-value or fewest, not " + payments);
        }
        if (verify.isPresent() && member.isEmpty()) {
            throw usage("--verify needs --member");
        }
        List<Obligation> all = ObligationFile.read(obligations);
        try {
            return verify.isPresent() ? check(all, verify.get()) : net(all);
        } catch (MalformedInput e) {
            throw new BadInput(
                    List.of(new LocatedError(obligations, 0, 0, e.code().name(), e.sentence() + ".")));
        }
    }

    private int net(List<Obligation> all) {
        NettingCycle cycle = NettingCycle.of(mode, all);
        if (member.isPresent() && !cycle.members().contains(member.get())) {
            throw usage("no obligation names the member " + member.get());
        }
        CycleReport report = CycleReport.of(cycle, payments.equals(FEWEST), member);
        if (output.json()) {
            output.print(new ObjectMapper().valueToTree(report));
        } else {
            report.sets().forEach(this::table);
        }
        return Exit.DONE;
    }

    private int check(List<Obligation> all, Path file) {
        String id = member.orElseThrow();
        List<String> differences = CycleCheck.differences(CycleFile.read(file), all, id);
        if (output.json()) {
            ObjectNode node = Output.object().put("member", id).put("equal", differences.isEmpty());
            differences.forEach(node.putArray("differences")::add);
            output.print(node);
        } else if (differences.isEmpty()) {
            output.out().println("Equal: the cycle is what the obligations of " + id + " come to.");
        } else {
            differences.forEach(output.out()::println);
            output.out().println("Different: the cycle is not what the obligations of " + id + " come to.");
        }
        return differences.isEmpty() ? Exit.DONE : Exit.REFUSED;
    }

    private void table(SetReport set) {
        output.out()
                .printf(
                        Locale.ROOT,
                        "%s  agreement %s  lane %s  %d obligations  gross %s  paid %s%nroot %s%n",
                        set.asset(),
                        set.agreement(),
                        set.lane(),
                        set.count(),
                        set.gross(),
                        set.paid(),
                        set.root());
        line("member", "incoming", "outgoing", "net", "in", "out");
        for (NetReport net : set.nets()) {
            if (member.isEmpty() || member.get().equals(net.member())) {
                line(
                        net.member(),
                        net.incoming(),
                        net.outgoing(),
                        net.net(),
                        String.valueOf(net.incomingCount()),
                        String.valueOf(net.outgoingCount()));
            }
        }
        for (PaymentReport payment : set.payments()) {
            output.out().printf(Locale.ROOT, "  %s pays %s %s%n", payment.payer(), payment.payee(), payment.amount());
        }
        output.out().println();
    }

    private void line(String... cells) {
        output.out().printf(Locale.ROOT, "  %-20s %22s %22s %22s %8s %8s%n", (Object[]) cells);
    }

    private CommandLine.ParameterException usage(String sentence) {
        return new CommandLine.ParameterException(spec.commandLine(), sentence);
    }
}
