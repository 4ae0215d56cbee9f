package clearing.client.trade;

import clearing.client.outbox.Intent;
import clearing.client.outbox.Outbox;
import clearing.client.trade.TradeRow.Side;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.Reversal;
import clearing.kernel.trade.Trade;
import clearing.kernel.trade.TradeId;
import clearing.kernel.trade.TradeState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Puts a file's SELL rows into the outbox as pages. Rows that are in a page already are recognised by counterparty, reference and
 * content, so the same file again adds nothing; the same reference with other content is an error of its line. A reversal waits until
 * the trade that it gives back has settled.
 *
 * <p>What the outbox does not know, because it was lost or is an old copy, the ledger does: a row that a page of the member there has
 * is not sent again. It is the same when all that the ledger shows of the trade is the same, and the private detail by its commitment. With
 * the outbox the secret of the salts may be gone too, and then no detail fits. One page was made under one secret: where another row of
 * the file fits in the page, this outbox has its secret, and a row that does not fit is another detail, an error of its line. Where none
 * fits, a changed detail cannot be told from a lost secret; such rows count as known, and are counted apart.
 */
final class Submission {
    private final String member;
    private final Outbox outbox;
    private final PageMaker maker;
    /** Read back from the outbox once, and kept up to date as long as no page is refused. */
    private Optional<SentPages> sentSoFar = Optional.empty();
    /** Pages that had not come to their end when last looked at. */
    private Set<String> underWay = new LinkedHashSet<>();

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
     * @param untold  those of them that only the ledger knows and whose private detail cannot be compared, as the salts are lost
     * @param waiting reversals whose trade has not settled yet
     * @param errors  rows whose reference stands for other content
     */
    record Result(
            List<Intent> stored,
            int trades,
            int known,
            int untold,
            List<TradeRow> waiting,
            List<LocatedError> errors) {}

    /**
     * Stores what is new.
     *
     * @param file for errors
     * @param view the ledger, at least as it was when this run began
     * @param all  with an error anywhere nothing is stored
     */
    Result store(Path file, List<TradeRow> rows, LedgerView view, boolean all) {
        SentPages sent = sent();
        sent.numbered(view, member);
        List<PageMaker.Ready> ready = new ArrayList<>();
        List<TradeRow> waiting = new ArrayList<>();
        List<LocatedError> errors = new ArrayList<>();
        Recorded onLedger = new Recorded();
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
                onLedger.take(new PageMaker.Ready(row, reversal), recorded.get(), view);
            } else if (row.reverses().isPresent() && reversal.isEmpty()) {
                waiting.add(row);
            } else {
                ready.add(new PageMaker.Ready(row, reversal));
            }
        }
        onLedger.conflicts().forEach((row, trade) -> errors.add(conflict(file, row, trade)));
        errors.sort(Comparator.comparingLong(LocatedError::line));
        int untold = onLedger.untold();
        known += onLedger.fitting() + untold;
        if (all && !errors.isEmpty()) {
            return new Result(List.of(), 0, known, untold, waiting, errors);
        }
        List<Intent> stored = ready.isEmpty() ? List.of() : outbox.store(maker.pages(ready, sent));
        for (Intent intent : stored) {
            sent.add(intent);
            underWay.add(intent.key());
        }
        return new Result(stored, ready.size(), known, untold, waiting, errors);
    }

    /** What was sent; read anew at first, and when a page was refused since: its rows may be sent again. */
    private SentPages sent() {
        boolean refused = false;
        Set<String> still = new LinkedHashSet<>();
        for (String key : underWay) {
            Optional<Intent> intent = outbox.find(key);
            refused |= intent.flatMap(SentPages::refusal).isPresent();
            if (intent.filter(i -> !i.state().isFinal()).isPresent()) {
                still.add(key);
            }
        }
        underWay = still;
        if (refused || sentSoFar.isEmpty()) {
            sentSoFar = Optional.of(SentPages.in(outbox));
            outbox.open().stream()
                    .map(Intent::key)
                    .filter(key -> key.startsWith(SentPages.PREFIX))
                    .forEach(underWay::add);
        }
        return sentSoFar.orElseThrow();
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
        List<TradeId> own = view.trades(row.reference()).stream()
                .filter(id -> id.page().author().equals(member)
                        && id.page().counterparty().equals(row.counterparty()))
                .toList();
        // An amended trade stands for the one that it cancelled.
        return own.stream()
                .filter(id -> !view.state(id).equals(Optional.of(TradeState.CANCELLED)))
                .findFirst()
                .or(() -> own.stream().findFirst());
    }

    /** Rows that only the ledger knows, and how they compare with what it has. */
    private final class Recorded {
        private final Map<TradeRow, TradeId> others = new LinkedHashMap<>();
        private final Map<TradeRow, TradeId> unfitting = new LinkedHashMap<>();
        private final Set<PageId> ownSecret = new HashSet<>();
        private int fitting;

        void take(PageMaker.Ready ready, TradeId id, LedgerView view) {
            Optional<Trade> recorded = view.page(id.page()).map(page -> page.trade(id.index()));
            if (recorded.filter(maker.trade(ready)::equals).isPresent()) {
                ownSecret.add(id.page());
                fitting++;
            } else if (recorded.filter(
                            trade -> maker.trade(ready, trade.commitment()).equals(trade))
                    .isPresent()) {
                unfitting.put(ready.row(), id);
            } else {
                others.put(ready.row(), id);
            }
        }

        int fitting() {
            return fitting;
        }

        /** Rows that differ from the ledger, in the open or in their private detail. */
        Map<TradeRow, TradeId> conflicts() {
            Map<TradeRow, TradeId> conflicts = new LinkedHashMap<>(others);
            unfitting.forEach((row, id) -> {
                if (ownSecret.contains(id.page())) {
                    conflicts.put(row, id);
                }
            });
            return conflicts;
        }

        int untold() {
            return (int) unfitting.values().stream()
                    .filter(id -> !ownSecret.contains(id.page()))
                    .count();
        }
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
