package clearing.client.cli;

import clearing.client.trade.LedgerView;
import clearing.kernel.asset.Asset;
import clearing.kernel.asset.Decimals;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.queue.Standing;
import clearing.kernel.queue.Wishes;
import clearing.kernel.settlement.RoundPreview.Entry;
import clearing.kernel.settlement.RoundPreview.Reason;
import clearing.kernel.settlement.RoundPreview.Where;
import clearing.kernel.trade.TradeId;
import clearing.kernel.trade.TradePage;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Locale;
import java.util.stream.Collectors;

/** What waits, as people and scripts read it. */
final class QueueLines {
    private final LedgerView view;
    private final Constitution constitution;

    QueueLines(LedgerView view, Constitution constitution) {
        this.view = view;
        this.constitution = constitution;
    }

    ObjectNode json(int rank, Entry entry) {
        TradeId id = entry.trade();
        Standing standing = standing(id);
        ObjectNode node = Output.object().put("rank", rank);
        node.setAll(TradeLines.json(
                id, page(id).trade(id.index()), view.status(id.page()).orElseThrow(), constitution));
        node.put("class", standing.priority().name()).put("place", standing.place());
        ArrayNode heldBy = node.putArray("heldBy");
        standing.heldBy().forEach(heldBy::add);
        standing.earliest().map(Instant::toString).ifPresent(time -> node.put("earliest", time));
        standing.latest().map(Instant::toString).ifPresent(time -> node.put("latest", time));
        if (standing.leastPart() > 0) {
            node.put("partsFrom", delivered(id, standing.leastPart()));
        }
        if (!standing.settled().equals(Wishes.Settled.NOTHING)) {
            node.put("settledSoFar", delivered(id, standing.settled().delivered()));
        }
        entry.step().ifPresent(step -> node.put("step", step.name()));
        ArrayNode why = node.putArray("why");
        entry.why().forEach(reason -> why.addObject().put("kind", kind(reason)).put("sentence", sentence(reason)));
        return node;
    }

    String text(int rank, Entry entry) {
        TradeId id = entry.trade();
        Standing standing = standing(id);
        String next = entry.step()
                .map(step -> "settles next (" + step.name().toLowerCase(Locale.ROOT) + ")")
                .orElseGet(() -> entry.why().stream().map(this::sentence).collect(Collectors.joining("; ")));
        return String.format(
                Locale.ROOT,
                "%5d %-16s %-6s %6d %-16s %-16s %s%s",
                rank,
                page(id).reference(id.index()),
                standing.priority(),
                standing.place(),
                id.page().author(),
                id.page().counterparty(),
                next,
                times(standing) + parts(id, standing));
    }

    private String parts(TradeId id, Standing standing) {
        String settled = standing.settled().equals(Wishes.Settled.NOTHING)
                ? ""
                : " [" + delivered(id, standing.settled().delivered()) + " settled]";
        return standing.leastPart() > 0
                ? " [in parts from " + delivered(id, standing.leastPart()) + "]" + settled
                : settled;
    }

    private String delivered(TradeId id, long minor) {
        Asset asset = constitution.asset(page(id).deliveryAsset(id.index()));
        return Decimals.format(minor, asset.scale());
    }

    private static String times(Standing standing) {
        return standing.earliest().map(time -> " [from " + time + "]").orElse("")
                + standing.latest().map(time -> " [until " + time + "]").orElse("");
    }

    private TradePage page(TradeId id) {
        return view.page(id.page()).orElseThrow();
    }

    private Standing standing(TradeId id) {
        return Standing.of(page(id), id.index(), view.wishes(id.page().lane()).of(id));
    }

    private static String kind(Reason reason) {
        return switch (reason) {
            case Reason.Lacking r -> "LACKING";
            case Reason.Order r -> "ORDER";
            case Reason.StepNotAgreed r -> "STEP_NOT_AGREED";
            case Reason.TooLarge() -> "TOO_LARGE";
            case Reason.InDefault r -> "IN_DEFAULT";
            case Reason.Held r -> "HELD";
            case Reason.NotBefore r -> "NOT_BEFORE";
            case Reason.PastLatest r -> "PAST_LATEST";
        };
    }

    private String sentence(Reason reason) {
        return switch (reason) {
            case Reason.Lacking r -> place(r.where()) + " lacks " + amount(r.missing(), r.where());
            case Reason.Order r ->
                "waits behind " + page(r.other()).reference(r.other().index()) + " at " + place(r.where());
            case Reason.StepNotAgreed r ->
                "would settle by " + r.step().name().toLowerCase(Locale.ROOT) + ", which the lane does not do";
            case Reason.TooLarge() -> "is larger than a round can hold";
            case Reason.InDefault r -> r.member() + " is in default";
            case Reason.Held r -> "held by " + r.member();
            case Reason.NotBefore r -> "not before " + r.earliest();
            case Reason.PastLatest r -> "its latest time, " + r.latest() + ", has passed";
        };
    }

    private String place(Where where) {
        return switch (where) {
            case Where.Position at -> at.member() + " " + constitution.accountName(at.member(), at.account());
            case Where.Limit limit -> "the limit of " + limit.member() + " towards " + limit.counterparty();
        };
    }

    private String amount(long minor, Where where) {
        Asset asset = constitution.asset(where.asset());
        return Decimals.format(minor, asset.scale()) + " " + asset.code();
    }
}
