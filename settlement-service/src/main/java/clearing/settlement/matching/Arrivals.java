package clearing.settlement.matching;

import clearing.books.BookEntry;
import clearing.reconcile.AccountKey;
import clearing.reconcile.Booking;
import clearing.reconcile.ItemBatch;
import clearing.reconcile.Posting;
import clearing.reconcile.Reconciler;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The items that come in one transaction. They go to the engine by the group, and are kept until their rows are written with where
 * they stand then. Their numbers follow on each other.
 */
final class Arrivals {
    private static final int GROUP = 4_096;

    /** Entries of one document that came together: those from a place on, up to the next run. */
    private record Run(long statement, boolean advised, int from) {}

    private final Ids ids;
    private final Verdicts verdicts;
    private final long firstPosting;
    private final long firstEntry;
    private final List<NewPosting> postings = new ArrayList<>();
    private final List<BookEntry> entries = new ArrayList<>();
    private final List<Run> runs = new ArrayList<>();
    private AccountKey lastKey = new AccountKey("", "");
    private @Nullable ItemBatch batch;

    Arrivals(Ids ids, Verdicts verdicts) {
        this.ids = ids;
        this.verdicts = verdicts;
        firstPosting = ids.lastPosting() + 1;
        firstEntry = ids.lastEntry() + 1;
    }

    void posting(Reconciler engine, NewPosting posting) {
        long id = ids.nextPosting();
        postings.add(posting);
        AccountKey key = key(posting.account(), posting.asset());
        boolean fits = batch(engine)
                .posting(id, key, posting.minor(), posting.reference(), posting.counterparty(), posting.valueDate());
        if (!fits) {
            flush(engine);
            verdicts.take(engine.onPosting(new Posting(
                    Long.toString(id),
                    key,
                    posting.minor(),
                    posting.reference(),
                    posting.counterparty(),
                    posting.valueDate())));
        }
    }

    /** @param withText whether rules read the entry's text */
    void entry(Reconciler engine, long statement, boolean advised, BookEntry entry, boolean withText) {
        long id = ids.nextEntry();
        if (runs.isEmpty() || runs.getLast().statement() != statement) {
            runs.add(new Run(statement, advised, entries.size()));
        }
        entries.add(entry);
        boolean fits = entry.references().size() == 1
                && !(withText && !entry.text().isEmpty())
                && batch(engine)
                        .booking(
                                id,
                                key(entry.account(), entry.asset()),
                                entry.amountMinor(),
                                entry.references().getFirst(),
                                entry.counterparty(),
                                entry.bookingDate(),
                                entry.valueDate(),
                                entry.reversal());
        if (!fits) {
            flush(engine);
            verdicts.take(engine.onBooking(Booking.of(Long.toString(id), entry, withText)));
        }
    }

    /** Most items are of the account and asset of the one before. */
    private AccountKey key(String account, String asset) {
        if (!lastKey.account().equals(account) || !lastKey.asset().equals(asset)) {
            lastKey = new AccountKey(account, asset);
        }
        return lastKey;
    }

    private ItemBatch batch(Reconciler engine) {
        ItemBatch current = batch;
        if (current == null) {
            current = engine.batch();
            batch = current;
        } else if (current.size() >= GROUP) {
            flush(engine);
        }
        return current;
    }

    /** Before the engine is given or asked anything else, and before anything is stored. */
    void flush(Reconciler engine) {
        ItemBatch current = batch;
        if (current != null && current.size() > 0) {
            engine.onBatch(current, verdicts);
            current.clear();
        }
    }

    /** Another engine goes on. */
    void forgetEngine() {
        batch = null;
    }

    /** Postings from this number on are new. */
    long firstPosting() {
        return firstPosting;
    }

    /** Entries from this number on are new. */
    long firstEntry() {
        return firstEntry;
    }

    /** The last new posting. */
    long lastPosting() {
        return firstPosting + postings.size() - 1;
    }

    /** The last new entry. */
    long lastEntry() {
        return firstEntry + entries.size() - 1;
    }

    /** A new posting. */
    NewPosting posting(long id) {
        return postings.get((int) (id - firstPosting));
    }

    /** A new entry. */
    BookEntry entry(long id) {
        return entries.get((int) (id - firstEntry));
    }

    /** New entries of an account and asset, as those who look for twins want them. */
    List<EntryTwins.Known> entriesOf(String account, String asset) {
        List<EntryTwins.Known> known = new ArrayList<>();
        for (int run = 0; run < runs.size(); run++) {
            int to = run + 1 < runs.size() ? runs.get(run + 1).from() : entries.size();
            for (int i = runs.get(run).from(); i < to; i++) {
                BookEntry entry = entries.get(i);
                if (entry.account().equals(account) && entry.asset().equals(asset)) {
                    known.add(new EntryTwins.Known(firstEntry + i, runs.get(run).statement(), entry));
                }
            }
        }
        return known;
    }

    /**
     * Writes the rows.
     *
     * @param now when they come
     */
    void write(Connection connection, Standings standings, Instant now) throws SQLException {
        PostingRows.write(connection, standings, firstPosting, postings);
        try (EntryRows rows = new EntryRows(connection, standings, now)) {
            for (int run = 0; run < runs.size(); run++) {
                Run of = runs.get(run);
                int end = run + 1 < runs.size() ? runs.get(run + 1).from() : entries.size();
                for (int i = of.from(); i < end; i++) {
                    rows.add(firstEntry + i, of.statement(), of.advised(), entries.get(i));
                }
            }
            rows.finish();
        }
    }
}
