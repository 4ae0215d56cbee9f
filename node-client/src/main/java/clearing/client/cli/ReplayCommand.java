package clearing.client.cli;

import clearing.client.replay.ChainReplay;
import clearing.client.replay.Fee;
import clearing.client.replay.Fees;
import clearing.client.replay.ReplayReport;
import clearing.client.replay.RuleChange;
import clearing.client.replay.WhatIf;
import clearing.client.trade.MemberSession;
import clearing.kernel.MalformedInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
                    + "different: trades settled, value moved, time from affirmation to settlement, liquidity needed, fees.",
            "Nothing is sent to the ledger. Caps, limits, the steps of rounds and fees can be changed; what decides which commands "
                    + "there are (calendars, cycles, collateral, defaults) cannot. The ledger knows no fees: --fee-was says what is "
                    + "charged beside it today, nothing by default."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  clearing replay --profile members/HarbourBrokers/profile.json --cap \"LanternPay HKD 5000000.00\"",
            "  clearing replay --profile members/HarbourBrokers/profile.json --steps \"HK GROSS\" --json",
            "  clearing replay --profile members/HarbourBrokers/profile.json --fee \"HKD 1.50 0.2\" --fee-was \"HKD 4.00\""
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

    @Option(
            names = "--fee",
            paramLabel = "FEE",
            description =
                    "A fee that each side of a settled trade would pay, \"ASSET AMOUNT [BASIS-POINTS]\": so much a trade, and so "
                            + "much of what settlement moves of the currency at the member. One a currency.")
    private List<String> fees = new ArrayList<>();

    @Option(names = "--fee-was", paramLabel = "FEE", description = "The fee that is paid now, for comparison.")
    private List<String> feesNow = new ArrayList<>();

    @Option(
            names = "--fee-to",
            paramLabel = "MEMBER",
            description = "Who gets the fees. Default: all acting members, in equal parts.")
    private Optional<String> feeTo = Optional.empty();

    @Mixin
    private Output output = new Output();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        ReplayReport report;
        try {
            List<RuleChange> changes = changes();
            Fees charged = new Fees(
                    feesNow.stream().map(text -> Fee.of("--fee-was", text)).toList(),
                    fees.stream().map(text -> Fee.of("--fee", text)).toList(),
                    feeTo);
            if (changes.isEmpty() && charged.isNone()) {
                throw new CommandLine.ParameterException(
                        spec.commandLine(), "What is to be different? Give --cap, --limit, --steps or --fee.");
            }
            try (MemberSession session = member.open()) {
                WhatIf replay = new WhatIf(new ChainReplay(session.profile().chaincode()), changes, charged);
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
        return changes;
    }
}
