package clearing.settlement.errand;

import clearing.kernel.ResultCode;
import clearing.kernel.Role;
import clearing.kernel.command.Command;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * One thing that the service takes to the ledger for the member. Only what the contract lets one person say alone may be an errand; whatever
 * needs two hands is signed by people (docs/adr/0018).
 */
public sealed interface Errand permits BreakComment, JournalAnchoring {
    /** The kinds, by the words that the database holds. */
    enum Kind {
        /** A comment on a break that is shared. */
        BREAK_COMMENT(Role.MAKER),
        /** The root of the member's own journal. */
        JOURNAL_ANCHOR(Role.AGENT);

        private final Role role;

        Kind(Role role) {
            this.role = role;
        }

        /** What the certificate of who submits it has to carry. */
        public Role role() {
            return role;
        }
    }

    /** Where the ledger has it. */
    record Place(long block, String txId) {}

    Kind kind();

    /** What it is about, for people. Errands of one kind and subject go one after the other, in the order in which they were stored. */
    String subject();

    /** What is sent: the same each time, out of what is stored. */
    Command command();

    /** What is stored, from which {@link #of} makes it again. */
    JsonObject detail();

    /** Where the verified ledger has it already, told by what it says and not by how it was sent. */
    Optional<Place> onLedger(Connection connection, String member) throws SQLException;

    /** Whether the contract's refusal may pass by itself, as when a peer is behind the ledger that this service has seen. */
    boolean mayPass(ResultCode code);

    /** The break of the desk at which it is shown. */
    default Optional<Long> breakId() {
        return Optional.empty();
    }

    /** The line of that break's history that caused it. */
    default Optional<Long> event() {
        return Optional.empty();
    }

    /** An errand out of what was stored. */
    static Errand of(Kind kind, JsonObject detail) {
        return switch (kind) {
            case BREAK_COMMENT -> BreakComment.of(detail);
            case JOURNAL_ANCHOR -> JournalAnchoring.of(detail);
        };
    }
}
