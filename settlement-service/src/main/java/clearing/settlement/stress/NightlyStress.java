package clearing.settlement.stress;

import clearing.client.drill.DrillReport;
import clearing.client.drill.Stress;
import clearing.client.drill.StressReport;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.state.Keys;
import clearing.settlement.ledger.LedgerStatus;
import clearing.settlement.ledger.LedgerTail;
import clearing.settlement.ledger.Measurements;
import clearing.settlement.ledger.StateToFork;
import clearing.settlement.store.Database;
import clearing.settlement.store.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plays the night's stress test when it is due and was not played yet, at one verified height: whether it was is told by the database alone, so a
 * restart that missed the hour makes up for it and nothing runs twice. It waits until the ledger is read to its end. For one thread, which
 * may block.
 */
public final class NightlyStress {
    private static final Logger LOG = LoggerFactory.getLogger(NightlyStress.class);
    /** After a failure. */
    static final Duration PAUSE = Duration.ofMinutes(5);

    private final Database database;
    private final LedgerTail tail;
    private final StressTerms terms;
    private final InstantSource clock;
    private final Measurements measurements;
    private final Consumer<StressNight> told;
    private Instant notBefore = Instant.MIN;

    /**
     * @param database where the verified state is and the nights are kept
     * @param tail says whether the ledger is read to its end
     * @param terms when, and what is supposed
     * @param clock time of the day and of the plays
     * @param measurements counts failures
     * @param told hears of each night that was kept, after the commit
     */
    public NightlyStress(
            Database database,
            LedgerTail tail,
            StressTerms terms,
            InstantSource clock,
            Measurements measurements,
            Consumer<StressNight> told) {
        this.database = database;
        this.tail = tail;
        this.terms = terms;
        this.clock = clock;
        this.measurements = measurements;
        this.told = told;
    }

    /** Runs what is due now; what fails is logged, counted and left for {@link #PAUSE}. The night that was kept, where one was. */
    public Optional<StressNight> look() {
        Instant now = clock.instant();
        if (terms.at().isEmpty() || now.isBefore(notBefore) || tail.status().phase() != LedgerStatus.Phase.FOLLOWING) {
            return Optional.empty();
        }
        try {
            Optional<StressNight> played = database.read(connection -> play(connection, now));
            if (played.isEmpty() || !database.write(connection -> StressNights.add(connection, played.get()))) {
                return Optional.empty();
            }
            say(played.get());
            told.accept(played.get());
            return played;
        } catch (RuntimeException e) {
            // Whatever it is, the timer has to go on: the next attempt may find it gone.
            measurements.stressFailed();
            notBefore = now.plus(PAUSE);
            LOG.error("the night's stress test failed and is tried again in {}", PAUSE, e);
            return Optional.empty();
        }
    }

    private Optional<StressNight> play(Connection connection, Instant now) throws SQLException {
        StateToFork state = new StateToFork(connection, tail.chaincode());
        Optional<Constitution> agreed = state.get(Keys.CONSTITUTION)
                .map(Constitution::decode)
                .filter(constitution -> constitution.rules().defaultRule().isPresent());
        Optional<LocalDate> night = agreed.flatMap(constitution -> terms.due(constitution, now));
        if (agreed.isEmpty() || night.isEmpty() || StressNights.has(connection, night.get())) {
            return Optional.empty();
        }
        long block = Rows.number(connection, "select coalesce(max(number), -1) from block");
        Stress stress = Stress.of(state, now, terms.supposed());
        StressReport report = new StressReport(stress, new DrillReport(agreed.get()));
        return Optional.of(new StressNight(
                night.get(),
                block,
                now,
                clock.instant(),
                terms.shocks(),
                stress.cover1(),
                stress.cover2(),
                report.figures().toString()));
    }

    private static void say(StressNight night) {
        if (night.holds()) {
            LOG.info("stress test of {} at block {}: cover-1 and cover-2 hold", night.night(), night.block());
        } else {
            LOG.warn(
                    "stress test of {} at block {}: cover-1 {}, cover-2 {}",
                    night.night(),
                    night.block(),
                    night.cover1() ? "holds" : "does not hold",
                    night.cover2() ? "holds" : "does not hold");
        }
    }
}
