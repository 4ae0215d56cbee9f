package clearing.settlement.evidence;

import clearing.client.evidence.EvidenceFacts;
import clearing.client.evidence.EvidenceFacts.AuditRecord;
import clearing.client.evidence.EvidenceFacts.Entry;
import clearing.client.evidence.EvidenceFacts.Section;
import clearing.settlement.matching.Scales;
import clearing.settlement.store.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** The evidence of an account in an asset on a day: what the books booked, what the ledger moved, and every break of it. */
public final class DayEvidence {
    /** Greatest number of entries that a pack lists. */
    public static final int MOST = 2_000;

    private static final String BREAKS =
            "select b.* from break b where b.account = ? and b.asset = ? and (b.value_date = ? or exists"
                    + " (select 1 from book_entry e where e.id = any(b.bookings) and e.booking_date = ?)) order by b.id";

    private final Connection connection;
    private final EvidenceRows rows;
    private final String account;
    private final String asset;
    private final LocalDate day;

    private DayEvidence(Connection connection, Scales scales, String account, String asset, LocalDate day) {
        this.connection = connection;
        this.rows = new EvidenceRows(connection, scales);
        this.account = account;
        this.asset = asset;
        this.day = day;
    }

    /** Everything about the day; empty when nothing of the account is known on it, or more than {@link #MOST} entries. */
    public static Optional<Pack> of(
            Connection connection, String member, Scales scales, String account, String asset, LocalDate day)
            throws SQLException {
        return new DayEvidence(connection, scales, account, asset, day).pack(member);
    }

    private record Brk(long id, List<String> line) {}

    private Optional<Pack> pack(String member) throws SQLException {
        List<Object> of = List.of(account, asset, day);
        Long[] postings = Rows.list(
                        connection,
                        "select id from posting where account = ? and asset = ? and value_date = ? order by id limit "
                                + (MOST + 1),
                        of,
                        row -> row.getLong(1))
                .toArray(Long[]::new);
        List<Entry> entries = rows.entries("account = ? and asset = ? and booking_date = ? and not advised", of);
        if (entries.size() + postings.length == 0 || entries.size() > MOST || postings.length > MOST) {
            return Optional.empty();
        }
        List<Brk> breaks = breaks();
        List<Section> sections = new ArrayList<>();
        sections.add(counts(of));
        sections.add(new Section(
                "Breaks",
                "",
                List.of("Break", "Kind", "Reference", "Ledger", "Books", "Value date", "Resolved"),
                breaks.stream().map(Brk::line).toList()));
        sections.add(rows.statements("s.account = ? and s.asset = ? and coalesce(s.to_date, s.from_date) = ?", of));
        sections.add(anchored());
        sections.add(rows.transactions(postings));
        List<String> subjects = new ArrayList<>(List.of(day.toString()));
        breaks.forEach(brk -> subjects.add("break " + brk.id()));
        List<AuditRecord> audit = rows.audit(subjects);
        Instant at = audit.stream()
                .map(record -> Instant.parse(record.at()))
                .max(Instant::compareTo)
                .orElse(day.atStartOfDay().toInstant(ZoneOffset.UTC));
        EvidenceFacts facts = new EvidenceFacts(
                member,
                "Account " + account + " in " + asset + " on " + day,
                at,
                entries,
                rows.trades(postings),
                audit,
                sections);
        return Optional.of(new Pack(
                facts,
                AttachedCertificates.of(connection, breaks.stream().map(Brk::id).toArray(Long[]::new), facts)));
    }

    private Section counts(List<Object> of) throws SQLException {
        List<List<String>> lines = new ArrayList<>();
        lines.addAll(
                sums("Books", "book_entry where account = ? and asset = ? and booking_date = ? and not advised", of));
        lines.addAll(sums("Ledger", "posting where account = ? and asset = ? and value_date = ?", of));
        return new Section(
                "Entries of the day",
                "The books' by booking date, the ledger's by value date.",
                List.of("Side", "Status", "Entries", "Sum"),
                lines);
    }

    private List<List<String>> sums(String side, String from, List<Object> of) throws SQLException {
        return Rows.list(
                connection,
                "select status, count(*), sum(minor) from " + from + " group by status order by status",
                of,
                row -> List.of(
                        side,
                        EvidenceRows.word(row.getInt(1)),
                        Long.toString(row.getLong(2)),
                        rows.amount(asset, row.getBigDecimal(3)) + " " + asset));
    }

    private List<Brk> breaks() throws SQLException {
        return Rows.list(
                connection,
                BREAKS,
                List.of(account, asset, day, day),
                row -> new Brk(
                        row.getLong("id"),
                        List.of(
                                Long.toString(row.getLong("id")),
                                row.getString("kind"),
                                row.getString("reference"),
                                rows.amount(asset, row.getBigDecimal("chain_minor")),
                                rows.amount(asset, row.getBigDecimal("books_minor")),
                                EvidenceRows.text(row, "value_date"),
                                row.getBoolean("resolved")
                                        ? Rows.instant(row, "resolved_at").toString()
                                        : "open")));
    }

    private Section anchored() throws SQLException {
        return new Section(
                "Journal of the day",
                "As it was exported last, to be anchored on the ledger.",
                List.of("Cycle", "Root", "Accounts", "Entries", "Audit records sealed", "Exported"),
                Rows.list(
                        connection,
                        "select * from journal_export where day = ? order by cycle",
                        List.of(day),
                        row -> List.of(
                                Integer.toString(row.getInt("cycle")),
                                HexFormat.of().formatHex(row.getBytes("root")),
                                Integer.toString(row.getInt("accounts")),
                                Long.toString(row.getLong("entries")),
                                Long.toString(row.getLong("audited")),
                                Rows.instant(row, "at").toString())));
    }
}
