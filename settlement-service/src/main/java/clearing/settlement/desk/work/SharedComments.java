package clearing.settlement.desk.work;

import clearing.kernel.reconcile.BreakId;
import clearing.settlement.desk.DeskRefusal;
import clearing.settlement.desk.DeskRefusal.Code;
import clearing.settlement.errand.BreakComment;
import clearing.settlement.errand.Errands;
import clearing.settlement.store.Rows;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** Comments of the desk for the other side of a shared break, as errands to the ledger. */
public final class SharedComments {
    private static final int MOST = 100;

    private final String member;
    private final SecureRandom random;

    /**
     * Comments that the member's service carries.
     *
     * @param random makes the salts of their hashes
     */
    public SharedComments(String member, SecureRandom random) {
        this.member = member;
        this.random = random;
    }

    /**
     * Where a comment goes; changes nothing.
     *
     * @param reference what the break of the desk is about
     * @throws DeskRefusal when nothing about it is shared now, or it is shared more than once and none is named, or the ledger does not take
     *     the text in words
     */
    BreakId target(Connection connection, String reference, String text, Sharing how) throws SQLException {
        List<BreakId> shared = Rows.list(
                connection,
                "select opener, reference from shared_break where about = ? and about <> '' and ? in (opener, counterparty)"
                        + " and due_at is not null order by block desc, opener, reference limit " + MOST,
                List.of(reference, member),
                row -> new BreakId(row.getString(1), row.getString(2)));
        if (shared.isEmpty()) {
            throw DeskRefusal.of(
                    Code.CONFLICT,
                    "Nothing of this break is shared with a counterparty now. Share the break first, or keep the comment within the house.");
        }
        if (how.inWords() && !BreakComment.isWords(text)) {
            throw DeskRefusal.invalid(
                    "inWords",
                    "In words the ledger takes one line of at most " + BreakComment.MAX_WORDS
                            + " printable ASCII characters. Without words only the hash of the text goes there.");
        }
        if (how.on().isPresent()) {
            return shared.stream()
                    .filter(id -> id.toString().equals(how.on().get()))
                    .findFirst()
                    .orElseThrow(() -> DeskRefusal.invalid(
                            "sharedBreak", "No shared break of that name is about this break and has not ended."));
        }
        if (shared.size() > 1) {
            List<String> names = shared.stream().map(BreakId::toString).toList();
            throw DeskRefusal.invalid(
                    "sharedBreak", "The break is shared more than once; name one of " + String.join(", ", names) + ".");
        }
        return shared.getFirst();
    }

    /** Stores the errand with the comment. */
    long store(
            Connection connection, BreakId on, long brk, long line, String by, Instant at, String text, boolean inWords)
            throws SQLException {
        return Errands.add(connection, BreakComment.of(brk, line, on, text, inWords, random), by, at);
    }
}
