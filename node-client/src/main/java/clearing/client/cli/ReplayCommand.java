package clearing.client.cli;

import clearing.client.replay.ChainReplay;
import clearing.client.replay.ReplayReport;
import clearing.client.replay.RuleChange;
import clearing.client.replay.WhatIf;
import clearing.client.trade.MemberSession;
import clearing.kernel.MalformedInput;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code clearing replay}: the member's chain again under changed rules, and who would have gained. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Executes the whole verified chain twice, as it was and with changed rules, and says by member what would have been "
                    + "different: trades settled, value moved, time from affirmation to settlement, liquidity needed.",
            "Nothing is sent to the ledger. Caps, limits and the steps of rounds can be changed; what decides which commands there "
                    + "are (calendars, cycles, collateral, defaults) cannot. There are no fees on the ledger."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  clearing replay --profile members/HarbourBrokers/profile.json --cap \"LanternPay HKD 5000000.00\"",
            "  clearing replay --profile members/HarbourBrokers/profile.json --steps \"HK GROSS\" --json"
        })
final class ReplayCommand implements Callable<Integer> {
    @Mixin
    private MemberOptions member = new MemberOptions();

    @Option(
            names = "--cap",
            paramLabel = "CAP",
            description =
                    "A net debit cap, \"MEMBER ASSET AMOUNT\", or none for the amount; may be given several times.")
    private List<String> caps = new ArrayList<>();

    @Option(
            names = "--limit",
            paramLabel = "LIMIT",
            description = "A limit, \"MEMBER COUNTERPARTY ASSET AMOUNT\", or none; may be given several times.")
    private List<String> limits = new ArrayList<>();

    @Option(
            names = "--steps",
            paramLabel = "STEPS",
            description = "How far a lane's rounds go, \"LANE STEP\": GROSS, BILATERAL, MULTILATERAL, RESOLUTION.")
    private List<String> steps = new ArrayList<>();

    @Mixin
    private Output output = new Output();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        ReplayReport report;
        try {
            List<RuleChange> changes = changes();
            try (MemberSession session = member.open()) {
                WhatIf replay = new WhatIf(new ChainReplay(session.profile().chaincode()), changes);
                session.catchUp(member.patience(), replay::accept);
                report = replay.report();
            }
        } catch (MalformedInput e) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), e.field() + ": " + e.code() + " " + e.sentence());
        }
        new ReplayTable(output).print(report);
        return Exit.DONE;
    }

    private List<RuleChange> changes() {
        List<RuleChange> changes = new ArrayList<>();
        caps.stream().map(RuleChange::cap).forEach(changes::add);
        limits.stream().map(RuleChange::limit).forEach(changes::add);
        steps.stream().map(RuleChange::steps).forEach(changes::add);
        if (changes.isEmpty()) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "What is to be different? Give --cap, --limit or --steps.");
        }
        return changes;
    }
}
