package clearing.settlement.desk.work;

import clearing.kernel.reconcile.BreakId;
import clearing.settlement.desk.BreakFacts;
import clearing.settlement.desk.BreakState;
import clearing.settlement.desk.DeskRefusal;
import clearing.settlement.desk.DeskRefusal.Code;
import clearing.settlement.desk.History;
import clearing.settlement.desk.Owner;
import clearing.settlement.desk.notify.DeskEvent;
import clearing.settlement.desk.notify.Outbox;
import clearing.settlement.desk.policy.Policies;
import clearing.settlement.store.AuditLog;
import clearing.settlement.store.Rows;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Optional;

/** What a person does to one break. Each checks before it changes anything, so a refusal leaves the transaction as it was. */
public final class BreakWork {
    private static final int MAX_LABELS = 10;

    private final Policies policies;
    private final Outbox outbox;
    private final AuditLog audit;
    private final InstantSource clock;
    private final Optional<SharedComments> carried;

    /**
     * Work by the policy in force, told to the outbox and to the audit log.
     *
     * @param carried takes shared comments to the ledger, where the service may
     */
    public BreakWork(
            Policies policies, Outbox outbox, AuditLog audit, InstantSource clock, Optional<SharedComments> carried) {
        this.carried = carried;
        this.policies = policies;
        this.outbox = outbox;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Gives the break to somebody else, or to nobody.
     *
     * @param to a user who exists, a group, or nobody
     */
    public void assign(Connection connection, String by, long id, Owner to) throws SQLException {
        if (to.group().isPresent()
                && !policies.inForce(connection)
                        .policy()
                        .groups()
                        .containsKey(to.group().get())) {
            throw DeskRefusal.invalid("group", "The policy has no group of that name.");
        }
        BreakFacts facts = BreakFacts.locked(connection, id);
        BreakState.Move move = to.isNobody() ? BreakState.Move.UNASSIGN : BreakState.Move.ASSIGN;
        if (facts.state().after(move, !to.isNobody()).isEmpty()) {
            throw DeskRefusal.of(Code.CONFLICT, "The break is resolved.");
        }
        Rows.update(
                connection,
                "update break set previous_owner = coalesce(?, previous_owner), assignee = ?, owner_group = ? where id = ?",
                to.equals(facts.owner()) ? Optional.empty() : facts.owner().name(),
                to.user(),
                to.group(),
                id);
        String name = to.name().orElse("");
        History.note(connection, id, clock.instant(), by, to.isNobody() ? "UNASSIGNED" : "ASSIGNED", name);
        if (!to.isNobody()) {
            outbox.tell(connection, clock.instant(), DeskEvent.ASSIGNED, id, facts.severity(), by, "given to " + name);
        }
        audit.append(connection, by, "BREAK_ASSIGNED", "break " + id, name);
    }

    /** Whether a comment that is shared goes to the ledger by itself. */
    public boolean carries() {
        return carried.isPresent();
    }

    /**
     * Comments on the break, which may be resolved.
     *
     * @param how where the service carries comments, one for the counterparty is stored with its errand to the ledger
     */
    public void comment(Connection connection, String by, long id, String text, Sharing how) throws SQLException {
        BreakFacts facts = BreakFacts.locked(connection, id);
        Optional<BreakId> on = target(connection, facts, text, how);
        boolean shared = how.shared();
        Rows.update(connection, "update break set comments = comments + 1 where id = ?", id);
        long line = History.note(connection, id, clock.instant(), by, "COMMENTED", text, shared);
        String noted = shared ? "shared" : "";
        if (on.isPresent() && carried.isPresent()) {
            long errand = carried.get().store(connection, on.get(), id, line, by, clock.instant(), text, how.inWords());
            noted += " errand " + errand + " to " + on.get() + (how.inWords() ? " in words" : "");
        }
        outbox.tell(
                connection,
                clock.instant(),
                DeskEvent.COMMENTED,
                id,
                facts.severity(),
                by,
                shared ? "commented for both" : "commented");
        audit.append(connection, by, "BREAK_COMMENTED", "break " + id, noted);
    }

    private Optional<BreakId> target(Connection connection, BreakFacts facts, String text, Sharing how)
            throws SQLException {
        if (!how.shared() && (how.inWords() || how.on().isPresent())) {
            throw DeskRefusal.invalid("shared", "What is not shared goes nowhere.");
        }
        if (carried.isEmpty() && (how.inWords() || how.on().isPresent())) {
            throw DeskRefusal.invalid("shared", "This service carries nothing to the ledger.");
        }
        return how.shared() && carried.isPresent()
                ? Optional.of(carried.get().target(connection, facts.reference(), text, how))
                : Optional.empty();
    }

    /** Sets all labels. */
    public void label(Connection connection, String by, long id, JsonArray labels) throws SQLException {
        BreakFacts.locked(connection, id);
        write(connection, by, id, labels);
    }

    /** Adds labels to those that the break has; one of the same text gets the new colour. */
    public void addLabels(Connection connection, String by, long id, JsonArray added) throws SQLException {
        BreakFacts.locked(connection, id);
        JsonArray labels = Rows.first(
                        connection,
                        "select labels from break where id = ?",
                        java.util.List.of(id),
                        row -> new JsonArray(row.getString(1)))
                .orElseGet(JsonArray::new);
        JsonArray all = new JsonArray();
        for (Object label : labels) {
            boolean replaced = added.stream().anyMatch(other -> text(other).equals(text(label)));
            if (!replaced) {
                all.add(label);
            }
        }
        added.forEach(all::add);
        if (all.size() > MAX_LABELS) {
            throw DeskRefusal.of(Code.CONFLICT, "A break has at most " + MAX_LABELS + " labels.");
        }
        write(connection, by, id, all);
    }

    private void write(Connection connection, String by, long id, JsonArray labels) throws SQLException {
        Rows.update(connection, "update break set labels = ?::jsonb where id = ?", labels.encode(), id);
        String texts = String.join(", ", labels.stream().map(BreakWork::text).toList());
        History.note(connection, id, clock.instant(), by, "LABELLED", texts);
        audit.append(connection, by, "BREAK_LABELLED", "break " + id, "");
    }

    private static String text(Object label) {
        return ((JsonObject) label).getString("text");
    }
}
