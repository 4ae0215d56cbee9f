package clearing.settlement.api;

import clearing.kernel.reconcile.Resolution;
import clearing.kernel.reconcile.ResolutionProposal;
import clearing.kernel.reconcile.SharedBreak;
import clearing.kernel.reconcile.Signatures;
import clearing.kernel.reconcile.Word;
import clearing.settlement.ledger.TradeNames;
import clearing.settlement.shared.ShellCommand;
import clearing.settlement.shared.Turn;
import clearing.settlement.store.Rows;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Shared breaks as the API shows them. Persons are told by the hash of their certificate, as the ledger has them. */
final class SharedBreakJson {
    private final String member;
    private final Json json;

    SharedBreakJson(String member, Json json) {
        this.member = member;
        this.json = json;
    }

    /** A row of {@code shared_break}. */
    JsonObject item(ResultSet row, Instant now) throws SQLException {
        SharedBreak shared = SharedBreak.decode(row.getBytes("stored"));
        JsonArray waits = new JsonArray();
        Turn.of(shared)
                .forEach(turn -> waits.add(new JsonObject()
                        .put("member", turn.member())
                        .put("act", turn.act().name())
                        .put("hand", turn.hand().name())));
        JsonObject item = new JsonObject()
                .put("id", shared.id().toString())
                .put("opener", shared.id().opener())
                .put("reference", shared.id().reference())
                .put("counterparty", shared.counterparty())
                .put("state", shared.state().name())
                .put("kind", shared.subject().kind().name())
                .put(
                        "amount",
                        json.amountOf(shared.subject().asset(), shared.subject().amount()))
                .put("valueDate", shared.subject().valueDate().toString())
                .put("answerBy", shared.answerBy().toString())
                .put("resolveBy", shared.resolveBy().toString())
                .put("answered", shared.answer().isPresent())
                .put("late", new JsonArray(shared.late(now)))
                .put("waitsFor", waits)
                .put("comments", shared.comments())
                .put("at", Rows.instant(row, "at").toString())
                .put("block", row.getLong("block"));
        if (shared.isParty(member)) {
            item.put("side", shared.id().opener().equals(member) ? "OPENER" : "COUNTERPARTY");
        }
        Json.put(item, "about", Json.nonEmpty(shared.subject().about()));
        Json.put(
                item,
                "dueAt",
                Optional.ofNullable(row.getObject("due_at", OffsetDateTime.class))
                        .map(at -> at.toInstant().toString()));
        return item;
    }

    /** Both sides, the opener's first: what each has shown and who of it has signed what stands proposed. */
    static JsonArray sides(SharedBreak shared) {
        Optional<ResolutionProposal> proposal = shared.proposal();
        return new JsonArray()
                .add(side(
                        shared.id().opener(),
                        "OPENER",
                        Optional.of(shared.opened()),
                        proposal.map(ResolutionProposal::opener)))
                .add(side(
                        shared.counterparty(),
                        "COUNTERPARTY",
                        shared.answer(),
                        proposal.map(ResolutionProposal::counterparty)));
    }

    private static JsonObject side(
            String whose, String role, Optional<Word> evidence, Optional<Signatures> signatures) {
        JsonObject side = new JsonObject().put("member", whose).put("role", role);
        Json.put(side, "evidence", evidence.map(SharedBreakJson::word));
        Json.put(side, "maker", signatures.flatMap(Signatures::maker).map(SharedBreakJson::word));
        Json.put(side, "checker", signatures.flatMap(Signatures::checker).map(SharedBreakJson::word));
        return side;
    }

    private static JsonObject word(Word word) {
        return new JsonObject()
                .put("hash", HexFormat.of().formatHex(word.hash().bytes()))
                .put("person", HexFormat.of().formatHex(word.person().bytes()))
                .put("at", word.at().toString());
    }

    /** A proposal with the hash that is signed. */
    JsonObject proposal(SharedBreak shared, ResolutionProposal p) {
        Resolution resolution = p.resolution();
        JsonObject proposal = new JsonObject()
                .put("number", p.number())
                .put("by", p.by())
                .put("resolution", resolution.kind().name())
                .put("terms", HexFormat.of().formatHex(resolution.terms().bytes()))
                .put(
                        "hash",
                        HexFormat.of()
                                .formatHex(ResolutionProposal.hash(shared.id(), p.number(), resolution)
                                        .bytes()));
        Json.put(proposal, "party", Json.nonEmpty(resolution.party()));
        if (resolution.amount() != 0) {
            proposal.put("amount", json.amountOf(shared.subject().asset(), resolution.amount()));
        }
        Json.put(proposal, "trade", resolution.trade().map(TradeNames::of));
        return proposal;
    }

    /** A row of {@code shared_break_step}. */
    JsonObject step(ResultSet row) throws SQLException {
        String step = row.getString("step");
        JsonObject told = new JsonObject()
                .put("step", step)
                .put("by", row.getString("by_member"))
                .put("person", HexFormat.of().formatHex(row.getBytes("person")))
                .put("at", Rows.instant(row, "at").toString())
                .put("block", row.getLong("block"))
                .put("txId", row.getString("tx_id"));
        byte[] hash = row.getBytes("hash");
        Json.put(
                told, "hash", Optional.of(hash).filter(SharedBreakJson::isGiven).map(HexFormat.of()::formatHex));
        Json.put(told, "words", Json.nonEmpty(row.getString("words")));
        if (step.equals("PROPOSED")) {
            Optional<SharedBreak> then =
                    Optional.ofNullable(row.getBytes("stored")).map(SharedBreak::decode);
            Json.put(told, "proposal", then.flatMap(shared -> shared.proposal().map(p -> proposal(shared, p))));
        }
        return told;
    }

    static JsonArray commands(List<ShellCommand> commands) {
        JsonArray all = new JsonArray();
        commands.forEach(command -> {
            JsonObject one = new JsonObject()
                    .put("act", command.act().name())
                    .put("hand", command.hand().name())
                    .put("line", command.line());
            Json.put(one, "resolution", command.resolution().map(Enum::name));
            all.add(one);
        });
        return all;
    }

    static JsonObject escalation(SharedBreak shared) {
        return shared.escalation()
                .map(e -> new JsonObject()
                        .put("by", e.by())
                        .put("at", e.at().toString())
                        .put("late", new JsonArray(e.late())))
                .orElseGet(JsonObject::new);
    }

    /** A hash of zeros stands where there is none. */
    private static boolean isGiven(byte[] hash) {
        return !Arrays.equals(hash, new byte[hash.length]);
    }
}
