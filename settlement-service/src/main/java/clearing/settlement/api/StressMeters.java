package clearing.settlement.api;

import clearing.settlement.ledger.Measurements;
import clearing.settlement.store.Database;
import clearing.settlement.store.StorageException;
import clearing.settlement.stress.StressNight;
import clearing.settlement.stress.StressNights;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the last stress test said and how old it is; absent before the first. */
final class StressMeters {
    private static final Logger LOG = LoggerFactory.getLogger(StressMeters.class);

    private final Database database;
    private final InstantSource clock;
    private final MultiGauge holds;
    private final MultiGauge age;

    StressMeters(MeterRegistry registry, Database database, Measurements measurements, InstantSource clock) {
        this.database = database;
        this.clock = clock;
        holds = MultiGauge.builder("clearing.stress.holds").register(registry);
        age = MultiGauge.builder("clearing.stress.age").baseUnit("seconds").register(registry);
        FunctionCounter.builder("clearing.stress.failures", measurements, Measurements::stressFailures)
                .register(registry);
    }

    /** Takes the last night. */
    void read() {
        Optional<StressNight> last = Optional.empty();
        try {
            last = database.read(StressNights::last);
        } catch (StorageException e) {
            LOG.warn("the last stress test could not be read: {}", e.getMessage());
        }
        holds.register(
                last.map(night -> List.<MultiGauge.Row<?>>of(
                                MultiGauge.Row.of(Tags.of("cover", "1"), night.cover1() ? 1 : 0),
                                MultiGauge.Row.of(Tags.of("cover", "2"), night.cover2() ? 1 : 0)))
                        .orElseGet(List::of),
                true);
        age.register(
                last.map(night -> List.<MultiGauge.Row<?>>of(MultiGauge.Row.of(
                                Tags.empty(),
                                Duration.between(night.finished(), clock.instant())
                                        .toSeconds())))
                        .orElseGet(List::of),
                true);
    }
}
