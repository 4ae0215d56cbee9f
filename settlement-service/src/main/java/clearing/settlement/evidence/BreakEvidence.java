package clearing.settlement.evidence;

import clearing.client.evidence.EvidenceFacts;
import clearing.client.evidence.EvidenceFacts.AuditRecord;
import clearing.client.evidence.EvidenceFacts.Section;
import clearing.settlement.desk.BreakFacts;
import clearing.settlement.desk.proposal.Proposal;
import clearing.settlement.matching.Scales;
import clearing.settlement.store.Rows;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** The evidence of a break. */
public final class BreakEvidence {
    private final String member;
    private final Connection connection;
    private final EvidenceRows rows;
    private final BreakFacts facts;
    private Instant newest;

    private BreakEvidence(String member, Connection connection, EvidenceRows rows, BreakFacts facts) {
        this.member = member;
        this.connection = connection;
        this.rows = rows;
        this.facts = facts;
        this.newest = facts.openedAt();
    }

    /** Everything about a break; empty when there is none of that number. */
    public static Optional<Pack> of(Connection connection, String member, Scales scales, long id) throws SQLException {
        List<BreakFacts> found = BreakFacts.where(connection, "id = ?", List.of(id));
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new BreakEvidence(member, connection, new EvidenceRows(connection, scales), found.getFirst())
                                .pack());
    }

    private Pack pack() throws SQLException {
        Long[] postings = facts.postings().toArray(Long[]::new);
        Long[] bookings = facts.bookings().toArray(Long[]::new);
        List<Section> sections = new ArrayList<>();
        sections.add(facts());
        sections.add(new BothSides(connection, rows).of(postings, bookings));
        sections.add(differences());
        List<Proposal> proposals = Rows.list(
                connection, "select * from proposal where break_id = ? order by id", List.of(facts.id()), Proposal::of);
        sections.add(proposals(proposals));
        sections.add(history());
        sections.add(rows.statements(
                "s.id in (select statement_id from book_entry where id = any(?))", List.of((Object) bookings)));
        sections.add(rows.transactions(postings));
        sections.add(attachments());
        List<String> subjects = new ArrayList<>(List.of("break " + facts.id()));
        proposals.forEach(proposal -> subjects.add("proposal " + proposal.id()));
        List<AuditRecord> audit = rows.audit(subjects);
        audit.forEach(record -> seen(Instant.parse(record.at())));
        EvidenceFacts all = new EvidenceFacts(
                member,
                "Break " + facts.id() + (facts.reference().isEmpty() ? "" : ", " + facts.reference()),
                newest,
                rows.entries("id = any(?)", List.of((Object) bookings)),
                rows.trades(postings),
                audit,
                sections);
        return new Pack(all, AttachedCertificates.of(connection, new Long[] {facts.id()}, all));
    }

    private Instant seen(Instant at) {
        newest = at.isAfter(newest) ? at : newest;
        return at;
    }

    private Section facts() throws SQLException {
        List<List<String>> lines = new ArrayList<>();
        Rows.list(connection, "select * from break where id = ?", List.of(facts.id()), row -> {
            lines.add(List.of("What is wrong", row.getString("sentence")));
            lines.add(List.of("Kind", facts.kind()));
            lines.add(List.of("State", facts.state().name()));
            lines.add(List.of("Account", facts.account() + " in " + facts.asset()));
            lines.add(List.of("Reference", facts.reference()));
            lines.add(List.of("Counterparty", facts.counterparty()));
            lines.add(List.of("Value date", EvidenceRows.text(row, "value_date")));
            lines.add(List.of("Ledger", rows.amount(facts.asset(), facts.chainMinor())));
            lines.add(List.of("Books", rows.amount(facts.asset(), facts.booksMinor())));
            lines.add(List.of(
                    "Difference", rows.amount(facts.asset(), facts.booksMinor().subtract(facts.chainMinor()))));
            lines.add(List.of("Amount at risk", rows.amount(facts.asset(), facts.riskMinor())));
            lines.add(List.of("Severity", facts.severity().name()));
            lines.add(List.of(
                    "Owner",
                    facts.owner().user().or(() -> facts.owner().group()).orElse("nobody")));
            lines.add(List.of("Opened", facts.openedAt().toString()));
            if (row.getObject("resolved_at") != null) {
                lines.add(List.of(
                        "Resolved", seen(Rows.instant(row, "resolved_at")).toString()));
            }
            return true;
        });
        return new Section("The break", "", List.of("Field", "Value"), lines);
    }

    private Section differences() throws SQLException {
        List<List<String>> lines = new ArrayList<>();
        Rows.first(
                        connection,
                        "select differences from break where id = ?",
                        List.of(facts.id()),
                        row -> new JsonArray(row.getString(1)))
                .ifPresent(all -> {
                    for (int i = 0; i < all.size(); i++) {
                        JsonObject one = all.getJsonObject(i);
                        lines.add(List.of(
                                one.getString("field", ""), one.getString("chain", ""), one.getString("books", "")));
                    }
                });
        return new Section("What differs", "", List.of("Field", "Ledger", "Books"), lines);
    }

    private Section proposals(List<Proposal> proposals) throws SQLException {
        List<List<String>> lines = new ArrayList<>();
        for (Proposal p : proposals) {
            lines.add(List.of(
                    "Proposal " + p.id() + ": " + p.kind() + " of " + rows.amount(p.asset(), p.amountMinor()) + " "
                            + p.asset(),
                    "proposed",
                    p.maker(),
                    seen(p.at()).toString(),
                    p.reason()));
            lines.addAll(Rows.list(
                    connection,
                    "select * from proposal_decision where proposal_id = ? order by at, by_whom",
                    List.of(p.id()),
                    row -> List.of(
                            "Proposal " + p.id(),
                            row.getBoolean("approve") ? "approved" : "rejected",
                            row.getString("by_whom"),
                            seen(Rows.instant(row, "at")).toString(),
                            row.getString("reason"))));
            lines.add(List.of(
                    "Proposal " + p.id(),
                    "now " + p.state(),
                    "",
                    p.decidedAt().map(this::seen).map(Instant::toString).orElse(""),
                    ""));
        }
        return new Section("Who proposed, who approved", "", List.of("What", "Step", "Who", "When", "Reason"), lines);
    }

    private Section history() throws SQLException {
        return new Section(
                "History",
                "",
                List.of("When", "Who", "What", "Text"),
                Rows.list(
                        connection,
                        "select at, by_whom, action, note from break_event where break_id = ? order by seq",
                        List.of(facts.id()),
                        row -> List.of(
                                seen(Rows.instant(row, "at")).toString(),
                                row.getString("by_whom"),
                                row.getString("action"),
                                EvidenceRows.text(row, "note"))));
    }

    private Section attachments() throws SQLException {
        return new Section(
                "Attachments",
                "Kept at the member; those that are certificates of the facts above are embedded here.",
                List.of("Name", "Bytes", "By", "When", "SHA-256"),
                Rows.list(
                        connection,
                        "select name, size, by_whom, at, sha256 from break_attachment where break_id = ? order by id",
                        List.of(facts.id()),
                        row -> List.of(
                                row.getString("name"),
                                Integer.toString(row.getInt("size")),
                                row.getString("by_whom"),
                                seen(Rows.instant(row, "at")).toString(),
                                HexFormat.of().formatHex(row.getBytes("sha256")))));
    }
}
