package clearing.settlement.ledger;

import clearing.kernel.Effect;
import clearing.kernel.trade.TradeId;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the life of a trade adds to the ledger's effects, each as one line for people: who, what, and which trades it is about. */
final class TradeLifeWords {
    private TradeLifeWords() {}

    static OtherEffect of(Effect.TradeLife effect) {
        return switch (effect) {
            case Effect.Instructed e ->
                of("INSTRUCTED", e.id() + " " + e.instruction().reference(), e.id());
            case Effect.InstructionWithdrawn e -> of("INSTRUCTION_WITHDRAWN", e.id().toString(), e.id());
            case Effect.Matched e -> of("MATCHED", e.trade() + " with " + e.instruction(), e.trade());
            case Effect.Mismatched e ->
                of("MISMATCHED", e.trade() + " with " + e.instruction() + ": " + differences(e), e.trade());
            case Effect.Amended e -> of("AMENDED", e.replaced() + " by " + e.amended(), e.amended());
            case Effect.Allocated e ->
                of(
                        "ALLOCATED",
                        e.block() + " into " + e.count() + " of " + e.parts().path(),
                        e.block());
            case Effect.HoldPlaced e ->
                of(
                        "HOLD_PLACED",
                        e.holder() + " " + e.reference() + " for " + e.hold().beneficiary() + " until "
                                + e.hold().deadline());
            case Effect.HoldResolved e -> of("HOLD_" + e.hold().state().name(), e.holder() + " " + e.reference());
            case Effect.PeriodClosed e ->
                of(
                        "PERIOD_CLOSED",
                        e.lane() + " through " + e.period().through() + " by "
                                + e.period().closedBy());
            case Effect.Adjusted e ->
                of(
                        "ADJUSTED",
                        e.entry() + " of closed " + e.closed()
                                + e.original().map(o -> " for " + o).orElse("") + ": " + e.reason(),
                        e.entry());
        };
    }

    private static OtherEffect of(String kind, String detail) {
        return new OtherEffect(kind, detail, Optional.empty());
    }

    private static OtherEffect of(String kind, String detail, TradeId trade) {
        return new OtherEffect(kind, detail, Optional.of(trade));
    }

    /** Each field with both values. */
    private static String differences(Effect.Mismatched mismatch) {
        return mismatch.differences().stream()
                .map(d -> d.field().path() + ": " + d.trade() + " against " + d.instruction())
                .collect(Collectors.joining("; "));
    }
}
