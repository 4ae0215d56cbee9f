package clearing.settlement.matching;

import clearing.settlement.store.Rows;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Row numbers, counted here and not by sequences: a rolled-back transaction leaves no gap and the same facts in the same
 * order get the same numbers. Guarded by the owner's lock.
 */
final class Ids {
    private long posting;
    private long file;
    private long statement;
    private long entry;
    private long breakId;
    private long agreement;

    static Ids load(Connection connection) throws SQLException {
        Ids ids = new Ids();
        ids.posting = Rows.number(connection, "select coalesce(max(id), 0) from posting_fact");
        ids.file = Rows.number(connection, "select coalesce(max(id), 0) from books_file");
        ids.statement = Rows.number(connection, "select coalesce(max(id), 0) from statement");
        ids.entry = Rows.number(
                connection,
                "select greatest((select coalesce(max(id), 0) from book_entry_fact), (select coalesce(max(id), 0) from"
                        + " withdrawn_entry), (select coalesce(max(id), 0) from match_fact))");
        ids.breakId = Rows.number(connection, "select coalesce(max(id), 0) from break");
        ids.agreement = Rows.number(connection, "select coalesce(max(id), 0) from agreement");
        return ids;
    }

    long lastPosting() {
        return posting;
    }

    long lastEntry() {
        return entry;
    }

    long nextPosting() {
        return ++posting;
    }

    long nextFile() {
        return ++file;
    }

    long nextStatement() {
        return ++statement;
    }

    long nextEntry() {
        return ++entry;
    }

    /** Of a match that is no pair; a pair has the number of its entry. Not before all entries have theirs. */
    long nextMatch() {
        return ++entry;
    }

    /** The last number was not used. */
    void giveBackAgreement() {
        agreement--;
    }

    long nextAgreement() {
        return ++agreement;
    }

    long nextBreak() {
        return ++breakId;
    }
}
