package clearing.settlement.ledger;

import clearing.client.chain.BlockTransaction;
import clearing.client.chain.VerifiedBlock;
import clearing.client.chain.WriteEntry;
import clearing.kernel.Effect;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.state.Keys;
import clearing.settlement.ledger.StateView.Versioned;
import clearing.settlement.matching.Outcome;
import clearing.settlement.matching.Reconciliation;
import clearing.settlement.matching.Scales;
import clearing.settlement.store.AuditLog;
import clearing.settlement.store.Database;
import clearing.settlement.store.FailPoints;
import clearing.settlement.store.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Applies verified blocks: one database transaction holds the blocks, all their transactions with their codes, the
 * effects, the verified state, the projection, the verdicts of the reconciliation and the cursor. Whatever fails, all of
 * it is there or none.
 */
final class BlockApplier {
    private static final long CACHE_BYTES = 64L << 20;

    private final String channel;
    private final String chaincode;
    private final String member;
    private final Database database;
    private final Reconciliation reconciliation;
    private final Scales scales;
    private final AuditLog audit;
    private final InstantSource clock;
    private final CycleListener cycles;
    private final FailPoints failPoints;
    private final Verifier verifier;
    private final StateCache cache = new StateCache(CACHE_BYTES);

    BlockApplier(
            String channel,
            String chaincode,
            String member,
            Database database,
            Reconciliation reconciliation,
            Scales scales,
            AuditLog audit,
            InstantSource clock,
            CycleListener cycles,
            FailPoints failPoints) {
        this.channel = channel;
        this.chaincode = chaincode;
        this.member = member;
        this.database = database;
        this.reconciliation = reconciliation;
        this.scales = scales;
        this.audit = audit;
        this.clock = clock;
        this.cycles = cycles;
        this.failPoints = failPoints;
        this.verifier = new Verifier(chaincode);
    }

    /** Where the ledger stands in the database. */
    record Position(long height, long epoch, Optional<byte[]> hash, Optional<Halt> halt, Optional<Instant> lastAt) {}

    /** Takes over the cursor: a new epoch fences off whoever moved it before. */
    Position begin() {
        cache.clear();
        return database.write(connection -> {
            Rows.update(
                    connection,
                    "insert into cursor (channel, height, epoch, block_hash, waiting_known) values (?, -1, 0,"
                            + " ''::bytea, true) on conflict do nothing",
                    channel);
            Position position = Rows.first(
                            connection,
                            "update cursor set epoch = epoch + 1 where channel = ? returning height, epoch, block_hash",
                            List.of(channel),
                            row -> new Position(
                                    row.getLong(1),
                                    row.getLong(2),
                                    row.getLong(1) < 0 ? Optional.empty() : Optional.of(row.getBytes(3)),
                                    Optional.empty(),
                                    Optional.empty()))
                    .orElseThrow(() -> new IllegalStateException("no cursor for " + channel));
            StateView state = new StateView(connection, cache);
            state.get(chaincode, Keys.CONSTITUTION)
                    .ifPresent(stored -> scales.use(Constitution.decode(stored.value())));
            WaitingRebuild.run(connection, channel, chaincode, state, scales.constitution());
            Optional<Instant> lastAt = Rows.first(
                    connection,
                    "select at from block where number = ?",
                    List.of(position.height()),
                    row -> Rows.instant(row, "at"));
            return new Position(
                    position.height(), position.epoch(), position.hash(), HaltStore.read(connection, channel), lastAt);
        });
    }

    /** Forgets the halt: its block is verified anew. */
    void clearHalt(String actor, String reason) {
        database.write(connection -> {
            HaltStore.clear(connection, channel);
            audit.append(connection, actor, "LEDGER_RESUMED", channel, reason);
            return true;
        });
    }

    /** Stores that the chain itself is broken. */
    Halt halt(HaltException cause, long block) {
        Halt halt = cause.at(clock.instant(), block);
        database.write(connection -> {
            storeHalt(connection, halt);
            return true;
        });
        return halt;
    }

