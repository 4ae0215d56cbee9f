package clearing.settlement.errand;

import clearing.client.outbox.Envelope;
import clearing.kernel.Batch;
import clearing.settlement.store.Rows;
import com.google.protobuf.ByteString;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The table of errands.
 *
 * <pre>
 * WAITING -> SENT -> DONE (block)
 *    |  ^     |  \-> REFUSED (code, field, sentence)
 *    |  +-----+ after a conflict of versions that stands in a block
 *    +-> REFUSED by the contract; DONE where the ledger has it already
 * </pre>
 *
 * {@code SENT} is written with the signed envelope before that may leave the process: from then on it may be on the ledger, whatever else is
 * remembered, and only the very same bytes are sent again. Every step from an attempt asks for the number of the attempt, so that whoever
 * was late with one changes nothing.
 */
public final class Errands {
    /** How long whoever takes an errand has it. Longer than the calls of an attempt may take together. */
    static final Duration LEASE = Duration.ofMinutes(2);

    private static final Duration FIRST = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private Errands() {}

    /**
     * An errand that somebody has taken.
     *
     * @param attempt number of the attempt, from 1
     * @param proposals made for it so far
     * @param envelope of the last one, while it may be on the ledger
     * @param afterBlock the envelope is in none up to this one
     */
    record Taken(
            long id,
            Errand errand,
            byte[] content,
            int attempt,
            int proposals,
            Optional<Envelope> envelope,
            long afterBlock) {}

    /** Stores an errand in the transaction of what causes it; it is due at once. */
    public static long add(Connection connection, Errand errand, String by, Instant at) throws SQLException {
        return Rows.first(
                        connection,
                        "insert into errand (kind, subject, detail, content, by_whom, at, break_id, event_seq, next_at)"
                                + " values (?, ?, ?::jsonb, ?, ?, ?, ?, ?, ?) returning id",
                        List.of(
                                errand.kind().name(),
                                errand.subject(),
                                errand.detail().encode(),
                                Batch.of(errand.command()).encode(),
                                by,
                                at,
                                errand.breakId(),
                                errand.event(),
                                at),
                        row -> row.getLong(1))
                .orElseThrow();
    }

    /** Takes the errand that is due longest, of those that are the first of their subject. */
    static Optional<Taken> take(Connection connection, Instant now) throws SQLException {
        return Rows.first(
                connection,
                "update errand set next_at = ?, attempts = attempts + 1 where id in (select id from errand e"
                        + " where state in ('WAITING', 'SENT') and next_at <= ? and not exists (select 1 from errand b"
                        + " where b.kind = e.kind and b.subject = e.subject and b.id < e.id"
                        + " and b.state in ('WAITING', 'SENT')) order by next_at, id limit 1 for update skip locked)"
                        + " returning *",
                List.of(now.plus(LEASE), now),
                Errands::taken);
    }

    private static Taken taken(ResultSet row) throws SQLException {
        String txId = row.getString("tx_id");
        Optional<Envelope> envelope = Optional.ofNullable(row.getBytes("envelope"))
                .map(signed -> new Envelope(txId, ByteString.copyFrom(signed), ByteString.EMPTY));
        return new Taken(
                row.getLong("id"),
                errand(row),
                row.getBytes("content"),
                row.getInt("attempts"),
                row.getInt("proposals"),
                envelope,
                row.getLong("after_block"));
    }

    private static Errand errand(ResultSet row) throws SQLException {
        return Errand.of(Errand.Kind.valueOf(row.getString("kind")), new JsonObject(row.getString("detail")));
    }

    /** Stores the envelope of a new proposal. False when somebody else has the errand by now; the envelope must not be sent then. */
    static boolean sealed(Connection connection, Taken taken, Envelope envelope) throws SQLException {
        return Rows.update(
                        connection,
                        "update errand set state = 'SENT', tx_id = ?, envelope = ?, proposals = proposals + 1, failure = null,"
                                + " after_block = (select coalesce(max(height), -1) from cursor)"
                                + " where id = ? and attempts = ? and state = 'WAITING'",
                        envelope.txId(),
                        envelope.signed().toByteArray(),
                        taken.id(),
                        taken.attempt())
                == 1;
    }

