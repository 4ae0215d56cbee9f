package clearing.settlement.ledger;

import clearing.client.chain.BlockTransaction;
import clearing.client.chain.Signatory;
import clearing.client.chain.VerifiedBlock;
import clearing.kernel.Effect;
import clearing.kernel.ReconcileEffect;
import clearing.kernel.RevenueEffect;
import clearing.kernel.Transition;
import clearing.kernel.balance.BalancePage;
import clearing.kernel.codec.ByteReader;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.constitution.Member;
import clearing.kernel.reconcile.Positions;
import clearing.kernel.state.Keys;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.TradeId;
import clearing.kernel.trade.TradePage;
import clearing.kernel.trade.TradeState;
import clearing.reconcile.UnsettledTrade;
import clearing.settlement.ledger.Verifier.Checked;
import clearing.settlement.matching.CopyRows;
import clearing.settlement.matching.NewPosting;
import clearing.settlement.matching.Reconciliation;
import clearing.settlement.matching.Scales;
import clearing.settlement.store.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Verified effects of a group of blocks, as rows of the member's tables. Trades of others are kept only by a member that
 * merely reads (a regulator); positions are kept of all.
 */
final class Projection {
    private final String member;
    private final String chaincode;
    private final Scales scales;
    private final StateView state;
    private final Reconciliation.Unit unit;
    private final Instant now;

    private final CopyRows blocks = new CopyRows(
            "block", "number, hash, previous_hash, data_hash, transactions, valid, effects, at, applied_at");
    private final CopyRows txs =
            new CopyRows("tx", "block, idx, tx_id, code, code_name, submitted_by, at, endorsers, commands, verified");
    private final CopyRows others = new CopyRows("other_effect", "block, tx, effect, kind, detail");
    private final TradePages trades = new TradePages();
    private final Map<PositionKey, PositionRow> positions = new LinkedHashMap<>();
    private final Map<String, TradePage> pages = new HashMap<>();
    private final WaitingRows waiting = new WaitingRows();
    private final InstructionRows instructions = new InstructionRows();
    private final RevenueRows revenue = new RevenueRows();
    private final SharedRows shared = new SharedRows();
    private final LiquidityDays liquidity;
    private int postings;

    Projection(String member, String chaincode, Scales scales, StateView state, Reconciliation.Unit unit, Instant now) {
        this.member = member;
        this.chaincode = chaincode;
        this.scales = scales;
        this.state = state;
        this.unit = unit;
        this.now = now;
        this.liquidity = new LiquidityDays(holder -> holder.equals(member) || reader());
    }

    /** Key of a position. */
    record PositionKey(String member, String account, String asset, String kind) {}

    /** A position as it is now. */
    record PositionRow(long available, long held, long block) {}

    /** Takes one transaction. Balances of before have to be read before the verifier moves the state, hence the map. */
    int transaction(VerifiedBlock block, BlockTransaction tx, Checked checked, Map<String, Optional<byte[]>> before) {
        txs.add(
                block.number(),
                tx.txIndex(),
                tx.txId(),
                tx.validationCode().getNumber(),
                tx.validationCode().name(),
                tx.creator().mspId(),
                Rows.utc(tx.timestamp()),
                tx.endorsers().stream().map(Signatory::mspId).toList(),
                checked.commands(),
                checked.transition().isPresent());
        if (checked.transition().isEmpty()) {
            return 0;
        }
        Transition transition = checked.transition().get();
        if (transition.writes().containsKey(Keys.CONSTITUTION)) {
            scales.use(Constitution.decode(transition.writes().get(Keys.CONSTITUTION)));
        }
        int ordinal = 0;
        Map<PositionKey, Long> change = new HashMap<>();
        for (Effect effect : transition.effects()) {
            effect(block.number(), tx, ordinal++, effect, change, checked.oneByOne());
        }
        transition.writes().forEach((key, value) -> position(block.number(), tx, key, value, before, change));
        scales.constitution().ifPresent(c -> liquidity.end(c, block.number(), tx.timestamp(), this::balance));
        return ordinal;
    }

