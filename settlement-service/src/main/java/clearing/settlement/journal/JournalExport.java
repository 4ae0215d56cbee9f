package clearing.settlement.journal;

import clearing.client.journal.Journal;
import clearing.client.proof.Salts;
import clearing.kernel.codec.Blob;
import clearing.kernel.reconcile.AnchorPeriod;
import clearing.kernel.reconcile.JournalRoot;
import clearing.settlement.store.AuditLog;
import clearing.settlement.store.Database;
import clearing.settlement.store.Rows;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Makes the journal of a day from the books that the service has taken in: every entry that is booked on the day, account by account, with
 * what the reconciliation made of it, the balances that the statements state, and the seal of the audit log, all of one moment. That is the
 * present one, or the one at which a cycle of the day was over. Made again it has the same secret, so the same entries make the same root;
 * of a cycle they are always the same. An entry is named by the number that the service gave it: what the books call it is unique in its
 * statement only, and a day may have several.
 */
public final class JournalExport {
    private final Database database;
    private final AuditLog audit;
    private final String member;
    private final SecureRandom random;

    /** @param audit where the export itself is noted; for a journal of the present moment before the seal is taken */
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
     * @param cut the cycle that was over, and the block that settled it; empty for the journal of the present moment
     */
    public record Made(Journal journal, Blob secret, List<String> unbalanced, Optional<String> cut) {
        public Made {
            unbalanced = List.copyOf(unbalanced);
        }
    }

    /** There is no such cycle to make the journal of; the message says why, in a sentence. */
    public static final class NoCut extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NoCut(String sentence) {
            super(sentence);
        }
    }

    /** The books of one moment. */
    private record Books(List<Journal.Of> accounts, Journal.Seal seal, Optional<String> cut) {}

    /** Makes the journal of a day as it stands; empty when no books have come in up to then. */
    public Optional<Made> make(String actor, LocalDate day, Instant now) {
        return make(actor, AnchorPeriod.wholeDay(day), now);
    }

    /**
     * Makes the journal of a period.
     *
     * @param period a day as it stands, or a day up to the end of one of its cycles
     * @return empty when no books had come in up to then
     * @throws NoCut when the cycle is not over, as far as the ledger was read, or no cut was taken at its end
     */
    public Optional<Made> make(String actor, AnchorPeriod period, Instant now) {
        return database.write(connection -> {
            oneMoment(connection);
            return make(connection, actor, period, period.cycle() > 0, now);
        });
    }

    /** Has all of the transaction see the same; first of all in it. */
    static void oneMoment(Connection connection) throws SQLException {
        try (PreparedStatement one = connection.prepareStatement("set transaction isolation level repeatable read")) {
            one.execute();
        }
    }

    /** The journal of a cut, or of the present moment, in the caller's transaction. */
    Optional<Made> make(Connection connection, String actor, AnchorPeriod period, boolean ofCut, Instant now)
            throws SQLException {
        byte[] secret = secret(connection, period);
        Optional<Books> books = ofCut ? cut(connection, actor, period) : present(connection, actor, period);
        if (books.isEmpty()) {
            return Optional.empty();
        }
        Journal journal =
                new Journal(member, period, books.get().accounts(), books.get().seal(), new Salts(secret));
        store(connection, journal, secret, now);
        KeptJournals.keep(connection, journal, Blob.of(secret), now);
        List<String> unbalanced = journal.accounts().stream()
                .map(journal::account)
                .filter(account -> !account.balances())
                .map(account -> account.account() + " in " + account.asset())
                .toList();
        return Optional.of(
                new Made(journal, Blob.of(secret), unbalanced, books.get().cut()));
    }

    private Optional<Books> present(Connection connection, String actor, AnchorPeriod period) throws SQLException {
        List<Journal.Of> accounts = Rows.list(
                connection,
                BooksOfDay.ROWS,
                List.of(period.day()),
                row -> BooksOfDay.account(connection, row, period.day()));
        if (accounts.isEmpty()) {
            return Optional.empty();
        }
        noted(connection, actor, period);
        return Optional.of(new Books(sorted(accounts), CycleCuts.seal(connection), Optional.empty()));
    }

    private Optional<Books> cut(Connection connection, String actor, AnchorPeriod period) throws SQLException {
        CycleCuts.Cut cut = CycleCuts.of(connection, period)
                .orElseThrow(() -> new NoCut("as far as the ledger was read, less than " + period.cycle()
                        + " of the cycles of " + period.day() + " are over"));
        String words = cut.cycle() + ", settled by block " + cut.block();
        Journal.Seal seal = cut.seal()
                .orElseThrow(() -> new NoCut(
                        words + ", was over before this service kept how the books stood at the end of cycles"));
        List<Journal.Of> accounts = CycleCuts.books(connection, period);
        if (accounts.isEmpty()) {
            return Optional.empty();
        }
        noted(connection, actor, period);
        return Optional.of(new Books(sorted(accounts), seal, Optional.of(words)));
    }

    private void noted(Connection connection, String actor, AnchorPeriod period) throws SQLException {
        audit.append(connection, actor, "JOURNAL_EXPORTED", period.toString(), "");
    }

    private static List<Journal.Of> sorted(List<Journal.Of> accounts) {
        return accounts.stream()
                .sorted(Comparator.comparing(of -> of.account() + "/" + of.asset()))
                .toList();
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
