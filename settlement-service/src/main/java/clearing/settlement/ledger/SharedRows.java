package clearing.settlement.ledger;

import clearing.kernel.ReconcileEffect;
import clearing.kernel.reconcile.JournalAnchor;
import clearing.kernel.reconcile.Positions;
import clearing.kernel.reconcile.SharedBreak;
import clearing.settlement.store.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What a group of blocks did to shared breaks and anchors. */
final class SharedRows {
    private final List<Told> told = new ArrayList<>();

    /** An effect and where it stands. */
    private record Told(
            ReconcileEffect effect,
            Optional<byte[]> positions,
            Instant at,
            String txId,
            long block,
            int tx,
            int ordinal) {}

    /**
     * Takes an effect and where it stands.
     *
     * @param positions of a member after the transaction; an anchor keeps them where its hash says that they are those it was made with
     */
    void take(
            ReconcileEffect effect,
            Function<String, Positions> positions,
            Instant at,
            String txId,
            long block,
            int tx,
            int ordinal) {
        Optional<byte[]> held = effect instanceof ReconcileEffect.JournalAnchored e
                ? Optional.of(positions.apply(e.anchor().member()))
                        .filter(all -> all.hash().equals(e.anchor().positions()))
                        .map(Positions::encode)
                : Optional.empty();
        told.add(new Told(effect, held, at, txId, block, tx, ordinal));
    }

    void store(Connection connection) throws SQLException {
        for (Told one : told) {
            switch (one.effect()) {
                case ReconcileEffect.BreakMoved e -> moved(connection, one, e);
                case ReconcileEffect.JournalAnchored e -> anchored(connection, one, e.anchor());
            }
        }
    }

    private static void moved(Connection connection, Told one, ReconcileEffect.BreakMoved e) throws SQLException {
        SharedBreak now = e.now();
        Rows.update(
                connection,
                "insert into shared_break (opener, reference, counterparty, state, stored, resolve_by, at, block, about, due_at)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (opener, reference) do update set state ="
                        + " excluded.state, stored = excluded.stored, at = excluded.at, block = excluded.block, due_at ="
                        + " excluded.due_at",
                now.id().opener(),
                now.id().reference(),
                now.counterparty(),
                now.state().name(),
                now.encode(),
                now.resolveBy(),
                one.at(),
                one.block(),
                now.subject().about(),
                due(now).map(Rows::utc));
        Rows.update(
                connection,
                "insert into shared_break_step (block, tx, effect, opener, reference, step, by_member, person, hash, words, at,"
                        + " tx_id, stored) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                one.block(),
                one.tx(),
                one.ordinal(),
                now.id().opener(),
                now.id().reference(),
                e.step().name(),
                e.by(),
                e.person().bytes(),
                e.hash().bytes(),
                e.words(),
                one.at(),
                one.txId(),
                now.encode());
    }

    /** The deadline that is next: for the counterparty's answer, then for the end. */
    private static Optional<Instant> due(SharedBreak now) {
        if (now.stage().ended()) {
            return Optional.empty();
        }
        return Optional.of(now.answer().isPresent() ? now.resolveBy() : now.answerBy());
    }

    private static void anchored(Connection connection, Told one, JournalAnchor anchor) throws SQLException {
        Rows.update(
                connection,
                "insert into journal_anchor (member, day, cycle, revision, stored, at, block, tx, effect, tx_id, positions,"
                        + " root) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                anchor.member(),
                anchor.period().day(),
                anchor.period().cycle(),
                anchor.revision(),
                anchor.encode(),
                one.at(),
                one.block(),
                one.tx(),
                one.ordinal(),
                one.txId(),
                one.positions(),
                anchor.root().root().bytes());
    }
}
