package clearing.client.replay;

import clearing.client.replay.ReplayReport.Amounts;
import clearing.client.replay.ReplayReport.AssetReport;
import clearing.client.replay.ReplayReport.Counts;
import clearing.client.replay.ReplayReport.FeeReport;
import clearing.client.replay.ReplayReport.MemberReport;
import clearing.client.replay.ReplayReport.Verdict;
import clearing.client.replay.ReplayReport.WaitReport;
import clearing.client.replay.Tally.Flow;
import clearing.client.replay.Tally.Moment;
import clearing.kernel.asset.Asset;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.constitution.Member;
import clearing.kernel.trade.TradeId;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Two runs of the same commands, member by member. */
final class Comparison {
    private final Constitution constitution;
    private final Tally was;
    private final Tally would;
    private final List<String> members;
    private final List<Charge> charges;

    /** The fees in one currency. */
    private record Charge(Asset currency, Bill was, Bill would) {}

    Comparison(Constitution constitution, Tally was, Tally would, Fees fees) {
        this.constitution = constitution;
        this.was = was;
        this.would = would;
        this.members = constitution.members().stream()
                .filter(member -> !member.readOnly())
                .map(Member::id)
                .toList();
        this.charges = constitution.assets().stream()
                .filter(asset -> Stream.concat(fees.was().stream(), fees.would().stream())
                        .anyMatch(fee -> fee.asset().equals(asset.code())))
                .map(asset -> new Charge(
                        asset, bill(asset, fees.was(), fees.to(), was), bill(asset, fees.would(), fees.to(), would)))
                .toList();
    }

    private Bill bill(Asset asset, List<Fee> fees, Optional<String> to, Tally tally) {
        Optional<Fee> fee =
                fees.stream().filter(one -> one.asset().equals(asset.code())).findFirst();
        return new Bill(
                fee,
                asset,
                members,
                to,
                member -> count(tally, member),
                member -> tally.flow(member, asset.code()).moved());
    }

    List<MemberReport> members() {
        return members.stream().map(this::member).toList();
    }

    private MemberReport member(String member) {
        Counts settled = new Counts(count(was, member), count(would, member));
        WaitReport wait = waited(member);
        List<AssetReport> assets = new ArrayList<>();
        Score score = new Score();
        score.more(settled.was(), settled.would());
        score.less(wait.blocks().was(), wait.blocks().would());
        score.less(wait.millis().was(), wait.millis().would());
        for (Asset asset : constitution.assets()) {
            Flow before = was.flow(member, asset.code());
            Flow after = would.flow(member, asset.code());
            if (!before.equals(Flow.NONE) || !after.equals(Flow.NONE)) {
                score.less(before.peakDebit(), after.peakDebit());
                assets.add(new AssetReport(
                        asset.code(),
                        amounts(before.moved(), after.moved(), asset),
                        amounts(before.peakDebit(), after.peakDebit(), asset)));
            }
        }
        List<FeeReport> fees = new ArrayList<>();
        for (Charge charge : charges) {
            Bill before = charge.was();
            Bill after = charge.would();
            score.less(before.cost(member), after.cost(member));
            fees.add(new FeeReport(
                    charge.currency().code(),
                    amounts(before.paid(member), after.paid(member), charge.currency()),
                    amounts(before.received(member), after.received(member), charge.currency())));
        }
        return new MemberReport(member, score.verdict(), settled, wait, assets, fees);
    }

    private static boolean isParty(TradeId trade, String member) {
        return trade.page().author().equals(member)
                || trade.page().counterparty().equals(member);
    }

    private static long count(Tally tally, String member) {
        return tally.settled().keySet().stream()
                .filter(trade -> isParty(trade, member))
                .count();
    }

    private WaitReport waited(String member) {
        long trades = 0;
        long blocksWas = 0;
        long blocksWould = 0;
        long millisWas = 0;
        long millisWould = 0;
        for (Map.Entry<TradeId, Moment> one : was.settled().entrySet()) {
            Optional<Moment> other = Optional.ofNullable(would.settled().get(one.getKey()));
            Optional<Moment> affirmed = was.affirmed(one.getKey());
            if (isParty(one.getKey(), member) && other.isPresent() && affirmed.isPresent()) {
                trades++;
                blocksWas += one.getValue().block() - affirmed.get().block();
                blocksWould += other.get().block() - affirmed.get().block();
                millisWas += millis(affirmed.get(), one.getValue());
                millisWould += millis(affirmed.get(), other.get());
            }
        }
        return new WaitReport(trades, new Counts(blocksWas, blocksWould), new Counts(millisWas, millisWould));
    }

    /** Clocks of those who sign differ a little: nothing settles before it is affirmed. */
    private static long millis(Moment from, Moment to) {
        return Math.max(0, Duration.between(from.at(), to.at()).toMillis());
    }

    private static Amounts amounts(BigInteger was, BigInteger would, Asset asset) {
        return new Amounts(text(was, asset), text(would, asset));
    }

    private static String text(BigInteger minor, Asset asset) {
        return new BigDecimal(minor, asset.scale()).toPlainString();
    }

    /** Whether anything became better, and whether anything became worse. */
    private static final class Score {
        private boolean better;
        private boolean worse;

        <T extends Comparable<T>> void more(T was, T would) {
            better |= would.compareTo(was) > 0;
            worse |= would.compareTo(was) < 0;
        }

        <T extends Comparable<T>> void less(T was, T would) {
            more(would, was);
        }

        Verdict verdict() {
            if (better) {
                return worse ? Verdict.MIXED : Verdict.GAINS;
            }
            return worse ? Verdict.LOSES : Verdict.SAME;
        }
    }
}