    /** Puts the next look off. */
    static void later(Connection connection, Taken taken, Optional<String> failure, Instant now) throws SQLException {
        Rows.update(
                connection,
                "update errand set next_at = ?, failure = ? where id = ? and attempts = ? and state in ('WAITING', 'SENT')",
                now.plus(pause(taken.attempt())),
                failure,
                taken.id(),
                taken.attempt());
    }

    /** How long to wait after so many attempts. */
    static Duration pause(int attempts) {
        Duration grown = FIRST.multipliedBy(1L << Math.min(attempts - 1, 20));
        return grown.compareTo(LONGEST) > 0 ? LONGEST : grown;
    }

    /** What a verified block says about an envelope that was sent. */
    record Answered(long id, Errand errand, int proposals, String txId, long block, int code, String codeName) {}

    /** Answers to what was sent, of transactions that the ledger has counted. */
    static List<Answered> answered(Connection connection) throws SQLException {
        return Rows.list(
                connection,
                "select e.*, t.block as in_block, t.code as tx_code, t.code_name from errand e join tx t on t.tx_id = e.tx_id"
                        + " where e.state = 'SENT' and t.tx_id <> '' and t.code in (0, 10, 11, 12) order by e.id"
                        + " for update of e",
                List.of(),
                Errands::answer);
    }

    /** An answer of a transaction that the ledger found malformed before it counted it; a second copy is none. */
    static Optional<Answered> thrownOut(Connection connection, Taken taken) throws SQLException {
        return Rows.first(
                connection,
                "select e.*, t.block as in_block, t.code as tx_code, t.code_name from tx t join errand e on e.tx_id = t.tx_id"
                        + " where e.id = ? and e.state = 'SENT' and t.block > ? and t.code not in (0, 9, 10, 11, 12)"
                        + " order by t.block, t.idx limit 1 for update of e",
                List.of(taken.id(), taken.afterBlock()),
                Errands::answer);
    }

    private static Answered answer(ResultSet row) throws SQLException {
        return new Answered(
                row.getLong("id"),
                errand(row),
                row.getInt("proposals"),
                row.getString("tx_id"),
                row.getLong("in_block"),
                row.getInt("tx_code"),
                row.getString("code_name"));
    }

    /** The ledger has it. False when it had ended before. */
    static boolean done(Connection connection, long id, Errand.Place place, Instant now) throws SQLException {
        return Rows.update(
                        connection,
                        "update errand set state = 'DONE', block = ?, tx_id = ?, envelope = null, failure = null, ended_at = ?"
                                + " where id = ? and state in ('WAITING', 'SENT')",
                        place.block(),
                        place.txId(),
                        now,
                        id)
                == 1;
    }

    /** The ledger never takes it. False when it had ended before. */
    static boolean refused(Connection connection, long id, Refusal refusal, Instant now) throws SQLException {
        return Rows.update(
                        connection,
                        "update errand set state = 'REFUSED', code = ?, field = ?, sentence = ?, envelope = null, failure = null,"
                                + " ended_at = ? where id = ? and state in ('WAITING', 'SENT')",
                        refusal.code(),
                        refusal.field(),
                        refusal.sentence(),
                        now,
                        id)
                == 1;
    }

    /** Gives up an envelope whose id a block has used up without effect, so that a new proposal may be made. */
    static void renew(Connection connection, Answered answer, Instant now) throws SQLException {
        Rows.update(
                connection,
                "update errand set state = 'WAITING', tx_id = null, envelope = null, next_at = ?, attempts = attempts + 1"
                        + " where id = ? and state = 'SENT' and tx_id = ?",
                now,
                answer.id(),
                answer.txId());
    }

    /**
     * Why the ledger never takes an errand.
     *
     * @param code the contract's or the ledger's
     * @param field at fault, or empty
     */
    record Refusal(String code, String field, String sentence) {}
}
