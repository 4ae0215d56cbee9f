package clearing.client.liquidity;

import clearing.client.liquidity.Holdings.Position;
import clearing.kernel.asset.Decimals;
import clearing.kernel.liquidity.WaitReason;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * An offline round as {@code clearing settle --json} prints it. Amounts are decimals of the asset's scale.
 *
 * @param settled in that order
 * @param waiting in rank order, with the reasons
 * @param liquidity by asset
 * @param positions by member and asset
 */
public record SettleReport(
        List<SettledReport> settled,
        List<WaitingReport> waiting,
        List<LiquidityReport> liquidity,
        List<PositionReport> positions) {
    /**
     * What settled.
     *
     * @param step how: alone, bilaterally, multilaterally, by resolution, in part
     * @param amount of the first leg; of a part, what of it settled
     */
    public record SettledReport(
            String reference, String step, String payer, String payee, String asset, String amount, boolean whole) {}

    /**
     * What waits.
     *
     * @param amount of the first leg, what is left of it
     */
    public record WaitingReport(
            String reference, String payer, String payee, String asset, String amount, List<ReasonReport> why) {}

    /**
     * Why.
     *
     * @param missing what the member lacks for this one, or, where it would overtake, what the overtaken would lack
     * @param missingInOrder what it lacks with all that wait before it there
     * @param overtakes reference of the one that it would overtake; empty when it lacks cover itself
     */
    public record ReasonReport(String member, String asset, String missing, String missingInOrder, String overtakes) {}

    /**
     * Liquidity of an asset.
     *
     * @param moved what moved, gross
     * @param used what members gave of what they had, net
     * @param saved the difference: what gross settlement of the same without any incoming money would have needed more
     */
    public record LiquidityReport(String asset, String moved, String used, String saved) {}

    /** A position. */
    public record PositionReport(String member, String asset, String before, String after, String cap) {}

    static SettleReport of(OfflineRound round, Holdings holdings) {
        List<SettledReport> settled = new ArrayList<>();
        for (OfflineRound.Moved moved : round.movements()) {
            Instruction instruction = round.instructions().get(moved.instruction());
            Instruction.Leg leg = instruction.legs().getFirst();
            long parts = round.parts(moved.instruction());
            settled.add(new SettledReport(
                    instruction.reference(),
                    moved.step(),
                    leg.from(),
                    leg.to(),
                    leg.asset(),
                    decimal(leg.amount() / parts * moved.parts(), leg.asset()),
                    moved.parts() == parts));
        }
        List<WaitingReport> waiting = new ArrayList<>();
        for (int i = 0; i < round.instructions().size(); i++) {
            if (round.waiting(i) > 0) {
                Instruction instruction = round.instructions().get(i);
                Instruction.Leg leg = instruction.legs().getFirst();
                waiting.add(new WaitingReport(
                        instruction.reference(),
                        leg.from(),
                        leg.to(),
                        leg.asset(),
                        decimal(leg.amount() / round.parts(i) * round.waiting(i), leg.asset()),
                        round.why(i).stream()
                                .map(reason -> reason(reason, round))
                                .toList()));
            }
        }
        return new SettleReport(settled, waiting, liquidity(round), positions(round, holdings));
    }

    private static ReasonReport reason(WaitReason reason, OfflineRound round) {
        Position at = round.positions().get(reason.position());
        return switch (reason) {
            case WaitReason.Lacking lacking ->
                new ReasonReport(
                        at.member(),
                        at.asset(),
                        decimal(lacking.missing(), at.asset()),
                        decimal(lacking.missingInOrder(), at.asset()),
                        "");
            case WaitReason.Order order ->
                new ReasonReport(
                        at.member(),
                        at.asset(),
                        decimal(order.missing(), at.asset()),
                        decimal(order.missing(), at.asset()),
                        round.instructions().get(order.other()).reference());
        };
    }

    private static List<LiquidityReport> liquidity(OfflineRound round) {
        TreeMap<String, long[]> byAsset = new TreeMap<>();
        for (int p = 0; p < round.positions().size(); p++) {
            long[] sums = byAsset.computeIfAbsent(round.positions().get(p).asset(), asset -> new long[2]);
            sums[0] = Math.addExact(sums[0], round.moved(p));
            sums[1] = Math.addExact(sums[1], round.used(p));
        }
        List<LiquidityReport> reports = new ArrayList<>();
        byAsset.forEach((asset, sums) -> reports.add(new LiquidityReport(
                asset, decimal(sums[0], asset), decimal(sums[1], asset), decimal(sums[0] - sums[1], asset))));
        return reports;
    }

    private static List<PositionReport> positions(OfflineRound round, Holdings holdings) {
        List<PositionReport> reports = new ArrayList<>();
        for (int p = 0; p < round.positions().size(); p++) {
            Position position = round.positions().get(p);
            reports.add(new PositionReport(
                    position.member(),
                    position.asset(),
                    decimal(round.before(p), position.asset()),
                    decimal(round.after(p), position.asset()),
                    decimal(holdings.cap(position), position.asset())));
        }
        return reports;
    }

    private static String decimal(long minor, String asset) {
        return Decimals.format(minor, InputTable.scale(asset).orElse(0));
    }
}