    private Positions positions(String holder) {
        return Positions.ofStored(
                scales.constitution().orElseThrow(),
                lane -> state.get(chaincode, Keys.balance(lane, holder)).map(StateView.Versioned::value));
    }

    private BalancePage balance(String key) {
        return BalancePage.decode(state.get(chaincode, key).map(StateView.Versioned::value));
    }

    void block(VerifiedBlock block, int effects) {
        Instant at = block.transactions().stream()
                .map(BlockTransaction::timestamp)
                .max(Instant::compareTo)
                .orElse(now);
        blocks.add(
                block.number(),
                block.headerHash().toByteArray(),
                block.previousHash().toByteArray(),
                block.dataHash().toByteArray(),
                block.transactions().size(),
                block.transactions().stream().filter(BlockTransaction::valid).count(),
                effects,
                Rows.utc(at),
                Rows.utc(now));
    }

    private void effect(
            long block,
            BlockTransaction tx,
            int ordinal,
            Effect effect,
            Map<PositionKey, Long> change,
            boolean oneByOne) {
        if (effect instanceof Effect.TradeRecorded e && kept(e.id())) {
            trades.recorded(e, tx.timestamp(), block, tx.txIndex(), ordinal);
        } else if (effect instanceof Effect.TradeMoved e) {
            waiting.moved(e, tx.timestamp());
            if (kept(e.id())) {
                trades.moved(e, block, tx.txIndex(), ordinal);
                unsettled(e);
            }
        } else if (effect instanceof Effect.Posted e) {
            liquidity.posted(positionOf(e), e, oneByOne);
            posted(block, tx, ordinal, e, change);
        } else if (effect instanceof Effect.TradeLife e) {
            instructions.take(e, tx.timestamp(), block, tx.txIndex(), ordinal);
        } else if (effect instanceof RevenueEffect e) {
            revenue.take(e, tx.timestamp(), tx.txId(), block, tx.txIndex(), ordinal);
        } else if (effect instanceof ReconcileEffect e) {
            shared.take(e, this::positions, tx.timestamp(), tx.txId(), block, tx.txIndex(), ordinal);
        }
        OtherEffect.of(effect)
                .filter(other -> other.trade().map(this::kept).orElse(true))
                .ifPresent(other -> others.add(block, tx.txIndex(), ordinal, other.kind(), other.detail()));
    }

    private boolean kept(TradeId id) {
        return id.page().isParty(member) || reader();
    }

    private boolean reader() {
        return scales.constitution()
                .flatMap(c -> c.member(member))
                .map(Member::readOnly)
                .orElse(false);
    }

    /** A block that was split has not come to nothing: its parts settle in its place. */
    private void unsettled(Effect.TradeMoved moved) {
        boolean ended = moved.to().terminal() && moved.to() != TradeState.SETTLED && moved.to() != TradeState.ALLOCATED;
        if (ended && moved.id().page().isParty(member)) {
            String reference = page(moved.id().page()).reference(moved.id().index());
            UnsettledTrade.State state = UnsettledTrade.State.valueOf(moved.to().name());
            unit.unsettled(new UnsettledTrade(moved.id().toString(), reference, state));
        }
    }

    private TradePage page(PageId id) {
        return pages.computeIfAbsent(Keys.page(id), this::readPage);
    }

    private TradePage readPage(String key) {
        return state.get(chaincode, key)
                .map(page -> TradePage.ofLedger(page.value()))
                .orElseThrow(
                        () -> new HaltException(HaltReason.MALFORMED, "", key, "a trade moved whose page is absent"));
    }

    private PositionKey positionOf(Effect.Posted e) {
        String account = scales.constitution()
                .map(c -> c.accountName(e.member(), e.account()))
                .orElse("#" + e.account());
        return new PositionKey(e.member(), account, e.asset(), "HELD");
    }

