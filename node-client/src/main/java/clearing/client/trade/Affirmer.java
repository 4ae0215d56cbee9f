package clearing.client.trade;

import clearing.client.outbox.Outbox;
import clearing.client.trade.TradeRow.Side;
import clearing.kernel.Batch;
import clearing.kernel.codec.Bytes;
import clearing.kernel.command.Command;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.RejectReason;
import clearing.kernel.trade.Reversal;
import clearing.kernel.trade.Selection;
import clearing.kernel.trade.StatusPage;
import clearing.kernel.trade.Trade;
import clearing.kernel.trade.TradeId;
import clearing.kernel.trade.TradePage;
import clearing.kernel.trade.TradeState;
import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decides about trades that others allege against the member: each is compared with the member's own row, field by field. What is
 * equal is affirmed, the first field that differs is the reason for a rejection, and a trade that the member's file does not have is
 * unknown. The priority is the deliverer's wish and not compared. A trade whose reference the same author has alleged before is not
 * affirmed a second time, whatever it says, unless the earlier one has come to nothing. One whose value date has been closed meanwhile
 * cannot be affirmed any more and is left to expire; one that its author wants to amend waits for what is said to the amendment.
 * For one thread.
 */
final class Affirmer {
    static final String PREFIX = "decide/";

    private final Map<TradeRow.Key, TradeRow> own;
    private final LedgerView view;

    /** @param own the member's rows by counterparty and reference */
    Affirmer(Map<TradeRow.Key, TradeRow> own, LedgerView view) {
        this.own = new HashMap<>(own);
        this.view = view;
    }

    /** Further rows of the member's. */
    void add(Collection<TradeRow> rows) {
        rows.forEach(row -> own.put(row.key(), row));
    }

    /** What to say about a page's alleged trades; empty when there are none. */
    Optional<Outbox.Wish> decide(TradePage page, StatusPage status) {
        return decide(page, status, false);
    }

    /**
     * What to say about a page's alleged trades; empty when there are none. The key is that of the decision, with or without a
     * round behind it.
     *
     * @param settleAtOnce ask for a settlement round over what is affirmed in the same transaction, as the agent: one block less to
     *     finality when the ledger is idle
     */
    Optional<Outbox.Wish> decide(TradePage page, StatusPage status, boolean settleAtOnce) {
        BitSet affirmed = new BitSet();
        Map<RejectReason, BitSet> rejected = new EnumMap<>(RejectReason.class);
        int firstOpenDay = view.firstOpenDay(page.id().lane());
        BitSet amended = amended(page.id());
        for (int i = 0; i < page.count(); i++) {
            if (status.state(i) == TradeState.ALLEGED && !amended.get(i)) {
                RejectReason reason =
                        again(new TradeId(page.id(), i), page) ? RejectReason.OTHER : compare(page.id(), page.trade(i));
                if (reason == RejectReason.NONE && page.valueDay(i) >= firstOpenDay) {
                    affirmed.set(i);
                } else if (reason != RejectReason.NONE) {
                    rejected.computeIfAbsent(reason, r -> new BitSet()).set(i);
                }
            }
        }
        List<Command> commands = new ArrayList<>();
        if (!affirmed.isEmpty()) {
            commands.add(new Command.Affirm(page.id(), page.contentHash(), selection(affirmed, page)));
        }
        rejected.forEach((reason, bits) ->
                commands.add(new Command.Reject(page.id(), page.contentHash(), selection(bits, page), reason)));
        if (commands.isEmpty()) {
            return Optional.empty();
        }
        byte[] decision = Batch.of(commands).encode();
        // The same decision about the same trades is the same intent; a page decided in parts has several.
        String key = PREFIX + page.id().author() + "/" + page.id().number() + "/"
                + HexFormat.of().formatHex(Bytes.sha256(decision), 0, 8);
        boolean turns = view.constitution()
                .flatMap(c -> c.rules().agents(page.id().lane()))
                .isPresent();
        if (!settleAtOnce || turns || affirmed.isEmpty()) {
            return Optional.of(new Outbox.Wish(key, "trader", ByteString.copyFrom(decision), ByteString.EMPTY));
        }
        commands.add(new Command.SettleRound(page.id().lane(), List.of(page.id())));
        byte[] content = Batch.of(commands).encode();
        return Optional.of(new Outbox.Wish(key, "agent", ByteString.copyFrom(content), ByteString.EMPTY));
    }