    /**
     * Applies blocks that follow each other, all of them or those up to the first that ends a cycle: what listens to that finds the books
     * as they stood then, however many blocks came at a time.
     *
     * @param blocks the first one is {@code height + 1}
     * @param height of the cursor
     * @param epoch of this consumer
     * @return what is durable now
     * @throws clearing.settlement.store.StorageException when the commit is not known to have happened: begin anew
     */
    Applied apply(List<VerifiedBlock> blocks, long height, long epoch) {
        failPoints.reach("C1");
        Instant now = clock.instant();
        Optional<Constitution> constitution = scales.constitution();
        try {
            List<StateView> views = new ArrayList<>();
            Applied applied = reconciliation.inTransaction(now, unit -> {
                StateView state = new StateView(unit.connection(), cache);
                views.add(state);
                return inTransaction(blocks, height, epoch, unit, state, now);
            });
            failPoints.reach("C5");
            views.forEach(StateView::publish);
            failPoints.reach("C6");
            return applied;
        } catch (RuntimeException | Error e) {
            cache.clear();
            constitution.ifPresent(scales::use);
            throw e;
        }
    }

    private Applied inTransaction(
            List<VerifiedBlock> blocks, long height, long epoch, Reconciliation.Unit unit, StateView state, Instant now)
            throws SQLException {
        Connection connection = unit.connection();
        // Verified over a scratch view first: a block that halts the tail leaves nothing, those before it stay whole.
        state.expect(reads(blocks));
        Checks checks = verify(blocks, state.scratch(), now);
        Projection projection = new Projection(member, chaincode, scales, state, unit, now);
        List<Long> numbers = new ArrayList<>();
        int transactions = 0;
        for (VerifiedBlock block : blocks.subList(0, checks.good())) {
            project(block, checks, projection, state);
            numbers.add(block.number());
            transactions += block.transactions().size();
        }
        failPoints.reach("C2");
        List<Instant> settled = projection.store(connection);
        failPoints.reach("C3");
        Outcome outcome = unit.store();
        for (CycleEnd end : checks.cycles()) {
            cycles.over(connection, end, now);
        }
        if (checks.halt().isPresent()) {
            storeHalt(connection, checks.halt().get());
        }
        Optional<VerifiedBlock> last =
                numbers.isEmpty() ? Optional.empty() : Optional.of(blocks.get(numbers.size() - 1));
        if (last.isPresent()) {
            moveCursor(connection, last.get(), height, epoch);
        }
        failPoints.reach("C4");
        return new Applied(
                numbers,
                transactions,
                projection.stateChanges(),
                projection.postings(),
                positions(projection),
                outcome,
                projection.settlement(),
                settled,
                last.map(block -> block.headerHash().toByteArray()),
                last.flatMap(block -> block.transactions().stream()
                        .map(BlockTransaction::timestamp)
                        .max(Instant::compareTo)),
                checks.halt());
    }

    /** What verification said, transaction by transaction, up to the first disagreement. */
    private record Checks(
            int good,
            List<Map<Integer, Verifier.Checked>> blocks,
            long first,
            List<CycleEnd> cycles,
            Optional<Halt> halt) {
        Verifier.Checked of(long block, int tx) {
            return blocks.get((int) (block - first)).getOrDefault(tx, Verifier.Checked.NOTHING);
        }
    }

    private static Set<StateView.StateKey> reads(List<VerifiedBlock> blocks) {
        Set<StateView.StateKey> keys = new HashSet<>();
        for (VerifiedBlock block : blocks) {
            for (BlockTransaction tx : block.transactions()) {
                if (Verifier.readsAreChecked(tx)) {
                    tx.reads().forEach(read -> keys.add(new StateView.StateKey(read.namespace(), read.key())));
                }
            }
        }
        return keys;
    }