    private void posted(long block, BlockTransaction tx, int ordinal, Effect.Posted e, Map<PositionKey, Long> change) {
        if (!e.member().equals(member)) {
            return;
        }
        PositionKey at = positionOf(e);
        change.merge(at, e.amount(), Math::addExact);
        postings++;
        unit.posting(new NewPosting(
                block,
                tx.txIndex(),
                ordinal,
                at.account(),
                e.asset(),
                e.amount(),
                e.kind().name(),
                e.reference(),
                e.counterparty(),
                e.valueDate(),
                e.trade().map(TradeNames::of),
                tx.timestamp()));
    }

    private void position(
            long block,
            BlockTransaction tx,
            String key,
            byte[] value,
            Map<String, Optional<byte[]>> before,
            Map<PositionKey, Long> change) {
        Constitution c = scales.constitution().orElse(null);
        if (c == null) {
            return;
        }
        if (key.startsWith(Keys.ISSUED_PREFIX)) {
            String asset = key.substring(Keys.ISSUED_PREFIX.length());
            String issuer = c.assetOf(asset).map(a -> a.issuer()).orElse("");
            long issued = new ByteReader(value).i64("issued");
            positions.put(new PositionKey(issuer, "", asset, "ISSUED"), new PositionRow(-issued, 0, block));
        } else if (key.startsWith(Keys.BALANCE_PREFIX)) {
            String holder = key.substring(key.indexOf('/', Keys.BALANCE_PREFIX.length()) + 1);
            BalancePage was = BalancePage.decode(before.getOrDefault(key, Optional.empty()));
            BalancePage is = BalancePage.decode(Optional.of(value));
            Map<PositionKey, long[]> totals = new LinkedHashMap<>();
            was.positions().forEach(p -> {
                long[] amounts = totals.computeIfAbsent(key(c, holder, p), k -> new long[4]);
                amounts[2] = p.total();
                amounts[3] = p.available();
            });
            is.positions().forEach(p -> {
                long[] amounts = totals.computeIfAbsent(key(c, holder, p), k -> new long[4]);
                amounts[0] = p.available();
                amounts[1] = p.held();
            });
            totals.forEach((at, amounts) -> {
                long moved = amounts[0] + amounts[1] - amounts[2];
                if (holder.equals(member) && moved != change.getOrDefault(at, 0L)) {
                    throw new HaltException(
                            HaltReason.POSTINGS_DIFFER, tx.txId(), key, at.account() + "/" + at.asset());
                }
                positions.put(at, new PositionRow(amounts[0], amounts[1], block));
                liquidity.moved(
                        c,
                        at,
                        new LiquidityDays.Amounts(amounts[3], amounts[2]),
                        new LiquidityDays.Amounts(amounts[0], amounts[0] + amounts[1]),
                        block,
                        tx.timestamp());
            });
        }
    }

    private static PositionKey key(Constitution c, String holder, BalancePage.Position position) {
        return new PositionKey(
                holder,
                c.accountName(holder, position.account()),
                c.asset(position.asset()).code(),
                "HELD");
    }

    /**
     * Writes everything; the units of the reconciliation write theirs.
     *
     * @return when the member's trades were recorded that are settled now
     */
    List<Instant> store(Connection connection) throws SQLException {
        blocks.write(connection);
        txs.write(connection);
        List<Instant> settled = List.of();
        if (scales.constitution().isPresent()) {
            settled = trades.store(connection, scales.constitution().get(), member);
        }
        others.write(connection);
        PositionRows.store(connection, positions);
        if (scales.constitution().isPresent()) {
            waiting.store(connection, this::page);
            instructions.store(connection, scales.constitution().get(), this::kept);
        }
        revenue.store(connection);
        shared.store(connection);
        liquidity.store(connection);
        state.flush();
        return settled;
    }

    Map<PositionKey, PositionRow> positions() {
        return positions;
    }

    Applied.Settlement settlement() {
        return waiting.settlement();
    }

    int postings() {
        return postings;
    }

    int stateChanges() {
        return trades.stateChanges();
    }
}
