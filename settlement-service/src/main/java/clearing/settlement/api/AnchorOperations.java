package clearing.settlement.api;

import clearing.client.certificate.NoCertificate;
import clearing.client.journal.Journal;
import clearing.kernel.calendar.CycleId;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.reconcile.JournalAnchor;
import clearing.kernel.reconcile.Positions;
import clearing.settlement.journal.KeptJournals;
import clearing.settlement.journal.Proofs;
import clearing.settlement.store.Database;
import clearing.settlement.store.Rows;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** What members have anchored of their journals, and certificates of single entries. */
final class AnchorOperations {
    private final String member;
    private final Database database;
    private final Proofs proofs;
    private final Json json;

    AnchorOperations(String member, Database database, Proofs proofs, Json json) {
        this.member = member;
        this.database = database;
        this.proofs = proofs;
        this.json = json;
    }

    void register(Map<String, Operation> operations) {
        operations.put("anchors", this::anchors);
        operations.put("entryProof", this::proof);
    }

    private Answer anchors(Call call) {
        Select query =
                new Select("select a.*, exists (select from journal_anchor n where n.member = a.member and n.day ="
                        + " a.day and n.cycle = a.cycle and n.revision > a.revision) as superseded, exists (select from journal_kept k"
                        + " where k.root = a.root) as kept, c.lane, c.number as lane_cycle, c.block as cut_block from journal_anchor a"
                        + " left join journal_cut c on c.day = a.day and c.cycle = a.cycle and c.cycle > 0");
        String whose = call.text("member").orElse(member);
        if (!whose.equals("*")) {
            query.where("a.member = ?", whose);
        }
        query.whereIf(call.date("day"), "a.day = ?");
        Cursor cursor = call.cursor();
        if (!cursor.atStart()) {
            query.where("(a.block, a.tx, a.effect) < (?, ?, ?)", cursor.number(0), cursor.number(1), cursor.number(2));
        }
        query.then("order by a.block desc, a.tx desc, a.effect desc");
        return Answer.ok(database.read(connection -> Page.of(
                connection,
                query,
                call.limit(),
                row -> new Page.Item(
                        anchor(connection, row),
                        Cursor.of(row.getLong("block"), row.getInt("tx"), row.getInt("effect"))))));
    }

    private JsonObject anchor(Connection connection, ResultSet row) throws SQLException {
        JournalAnchor anchor = JournalAnchor.decode(row.getBytes("stored"));
        JsonObject told = new JsonObject()
                .put("member", anchor.member())
                .put("day", anchor.period().day().toString())
                .put("cycle", anchor.period().cycle())
                .put("revision", anchor.revision())
                .put("number", anchor.number())
                .put("root", HexFormat.of().formatHex(anchor.root().root().bytes()))
                .put("accounts", anchor.root().accounts())
                .put("entries", anchor.root().entries())
                .put("audited", anchor.root().audited())
                .put("positions", HexFormat.of().formatHex(anchor.positions().bytes()))
                .put("at", anchor.at().toString())
                .put("block", row.getLong("block"))
                .put("txId", row.getString("tx_id"))
                .put("superseded", row.getBoolean("superseded"))
                .put("kept", row.getBoolean("kept"));
        Json.put(told, "reason", Json.nonEmpty(anchor.reason()));
        Json.put(told, "after", after(row, anchor));
        if (row.getBoolean("kept") && anchor.member().equals(member)) {
            told.put("lines", lines(connection, row, anchor));
        }
        return told;
    }

    /** The cycle that was over; empty for a whole day, or where the ledger has no such cycle as far as it was read. */
    private static Optional<JsonObject> after(ResultSet row, JournalAnchor anchor) throws SQLException {
        Optional<String> lane = Optional.ofNullable(row.getString("lane"));
        long block = row.getLong("cut_block");
        int number = row.getInt("lane_cycle");
        return lane.map(code -> new JsonObject()
                .put("cycle", new CycleId(code, anchor.period().day(), number).toString())
                .put("block", block));
    }

