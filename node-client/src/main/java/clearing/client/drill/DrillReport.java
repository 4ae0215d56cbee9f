package clearing.client.drill;

import clearing.kernel.asset.Asset;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.defaults.DefaultCase;
import clearing.kernel.defaults.WaterfallRecord;
import clearing.kernel.defaults.WaterfallStep;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;

/** Defaults and their waterfalls for people and as JSON, with amounts as decimal text. */
public final class DrillReport {
    private final Constitution constitution;
    private final Asset currency;

    /** @param constitution the one in force, which has a default rule */
    public DrillReport(Constitution constitution) {
        this.constitution = constitution;
        this.currency = constitution
                .assetOf(constitution.rules().defaultRule().orElseThrow().currency())
                .orElseThrow();
    }

    /** Minor units of the currency of account as decimal text. */
    public String money(BigInteger minor) {
        return new BigDecimal(minor, currency.scale()).toPlainString();
    }

    private String quantity(String asset, BigInteger minor) {
        int scale = constitution.assetOf(asset).map(Asset::scale).orElse(0);
        return new BigDecimal(minor, scale).toPlainString();
    }

    /** All of a default: what it came to, its close-out and its waterfall. */
    public void json(DrillResult result, ObjectNode into) {
        figures(result, into);
        result.closed().ifPresent(closed -> json(closed, into));
        json(result.steps(), into.putArray("waterfall"));
    }

    /** What a default came to. */
    public void figures(DrillResult result, ObjectNode into) {
        into.put("member", result.member()).put("currency", currency.code());
        into.put("exposure", money(result.exposure()));
        into.put("collateral", money(result.brought(WaterfallStep.COLLATERAL)));
        into.put("lossBeyondOwnResources", money(result.loss()));
        into.put("lossBeyondFund", money(result.beyondFund()));
        into.put("ofFund", money(result.ofFund()));
        into.put("allocated", money(result.brought(WaterfallStep.LOSS_ALLOCATION)));
        into.put("uncovered", money(result.uncovered()));
        result.refusal().ifPresent(r -> into.put("refusal", r.code() + " " + r.field() + ": " + r.detail()));
    }

    /** A default as it stands, with its close-out. */
    public void json(DefaultCase closed, ObjectNode into) {
        into.put("number", closed.number());
        closed.liftReason().ifPresent(why -> into.put("lifted", closed.lifted()).put("liftReason", why));
        into.put("declared", closed.declared()).put("reason", closed.reason()).put("tradesClosedOut", closed.trades());
        ArrayNode signatures = into.putArray("signatures");
        closed.signatures().forEach(signatures::add);
        ArrayNode sums = into.putArray("closeOut");
        for (String counterparty : closed.counterparties()) {
            ObjectNode sum = sums.addObject().put("counterparty", counterparty);
            sum.put("owed", money(closed.closeOutSum(counterparty)));
            sum.put("paid", money(closed.paid(counterparty)));
            ObjectNode assets = sum.putObject("assets");
            closed.owed(counterparty).forEach((asset, q) -> assets.put(asset, quantity(asset, q)));
        }
    }

    /** Steps of a waterfall with every member's share. */
    public void json(List<WaterfallRecord> steps, ArrayNode into) {
        for (WaterfallRecord step : steps) {
            ObjectNode node = into.addObject()
                    .put("run", step.pass())
                    .put("step", step.step().name())
                    .put("missingBefore", money(step.before()))
                    .put("missingAfter", money(step.after()));
            ArrayNode lines = node.putArray("shares");
            for (WaterfallRecord.Line line : step.lines()) {
                lines.addObject()
                        .put("member", line.member())
                        .put("asset", line.asset())
                        .put("quantity", quantity(line.asset(), BigInteger.valueOf(line.quantity())))
                        .put("share", money(line.share()))
                        .put("amount", money(line.amount()));
            }
        }
    }

    /** A close-out for people. */
    public void text(DefaultCase closed, PrintWriter out) {
        for (String counterparty : closed.counterparties()) {
            out.printf(Locale.ROOT, "  %-18s owed %20s", counterparty, money(closed.closeOutSum(counterparty)));
            closed.owed(counterparty)
                    .forEach((asset, q) -> out.printf(Locale.ROOT, "   %s %s", quantity(asset, q), asset));
            out.println();
        }
    }

    /** A waterfall for people. */
    public void text(List<WaterfallRecord> steps, PrintWriter out) {
        for (WaterfallRecord step : steps) {
            out.printf(
                    Locale.ROOT,
                    "%d %-16s missing %20s -> %20s%n",
                    step.pass(),
                    step.step(),
                    money(step.before()),
                    money(step.after()));
            for (WaterfallRecord.Line line : step.lines()) {
                String of = line.share().equals(line.amount()) ? "" : " of " + money(line.share());
                String used = line.asset().equals(currency.code())
                        ? ""
                        : "   for " + quantity(line.asset(), BigInteger.valueOf(line.quantity())) + " " + line.asset();
                out.printf(Locale.ROOT, "    %-20s %20s%s%s%n", line.member(), money(line.amount()), of, used);
            }
        }
    }
}
