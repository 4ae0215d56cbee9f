package clearing.settlement;

import clearing.client.evidence.EvidencePack;
import clearing.client.profile.Profile;
import clearing.client.profile.ProfileReader;
import clearing.client.sign.SigningIdentity;
import clearing.reconcile.Rules;
import clearing.settlement.access.Access;
import clearing.settlement.access.Passwords;
import clearing.settlement.access.openid.OpenIdSignIn;
import clearing.settlement.api.Announcer;
import clearing.settlement.api.ApiServer;
import clearing.settlement.api.Contract;
import clearing.settlement.api.EventHub;
import clearing.settlement.api.ServiceParts;
import clearing.settlement.desk.Desk;
import clearing.settlement.desk.DeskTimer;
import clearing.settlement.desk.notify.AddressGuard;
import clearing.settlement.desk.notify.Delivery;
import clearing.settlement.desk.notify.Outbox;
import clearing.settlement.desk.notify.Webhooks;
import clearing.settlement.desk.work.SharedComments;
import clearing.settlement.errand.Carrier;
import clearing.settlement.errand.CarrierTimer;
import clearing.settlement.errand.MemberDoor;
import clearing.settlement.journal.CutErrands;
import clearing.settlement.journal.CycleCuts;
import clearing.settlement.journal.JournalExport;
import clearing.settlement.journal.Proofs;
import clearing.settlement.ledger.LedgerStatus;
import clearing.settlement.ledger.LedgerTail;
import clearing.settlement.ledger.LedgerTails;
import clearing.settlement.ledger.Measurements;
import clearing.settlement.ledger.PeerBlocks;
import clearing.settlement.matching.Ingestion;
import clearing.settlement.matching.ItemPages;
import clearing.settlement.matching.Mappings;
import clearing.settlement.matching.Reconciliation;
import clearing.settlement.matching.Scales;
import clearing.settlement.source.FollowedSource;
import clearing.settlement.source.Intake;
import clearing.settlement.source.SourceReader;
import clearing.settlement.store.AuditLog;
import clearing.settlement.store.Database;
import clearing.settlement.store.DatabaseAddress;
import clearing.settlement.store.FailPoints;
import clearing.settlement.stress.NightlyStress;
import clearing.settlement.stress.StressTerms;
import clearing.settlement.stress.StressTimer;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One member's running service. */
final class MemberService implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MemberService.class);
    private static final int LISTEN_SECONDS = 30;

    private final ServiceConfig config;
    private final Access access;
    private final int port;
    private final Deque<AutoCloseable> open;

    private MemberService(ServiceConfig config, Access access, int port, Deque<AutoCloseable> open) {
        this.config = config;
        this.access = access;
        this.port = port;
        this.open = open;
    }

    /**
     * Starts a service: database, the listener, then ledger tail and nightly stress test.
     *
     * @param stress when the stress test runs and what it supposes
     * @throws ConfigException when the configuration does not fit
     */
    static MemberService start(
            ServiceConfig config,
            DatabaseAddress address,
            Vertx vertx,
            Contract contract,
            StressTerms stress,
            InstantSource clock) {
        Deque<AutoCloseable> open = new ArrayDeque<>();
        try {
            Profile profile = ProfileReader.read(config.profile());
            if (!profile.member().equals(config.member())) {
                throw new ConfigException(config.file() + ": member: the profile is of " + profile.member());
            }
            Database database = Database.open(address, config.connections());
            open.push(database);
            AuditLog audit = new AuditLog(clock);
            Scales scales = new Scales();
            SecureRandom random = new SecureRandom();
            Access access = new Access(database, audit, new Passwords(random, Passwords.ITERATIONS), clock, random);
            Rules rules = new Rules(
                    config.bookingGraceDays(),
                    config.pendingGraceDays(),
                    (asset, minor) -> scales.text(asset, minor) + " " + asset);
            Reconciliation reconciliation = new Reconciliation(database, rules, config.member());
            Measurements measurements = new Measurements(clock.instant());
            EventHub hub = new EventHub(vertx, Long.toString(clock.millis(), 36));
            open.push(hub);
            DeskConfig telling = DeskConfig.read(config.desk(), name -> Optional.ofNullable(System.getenv(name)));
            Outbox outbox = new Outbox(config.member(), telling.channels(), telling.mailing());
            Optional<MemberDoor> door = config.carrier().map(carrier -> carrier.open(config, clock));
            door.ifPresent(open::push);
            CycleCuts cuts = new CycleCuts(
                    config.carrier().flatMap(CarrierConfig::journals).isPresent());
            Optional<SharedComments> carried = door.map(opened -> new SharedComments(config.member(), random));
            Desk desk = Desk.open(database, reconciliation, scales, audit, outbox, clock, carried);
            SigningIdentity signer = SigningIdentity.load(profile, PeerBlocks.IDENTITY);
            ServiceParts parts = new ServiceParts(
                    vertx,
                    contract,
                    config.member(),
                    config.tls().isPresent(),
                    database,
                    access,
                    config.openId().map(terms -> new OpenIdSignIn(terms, access, database, clock, random)),
                    audit,
                    reconciliation,
                    scales,
                    hub,
                    measurements,
                    clock,
                    desk,
                    (facts, certificates) -> EvidencePack.make(facts, certificates, signer),
                    Proofs.from(profile, clock),
                    cuts);
            FailPoints failPoints = FailPoints.fromProperty();
            Announcer announcer = parts.announcer();
            PeerBlocks blocks = PeerBlocks.of(profile, clock);
            open.push(blocks);
            LedgerTail tail = LedgerTails.tail(
                    blocks,
                    config.member(),
                    database,
                    reconciliation,
                    scales,
                    audit,
                    clock,
                    announcer,
                    cuts,
                    measurements,
                    failPoints);
            Mappings mappings = new Mappings(database, audit, clock);
            Ingestion ingestion = new Ingestion(
                    database, reconciliation, MemberBooks.of(config, mappings, scales), audit, clock, failPoints);
            Optional<SourceReader> sources = MemberSources.reader(config, scales);
            List<FollowedSource> followed = MemberSources.followed(config);
            ApiServer server = parts.server(tail, ingestion, mappings, sources, announcer);
            open.push(server);
            int port = listen(config, server);
            open.push(tail);
            tail.start();
            sources.map(reader -> new Intake(database, reconciliation, reader, clock, announcer::matched, failPoints))
                    .ifPresent(intake -> MemberSources.start(followed, intake).forEach(open::push));
            open.push(StressTimer.start(
                    new NightlyStress(database, tail, stress, clock, measurements, announcer::stressed),
                    config.member()));
            Webhooks webhooks = new Webhooks(vertx, new AddressGuard(telling.hosts(), telling.privateToo()));
            open.push(webhooks);
            Delivery delivery = new Delivery(database, outbox, telling.courier(webhooks), clock);
            open.push(DeskTimer.start(
                    desk, delivery, announcer::breaks, () -> database.write(ItemPages::fold), config.member()));
            CutErrands anchorings =
                    new CutErrands(database, new JournalExport(database, audit, config.member(), random), audit, clock);
            door.map(opened -> new Carrier(
                            config.member(),
                            database,
                            opened,
                            audit,
                            clock,
                            () -> tail.status().phase() == LedgerStatus.Phase.FOLLOWING,
                            step -> failPoints.reach("E-" + step)))
                    .ifPresent(carrier -> open.push(CarrierTimer.start(
                            () -> {
                                anchorings.run();
                                return carrier.run();
                            },
                            announcer::breaks,
                            config.member())));
            MemberService service = new MemberService(config, access, port, open);
            service.writeRunFile();
            return service;
        } catch (RuntimeException | Error e) {
            closeAll(open);
            throw e;
        }
    }

    private static int listen(ServiceConfig config, ApiServer server) {
        HttpServerOptions options =
                new HttpServerOptions().setCompressionSupported(false).setIdleTimeout(0);
        config.tls()
                .ifPresent(tls -> options.setSsl(true)
                        .setEnabledSecureTransportProtocols(Set.of("TLSv1.3", "TLSv1.2"))
                        .setKeyCertOptions(new PemKeyCertOptions()
                                .addCertPath(tls.certificate().toString())
                                .addKeyPath(tls.key().toString())));
        try {
            return server.listen(options, config.host(), config.port())
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(LISTEN_SECONDS, TimeUnit.SECONDS);
        } catch (java.util.concurrent.ExecutionException | TimeoutException e) {
            throw new ConfigException(config.file() + ": http.port: cannot listen on " + config.host() + ":"
                    + config.port() + ": " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConfigException(config.file() + ": interrupted");
        }
    }

    String member() {
        return config.member();
    }

    /** Where people open the workbench. */
    String url() {
        return (config.tls().isPresent() ? "https://" : "http://") + config.host() + ":" + port;
    }

    Access access() {
        return access;
    }

    private void writeRunFile() {
        if (config.runFile().isEmpty()) {
            return;
        }
        Path file = config.runFile().get();
        JsonObject run = new JsonObject()
                .put("member", member())
                .put("url", url())
                .put("pid", ProcessHandle.current().pid());
        try {
            Files.createDirectories(file.toAbsolutePath().resolveSibling("."));
            Path fresh = file.resolveSibling(file.getFileName() + ".new");
            Files.writeString(fresh, run.encodePrettily(), StandardCharsets.UTF_8);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new ConfigException(config.file() + ": http.runFile: cannot be written: " + e.getMessage());
        }
        open.push(() -> Files.deleteIfExists(file));
    }

    @Override
    public void close() {
        closeAll(open);
    }

    private static void closeAll(Deque<AutoCloseable> open) {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (Exception e) {
                LOG.warn("a part did not close in order: {}", e.getMessage());
            }
        }
    }
}
