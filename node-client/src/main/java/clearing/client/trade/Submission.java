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
     * @param all  with an error anywhere nothing is stored
     */
    Result store(Path file, List<TradeRow> rows, LedgerView view, boolean all) {
        SentPages sent = SentPages.in(outbox);
        List<PageMaker.Ready> ready = new ArrayList<>();
        List<TradeRow> waiting = new ArrayList<>();
        List<LocatedError> errors = new ArrayList<>();
        int known = 0;
        for (TradeRow row : rows) {
            if (row.side() != Side.SELL) {
                continue;
            }
            Optional<SentPages.Place> place = sent.place(row.key());
            Optional<Reversal> reversal = row.reverses().flatMap(r -> settled(row, r, view));
            if (place.isPresent()) {
                if (place.get().contentHash().equals(row.contentHash())) {
                    known++;
                } else {
                    errors.add(conflict(file, row, place.get()));
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

    private static LocatedError conflict(Path file, TradeRow row, SentPages.Place place) {
        return new LocatedError(
                file,
                row.line(),
                1,
                "CONTENT_CONFLICT",
                "reference: " + row.reference() + " with " + row.counterparty()
                        + " was sent with other content, as trade " + place.index() + " of page "
                        + place.page().path()
                        + ".");
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