    private Checks verify(List<VerifiedBlock> blocks, StateView scratch, Instant now) {
        List<Map<Integer, Verifier.Checked>> checked = new ArrayList<>();
        for (VerifiedBlock block : blocks) {
            Map<Integer, Verifier.Checked> transactions = new HashMap<>();
            try {
                for (BlockTransaction tx : block.transactions()) {
                    transactions.put(tx.txIndex(), verifier.check(block.number(), tx, scratch));
                }
            } catch (HaltException e) {
                return new Checks(
                        checked.size(),
                        checked,
                        blocks.getFirst().number(),
                        List.of(),
                        Optional.of(e.at(now, block.number())));
            }
            checked.add(transactions);
            List<CycleEnd> ended = ended(block, transactions);
            if (!ended.isEmpty()) {
                return new Checks(checked.size(), checked, blocks.getFirst().number(), ended, Optional.empty());
            }
        }
        return new Checks(checked.size(), checked, blocks.getFirst().number(), List.of(), Optional.empty());
    }

    private static List<CycleEnd> ended(VerifiedBlock block, Map<Integer, Verifier.Checked> transactions) {
        List<CycleEnd> ended = new ArrayList<>();
        for (BlockTransaction tx : block.transactions()) {
            transactions.getOrDefault(tx.txIndex(), Verifier.Checked.NOTHING).transition().stream()
                    .flatMap(transition -> transition.effects().stream())
                    .filter(Effect.CycleSettled.class::isInstance)
                    .map(Effect.CycleSettled.class::cast)
                    .forEach(e -> ended.add(new CycleEnd(e.cycle().id(), block.number(), tx.timestamp())));
        }
        return ended;
    }

    private void project(VerifiedBlock block, Checks checks, Projection projection, StateView state) {
        int effects = 0;
        for (BlockTransaction tx : block.transactions()) {
            Verifier.Checked checked = checks.of(block.number(), tx.txIndex());
            Map<String, Optional<byte[]>> before = new HashMap<>();
            if (tx.valid()) {
                for (WriteEntry write : tx.writes()) {
                    if (write.namespace().equals(chaincode) && write.key().startsWith(Keys.BALANCE_PREFIX)) {
                        before.put(
                                write.key(), state.get(chaincode, write.key()).map(Versioned::value));
                    }
                    if (write.deleted()) {
                        state.delete(write.namespace(), write.key(), block.number(), tx.txIndex());
                    } else {
                        state.put(
                                write.namespace(),
                                write.key(),
                                write.value().toByteArray(),
                                block.number(),
                                tx.txIndex());
                    }
                }
            }
            effects += projection.transaction(block, tx, checked, before);
        }
        projection.block(block, effects);
    }

    private void moveCursor(Connection connection, VerifiedBlock last, long height, long epoch) throws SQLException {
        int changed = Rows.update(
                connection,
                "update cursor set height = ?, block_hash = ? where channel = ? and height = ? and epoch = ?",
                last.number(),
                last.headerHash().toByteArray(),
                channel,
                height,
                epoch);
        if (changed != 1) {
            throw new FencedException("another consumer of " + channel + " has taken over");
        }
    }

    private void storeHalt(Connection connection, Halt halt) throws SQLException {
        HaltStore.write(connection, channel, halt);
        audit.append(
                connection,
                "service",
                "LEDGER_HALTED",
                channel,
                halt.reason() + " in block " + halt.block() + " " + halt.txId().orElse(""));
    }

    private static List<Applied.Position> positions(Projection projection) {
        return projection.positions().entrySet().stream()
                .map(entry -> new Applied.Position(
                        entry.getKey().member(),
                        entry.getKey().account(),
                        entry.getKey().asset(),
                        entry.getKey().kind(),
                        entry.getValue().available(),
                        entry.getValue().held(),
                        entry.getValue().block()))
                .toList();
    }

    /** Digest of the whole verified state, hex, as anyone computes it with the kernel. */
    String stateDigest() {
        return database.read(connection -> HexFormat.of().formatHex(StateDigests.of(connection, chaincode)));
    }
}
