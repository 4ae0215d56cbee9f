package clearing.settlement.queue;

import clearing.kernel.constitution.Constitution;
import clearing.kernel.liquidity.SettlementRound;
import clearing.kernel.queue.Standing;
import clearing.kernel.settlement.RoundPreview;
import clearing.kernel.settlement.RoundPreview.Where;
import clearing.kernel.trade.TradeId;
import clearing.settlement.queue.LaneQueue.Entry;
import clearing.settlement.queue.LaneQueue.Shortage;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** The kernel's preview of a round, in names, with what each short position holds up. One use. */
final class NextRound {
    private final Constitution constitution;
    private final Map<TradeId, Standing> asked;
    private final Map<TradeId, WaitingTrade> trades = new LinkedHashMap<>();
    private final Map<Slot, Long> outgoing = new TreeMap<>();
    private final Map<Slot, Long> incoming = new TreeMap<>();
    private final Map<Slot, Shortage> shortages = new TreeMap<>();

    /**
     * @param waiting what waits in the lane
     * @param asked how those trades stand for which a party asks something
     */
    NextRound(Constitution constitution, List<WaitingTrade> waiting, Map<TradeId, Standing> asked) {
        this.constitution = constitution;
        this.asked = asked;
        waiting.stream()
                .sorted(Comparator.comparing(WaitingTrade::valueDate)
                        .thenComparing(trade -> trade.id().page())
                        .thenComparingInt(trade -> trade.id().index()))
                .forEach(trade -> trades.put(trade.id(), trade));
    }

    /**
     * The queue with its reasons; what the preview leaves out is not due, or of a value date that is closed.
     *
     * @param preview over all pages on which something waits
     */
    LaneQueue queue(List<RoundPreview.Entry> preview, LocalDate day) {
        for (RoundPreview.Entry entry : preview) {
            if (entry.step().isEmpty() && entry.why().stream().noneMatch(NextRound::keepsBack)) {
                trade(entry.trade()).legs().forEach(leg -> {
                    outgoing.merge(leg.from(), leg.minor(), Math::addExact);
                    incoming.merge(leg.to(), leg.minor(), Math::addExact);
                });
            }
        }
        List<Entry> entries = new ArrayList<>(trades.size());
        for (RoundPreview.Entry entry : preview) {
            List<Reason> why = entry.why().stream().map(this::reason).toList();
            for (Reason reason : why) {
                if (reason instanceof Reason.Lacking lacking) {
                    shortages.merge(lacking.slot(), shortage(lacking), NextRound::both);
                }
            }
            entries.add(entry(entries.size() + 1, trade(entry.trade()), entry.step(), why));
        }
        preview.forEach(entry -> trades.remove(entry.trade()));
        for (WaitingTrade trade : trades.values()) {
            Reason reason = trade.valueDate().isAfter(day)
                    ? new Reason.NotDue(trade.valueDate())
                    : new Reason.PeriodClosed(trade.valueDate());
            entries.add(entry(entries.size() + 1, trade, Optional.empty(), List.of(reason)));
        }
        List<Shortage> heaviest = shortages.values().stream()
                .sorted(Comparator.comparingInt(Shortage::holdsUp).reversed())
                .toList();
        return new LaneQueue(day, entries, heaviest);
    }

    private Entry entry(int rank, WaitingTrade trade, Optional<SettlementRound.Step> step, List<Reason> why) {
        Standing standing =
                Optional.ofNullable(asked.get(trade.id())).orElseGet(() -> Standing.asTraded(trade.urgent()));
        return new Entry(rank, trade, standing, step, why);
    }

    /** What a party keeps back neither leaves a position now nor comes in. */
    private static boolean keepsBack(RoundPreview.Reason reason) {
        return switch (reason) {
            case RoundPreview.Reason.Held r -> true;
            case RoundPreview.Reason.NotBefore r -> true;
            case RoundPreview.Reason.PastLatest r -> true;
            case RoundPreview.Reason.Lacking r -> false;
            case RoundPreview.Reason.Order r -> false;
            case RoundPreview.Reason.StepNotAgreed r -> false;
            case RoundPreview.Reason.TooLarge() -> false;
            case RoundPreview.Reason.InDefault r -> false;
        };
    }

    private WaitingTrade trade(TradeId id) {
        return Objects.requireNonNull(trades.get(id), "a trade is due that nobody knows to wait");
    }

    private Reason reason(RoundPreview.Reason reason) {
        return switch (reason) {
            case RoundPreview.Reason.Lacking r ->
                new Reason.Lacking(slot(r.where()), r.available(), r.missing(), r.missingInOrder());
            case RoundPreview.Reason.Order r -> new Reason.Order(slot(r.where()), trade(r.other()), r.missing());
            case RoundPreview.Reason.StepNotAgreed r -> new Reason.StepNotAgreed(r.step());
            case RoundPreview.Reason.InDefault r -> new Reason.InDefault(r.member());
            case RoundPreview.Reason.Held r -> new Reason.Held(r.member());
            case RoundPreview.Reason.NotBefore r -> new Reason.NotBefore(r.earliest());
            case RoundPreview.Reason.PastLatest r -> new Reason.PastLatest(r.latest());
            case RoundPreview.Reason.TooLarge() -> new Reason.TooLarge();
        };
    }

    private Slot slot(Where where) {
        String asset = constitution.asset(where.asset()).code();
        return switch (where) {
            case Where.Position at ->
                Slot.position(at.member(), constitution.accountName(at.member(), at.account()), asset);
            case Where.Limit limit -> new Slot(limit.member(), "", asset, Optional.of(limit.counterparty()));
        };
    }

    private Shortage shortage(Reason.Lacking lacking) {
        Slot slot = lacking.slot();
        return new Shortage(
                slot,
                lacking.available(),
                outgoing.getOrDefault(slot, 0L),
                incoming.getOrDefault(slot, 0L),
                lacking.missingInOrder(),
                1);
    }

    private static Shortage both(Shortage one, Shortage other) {
        return new Shortage(
                one.slot(),
                one.available(),
                one.outgoing(),
                one.incoming(),
                Math.max(one.missing(), other.missing()),
                one.holdsUp() + other.holdsUp());
    }
}
