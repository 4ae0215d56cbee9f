package clearing.settlement.errand;

import clearing.client.outbox.Envelope;
import clearing.client.submit.LedgerException;
import clearing.kernel.Batch;
import clearing.kernel.Outcome;
import clearing.kernel.ResultCode;
import clearing.kernel.codec.Blob;
import clearing.kernel.command.ReconcileCommand;
import clearing.kernel.reconcile.BreakId;
import clearing.settlement.store.Database;
import clearing.settlement.store.Rows;
import com.google.protobuf.ByteString;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.hyperledger.fabric.protos.peer.TxValidationCode;

/**
 * A ledger that loses calls, answers and envelopes as a seed says, and keeps Fabric's rules: an id counts once, and what was read must not
 * have moved. Its blocks are stored as the service stores those that it has verified.
 */
public final class PretendLedger implements LedgerDoor {
    private static final Instant AT = Instant.parse("2026-11-20T09:00:00Z");

    private final String member;
    private final Database database;
    private final SplittableRandom random;
    private final Map<BreakId, Integer> versions = new HashMap<>();
    private final Map<String, Made> made = new HashMap<>();
    private final List<String> queued = new ArrayList<>();
    private final Set<String> counted = new HashSet<>();
    private final Deque<Block> unseen = new ArrayDeque<>();
    private final List<Blob> comments = new ArrayList<>();
    private final Map<BreakId, ResultCode> refusals = new HashMap<>();
    private long next;
    private int ids;
    private int troublePercent;

    private record Made(ReconcileCommand.CommentBreak command, int version) {}

    private record Counted(String id, TxValidationCode code) {}

    private record Block(long number, List<Counted> transactions) {}

    public PretendLedger(String member, Database database, long seed, int troublePercent) {
        this.member = member;
        this.database = database;
        this.random = new SplittableRandom(seed);
        this.troublePercent = troublePercent;
        this.next = database.read(c -> Rows.number(c, "select coalesce(max(number), -1) + 1 from block"));
    }

    /** From now on nothing goes wrong. */
    void calm() {
        troublePercent = 0;
    }

    /** From now on the contract refuses comments on that break. */
    public void refuse(BreakId id, ResultCode code) {
        refusals.put(id, code);
    }

    void accept(BreakId id) {
        refusals.remove(id);
    }

    /** Hashes of the comments that stand, in their order. */
    List<Blob> comments() {
        return List.copyOf(comments);
    }

    int proposals() {
        return ids;
    }

    private boolean trouble() {
        return random.nextInt(100) < troublePercent;
    }

    private static LedgerException away() {
        return new LedgerException(LedgerException.Kind.TRANSIENT, "UNAVAILABLE:\n\tio exception", new Exception());
    }

    @Override
    public Envelope endorse(Errand.Kind kind, byte[] content) throws LedgerException {
        if (trouble()) {
            throw away();
        }
        ReconcileCommand.CommentBreak command = (ReconcileCommand.CommentBreak)
                Batch.decode(content).entries().getFirst().command();
        ResultCode refusal = refusals.get(command.id());
        Outcome outcome = refusal == null ? Outcome.done(1) : Outcome.refused(refusal, "break");
        String id = "tx-" + next + "-" + ids++ + "-" + command.id().reference();
        made.put(id, new Made(command, versions.getOrDefault(command.id(), 0)));
        return new Envelope(id, ByteString.copyFromUtf8(id), ByteString.copyFrom(Outcome.encode(List.of(outcome))));
    }

    @Override
    public void submit(Errand.Kind kind, Envelope envelope) throws LedgerException {
        boolean arrives = !trouble();
        if (arrives) {
            queued.add(envelope.signed().toStringUtf8());
        }
        if (trouble()) {
            throw away();
        }
    }

    /**
     * Makes a block of what has arrived, most of it, which the peers know at once and the service when it comes to it. Now and then the other side
     * has commented too.
     */
    public void block() {
        List<String> in = new ArrayList<>();
        for (String id : List.copyOf(queued)) {
            if (!trouble()) {
                queued.remove(id);
                in.add(id);
            }
        }
        if (trouble()) {
            versions.replaceAll((id, version) -> version + 1);
        }
        List<Counted> block = in.stream()
                .map(id -> new Counted(id, validate(id, made.get(id))))
                .toList();
        unseen.add(new Block(next++, block));
        while (!unseen.isEmpty() && !trouble()) {
            Block seen = unseen.removeFirst();
            database.write(connection -> {
                store(connection, seen);
                return true;
            });
        }
    }

    private void store(Connection connection, Block block) throws SQLException {
        Rows.update(
                connection,
                "insert into block values (?, ''::bytea, ''::bytea, ''::bytea, ?, ?, 0, ?, ?)",
                block.number(),
                block.transactions().size(),
                block.transactions().size(),
                AT,
                AT);
        int index = 0;
        for (Counted one : block.transactions()) {
            Rows.update(
                    connection,
                    "insert into tx values (?, ?, ?, ?, ?, ?, ?, '{}', 1, true)",
                    block.number(),
                    index,
                    one.id(),
                    one.code().getNumber(),
                    one.code().name(),
                    member,
                    AT);
            if (one.code() == TxValidationCode.VALID) {
                step(
                        connection,
                        block.number(),
                        index,
                        one.id(),
                        made.get(one.id()).command());
            }
            index++;
        }
        Rows.update(
                connection,
                "insert into cursor (channel, height, epoch, block_hash, waiting_known) values ('c', ?, 1, ''::bytea, true)"
                        + " on conflict (channel) do update set height = excluded.height",
                block.number());
    }

    private TxValidationCode validate(String id, Made what) {
        if (!counted.add(id)) {
            return TxValidationCode.DUPLICATE_TXID;
        }
        BreakId on = what.command().id();
        if (versions.getOrDefault(on, 0) != what.version()) {
            return TxValidationCode.MVCC_READ_CONFLICT;
        }
        versions.merge(on, 1, Integer::sum);
        comments.add(what.command().hash());
        return TxValidationCode.VALID;
    }

    private void step(Connection connection, long block, int index, String id, ReconcileCommand.CommentBreak command)
            throws SQLException {
        Rows.update(
                connection,
                "insert into shared_break_step (block, tx, effect, opener, reference, step, by_member, person, hash, words, at,"
                        + " tx_id) values (?, ?, 0, ?, ?, 'COMMENTED', ?, decode(repeat('5a', 32), 'hex'), ?, ?, ?, ?)",
                block,
                index,
                command.id().opener(),
                command.id().reference(),
                member,
                command.hash().bytes(),
                command.words(),
                AT,
                id);
    }
}
