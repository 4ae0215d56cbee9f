package clearing.settlement.journal;

import clearing.client.journal.Journal;
import clearing.client.journal.JournalAccount;
import clearing.client.journal.JournalFile;
import clearing.kernel.codec.Blob;
import clearing.settlement.store.Rows;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * The member's journals as they were made, by their roots: verdicts go on changing, and what was anchored can be proved only from what stood
 * there then. They are private, as the files are that are written of them.
 */
public final class KeptJournals {
    private KeptJournals() {}

    /** Keeps a journal and what it says account by account; one of the same root is there already. */
    static void keep(Connection connection, Journal journal, Blob secret, Instant now) throws SQLException {
        byte[] root = journal.root().root().bytes();
        int kept = Rows.update(
                connection,
                "insert into journal_kept (root, day, cycle, lines, at) values (?, ?, ?, ?, ?) on conflict do nothing",
                root,
                journal.period().day(),
                journal.period().cycle(),
                packed(JournalFile.lines(journal, secret)),
                now);
        if (kept == 0) {
            return;
        }
        for (int place = 0; place < journal.accounts().size(); place++) {
            JournalAccount account = journal.account(journal.accounts().get(place));
            Rows.update(
                    connection,
                    "insert into journal_account (root, place, account, asset, opening_minor, in_minor, out_minor, closing_minor,"
                            + " entries, entries_root) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    root,
                    place,
                    account.account(),
                    account.asset(),
                    account.opening(),
                    account.in(),
                    account.out(),
                    account.closing(),
                    account.entries(),
                    account.root().bytes());
        }
    }

    /**
     * The journal that the ledger holds the member to for a business day: of the newest revision for the whole day, or else for its last
     * cycle that was anchored. Empty where none is anchored that this service has made.
     */
    public static Optional<Journal> anchored(Connection connection, String member, LocalDate day) throws SQLException {
        return Rows.first(
                        connection,
                        "select k.lines from journal_anchor a join journal_kept k on k.root = a.root where a.member = ? and a.day = ?"
                                + " and a.revision = (select max(n.revision) from journal_anchor n where n.member = a.member and"
                                + " n.day = a.day and n.cycle = a.cycle) order by a.cycle <> 0, a.cycle desc",
                        List.of(member, day),
                        row -> row.getBytes(1))
                .map(lines -> JournalFile.read(Path.of("journal of " + day), unpacked(lines)));
    }

    private static byte[] packed(List<String> lines) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static List<String> unpacked(byte[] bytes) {
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(new ByteArrayInputStream(bytes)), StandardCharsets.UTF_8))) {
            return lines.lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
