package clearing.settlement.matching;

import clearing.books.BookEntry;
import clearing.reconcile.References;
import clearing.settlement.store.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Lists of the few entries that are advised, confirmed or odd, and of references that are several or written in another way than they are
 * compared, in the caller's transaction. An index over all entries would ask about each of them whether it belongs into it.
 */
final class EntryLists {
    private static final List<String> ALL = List.of("advised_entry", "confirmed_entry", "odd_entry", "entry_reference");

    private final CopyRows advised = new CopyRows("advised_entry", "id, account, asset");
    private final CopyRows odd = new CopyRows("odd_entry", "id");
    private final CopyRows references = new CopyRows("entry_reference", "reference, id");

    /**
     * A new entry.
     *
     * @param isAdvised no statement has brought it yet
     */
    void add(long id, boolean isAdvised, BookEntry entry) {
        if (isAdvised) {
            advised.add(id, entry.account(), entry.asset());
        }
        List<String> all = entry.references();
        if (all.size() > 1 || !isNormal(entry)) {
            odd.add(id);
            Set<String> once = new LinkedHashSet<>();
            all.forEach(each -> once.add(References.normalise(each)));
            once.forEach(reference -> references.add(reference, id));
        }
    }

    /** Whether the entry writes its reference as references are compared. */
    static boolean isNormal(BookEntry entry) {
        return References.normalise(entry.reference()).equals(entry.reference());
    }

    void write(Connection connection) throws SQLException {
        advised.write(connection);
        odd.write(connection);
        references.write(connection);
    }

    /** A statement has brought these for good. */
    static void confirmed(Connection connection, long statement, List<Long> entries) throws SQLException {
        Long[] ids = entries.toArray(Long[]::new);
        Rows.update(connection, "delete from advised_entry where id = any(?)", (Object) ids);
        Rows.update(
                connection,
                "insert into confirmed_entry (id, statement_id) select unnest(?::bigint[]), ? on conflict (id)"
                        + " do update set statement_id = excluded.statement_id",
                ids,
                statement);
    }

    /** The entry is no more. */
    static void gone(Connection connection, long entry) throws SQLException {
        for (String table : ALL) {
            Rows.update(connection, "delete from " + table + " where id = ?", entry);
        }
    }
}
