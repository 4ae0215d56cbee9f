package clearing.settlement.source;

import clearing.books.CsvMapping;
import clearing.books.Problem;
import clearing.settlement.matching.Outcome;
import clearing.settlement.matching.Reconciliation;
import clearing.settlement.store.Database;
import clearing.settlement.store.FailPoints;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Takes what a followed source brought: entries and the new position go in by one transaction, so after a kill the source goes on
 * where its entries end.
 */
public final class Intake {
    private final Database database;
    private final Reconciliation reconciliation;
    private final SourceReader reader;
    private final InstantSource clock;
    private final Consumer<Outcome> told;
    private final FailPoints failPoints;

    /**
     * @param told hears what matching made of the entries, after they are durable
     * @param failPoints where tests let the process die
     */
    public Intake(
            Database database,
            Reconciliation reconciliation,
            SourceReader reader,
            InstantSource clock,
            Consumer<Outcome> told,
            FailPoints failPoints) {
        this.database = database;
        this.reconciliation = reconciliation;
        this.reader = reader;
        this.clock = clock;
        this.told = told;
        this.failPoints = failPoints;
    }

    /** Rows that the books cannot take; nothing of them has gone in. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Refused(String sentence) {
            super(sentence, null, false, false);
        }
    }

    Instant now() {
        return clock.instant();
    }

    Optional<String> position(String source) {
        return database.read(connection -> SourceStates.position(connection, source));
    }

    /**
     * Takes rows up to a position.
     *
     * @return how many entries were new
     * @throws Refused when a row cannot be read or contradicts what is there
     */
    int take(String source, String kind, SourceRows rows, CsvMapping mapping, String position) {
        Instant now = clock.instant();
        if (rows.rows().isEmpty()) {
            database.write(connection -> {
                SourceStates.advanced(connection, source, kind, position, 0, now);
                return true;
            });
            return 0;
        }
        SourceReader.Read read = reader.read(SourceName.actor(source), rows, mapping);
        if (!read.problems().isEmpty()) {
            Problem first = read.problems().getFirst();
            throw new Refused("row " + (first.location().line() - 1) + " beyond the position, field " + first.field()
                    + ": " + first.code() + ": " + first.sentence());
        }
        failPoints.reach("S1");
        record Taken(int fresh, Outcome outcome, List<Fault> faults) {}
        Taken taken = reconciliation.inTransaction(now, unit -> {
            Journals journals = Journals.plan(unit.connection(), source, read.entries(), List.of());
            if (!journals.faults().isEmpty()) {
                return new Taken(0, Outcome.NONE, journals.faults());
            }
            journals.write(unit, now);
            Outcome outcome = unit.store();
            SourceStates.advanced(unit.connection(), source, kind, position, journals.fresh(), now);
            failPoints.reach("S2");
            return new Taken(journals.fresh(), outcome, List.of());
        });
        if (!taken.faults().isEmpty()) {
            Fault first = taken.faults().getFirst();
            throw new Refused(first.code() + ": " + first.sentence());
        }
        failPoints.reach("S3");
        told.accept(taken.outcome());
        return taken.fresh();
    }

    void failed(String source, String kind, String sentence) {
        database.write(connection -> {
            SourceStates.failed(connection, source, kind, sentence, clock.instant());
            return true;
        });
    }
}
