package clearing.settlement.ledger;

import clearing.kernel.Effect;
import clearing.kernel.QueueEffect;
import clearing.kernel.ReconcileEffect;
import clearing.kernel.RevenueEffect;
import clearing.kernel.RiskEffect;
import clearing.kernel.trade.TradeId;
import java.util.Optional;

/**
 * An effect that has no table of its own: its kind and a line for people.
 *
 * @param trade the trade that it concerns; a row of others' trades is not kept
 */
record OtherEffect(String kind, String detail, Optional<TradeId> trade) {

    /** Empty for effects that are rows of trades, their events and postings. */
    static Optional<OtherEffect> of(Effect effect) {
        return switch (effect) {
            case Effect.TradeRecorded e -> Optional.empty();
            case Effect.TradeMoved e -> Optional.empty();
            case Effect.Posted e -> Optional.empty();
            case Effect.Constituted e ->
                of("CONSTITUTED", "version " + e.constitution().version());
            case Effect.CancelAsked e -> of("CANCEL_ASKED", e.id() + " by " + e.member());
            case Effect.WithdrawalRequested e -> of("WITHDRAWAL_REQUESTED", e.member() + " " + e.reference());
            case Effect.WithdrawalDeclined e -> of("WITHDRAWAL_DECLINED", e.member() + " " + e.reference());
            case Effect.TradeLife e -> Optional.of(TradeLifeWords.of(e));
            case Effect.RoundSettled e -> of("ROUND_SETTLED", e.lane() + " round " + e.round());
            case Effect.TradeTakenIn e ->
                Optional.of(new OtherEffect("TRADE_TAKEN_IN", e.id() + " into " + e.cycle(), Optional.of(e.id())));
            case Effect.CycleCutOff e -> of("CYCLE_CUT_OFF", e.cycle().toString());
            case Effect.CycleNetted e ->
                of("CYCLE_NETTED", e.cycle().id() + " with " + e.cycle().trades() + " trades");
            case Effect.CycleSettled e -> of("CYCLE_SETTLED", e.cycle().id().toString());
            case Effect.FailCarried e ->
                of(
                        "FAIL_CARRIED",
                        e.fail().first() + " and " + e.fail().second() + " from " + e.from() + " into "
                                + e.fail().into());
            case QueueEffect.TurnTaken e ->
                of(
                        "TURN_TAKEN",
                        e.lane() + " turn " + e.epoch() + " by " + e.holder()
                                + e.before().map(before -> " after " + before).orElse(""));
            case QueueEffect.QueueControlled e ->
                Optional.of(new OtherEffect(
                        "QUEUE_CONTROLLED",
                        e.trade() + " by " + e.member() + ": " + QueueWords.of(e.control()),
                        Optional.of(e.trade())));
            case QueueEffect.PartSettled e ->
                Optional.of(new OtherEffect(
                        "PART_SETTLED",
                        e.trade() + ": " + e.delivered() + (e.paid() == 0 ? "" : " against " + e.paid()),
                        Optional.of(e.trade())));
            case QueueEffect.PageEnlisted e -> of("PAGE_ENLISTED", e.page().path() + " by " + e.member());
            case RevenueEffect e -> {
                RevenueDetail told = RevenueDetail.of(e);
                yield of(told.kind(), told.detail());
            }
            case ReconcileEffect e -> Optional.of(SharedWords.of(e));
            case RiskEffect e -> {
                RiskDetail told = RiskDetail.of(e);
                yield of(told.kind(), told.detail());
            }
            case Effect.CycleClosed e -> of("CYCLE_CLOSED", e.cycle().toString());
        };
    }

    private static Optional<OtherEffect> of(String kind, String detail) {
        return Optional.of(new OtherEffect(kind, detail, Optional.empty()));
    }
}