    /** Account by account, what the journal comes to beside what the contract held when it was anchored. */
    private JsonArray lines(Connection connection, ResultSet row, JournalAnchor anchor) throws SQLException {
        Optional<Positions> held =
                Optional.ofNullable(row.getBytes("positions")).map(Positions::decode);
        JsonArray lines = new JsonArray();
        Rows.list(
                        connection,
                        "select * from journal_account where root = ? order by place",
                        List.of(anchor.root().root().bytes()),
                        account -> line(account, held))
                .forEach(lines::add);
        return lines;
    }

    private JsonObject line(ResultSet row, Optional<Positions> held) throws SQLException {
        String account = row.getString("account");
        String asset = row.getString("asset");
        long closing = row.getLong("closing_minor");
        JsonObject line = new JsonObject()
                .put("account", account)
                .put("asset", asset)
                .put("entries", row.getLong("entries"))
                .put("root", HexFormat.of().formatHex(row.getBytes("entries_root")))
                .put("opening", json.amount(asset, row.getLong("opening_minor")))
                .put("in", json.amount(asset, row.getBigDecimal("in_minor")))
                .put("out", json.amount(asset, row.getBigDecimal("out_minor")))
                .put("closing", json.amount(asset, closing));
        Optional<Long> position = held.flatMap(all -> position(all, account, asset));
        position.ifPresent(total -> line.put("held", json.amount(asset, total))
                .put(
                        "difference",
                        json.amount(asset, BigInteger.valueOf(total).subtract(BigInteger.valueOf(closing)))));
        return line;
    }

    /** Empty where the constitution has no such account or asset. */
    private Optional<Long> position(Positions held, String account, String asset) {
        return json.constitution()
                .flatMap((Constitution c) -> c.assetIndex(asset)
                        .flatMap(index -> c.accountIndex(member, account).map(number -> held.total(number, index))));
    }

    /** An entry of the books; the journal has it by its number. */
    private record Entry(long id, String account, String asset, LocalDate day) {}

    /** The account in an anchored journal, and the entry's place there. */
    private record Place(Journal journal, Journal.Of of, int entry) {}

    private Answer proof(Call call) {
        Entry entry = database.read(connection -> Rows.first(
                        connection,
                        "select id, account, asset, booking_date from book_entry where id = ?",
                        List.of(call.pathNumber("entryId")),
                        row -> new Entry(
                                row.getLong("id"),
                                row.getString("account"),
                                row.getString("asset"),
                                row.getObject("booking_date", LocalDate.class)))
                .orElseThrow(() -> ApiException.notFound("The entry")));
        Place place = place(entry);
        try {
            byte[] file = proofs.of(place.journal(), place.of(), place.entry());
            String name = "proof-" + call.pathNumber("entryId") + "-"
                    + place.journal().period().day() + ".json";
            return Answer.file("application/json", name, Buffer.buffer(file));
        } catch (NoCertificate e) {
            throw ApiException.conflict(String.valueOf(e.getMessage()));
        } catch (Proofs.Away e) {
            throw ApiException.unavailable("The ledger's peers did not answer; try again.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ApiException.unavailable("The service is stopping.");
        }
    }

    private Place place(Entry entry) {
        Journal journal = database.read(connection -> KeptJournals.anchored(connection, member, entry.day()))
                .orElseThrow(() ->
                        ApiException.conflict("The journal of " + entry.day() + " is not anchored on the ledger."));
        Optional<Journal.Of> of = journal.find(entry.account(), entry.asset());
        OptionalInt index = of.isEmpty()
                ? OptionalInt.empty()
                : IntStream.range(0, of.get().entries().size())
                        .filter(i -> of.get().entries().get(i).id().equals(Long.toString(entry.id())))
                        .findFirst();
        if (of.isEmpty() || index.isEmpty()) {
            throw ApiException.conflict("The journal of " + entry.day() + " was anchored without this entry.");
        }
        return new Place(journal, of.get(), index.getAsInt());
    }
}
