package clearing.settlement.api;

import clearing.client.revenue.explain.Explanation;
import clearing.client.revenue.explain.ShownStatement;
import clearing.client.revenue.explain.Sight;
import clearing.client.revenue.explain.Visibility;
import clearing.client.revenue.report.AgreementRecord;
import clearing.client.revenue.report.EscrowMove;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.constitution.Lane;
import clearing.kernel.revenue.run.RevenueBook;
import clearing.kernel.revenue.run.Statement;
import clearing.kernel.revenue.terms.Period;
import clearing.kernel.revenue.terms.Terms;
import clearing.kernel.settlement.SettlementCommands;
import clearing.settlement.revenue.RevenueReader;
import clearing.settlement.revenue.TermsVersion;
import clearing.settlement.revenue.Waits;
import clearing.settlement.store.Database;
import clearing.settlement.store.Rows;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** Agreements, measures and statements, as far as they let the service's member see. */
final class RevenueOperations {
    private final String member;
    private final String chaincode;
    private final Database database;
    private final InstantSource clock;
    private final Json json;
    private final RevenueJson shapes;

    RevenueOperations(String member, String chaincode, Database database, InstantSource clock, Json json) {
        this.member = member;
        this.chaincode = chaincode;
        this.database = database;
        this.clock = clock;
        this.json = json;
        this.shapes = new RevenueJson(json);
    }

    void register(Map<String, Operation> operations) {
        operations.put("revenueAgreements", this::agreements);
        operations.put("revenueAgreement", call -> Answer.ok(read(call, this::agreement)));
        operations.put("revenueMeasures", call -> Answer.ok(read(call, (known, c) -> measures(call, known))));
        operations.put("revenueStatements", call -> Answer.ok(read(call, (known, c) -> statements(call, known))));
        operations.put("revenueStatement", call -> Answer.ok(read(call, (known, c) -> statement(call, known))));
    }

    /** An agreement that is known, with what the member may see of it. */
    record Known(String id, RevenueReader reader, List<TermsVersion> versions, Visibility visibility) {
        /** The last version in force; the first proposal while there is none. */
        Terms terms() {
            return versions.stream()
                    .filter(TermsVersion::inForce)
                    .reduce((earlier, later) -> later)
                    .orElse(versions.getLast())
                    .terms();
        }

        SortedMap<Integer, Terms> inForce() {
            return RevenueReader.inForce(versions);
        }
    }

    interface Asked {
        JsonObject of(Known known, Connection connection) throws SQLException;
    }

    JsonObject read(Call call, Asked asked) {
        return database.read(connection -> {
            Known known = known(connection, call.pathText("agreement"))
                    .orElseThrow(() -> ApiException.notFound("This agreement"));
            return asked.of(known, connection);
        });
    }

    Optional<Known> known(Connection connection, String id) throws SQLException {
        RevenueReader reader = new RevenueReader(connection, chaincode);
        List<TermsVersion> versions = reader.versions(id);
        if (versions.isEmpty()) {
            return Optional.empty();
        }
        Visibility visibility = Visibility.of(
                member,
                json.constitution(),
                versions.stream().map(TermsVersion::terms).toList());
        return Optional.of(new Known(id, reader, versions, visibility));
    }

    private LocalDate today(Terms terms) {
        Optional<Constitution> c = json.constitution();
        return c.flatMap(known -> known.assetOf(terms.currency()).flatMap(asset -> known.lane(asset.lane())))
                .map((Lane lane) -> LocalDate.ofEpochDay(SettlementCommands.businessDay(lane, clock.instant())))
                .orElseThrow(() -> ApiException.notFound("The lane of " + terms.currency()));
    }

    private Waits waits(Known known) {
        return new Waits(known.reader(), known.id(), known.versions(), today(known.terms()));
    }

    private Answer agreements(Call call) {
        Cursor cursor = call.cursor();
        String after = cursor.atStart() ? "" : cursor.text(0);
        int limit = call.limit();
        return Answer.ok(database.read(connection -> {
            List<String> ids = Rows.list(
                    connection,
                    "select distinct agreement from revenue_terms where agreement > ? order by agreement limit ?",
                    List.of(after, limit + 1),
                    row -> row.getString(1));
            JsonArray items = new JsonArray();
            for (String id : ids.subList(0, Math.min(limit, ids.size()))) {
                items.add(head(known(connection, id).orElseThrow()));
            }
            JsonObject answer = new JsonObject()
                    .put("height", LedgerOperations.height(connection))
                    .put("items", items);
            if (ids.size() > limit) {
                answer.put("nextCursor", Cursor.of(ids.get(limit - 1)).toString());
            }
            return answer;
        }));
    }

    private JsonObject head(Known known) throws SQLException {
        Terms terms = known.terms();
        JsonObject head = new JsonObject()
                .put("id", known.id())
                .put("title", terms.title())
                .put("currency", terms.currency())
                .put("cycle", terms.cycle().name())
                .put("collector", terms.collector())
                .put("parties", RevenueJson.list(terms.parties(), party -> party.member()))
                .put("sight", known.visibility().sight().name())
                .put("state", known.inForce().isEmpty() ? "PROPOSED" : "IN_FORCE")
                .put("version", terms.version());
        Optional<Period> next = known.reader().book(known.id()).map(RevenueBook::next);
        next.ifPresent(period -> head.put("nextPeriod", period.toString())
                .put("nextStart", period.start().toString()));
        if (known.visibility().seesTerms()) {
            head.put("waits", RevenueJson.list(waits(known).all(), RevenueJson::wait));
        }
        return head;
    }

