package clearing.settlement.errand;

import clearing.kernel.ResultCode;
import clearing.kernel.codec.Blob;
import clearing.kernel.command.Command;
import clearing.kernel.command.ReconcileCommand;
import clearing.kernel.reconcile.AnchorPeriod;
import clearing.kernel.reconcile.JournalRoot;
import clearing.settlement.store.Rows;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * The member's first word on the journal of a period. The contract takes it from one agent alone; what supersedes it has a reason, and is a
 * person's.
 */
public record JournalAnchoring(AnchorPeriod period, JournalRoot root) implements Errand {
    static JournalAnchoring of(JsonObject detail) {
        return new JournalAnchoring(
                new AnchorPeriod(LocalDate.parse(detail.getString("day")), detail.getInteger("cycle")),
                new JournalRoot(
                        Blob.of(detail.getBinary("root")),
                        detail.getInteger("accounts"),
                        detail.getLong("entries"),
                        Blob.of(detail.getBinary("audit")),
                        detail.getLong("audited")));
    }

    @Override
    public JsonObject detail() {
        return new JsonObject()
                .put("day", period.day().toString())
                .put("cycle", period.cycle())
                .put("root", root.root().bytes())
                .put("accounts", root.accounts())
                .put("entries", root.entries())
                .put("audit", root.audit().bytes())
                .put("audited", root.audited());
    }

    @Override
    public Kind kind() {
        return Kind.JOURNAL_ANCHOR;
    }

    @Override
    public String subject() {
        return period.toString();
    }

    @Override
    public Command command() {
        return new ReconcileCommand.AnchorJournal(period, 0, root, "");
    }

    @Override
    public Optional<Place> onLedger(Connection connection, String member) throws SQLException {
        return Rows.first(
                connection,
                "select block, tx_id from journal_anchor where member = ? and day = ? and cycle = ? and revision = 0 and root = ?",
                List.of(member, period.day(), period.cycle(), root.root().bytes()),
                row -> new Place(row.getLong(1), row.getString(2)));
    }

    @Override
    public boolean mayPass(ResultCode code) {
        return code == ResultCode.ANCHOR_TOO_EARLY;
    }
}
