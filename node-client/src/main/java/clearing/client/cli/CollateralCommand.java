package clearing.client.cli;

import clearing.client.trade.LedgerView;
import clearing.client.trade.MemberSession;
import clearing.kernel.asset.Asset;
import clearing.kernel.asset.Decimals;
import clearing.kernel.collateral.Pledges;
import clearing.kernel.command.RiskCommand;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.constitution.Member;
import clearing.kernel.reserve.Contribution;
import clearing.kernel.rulebook.ReserveRule;
import clearing.kernel.state.Keys;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code clearing collateral}: pledges and the reserve fund. */
@Command(
        name = "collateral",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Pledges and releases collateral, contributes to the reserve fund, and lists both.")
final class CollateralCommand {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Where a movement goes. */
    static final class Movement {
        @Option(
                names = "--reference",
                required = true,
                description = "The member's own; it makes the movement happen once.")
        private String reference = "";

        @Option(
                names = "--account",
                defaultValue = "HOUSE",
                description = "The member's account. Default ${DEFAULT-VALUE}.")
        private String account = "HOUSE";

        @Option(names = "--asset", required = true, description = "ISO 4217 code or ISIN.")
        private String asset = "";

        @Option(names = "--quantity", required = true, description = "Decimal text in the asset's scale.")
        private String quantity = "";
    }

    @Command(
            name = "pledge",
            mixinStandardHelpOptions = true,
            description = "Sets available value aside as collateral.")
    int pledge(@Mixin MemberOptions member, @Mixin Movement movement, @Mixin Output output)
            throws InterruptedException {
        return new RiskActions(member, output).send("pledge", "treasurer", session -> {
            Terms terms = terms(session, member, movement);
            return new RiskCommand.Pledge(movement.reference, terms.account(), movement.asset, terms.quantity());
        });
    }

    @Command(
            name = "release",
            mixinStandardHelpOptions = true,
            description = "Takes collateral back, as far as cover allows.")
    int release(@Mixin MemberOptions member, @Mixin Movement movement, @Mixin Output output)
            throws InterruptedException {
        return new RiskActions(member, output).send("release", "treasurer", session -> {
            Terms terms = terms(session, member, movement);
            return new RiskCommand.Release(movement.reference, terms.account(), movement.asset, terms.quantity());
        });
    }

    @Command(
            name = "contribute",
            mixinStandardHelpOptions = true,
            description = "Contributes to the reserve fund, or with --take-back takes back what is above the target.")
    int contribute(
            @Mixin MemberOptions member,
            @Option(names = "--reference", required = true, description = "The member's own.") String reference,
            @Option(names = "--amount", required = true, description = "Decimal text.") String amount,
            @Option(names = "--first-loss", description = "Own capital that stands before the fund.") boolean firstLoss,
            @Option(names = "--take-back", description = "The other way.") boolean takeBack,
            @Mixin Output output)
            throws InterruptedException {
        return new RiskActions(member, output).send(takeBack ? "take-back" : "contribute", "treasurer", session -> {
            Constitution constitution = constitution(session, member);
            Asset currency = constitution
                    .rules()
                    .defaultRule()
                    .flatMap(rule -> constitution.assetOf(rule.currency()))
                    .orElseThrow(() -> Inputs.bad(spec, "The rulebook in force has no reserve fund."));
            long minor = Inputs.minor(spec, amount, currency);
            return takeBack
                    ? new RiskCommand.TakeBack(reference, firstLoss, minor)
                    : new RiskCommand.Contribute(reference, firstLoss, minor);
        });
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Lists every member's collateral and reserve.")
    int list(@Mixin MemberOptions member, @Mixin Output output) throws InterruptedException {
        try (MemberSession session = member.open()) {
            LedgerView view = session.catchUp(member.patience());
            Constitution constitution = Inputs.constitution(spec, view);
            ObjectNode node = Output.object().put("block", view.next() - 1);
            ArrayNode pledges = node.putArray("collateral");
            ArrayNode reserve = node.putArray("reserve");
            for (Member one : constitution.members()) {
                pledges(one, view, constitution, pledges, output);
                reserve(one, view, constitution, reserve, output);
            }
            if (output.json()) {
                output.print(node);
            }
            return Exit.DONE;
        }
    }

    private static void pledges(
            Member member, LedgerView view, Constitution constitution, ArrayNode into, Output output) {
        for (Pledges.Position p :
                Pledges.decode(view.get(Keys.pledges(member.id()))).positions()) {
            Asset asset = constitution.asset(p.asset());
            String account = constitution.accountName(member.id(), p.account());
            String quantity = Decimals.format(p.quantity(), asset.scale());
            into.addObject()
                    .put("member", member.id())
                    .put("account", account)
                    .put("asset", asset.code())
                    .put("quantity", quantity);
            if (!output.json()) {
                output.out().printf("%-18s %-8s %-13s %22s pledged%n", member.id(), account, asset.code(), quantity);
            }
        }
    }

    private static void reserve(
            Member member, LedgerView view, Constitution constitution, ArrayNode into, Output output) {
        Optional<Asset> currency =
                constitution.rules().defaultRule().flatMap(rule -> constitution.assetOf(rule.currency()));
        Optional<ReserveRule> rule = constitution.rules().reserve(member.id());
        Optional<Contribution> contributed = view.get(Keys.reserve(member.id())).map(Contribution::decode);
        if (currency.isPresent() && (rule.isPresent() || contributed.isPresent())) {
            int scale = currency.get().scale();
            String fund = Decimals.format(contributed.map(Contribution::fund).orElse(0L), scale);
            String first =
                    Decimals.format(contributed.map(Contribution::firstLoss).orElse(0L), scale);
            String target = Decimals.format(rule.map(ReserveRule::target).orElse(0L), scale);
            into.addObject()
                    .put("member", member.id())
                    .put("currency", currency.get().code())
                    .put("fund", fund)
                    .put("target", target)
                    .put("firstLoss", first);
            if (!output.json()) {
                output.out()
                        .printf(
                                "%-18s reserve  %-13s %22s of %s, first loss %s%n",
                                member.id(), currency.get().code(), fund, target, first);
            }
        }
    }

    private record Terms(int account, long quantity) {}

    private Terms terms(MemberSession session, MemberOptions member, Movement movement) throws InterruptedException {
        Constitution constitution = constitution(session, member);
        Asset asset = constitution
                .assetOf(movement.asset)
                .orElseThrow(() -> Inputs.bad(spec, "'" + movement.asset + "' is no asset of the constitution."));
        int account = constitution
                .accountIndex(session.member(), movement.account)
                .orElseThrow(() -> Inputs.bad(spec, "'" + movement.account + "' is no account of the member."));
        return new Terms(account, Inputs.minor(spec, movement.quantity, asset));
    }

    private Constitution constitution(MemberSession session, MemberOptions member) throws InterruptedException {
        return Inputs.constitution(spec, session.catchUp(member.patience()));
    }
}
