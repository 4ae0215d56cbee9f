package clearing.settlement.matching;

import clearing.books.BookEntry;
import clearing.books.ForeignExchange;
import clearing.books.Location;
import clearing.books.Statement;
import clearing.reconcile.AccountKey;
import clearing.reconcile.Booking;
import clearing.reconcile.Side;
import clearing.settlement.store.Rows;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Where advised entries and statements meet. A report or a notification brings entries that count at once; one that is known
 * already is not counted again. The statement brings them for good: it confirms what was advised, takes the place of what it words
 * otherwise, and what was advised for its days and is not in it is withdrawn. A batch that was advised in parts and is stated as one
 * total stays in its parts, which are of more use; one that was advised as a total and is stated in parts is taken over by these.
 */
final class AdvisedEntries {
    private static final String ROWS =
            "select id, statement_id, entry_id, account, asset, minor, booking_date, value_date, refs, counterparty,"
                    + " reversal, code, note, line, bank_reference from book_entry where account = ? and asset = ?";
    private static final String MOVED =
            "id, statement_id, entry_id, account, asset, minor, reference, refs, counterparty, booking_date, value_date,"
                    + " reversal, code, note, line, bank_reference";

    private AdvisedEntries() {}

    /** Why an advised entry does not stand any more. */
    enum Reason {
        /** The statement of its day did not bring it. */
        NOT_CONFIRMED,
        /** The statement brought it in other words. */
        REPLACED
    }

    /** An advised entry that is withdrawn. */
    record Gone(long id, Booking booking, Reason reason, long statement) {}

    /**
     * What becomes of a document's entries.
     *
     * @param fresh those that count from now on
     * @param confirmed rows that stand for good now
     * @param gone rows that stand no more
     * @param told as the API shows them
     */
    record Intake(List<BookEntry> fresh, List<Long> confirmed, List<Gone> gone, List<JsonObject> told) {
        /** All of a document counts. */
        static Intake all(Statement of) {
            return new Intake(of.entries(), List.of(), List.of(), List.of());
        }
    }

    /**
     * What is known beforehand of accounts for which documents come.
     *
     * @param expected those that were looked at
     * @param waiting those of them for which advised entries wait for a statement
     */
    record Accounts(Set<AccountKey> expected, Set<AccountKey> waiting) {
        static final Accounts UNKNOWN = new Accounts(Set.of(), Set.of());

        /** Whether the document may meet what was advised, or has to be looked at itself. */
        boolean meet(Statement of) {
            AccountKey key = new AccountKey(of.account(), of.asset());
            return of.kind().isAdvice() || !expected.contains(key) || waiting.contains(key);
        }
    }

    /**
     * A document on its way in.
     *
     * @param id of its row
     * @param here entries of the same account and asset that came before in the same transaction
     */
    record Document(long id, Statement statement, List<EntryTwins.Known> here) {}

    /**
     * Decides; writes nothing.
     *
     * @param before what documents of the same transaction did
     * @param bound whether a person put the entry together with others: then it stands as it is when its statement brings it
     */
    static Intake intake(Connection connection, Document document, Collection<Intake> before, Predicate<Booking> bound)
            throws SQLException {
        if (document.statement().kind().isAdvice()) {
            return advice(connection, document.statement(), document.here());
        }
        Set<Long> settled = new HashSet<>();
        for (Intake each : before) {
            settled.addAll(each.confirmed());
            each.gone().forEach(gone -> settled.add(gone.id()));
        }
        return confirm(connection, document, settled, bound);
    }

    /** Looks at all accounts of the documents by one query. */
    static Accounts accounts(Connection connection, List<Statement> documents) throws SQLException {
        Set<AccountKey> expected = new LinkedHashSet<>();
        documents.forEach(each -> expected.add(new AccountKey(each.account(), each.asset())));
        Set<AccountKey> waiting = new HashSet<>(Rows.list(
                connection,
                "select k.account, k.asset from unnest(?::text[], ?::text[]) as k (account, asset) where exists (select from"
                        + " advised_entry e where e.account = k.account and e.asset = k.asset)",
                List.of(
                        expected.stream().map(AccountKey::account).toArray(String[]::new),
                        expected.stream().map(AccountKey::asset).toArray(String[]::new)),
                row -> new AccountKey(row.getString(1), row.getString(2))));
        return new Accounts(expected, waiting);
    }

