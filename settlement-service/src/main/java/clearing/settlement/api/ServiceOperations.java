package clearing.settlement.api;

import clearing.settlement.ledger.LedgerStatus;
import clearing.settlement.ledger.LedgerTail;
import clearing.settlement.ledger.Measurements;
import clearing.settlement.store.Database;
import clearing.settlement.store.Rows;
import clearing.settlement.store.StorageException;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The document of the API, health, metrics and measurements. */
final class ServiceOperations implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceOperations.class);

    private final Database database;
    private final LedgerTail tail;
    private final Measurements measurements;
    private final String document;
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics gc = new JvmGcMetrics();
    private final MultiGauge liquidity;
    private final StressMeters stress;
    private final SourceMeters sources;

    /** @param document the OpenAPI document, as it is given to callers */
    ServiceOperations(
            String member,
            Database database,
            LedgerTail tail,
            RiskView risk,
            Measurements measurements,
            EventHub hub,
            InstantSource clock,
            String document) {
        this.document = document;
        this.database = database;
        this.tail = tail;
        this.measurements = measurements;
        registry.config().commonTags("member", member);
        new JvmMemoryMetrics().bindTo(registry);
        gc.bindTo(registry);
        Gauge.builder("clearing.ledger.height", tail, t -> t.status().height()).register(registry);
        Gauge.builder("clearing.ledger.verified.height", tail, t -> t.status().verifiedHeight())
                .register(registry);
        Gauge.builder("clearing.ledger.lag.blocks", tail, t -> t.status().lag()).register(registry);
        Gauge.builder("clearing.ledger.halted", tail, t -> t.status().halt().isPresent() ? 1 : 0)
                .register(registry);
        FunctionCounter.builder(
                        "clearing.ledger.blocks", measurements, m -> m.totals().blocks())
                .register(registry);
        FunctionCounter.builder(
                        "clearing.trades.settled", measurements, m -> m.totals().trades())
                .register(registry);
        FunctionCounter.builder(
                        "clearing.postings", measurements, m -> m.totals().postings())
                .register(registry);
        Gauge.builder("clearing.matches", this, s -> s.count("select count(*) from match where withdrawn_at is null"))
                .register(registry);
        Gauge.builder("clearing.breaks.open", this, s -> s.count("select count(*) from break where not resolved"))
                .register(registry);
        Gauge.builder("clearing.items.pending", this, ServiceOperations::pending)
                .register(registry);
        Gauge.builder("clearing.events.listeners", hub, EventHub::listeners).register(registry);
        Gauge.builder(
                        "clearing.queue.length",
                        this,
                        s -> s.count("select coalesce(sum(last_idx - first_idx + 1), 0) from waiting"))
                .register(registry);
        Gauge.builder(
                        "clearing.queue.oldest.age",
                        this,
                        s -> s.count(
                                "select coalesce(extract(epoch from ? - min(since)), 0) from waiting where value_date <= ?",
                                clock.instant(),
                                LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC)))
                .baseUnit("seconds")
                .register(registry);
        Gauge.builder("clearing.cover.alarms", this, s -> s.risk(c -> risk.alarms(risk.limits(c, clock.instant()))))
                .register(registry);
        Gauge.builder("clearing.members.in.default", this, s -> s.risk(risk::inDefault))
                .register(registry);
        DeskMeters.bind(registry, database);
        latency("clearing.latency.delivered.to.verdict", measurements.deliveredToVerdict());
        latency("clearing.latency.submitted.to.verdict", measurements.submittedToVerdict());
        latency("clearing.latency.block.apply", measurements.blockApply());
        liquidity = MultiGauge.builder("clearing.liquidity.ratio").register(registry);
        stress = new StressMeters(registry, database, measurements, clock);
        sources = new SourceMeters(registry, database, clock);
    }

    private void latency(String name, Measurements.Histogram histogram) {
        Gauge.builder(name, histogram, h -> h.quantile(0.50) / 1000.0)
                .tag("quantile", "0.5")
                .baseUnit("seconds")
                .register(registry);
        Gauge.builder(name, histogram, h -> h.quantile(0.99) / 1000.0)
                .tag("quantile", "0.99")
                .baseUnit("seconds")
                .register(registry);
    }

    private double count(String sql, Object... values) {
        try {
            return database.read(connection -> Rows.number(connection, sql, values));
        } catch (StorageException e) {
            return Double.NaN;
        }
    }

    private double risk(Database.Work<JsonArray> reading) {
        try {
            return database.read(reading).size();
        } catch (StorageException e) {
            return Double.NaN;
        }
    }

    private double pending() {
        return count("select coalesce(sum(items), 0) from account_tally where status = 0");
    }

    void register(Map<String, Operation> operations) {
        operations.put("stats", call -> Answer.ok(stats()));
        operations.put("document", call -> Answer.text("application/yaml", document));
        operations.put("live", call -> Answer.ok(new JsonObject().put("status", "UP")));
        operations.put("ready", call -> ready());
        operations.put("metrics", call -> {
            saving();
            stress.read();
            sources.read();
            return Answer.text("text/plain; charset=utf-8", registry.scrape());
        });
    }

    /** By asset, what the last business day turned over for each unit of liquidity that it used; absent where none was used. */
    private void saving() {
        try {
            liquidity.register(
                    database.read(connection -> Rows.list(
                            connection,
                            "select asset, sum(gross_out) / sum(-lowest_net) as ratio from liquidity_day"
                                    + " where day = (select max(day) from liquidity_day) group by asset"
                                    + " having sum(lowest_net) < 0 order by asset",
                            List.of(),
                            row -> MultiGauge.Row.of(
                                    Tags.of("asset", row.getString("asset")), row.getDouble("ratio")))),
                    true);
        } catch (StorageException e) {
            LOG.warn("the liquidity ratio could not be read: {}", e.getMessage());
            liquidity.register(List.of(), true);
        }
    }

    private Answer ready() {
        LedgerStatus status = tail.status();
        boolean followed =
                status.phase() == LedgerStatus.Phase.FOLLOWING || status.phase() == LedgerStatus.Phase.CATCHING_UP;
        boolean answers = database.answers();
        JsonArray checks = new JsonArray()
                .add(check("database", answers, Optional.empty()))
                .add(check("ledger", followed, Optional.of(status.phase().name())));
        JsonObject body = new JsonObject()
                .put("status", answers && followed ? "UP" : "DOWN")
                .put("checks", checks);
        return Answer.status(answers && followed ? 200 : 503, body);
    }

    private static JsonObject check(String name, boolean up, Optional<String> detail) {
        JsonObject check = new JsonObject().put("name", name).put("status", up ? "UP" : "DOWN");
        Json.put(check, "detail", detail);
        return check;
    }

    private JsonObject stats() {
        JsonArray perMinute = new JsonArray();
        measurements
                .perMinute()
                .forEach(minute -> perMinute.add(new JsonObject()
                        .put("at", minute.at().toString())
                        .put("blocks", minute.blocks())
                        .put("trades", minute.trades())
                        .put("postings", minute.postings())));
        Measurements.Totals totals = measurements.totals();
        return new JsonObject()
                .put("since", measurements.since().toString())
                .put("blocks", totals.blocks())
                .put("transactions", totals.transactions())
                .put("trades", totals.trades())
                .put("postings", totals.postings())
                .put("deliveredToVerdict", latency(measurements.deliveredToVerdict()))
                .put("submittedToVerdict", latency(measurements.submittedToVerdict()))
                .put("blockApply", latency(measurements.blockApply()))
                .put("perMinute", perMinute);
    }

    private static JsonObject latency(Measurements.Histogram histogram) {
        return new JsonObject()
                .put("count", histogram.count())
                .put("p50", histogram.quantile(0.50))
                .put("p99", histogram.quantile(0.99))
                .put("max", histogram.max());
    }

    @Override
    public void close() {
        gc.close();
        registry.close();
    }
}
