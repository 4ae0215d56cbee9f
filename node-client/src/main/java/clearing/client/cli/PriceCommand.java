package clearing.client.cli;

import clearing.client.trade.LedgerView;
import clearing.client.trade.MemberSession;
import clearing.kernel.asset.Asset;
import clearing.kernel.collateral.Valuation;
import clearing.kernel.command.RiskCommand;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.rulebook.CollateralRule;
import clearing.kernel.state.Keys;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code clearing price}: what assets are worth, by the valuers that the rulebook names. */
@Command(
        name = "price",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Attests a price as a valuer, and lists the newest prices.")
final class PriceCommand {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Command(
            name = "attest",
            mixinStandardHelpOptions = true,
            description =
                    "States the price of one whole unit in the currency of account; the same date again supersedes it.")
    int attest(
            @Mixin MemberOptions member,
            @Option(names = "--asset", required = true, description = "ISO 4217 code or ISIN.") String asset,
            @Option(names = "--price", required = true, description = "Decimal text.") String text,
            @Option(names = "--date", required = true, description = "The day that the price is of.") LocalDate date,
            @Mixin Output output)
            throws InterruptedException {
        return new RiskActions(member, output).send("price", "treasurer", session -> {
            LedgerView view = session.catchUp(member.patience());
            Constitution constitution = Inputs.constitution(spec, view);
            CollateralRule rule = constitution
                    .rules()
                    .collateral(asset)
                    .orElseThrow(() -> Inputs.bad(spec, "The rulebook in force does not value '" + asset + "'."));
            Asset valued = constitution.assetOf(rule.asset()).orElseThrow();
            Asset currency = constitution.assetOf(rule.currency()).orElseThrow();
            int revision = newest(view, asset, session.member())
                    .filter(v -> v.date() == date.toEpochDay())
                    .map(v -> v.revision() + 1)
                    .orElse(0);
            return new RiskCommand.AttestPrice(asset, date, revision, Inputs.price(spec, text, valued, currency));
        });
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Lists each valuer's newest price of each asset.")
    int list(@Mixin MemberOptions member, @Mixin Output output) throws InterruptedException {
        try (MemberSession session = member.open()) {
            LedgerView view = session.catchUp(member.patience());
            ObjectNode node = Output.object().put("block", view.next() - 1);
            ArrayNode prices = node.putArray("prices");
            Inputs.constitution(spec, view)
                    .rules()
                    .all(CollateralRule.class)
                    .forEach(rule -> rule.valuers()
                            .forEach(valuer -> newest(view, rule.asset(), valuer)
                                    .ifPresent(v -> show(rule, valuer, v, prices, output))));
            if (output.json()) {
                output.print(node);
            }
            return Exit.DONE;
        }
    }

    private static void show(CollateralRule rule, String valuer, Valuation newest, ArrayNode into, Output output) {
        String date = LocalDate.ofEpochDay(newest.date()).toString();
        into.addObject()
                .put("asset", rule.asset())
                .put("currency", rule.currency())
                .put("valuer", valuer)
                .put("date", date)
                .put("revision", newest.revision())
                .put("minorUnitsPerMinorUnit", newest.price().toString())
                .put("haircutBasisPoints", rule.haircut())
                .put("freshForDays", rule.staleAfterDays());
        if (!output.json()) {
            output.out()
                    .printf(
                            "%-13s %-18s %s.%d  %s %s per minor unit, haircut %d bp%n",
                            rule.asset(),
                            valuer,
                            date,
                            newest.revision(),
                            newest.price(),
                            rule.currency(),
                            rule.haircut());
        }
    }

    private static Optional<Valuation> newest(LedgerView view, String asset, String valuer) {
        return view.get(Keys.valuation(asset, valuer)).map(Valuation::decode);
    }
}