    private static Intake advice(Connection connection, Statement statement, List<EntryTwins.Known> here)
            throws SQLException {
        List<BookEntry> entries = statement.entries();
        if (entries.isEmpty()) {
            return new Intake(List.of(), List.of(), List.of(), List.of());
        }
        LocalDate first = entries.stream()
                .map(BookEntry::valueDate)
                .min(LocalDate::compareTo)
                .orElseThrow();
        LocalDate last = entries.stream()
                .map(BookEntry::valueDate)
                .max(LocalDate::compareTo)
                .orElseThrow();
        List<EntryTwins.Known> known = new ArrayList<>(Rows.list(
                connection,
                ROWS + " and value_date between ? and ? order by id",
                List.of(statement.account(), statement.asset(), first, last),
                AdvisedEntries::known));
        known.addAll(here);
        Map<Integer, EntryTwins.Known> twins = EntryTwins.find(entries, known);
        List<BookEntry> fresh = new ArrayList<>();
        List<JsonObject> told = new ArrayList<>();
        Set<Integer> inBatches = told(entries, twins, known);
        for (int i = 0; i < entries.size(); i++) {
            if (twins.containsKey(i) || inBatches.contains(i)) {
                continue;
            }
            Optional<String> closed = covering(connection, entries.get(i));
            if (closed.isPresent()) {
                told.add(told(entries.get(i), closed.get()));
            } else {
                fresh.add(entries.get(i));
            }
        }
        return new Intake(fresh, List.of(), List.of(), told);
    }

    /** Positions of entries that are known as parts of a total, or as the total of parts. */
    private static Set<Integer> told(
            List<BookEntry> entries, Map<Integer, EntryTwins.Known> twins, List<EntryTwins.Known> known) {
        List<BatchTwins.Item> own = left(entries, twins);
        List<BatchTwins.Item> rows = rowsLeft(known, twins);
        Set<Integer> told = new HashSet<>();
        BatchTwins.find(rows, own).values().forEach(parts -> parts.forEach(part -> told.add((int) part.id())));
        own.removeIf(each -> told.contains((int) each.id()));
        BatchTwins.find(own, rows).keySet().forEach(total -> told.add(total.intValue()));
        return told;
    }

