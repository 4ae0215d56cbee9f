package clearing.client.trade;

import clearing.client.outbox.Intent;
import clearing.client.outbox.Outbox;
import clearing.client.trade.TradeRow.Side;
import clearing.kernel.trade.Reversal;
import clearing.kernel.trade.TradeId;
import clearing.kernel.trade.TradeState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Puts a file's SELL rows into the outbox as pages. Rows that are in a page already are recognised by counterparty, reference and
 * content, so the same file again adds nothing; the same reference with other content is an error of its line. A reversal waits until
 * the trade that it gives back has settled.
 *
 * <p>What the outbox does not know, because it was lost or is an old copy, the ledger does: a row that a page of the member there has
 * is not sent again. With the outbox its salt may be gone too, so such a row counts as the same when all that the ledger shows of the
 * trade is the same; its private detail cannot be told any more.
 */
final class Submission {
    private final String member;
    private final Outbox outbox;
    private final PageMaker maker;

    Submission(String member, Outbox outbox, PageMaker maker) {
        this.member = member;
        this.outbox = outbox;
        this.maker = maker;
    }

    /**
     * What became of the rows.
     *
     * @param stored  pages stored now
     * @param trades  rows in them
     * @param known   rows that are in earlier pages
     * @param waiting reversals whose trade has not settled yet
     * @param errors  rows whose reference stands for other content
     */
    record Result(List<Intent> stored, int trades, int known, List<TradeRow> waiting, List<LocatedError> errors) {}

    /**
     * Stores what is new.
     *
     * @param file for errors
     * @param view the ledger, at least as it was when this run began
     * @param all  with an error anywhere nothing is stored
     */
    Result store(Path file, List<TradeRow> rows, LedgerView view, boolean all) {
        SentPages sent = SentPages.in(outbox);
        sent.numbered(view, member);
        List<PageMaker.Ready> ready = new ArrayList<>();
        List<TradeRow> waiting = new ArrayList<>();
        List<LocatedError> errors = new ArrayList<>();
        int known = 0;
        for (TradeRow row : rows) {
            if (row.side() != Side.SELL) {
                continue;
            }
            Optional<SentPages.Place> place = sent.place(row.key());
            Optional<TradeId> recorded = recorded(row, view);
            Optional<Reversal> reversal = row.reverses().flatMap(r -> settled(row, r, view));
            if (place.isPresent()) {
                if (place.get().contentHash().equals(row.contentHash())) {
                    known++;
                } else {
                    errors.add(conflict(
                            file,
                            row,
                            new TradeId(place.get().page(), place.get().index())));
                }
            } else if (recorded.isPresent()) {
                if (same(new PageMaker.Ready(row, reversal), recorded.get(), view)) {
                    known++;
                } else {
                    errors.add(conflict(file, row, recorded.get()));
                }
            } else if (row.reverses().isPresent() && reversal.isEmpty()) {
                waiting.add(row);
            } else {
                ready.add(new PageMaker.Ready(row, reversal));
            }
        }
        if (all && !errors.isEmpty()) {
            return new Result(List.of(), 0, known, waiting, errors);
        }
        List<Intent> stored = ready.isEmpty() ? List.of() : outbox.store(maker.pages(ready, sent));
        return new Result(stored, ready.size(), known, waiting, errors);
    }

    private static LocatedError conflict(Path file, TradeRow row, TradeId trade) {
        return new LocatedError(
                file,
                row.line(),
                1,
                "CONTENT_CONFLICT",
                "reference: " + row.reference() + " with " + row.counterparty()
                        + " was sent with other content, as trade " + trade.index() + " of page "
                        + trade.page().path()
                        + ".");
    }

    /** Where the ledger has the row, whatever the outbox knows. */
    private Optional<TradeId> recorded(TradeRow row, LedgerView view) {
        return view.trades(row.reference()).stream()
                .filter(id -> id.page().author().equals(member)
                        && id.page().counterparty().equals(row.counterparty()))
                .findFirst();
    }

    private boolean same(PageMaker.Ready ready, TradeId id, LedgerView view) {
        return view.page(id.page())
                .map(page -> page.trade(id.index()))
                .map(trade -> maker.trade(ready, trade.commitment()).equals(trade))
                .orElse(false);
    }

    /** The settled trade that a reversal names, as the page states it. */
    private Optional<Reversal> settled(TradeRow row, String reference, LedgerView view) {
        for (TradeId id : view.trades(reference)) {
            boolean ours = id.page().isParty(member) && id.page().isParty(row.counterparty());
            if (ours && view.state(id).equals(Optional.of(TradeState.SETTLED))) {
                return Optional.of(new Reversal(
                        id.page().author().equals(member), id.page().number(), id.index()));
            }
        }
        return Optional.empty();
    }
}
