package clearing.settlement.journal;

import clearing.client.journal.Journal;
import clearing.client.journal.JournalEntry;
import clearing.client.proof.Salts;
import clearing.kernel.codec.Blob;
import clearing.kernel.reconcile.AnchorPeriod;
import clearing.kernel.reconcile.JournalRoot;
import clearing.settlement.ledger.TradeNames;
import clearing.settlement.store.AuditLog;
import clearing.settlement.store.Database;
import clearing.settlement.store.Rows;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Makes the journal of a day from the books that the service has taken in: every entry that is booked on the day, account by account, with
 * what the reconciliation made of it, the balances that the statements state, and the seal of the audit log, all of one moment. Made again
 * it has the same secret, so the same entries make the same root. An entry is named by the number that the service gave it: what the books
 * call it is unique in its statement only, and a day may have several.
 */
public final class JournalExport {
    private static final JournalEntry.Verdict[] VERDICTS = {
        JournalEntry.Verdict.PENDING, JournalEntry.Verdict.MATCHED, JournalEntry.Verdict.BROKEN
    };
    private static final String ENTRIES = """
            select e.id, e.minor, e.booking_date, e.value_date, e.reference, e.status,
                   (select min(p.trade) from posting p where p.id = any(coalesce(m.postings, b.postings))
                    having count(distinct p.trade) = 1 and count(*) = count(p.trade)) as trade
            from book_entry e left join match m on m.id = e.match_id left join break b on b.id = e.break_id
            where e.account = ? and e.asset = ? and e.booking_date = ? order by e.id
            """;

    private final Database database;
    private final AuditLog audit;
    private final String member;
    private final SecureRandom random;

    /** @param audit where the export itself is noted, before the seal is taken */
    public JournalExport(Database database, AuditLog audit, String member, SecureRandom random) {
        this.database = database;
        this.audit = audit;
        this.member = member;
        this.random = random;
    }

    /**
     * A journal, and the secret that its salts are made from.
     *
     * @param unbalanced accounts whose opening, entries and closing do not sum up, by name: nothing of them can be anchored
     */
    public record Made(Journal journal, Blob secret, List<String> unbalanced) {
        public Made {
            unbalanced = List.copyOf(unbalanced);
        }
    }

    /** Makes the journal of a day; empty when no books have come in up to then. */
    public Optional<Made> make(String actor, LocalDate day, Instant now) {
        return database.write(connection -> {
            try (PreparedStatement one =
                    connection.prepareStatement("set transaction isolation level repeatable read")) {
                one.execute();
            }
            AnchorPeriod period = AnchorPeriod.wholeDay(day);
            byte[] secret = secret(connection, period);
            List<Journal.Of> accounts = accounts(connection, day);
            if (accounts.isEmpty()) {
                return Optional.empty();
            }
            audit.append(connection, actor, "JOURNAL_EXPORTED", period.toString(), "");
            Journal.Seal seal = Rows.first(
                            connection,
                            "select idx, hash from audit order by idx desc limit 1",
                            List.of(),
                            row -> new Journal.Seal(Blob.of(row.getBytes("hash")), row.getLong("idx") + 1))
                    .orElseThrow();
            Journal journal = new Journal(member, period, accounts, seal, new Salts(secret));
            store(connection, journal, secret, now);
            KeptJournals.keep(connection, journal, Blob.of(secret), now);
            List<String> unbalanced = accounts.stream()
                    .map(journal::account)
                    .filter(account -> !account.balances())
                    .map(account -> account.account() + " in " + account.asset())
                    .toList();
            return Optional.of(new Made(journal, Blob.of(secret), unbalanced));
        });
    }

    private byte[] secret(Connection connection, AnchorPeriod period) throws SQLException {
        return Rows.first(
                        connection,
                        "select secret from journal_export where day = ? and cycle = ?",
                        List.of(period.day(), period.cycle()),
                        row -> row.getBytes(1))
                .orElseGet(() -> {
                    byte[] fresh = new byte[Salts.SECRET_BYTES];
                    random.nextBytes(fresh);
                    return fresh;
                });
    }

    private record Name(String account, String asset) {}

    private static List<Journal.Of> accounts(Connection connection, LocalDate day) throws SQLException {
        List<Name> names = new ArrayList<>(Rows.list(
                connection,
                "select account, asset from statement where coalesce(to_date, from_date) <= ? union"
                        + " select account, asset from book_entry where booking_date <= ?",
                List.of(day, day),
                row -> new Name(row.getString(1), row.getString(2))));
        names.sort(Comparator.comparing(name -> name.account() + "/" + name.asset()));
        List<Journal.Of> accounts = new ArrayList<>(names.size());
        for (Name name : names) {
            accounts.add(account(connection, name, day));
        }
        return accounts;
    }

    private static Journal.Of account(Connection connection, Name name, LocalDate day) throws SQLException {
        List<JournalEntry> entries =
                Rows.list(connection, ENTRIES, List.of(name.account(), name.asset(), day), JournalExport::entry);
        String of = " from statement where account = ? and asset = ? and coalesce(to_date, from_date) ";
        Optional<Long> before = balance(
                connection,
                "select closing" + of
                        + "< ? and closing is not null order by coalesce(to_date, from_date) desc, id desc",
                name,
                day);
        Optional<Long> stated =
                balance(connection, "select opening" + of + "= ? and opening is not null order by id", name, day);
        long opening = stated.or(() -> before).orElse(0L);
        long movements = entries.stream().mapToLong(JournalEntry::minor).reduce(0, Math::addExact);
        long closing = balance(
                        connection, "select closing" + of + "= ? and closing is not null order by id desc", name, day)
                .orElse(Math.addExact(opening, movements));
        return new Journal.Of(name.account(), name.asset(), opening, closing, entries);
    }

    private static Optional<Long> balance(Connection connection, String sql, Name name, LocalDate day)
            throws SQLException {
        return Rows.first(
                connection, sql + " limit 1", List.of(name.account(), name.asset(), day), row -> row.getLong(1));
    }

    private static JournalEntry entry(ResultSet row) throws SQLException {
        int status = row.getInt("status");
        String trade = Optional.ofNullable(row.getString("trade"))
                .flatMap(TradeNames::parse)
                .map(id -> id.page().path() + "#" + id.index())
                .orElse("");
        return new JournalEntry(
                Long.toString(row.getLong("id")),
                row.getLong("minor"),
                row.getObject("booking_date", LocalDate.class),
                row.getObject("value_date", LocalDate.class),
                row.getString("reference"),
                status >= 0 && status < VERDICTS.length ? VERDICTS[status] : JournalEntry.Verdict.PENDING,
                trade);
    }

    private static void store(Connection connection, Journal journal, byte[] secret, Instant now) throws SQLException {
        JournalRoot root = journal.root();
        Rows.update(
                connection,
                "insert into journal_export (day, cycle, secret, root, accounts, entries, audit, audited, at) values"
                        + " (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (day, cycle) do update set root = excluded.root, accounts ="
                        + " excluded.accounts, entries = excluded.entries, audit = excluded.audit, audited = excluded.audited,"
                        + " at = excluded.at",
                journal.period().day(),
                journal.period().cycle(),
                secret,
                root.root().bytes(),
                root.accounts(),
                root.entries(),
                root.audit().bytes(),
                root.audited(),
                now);
    }
}