    /** What a document has beside twins, numbered by position. */
    private static List<BatchTwins.Item> left(List<BookEntry> entries, Map<Integer, EntryTwins.Known> twins) {
        List<BatchTwins.Item> left = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            if (!twins.containsKey(i)) {
                left.add(new BatchTwins.Item(i, 0, entries.get(i)));
            }
        }
        return left;
    }

    private static List<BatchTwins.Item> rowsLeft(List<EntryTwins.Known> known, Map<Integer, EntryTwins.Known> twins) {
        Set<Long> taken = new HashSet<>();
        twins.values().forEach(each -> taken.add(each.id()));
        List<BatchTwins.Item> left = new ArrayList<>();
        for (EntryTwins.Known each : known) {
            if (!taken.contains(each.id())) {
                left.add(new BatchTwins.Item(each.id(), each.document(), each.entry()));
            }
        }
        return left;
    }

    private static Intake confirm(Connection connection, Document document, Set<Long> settled, Predicate<Booking> bound)
            throws SQLException {
        long id = document.id();
        Statement statement = document.statement();
        List<EntryTwins.Known> advised = new ArrayList<>(Rows.list(
                connection,
                ROWS
                        + " and id = any(array(select a.id from advised_entry a where a.account = ? and a.asset = ?)) order by id",
                List.of(statement.account(), statement.asset(), statement.account(), statement.asset()),
                AdvisedEntries::known));
        advised.removeIf(each -> settled.contains(each.id()));
        if (advised.isEmpty()) {
            return Intake.all(statement);
        }
        Map<Integer, EntryTwins.Known> twins = EntryTwins.find(statement.entries(), advised);
        List<BookEntry> fresh = new ArrayList<>();
        List<Long> confirmed = new ArrayList<>();
        List<Gone> gone = new ArrayList<>();
        List<JsonObject> told = new ArrayList<>();
        List<BatchTwins.Item> rows = rowsLeft(advised, twins);
        Map<Long, List<BatchTwins.Item>> totals = BatchTwins.find(left(statement.entries(), twins), rows);
        Set<Long> answered = new HashSet<>();
        totals.values().forEach(parts -> parts.forEach(part -> answered.add(part.id())));
        confirmed.addAll(answered);
        rows.removeIf(row -> answered.contains(row.id()));
        List<BatchTwins.Item> own = left(statement.entries(), twins);
        own.removeIf(each -> totals.containsKey(each.id()));
        // What was advised as one total is stated in parts: these are what counts.
        Set<Long> inParts = BatchTwins.find(rows, own).keySet();
        for (BatchTwins.Item row : rows) {
            if (inParts.contains(row.id())) {
                gone.add(new Gone(row.id(), booking(row.id(), row.entry()), Reason.REPLACED, id));
                answered.add(row.id());
            }
        }
        for (int i = 0; i < statement.entries().size(); i++) {
            BookEntry entry = statement.entries().get(i);
            EntryTwins.Known twin = twins.get(i);
            if (totals.containsKey((long) i)) {
                continue;
            }
            if (twin == null) {
                fresh.add(entry);
            } else if (booking(twin.id(), entry).equals(booking(twin.id(), twin.entry()))
                    || bound.test(booking(twin.id(), twin.entry()))) {
                confirmed.add(twin.id());
            } else {
                gone.add(new Gone(twin.id(), booking(twin.id(), twin.entry()), Reason.REPLACED, id));
                fresh.add(entry);
            }
        }
        if (statement.lastPage() && statement.closing().isPresent()) {
            LocalDate last = statement.closing().get().date();
            LocalDate first = firstCovered(connection, statement, last);
            for (EntryTwins.Known each : advised) {
                LocalDate booked = each.entry().bookingDate();
                if (!twins.containsValue(each)
                        && !answered.contains(each.id())
                        && !booked.isBefore(first)
                        && !booked.isAfter(last)) {
                    gone.add(new Gone(each.id(), booking(each.id(), each.entry()), Reason.NOT_CONFIRMED, id));
                    told.add(told(each.entry(), statement.statementId()));
                }
            }
        }
        return new Intake(fresh, confirmed, gone, told);
    }

    /**
     * The first day of which the statement has to bring everything: the one after the closing of the statement before it, where it
     * follows on that one; else that of its own first entry.
     */
    private static LocalDate firstCovered(Connection connection, Statement s, LocalDate last) throws SQLException {
        StatementChain chain = StatementChain.load(connection, s);
        StatementChain.Link link = StatementChain.Link.of(Long.MAX_VALUE, s);
        StatementChain.Standing standing = chain.standing(link);
        while (link.page() > 1
                && standing.before().isPresent()
                && standing.before().get().sequence().equals(link.sequence())) {
            link = standing.before().get();
            standing = chain.standing(link);
        }
        boolean follows = standing.before().isPresent()
                && standing.continuous()
                && standing.numbering() != StatementChain.Numbering.GAP;
        if (follows) {
            LocalDate next = standing.before().get().to().plusDays(1);
            return next.isAfter(last) ? last : next;
        }
        return s.entries().stream()
                .map(BookEntry::bookingDate)
                .min(LocalDate::compareTo)
                .filter(day -> day.isBefore(last))
                .orElse(last);
    }

    /** The statement that has told of the entry's day already. */
    private static Optional<String> covering(Connection connection, BookEntry entry) throws SQLException {
        return Rows.first(
                connection,
                "select reference from statement where account = ? and asset = ? and kind = 'STATEMENT' and opening is not null"
                        + " and from_date <= ? and to_date >= ? order by id limit 1",
                List.of(entry.account(), entry.asset(), entry.bookingDate(), entry.bookingDate()),
                row -> row.getString(1));
    }

    private static JsonObject told(BookEntry entry, String statement) {
        String what = entry.reference().isEmpty() ? entry.bankReference() : entry.reference();
        return new JsonObject()
                .put("code", "ADVICE_NOT_CONFIRMED")
                .put(
                        "sentence",
                        "An entry that was advised for " + entry.bookingDate() + " is not in statement " + statement
                                + " of that day; it does not count.")
                .put("value", what);
    }

    /** Writes what was decided of rows that are stored. */
    static void store(Connection connection, long id, Intake intake, Instant now) throws SQLException {
        if (!intake.confirmed().isEmpty()) {
            Rows.update(
                    connection,
                    "update book_entry_fact set advised = false, confirmed_by = ? where id = any(?)",
                    id,
                    intake.confirmed().toArray(Long[]::new));
            EntryLists.confirmed(connection, id, intake.confirmed());
        }
        if (!intake.gone().isEmpty()) {
            ItemPages.gone(
                    connection, Side.BOOKS, intake.gone().stream().map(Gone::id).toList());
        }
        for (Gone gone : intake.gone()) {
            Rows.update(
                    connection,
                    "insert into withdrawn_entry (" + MOVED + ", reason, by_statement, at) select " + MOVED
                            + ", ?, ?, ? from book_entry where id = ?",
                    gone.reason().name(),
                    gone.statement(),
                    now,
                    gone.id());
            for (String table : List.of("book_entry_fact", "book_entry_moved", "broken_book_entry")) {
                Rows.update(connection, "delete from " + table + " where id = ?", gone.id());
            }
            EntryLists.gone(connection, gone.id());
        }
    }

    /** As the API shows it. */
    static String exchange(ForeignExchange of) {
        JsonObject exchange = new JsonObject().put("asset", of.asset()).put("value", of.amount());
        if (!of.rate().isEmpty()) {
            exchange.put("rate", of.rate());
        }
        return exchange.encode();
    }

    private static Booking booking(long id, BookEntry entry) {
        return Booking.of(Long.toString(id), entry);
    }

    private static EntryTwins.Known known(ResultSet row) throws SQLException {
        return new EntryTwins.Known(
                row.getLong("id"),
                row.getLong("statement_id"),
                new BookEntry(
                        row.getString("entry_id"),
                        row.getString("account"),
                        row.getString("asset"),
                        row.getLong("minor"),
                        row.getObject("booking_date", LocalDate.class),
                        row.getObject("value_date", LocalDate.class),
                        Arrays.asList((String[]) row.getArray("refs").getArray()),
                        row.getString("counterparty"),
                        row.getBoolean("reversal"),
                        row.getString("code"),
                        row.getString("note"),
                        new Location("", row.getInt("line"), 1),
                        row.getString("bank_reference"),
                        Optional.empty()));
    }
}
