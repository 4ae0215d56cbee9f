package clearing.settlement.api;

import clearing.settlement.access.Access;
import clearing.settlement.access.openid.OpenIdSignIn;
import clearing.settlement.desk.Desk;
import clearing.settlement.evidence.PackSigner;
import clearing.settlement.journal.CycleCuts;
import clearing.settlement.journal.Proofs;
import clearing.settlement.ledger.LedgerTail;
import clearing.settlement.ledger.Measurements;
import clearing.settlement.matching.Ingestion;
import clearing.settlement.matching.Mappings;
import clearing.settlement.matching.Reconciliation;
import clearing.settlement.matching.Scales;
import clearing.settlement.source.PushedEntries;
import clearing.settlement.source.SourceReader;
import clearing.settlement.source.SourceTokens;
import clearing.settlement.store.AuditLog;
import clearing.settlement.store.Database;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the API of one member stands on.
 *
 * @param vertx the process's
 * @param contract the OpenAPI document
 * @param member own member id
 * @param tls whether the service speaks TLS
 * @param database the member's
 * @param access users and sessions
 * @param openId signing in at an identity provider, where one is configured
 * @param audit audit log
 * @param reconciliation matching engine
 * @param scales decimals of assets
 * @param hub events
 * @param measurements counts and latencies
 * @param clock time
 * @param desk work on breaks
 * @param signer signs evidence packs as the member
 * @param proofs certificates of entries
 * @param cuts where the books stood at the close of days
 */
public record ServiceParts(
        Vertx vertx,
        Contract contract,
        String member,
        boolean tls,
        Database database,
        Access access,
        Optional<OpenIdSignIn> openId,
        AuditLog audit,
        Reconciliation reconciliation,
        Scales scales,
        EventHub hub,
        Measurements measurements,
        InstantSource clock,
        Desk desk,
        PackSigner signer,
        Proofs proofs,
        CycleCuts cuts) {

    /** The listener that tells open workbenches what happens. */
    public Announcer announcer() {
        return new Announcer(member, hub, database, new Json(member, scales, clock));
    }

    /** The server, not listening yet. */
    public ApiServer server(
            LedgerTail tail,
            Ingestion ingestion,
            Mappings mappings,
            Optional<SourceReader> sources,
            Announcer announcer) {
        Json json = new Json(member, scales, clock);
        RiskView risk = new RiskView(tail.chaincode(), json);
        Map<String, Operation> operations = new HashMap<>();
        new SessionOperations(member, tls, database, access).register(operations);
        new OpenIdOperations(tls, openId).register(operations);
        new OverviewOperations(member, database, tail, risk, clock, json).register(operations);
        new LedgerOperations(member, database, tail, json).register(operations);
        new InstructionOperations(member, database, json).register(operations);
        new QueueOperations(member, tail.chaincode(), database, clock, json).register(operations);

        new CycleOperations(member, database, tail, clock, json).register(operations);
        announcer.watch(new RiskWatch(risk, clock, json));
        new LimitOperations(database, risk, clock, json).register(operations);
        new StressOperations(database).register(operations);
        RevenueOperations revenue = new RevenueOperations(member, tail.chaincode(), database, clock, json);
        revenue.register(operations);
        new RevenueReports(revenue, database, json).register(operations);
        new RevenueSimulation(revenue, json).register(operations);
        new LiquidityOperations(member, database, clock, json).register(operations);
        new MessageOperations(member, database, scales).register(operations);
        new BooksOperations(database, ingestion, json, announcer).register(operations);
        new SourceOperations(
                        database,
                        sources.map(reader -> new PushedEntries(database, reconciliation, reader, audit, clock)),
                        announcer,
                        clock)
                .register(operations);
        new DeskOperations(this, json, announcer).register(operations);
        new EvidenceOperations(this).register(operations);
        new SharedBreakOperations(member, database, clock, json, desk.work().carries()).register(operations);
        new AnchorOperations(member, database, proofs, json).register(operations);
        new BooksFileOperations(database, ingestion, mappings, json).register(operations);
        new RuleOperations(vertx, database, reconciliation, audit, clock, announcer).register(operations);
        new SuggestionOperations(database, reconciliation, audit, clock, desk, announcer).register(operations);
        new ServiceOperations(member, database, tail, risk, measurements, hub, clock, contract.yaml())
                .register(operations);
        SourceTokens tokens = new SourceTokens(database, audit, clock, new SecureRandom());
        return new ApiServer(
                vertx,
                contract,
                access,
                new AnswerGuard(contract, database, access),
                tokens::source,
                hub,
                tls,
                operations);
    }
}
