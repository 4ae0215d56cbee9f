package clearing.settlement.api;

import clearing.settlement.source.SourceStates;
import clearing.settlement.store.Database;
import clearing.settlement.store.StorageException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How each live source of book entries fares: what it brought, how long ago it was heard of, whether it fails. */
final class SourceMeters {
    private static final Logger LOG = LoggerFactory.getLogger(SourceMeters.class);

    private final Database database;
    private final InstantSource clock;
    private final MultiGauge entries;
    private final MultiGauge lag;
    private final MultiGauge failing;

    SourceMeters(MeterRegistry registry, Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
        entries = MultiGauge.builder("clearing.source.entries").register(registry);
        lag = MultiGauge.builder("clearing.source.lag").baseUnit("seconds").register(registry);
        failing = MultiGauge.builder("clearing.source.failing").register(registry);
    }

    /** Takes them as they are now. */
    void read() {
        List<SourceStates.State> states = List.of();
        try {
            states = database.read(SourceStates::all);
        } catch (StorageException e) {
            LOG.warn("the sources could not be read: {}", e.getMessage());
        }
        register(entries, states, SourceStates.State::entries);
        register(failing, states, state -> state.error().isPresent() ? 1 : 0);
        register(
                lag,
                states.stream().filter(state -> state.seenAt().isPresent()).toList(),
                state -> state.seenAt()
                        .map(at -> Duration.between(at, clock.instant()).toSeconds())
                        .orElse(0L));
    }

    private static void register(
            MultiGauge gauge, List<SourceStates.State> states, Function<SourceStates.State, Number> value) {
        gauge.register(
                states.stream()
                        .<MultiGauge.Row<?>>map(
                                state -> MultiGauge.Row.of(Tags.of("source", state.source()), value.apply(state)))
                        .toList(),
                true);
    }
}