    /** Trades of a page in whose place its author has proposed others: what is said to those decides about these. */
    private BitSet amended(PageId id) {
        BitSet amended = new BitSet();
        for (StatusPage status : view.amendingPages()) {
            TradePage page = view.page(status.id()).orElseThrow();
            for (int i = 0; i < page.count(); i++) {
                if (status.state(i) == TradeState.ALLEGED) {
                    page.amendment(i)
                            .map(amendment -> amendment.target(page.id()))
                            .filter(target -> target.page().equals(id))
                            .ifPresent(target -> amended.set(target.index()));
                }
            }
        }
        return amended;
    }

    /**
     * True when an earlier trade of the same author has the reference and may still settle, or has; the one that this trade amends
     * does not count, as affirming this cancels that.
     */
    private boolean again(TradeId trade, TradePage page) {
        Optional<TradeId> amended = page.amendment(trade.index()).map(a -> a.target(page.id()));
        for (TradeId earlier : view.trades(page.reference(trade.index()))) {
            if (earlier.equals(trade)) {
                return false;
            }
            if (amended.equals(Optional.of(earlier))) {
                continue;
            }
            boolean samePair = earlier.page().author().equals(trade.page().author())
                    && earlier.page().counterparty().equals(trade.page().counterparty());
            if (samePair && view.state(earlier).map(Affirmer::counts).orElse(false)) {
                return true;
            }
        }
        return false;
    }

    private static boolean counts(TradeState state) {
        return switch (state) {
            case ALLEGED, AFFIRMED, QUEUED, NETTED, SETTLED -> true;
            case REJECTED, CANCELLED, EXPIRED, FAILED, CLOSED_OUT -> false;
            // Its parts settle in its place.
            case ALLOCATED -> true;
        };
    }

    private static Selection selection(BitSet bits, TradePage page) {
        return bits.cardinality() == page.count() ? Selection.all() : Selection.of(bits);
    }

    /** NONE when the trade is what the member's own row says. */
    RejectReason compare(PageId page, Trade trade) {
        TradeRow row = own.get(new TradeRow.Key(page.author(), trade.reference()));
        if (row == null) {
            return RejectReason.UNKNOWN_TRADE;
        }
        if ((row.side() == Side.BUY) != trade.authorDelivers()) {
            return RejectReason.SIDE_DIFFERS;
        }
        if (row.kind() != trade.kind()
                || row.asset() != trade.delivery().asset()
                || !row.payment()
                        .map(TradeRow.Payment::asset)
                        .equals(trade.payment().map(leg -> leg.asset()))) {
            return RejectReason.ASSET_DIFFERS;
        }
        if (row.quantity() != trade.delivery().minor()) {
            return RejectReason.QUANTITY_DIFFERS;
        }
        if (!row.payment().map(TradeRow.Payment::amount).equals(trade.payment().map(leg -> leg.minor()))) {
            return RejectReason.SETTLEMENT_AMOUNT_DIFFERS;
        }
        if (!row.tradeDate().equals(trade.tradeDate())) {
            return RejectReason.TRADE_DATE_DIFFERS;
        }
        if (!row.valueDate().equals(trade.valueDate())) {
            return RejectReason.VALUE_DATE_DIFFERS;
        }
        if (row.account() != trade.counterpartyAccount() || row.counterpartyAccount() != trade.authorAccount()) {
            return RejectReason.ACCOUNT_DIFFERS;
        }
        return row.reverses().equals(reversed(page, trade)) ? RejectReason.NONE : RejectReason.OTHER;
    }

    private Optional<String> reversed(PageId page, Trade trade) {
        Optional<Reversal> reversal = trade.reverses();
        if (reversal.isEmpty()) {
            return Optional.empty();
        }
        var target = reversal.get().target(page);
        return Optional.of(view.page(target.page())
                .filter(p -> target.index() < p.count())
                .map(p -> p.reference(target.index()))
                .orElse("?"));
    }
}
