package clearing.settlement.matching;

import clearing.reconcile.Agreement;
import clearing.reconcile.AgreementRefused;
import clearing.reconcile.Booking;
import clearing.reconcile.Posting;
import clearing.reconcile.Reconciler;
import clearing.reconcile.Side;
import clearing.reconcile.Tolerated;
import clearing.settlement.matching.Verdicts.ItemKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Agreements on the items of many breaks: their items are read together, the agreements are written together. */
public final class AgreementBatch {
    private final Reconciler engine;
    private final Verdicts verdicts;
    private final Ids ids;
    private final Map<Long, Posting> postings = new HashMap<>();
    private final Map<Long, Booking> bookings = new HashMap<>();
    private final List<AgreementStore.Made> made = new ArrayList<>();

    private AgreementBatch(Reconciler engine, Verdicts verdicts, Ids ids) {
        this.engine = engine;
        this.verdicts = verdicts;
        this.ids = ids;
    }

    static AgreementBatch over(
            Connection connection,
            List<Long> postings,
            List<Long> bookings,
            boolean withText,
            Reconciler engine,
            Verdicts verdicts,
            Ids ids)
            throws SQLException {
        AgreementBatch batch = new AgreementBatch(engine, verdicts, ids);
        StoredItems.postings(connection, postings).forEach(item -> batch.postings.put(Long.parseLong(item.id()), item));
        StoredItems.bookings(connection, bookings, withText)
                .forEach(item -> batch.bookings.put(Long.parseLong(item.id()), item));
        return batch;
    }

    /**
     * Puts items together, with what they differ by as agreed.
     *
     * @param by who does it
     * @param approvedBy who allowed it
     * @param reason in words
     * @return why it was not done, and then nothing has changed; empty when it was
     */
    public Optional<String> agree(List<Long> chain, List<Long> books, String by, String approvedBy, String reason) {
        if (!postings.keySet().containsAll(chain) || !bookings.keySet().containsAll(books)) {
            return Optional.of("An item is not known.");
        }
        if (chain.stream().anyMatch(id -> isTouched(Side.CHAIN, id))
                || books.stream().anyMatch(id -> isTouched(Side.BOOKS, id))) {
            return Optional.of("What was agreed on before it has changed where its items stand.");
        }
        List<Posting> ours = chain.stream().map(postings::get).toList();
        List<Booking> theirs = books.stream().map(bookings::get).toList();
        NewAgreement asked = NewAgreement.byHand(chain, books, Tolerated.between(ours, theirs), by, approvedBy, reason);
        long id = ids.nextAgreement();
        try {
            Agreement agreement = new Agreement(
                    Long.toString(id),
                    ours,
                    theirs,
                    asked.rule(),
                    asked.version(),
                    asked.tolerated(),
                    asked.evidence());
            verdicts.take(engine.agree(agreement));
            made.add(new AgreementStore.Made(id, agreement, asked));
            return Optional.empty();
        } catch (AgreementRefused e) {
            ids.giveBackAgreement();
            return Optional.of(e.getMessage() == null ? e.toString() : e.getMessage());
        }
    }

    private boolean isTouched(Side side, long id) {
        return verdicts.standings().containsKey(new ItemKey(side, id));
    }

    /** Writes all that were made. */
    public void write(Connection connection, Instant now) throws SQLException {
        AgreementStore.insert(connection, made, now);
    }
}
