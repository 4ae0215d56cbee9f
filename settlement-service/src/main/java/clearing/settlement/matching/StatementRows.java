package clearing.settlement.matching;

import clearing.books.Balance;
import clearing.books.BookEntry;
import clearing.books.MappingVersion;
import clearing.books.StatedBalance;
import clearing.books.Statement;
import clearing.settlement.store.Rows;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Rows of statements and of their files, in the caller's transaction. */
final class StatementRows {
    private StatementRows() {}

    /** Keeps the bytes of a file. */
    static void original(Connection connection, long fileId, byte[] content) throws SQLException {
        Rows.update(connection, "insert into books_content (file_id, content) values (?, ?)", fileId, content);
    }

    /** Writes a statement with how it stands to the one before it; the one after it, if it is here already, stands anew. */
    static void insert(Connection connection, long fileId, long id, Statement s, Optional<MappingVersion> mapping)
            throws SQLException {
        StatementChain chain = StatementChain.load(connection, s);
        StatementChain.Link link = StatementChain.Link.of(id, s);
        StatementChain.Standing standing = chain.standing(link);
        boolean consistent = s.opening().isEmpty()
                || s.closing().isEmpty()
                || Math.addExact(s.opening().get().minor(), s.movementsMinor())
                        == s.closing().get().minor();
        Rows.update(
                connection,
                "insert into statement (id, file_id, reference, content_hash, internal_account, account, asset, from_date, to_date,"
                        + " opening, closing, movements, entries, consistent, continuous, page, last_page, kind, sequence, numbering,"
                        + " missing, not_booked, balances, mapping, mapping_version)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?)",
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
                BigDecimal.valueOf(s.movementsMinor()),
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
            StatementChain.Standing anew = chain.standing(after.get());
            Rows.update(
                    connection,
                    "update statement set continuous = ?, numbering = ?, missing = ? where id = ?",
                    anew.continuous(),
                    anew.numbering().name(),
                    anew.missing(),
                    after.get().id());
        }
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
