package clearing.settlement.matching;

import clearing.books.Balance;
import clearing.books.BookEntry;
import clearing.books.MappingVersion;
import clearing.books.StatedBalance;
import clearing.books.Statement;
import clearing.settlement.store.Rows;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Rows of statements and of their files, in the caller's transaction. */
final class StatementRows {
    private static final String COLUMNS =
            "id, file_id, reference, content_hash, internal_account, account, asset, from_date, to_date, opening, closing, movements,"
                    + " entries, consistent, continuous, page, last_page, kind, sequence, numbering, missing, not_booked, balances,"
                    + " mapping, mapping_version";

    private final Connection connection;
    private final long fileId;
    private final Optional<MappingVersion> mapping;
    private final Map<StatementChain.Key, StatementChain> chains;
    private final Map<Long, StatementChain.Standing> anew = new LinkedHashMap<>();
    private CopyRows rows = new CopyRows("statement", COLUMNS);

    /** @param all the statements that are about to be added */
    StatementRows(Connection connection, long fileId, Optional<MappingVersion> mapping, List<Statement> all)
            throws SQLException {
        this.connection = connection;
        this.fileId = fileId;
        this.mapping = mapping;
        chains = StatementChain.load(connection, all);
    }

    /** Keeps the bytes of a file. */
    static void original(Connection connection, long fileId, byte[] content) throws SQLException {
        Rows.update(connection, "insert into books_content (file_id, content) values (?, ?)", fileId, content);
    }

    /** The next statement, with how it stands to the one before it; the one after it, if it is here already, stands anew. */
    void add(long id, Statement s) throws SQLException {
        StatementChain chain = Objects.requireNonNull(chains.get(StatementChain.Key.of(s)));
        StatementChain.Link link = StatementChain.Link.of(id, s);
        StatementChain.Standing standing = chain.standing(link);
        boolean consistent = s.opening().isEmpty()
                || s.closing().isEmpty()
                || Math.addExact(s.opening().get().minor(), s.movementsMinor())
                        == s.closing().get().minor();
        rows.add(
                id,
                fileId,
                s.statementId(),
                s.contentHash(),
                s.internalAccountId(),
                s.account(),
                s.asset(),
                firstDay(s),
                StatementChain.lastDay(s),
                s.opening().map(Balance::minor),
                s.closing().map(Balance::minor),
                s.movementsMinor(),
                s.entries().size(),
                consistent,
                standing.continuous(),
                s.page(),
                s.lastPage(),
                s.kind().name(),
                s.sequence().isPresent() ? Optional.of(s.sequence().getAsLong()) : Optional.empty(),
                standing.numbering().name(),
                standing.missing(),
                s.notBooked(),
                balances(s.balances()).encode(),
                mapping.map(MappingVersion::name),
                mapping.map(MappingVersion::version));
        chain.add(link);
        Optional<StatementChain.Link> after = chain.after(link);
        if (after.isPresent()) {
            anew.put(after.get().id(), chain.standing(after.get()));
        }
    }

    /** Sends what was added. */
    void write() throws SQLException {
        rows.write(connection);
        rows = new CopyRows("statement", COLUMNS);
        for (Map.Entry<Long, StatementChain.Standing> each : anew.entrySet()) {
            Rows.update(
                    connection,
                    "update statement set continuous = ?, numbering = ?, missing = ? where id = ?",
                    each.getValue().continuous(),
                    each.getValue().numbering().name(),
                    each.getValue().missing(),
                    each.getKey());
        }
        anew.clear();
    }

    static JsonArray balances(List<StatedBalance> balances) {
        JsonArray all = new JsonArray();
        for (StatedBalance balance : balances) {
            JsonObject each = new JsonObject()
                    .put("type", balance.type())
                    .put("asset", balance.asset())
                    .put("value", balance.amount())
                    .put("date", balance.date().toString());
            if (!balance.subType().isEmpty()) {
                each.put("subType", balance.subType());
            }
            all.add(each);
        }
        return all;
    }

    /** The day of the opening, else of the first entry. */
    static Optional<LocalDate> firstDay(Statement s) {
        return s.opening()
                .map(Balance::date)
                .or(() -> s.entries().stream().map(BookEntry::bookingDate).min(Comparator.naturalOrder()));
    }
}