    private JsonObject agreement(Known known, Connection connection) throws SQLException {
        Waits waits = waits(known);
        JsonArray versions = new JsonArray();
        for (TermsVersion version : known.versions()) {
            versions.add(shapes.version(version, waits.missing(version), known.visibility()));
        }
        JsonObject answer = head(known)
                .put("height", LedgerOperations.height(connection))
                .put("today", today(known.terms()).toString())
                .put("versions", versions);
        return known.visibility().seesTerms() ? answer.put("escrow", escrow(known)) : answer;
    }

    private JsonObject escrow(Known known) throws SQLException {
        Terms terms = known.terms();
        List<EscrowMove> all = known.reader().moves(known.id(), terms.cycle());
        List<EscrowMove> shown = all.stream()
                .filter(move -> known.visibility().seesEscrowOf(move.member()))
                .toList();
        JsonObject escrow = new JsonObject()
                .put("moves", RevenueJson.list(shown, move -> shapes.move(move, terms.currency())))
                .put(
                        "disputes",
                        RevenueJson.list(
                                known.reader().disputes(known.id(), terms.cycle()),
                                d -> new JsonObject()
                                        .put("period", d.period().toString())
                                        .put("clause", d.clause())
                                        .put("by", d.by())
                                        .put("reason", d.reason())
                                        .put("paid", d.paid())));
        boolean whole = known.visibility().sight() != Sight.OWN;
        if (whole) {
            escrow.put("reserve", json.amount(terms.currency(), sum(all, true)))
                    .put("setAside", json.amount(terms.currency(), sum(all, false)));
        }
        return escrow;
    }

    private static long sum(List<EscrowMove> moves, boolean reserve) {
        return moves.stream()
                .filter(move -> move.kind().isReserve() == reserve)
                .mapToLong(EscrowMove::amount)
                .reduce(0, Math::addExact);
    }

    private JsonObject measures(Call call, Known known) throws SQLException {
        Period period = call.text("period")
                .map(text -> period(text, known, "period"))
                .or(() -> book(known).map(RevenueBook::next))
                .orElseThrow(() -> ApiException.notFound("A period of this agreement"));
        Waits waits = waits(known);
        Terms terms = waits.naming(period).orElseThrow(() -> ApiException.notFound("A version for this period"));
        JsonArray items = new JsonArray();
        waits.measures(terms, period)
                .forEach(state -> items.add(shapes.measureState(state, terms, known.visibility())));
        return new JsonObject()
                .put("period", period.toString())
                .put("start", period.start().toString())
                .put("today", today(terms).toString())
                .put("items", known.visibility().seesTerms() ? items : new JsonArray());
    }

    private static Optional<RevenueBook> book(Known known) {
        try {
            return known.reader().book(known.id());
        } catch (SQLException e) {
            throw new clearing.settlement.store.StorageException("cannot read the verified state", e);
        }
    }

    /** A period by its first day. */
    private static Period period(String text, Known known, String field) {
        try {
            Period period = new Period(known.terms().cycle(), LocalDate.parse(text));
            if (period.isAligned()) {
                return period;
            }
        } catch (DateTimeParseException e) {
            throw ApiException.invalid(field, "This is not a date: a period is named by its first day.");
        }
        throw ApiException.invalid(field, "No period of this agreement begins on that day.");
    }

    private JsonObject statements(Call call, Known known) throws SQLException {
        Cursor cursor = call.cursor();
        LocalDate before = cursor.atStart() ? LocalDate.of(9999, 12, 31) : LocalDate.ofEpochDay(cursor.number(0));
        List<AgreementRecord.Run> runs = known.reader().runs(known.id(), before, call.limit() + 1);
        List<AgreementRecord.Run> page = new ArrayList<>(runs.subList(0, Math.min(runs.size(), call.limit())));
        JsonArray items = new JsonArray();
        page.forEach(run -> items.add(shapes.statement(run, shown(run, known))));
        JsonObject answer = new JsonObject().put("items", items);
        if (runs.size() > page.size()) {
            answer.put(
                    "nextCursor",
                    Cursor.of(page.getLast().statement().period().start().toEpochDay())
                            .toString());
        }
        return answer;
    }

    private static ShownStatement shown(AgreementRecord.Run run, Known known) {
        return ShownStatement.of(run.statement(), known.inForce(), known.visibility());
    }

    private JsonObject statement(Call call, Known known) throws SQLException {
        Period period = period(call.pathText("period"), known, "period");
        AgreementRecord.Run run = known.reader()
                .run(known.id(), period.start())
                .orElseThrow(() -> ApiException.notFound("A statement of this period"));
        JsonObject answer = shapes.whole(run, shown(run, known), known.inForce());
        Statement s = run.statement();
        Optional<String> party = call.text("party").or(() -> Optional.of(member));
        boolean line = s.lines().stream()
                .anyMatch(l -> party.filter(l.member()::equals).isPresent());
        if (call.text("party").isPresent() && !line) {
            throw ApiException.notFound("A line of this party");
        }
        if (line && known.visibility().seesAmountsOf(party.get())) {
            Explanation explanation = Explanation.of(s, known.inForce(), party.get(), known.visibility());
            answer.put(
                    "explanation",
                    new JsonObject()
                            .put("party", party.get())
                            .put(
                                    "tree",
                                    RevenueJson.tree(
                                            explanation.tree(),
                                            shapes.figures(known.inForce().values()))));
        }
        return answer;
    }
}
