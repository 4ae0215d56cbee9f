package clearing.kernel;

import static clearing.kernel.Consortium.NORTH;
import static clearing.kernel.Consortium.SOUTH;
import static clearing.kernel.Consortium.TODAY;
import static org.assertj.core.api.Assertions.assertThat;

import clearing.kernel.balance.BalancePage;
import clearing.kernel.command.Command;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.reconcile.JournalAnchor;
import clearing.kernel.reconcile.Positions;
import clearing.kernel.reconcile.ReconcileSamples;
import clearing.kernel.reconcile.SharedBreak;
import clearing.kernel.revenue.RevenueSamples;
import clearing.kernel.revenue.fact.FactPart;
import clearing.kernel.revenue.fact.SealedMeasure;
import clearing.kernel.rulebook.BilateralLimitRule;
import clearing.kernel.rulebook.DebitCapRule;
import clearing.kernel.rulebook.Rules;
import clearing.kernel.settlement.LaneJournal;
import clearing.kernel.settlement.Lease;
import clearing.kernel.state.BusinessDigest;
import clearing.kernel.state.Keys;
import clearing.kernel.state.StatePage;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.RejectReason;
import clearing.kernel.trade.Selection;
import clearing.kernel.trade.StatusPage;
import clearing.kernel.trade.TradePage;
import clearing.kernel.trade.TradeState;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The encoding of each type, byte for byte, and that reading a golden value and writing it gives the same bytes. */
class GoldenBytesTest {
    @Test
    void batch_with_every_command() {
        check("batch", Samples.batch().encode(), bytes -> Batch.decode(bytes).encode());
        assertThat(Batch.decode(Golden.bytes("batch"))).isEqualTo(Samples.batch());
    }

    @Test
    void batch_of_liquidity_saving() {
        check(
                "batch-liquidity",
                Samples.liquidityBatch().encode(),
                bytes -> Batch.decode(bytes).encode());
        assertThat(Batch.decode(Golden.bytes("batch-liquidity"))).isEqualTo(Samples.liquidityBatch());
    }

    @Test
    void batch_of_continuous_settlement() {
        check(
                "batch-continuous",
                Samples.continuousBatch().encode(),
                bytes -> Batch.decode(bytes).encode());
        assertThat(Batch.decode(Golden.bytes("batch-continuous"))).isEqualTo(Samples.continuousBatch());
    }

    @Test
    void batch_of_queue_controls() {
        check(
                "batch-queue",
                Samples.queueBatch().encode(),
                bytes -> Batch.decode(bytes).encode());
        assertThat(Batch.decode(Golden.bytes("batch-queue"))).isEqualTo(Samples.queueBatch());
    }

    @Test
    void lease() {
        check(
                "lease",
                new Lease(7, NORTH, 1_772_416_800_000L, 1_772_416_900_000L).encode(),
                bytes -> Lease.decode(Optional.of(bytes)).orElseThrow().encode());
    }

    @Test
    void batch_of_collateral_and_default() {
        check(
                "batch-risk",
                Samples.riskBatch().encode(),
                bytes -> Batch.decode(bytes).encode());
        assertThat(Batch.decode(Golden.bytes("batch-risk"))).isEqualTo(Samples.riskBatch());
    }

    @Test
    void batch_of_shared_revenue() {
        check(
                "batch-revenue",
                RevenueSamples.batch().encode(),
                bytes -> Batch.decode(bytes).encode());
        assertThat(Batch.decode(Golden.bytes("batch-revenue"))).isEqualTo(RevenueSamples.batch());
    }

    @Test
    void batch_of_shared_breaks() {
        check(
                "batch-reconcile",
                ReconcileSamples.batch().encode(),
                bytes -> Batch.decode(bytes).encode());
        assertThat(Batch.decode(Golden.bytes("batch-reconcile"))).isEqualTo(ReconcileSamples.batch());
    }

    @Test
    void shared_breaks_and_anchors() {
        check(
                "shared-break",
                ReconcileSamples.shared().encode(),
                bytes -> SharedBreak.decode(bytes).encode());
        check(
                "journal-anchor",
                ReconcileSamples.anchor().encode(),
                bytes -> JournalAnchor.decode(bytes).encode());
        check(
                "anchor-positions",
                ReconcileSamples.positions().encode(),
                bytes -> Positions.decode(bytes).encode());
    }

    @Test
    void facts() {
        check(
                "fact-part",
                RevenueSamples.part().encode(),
                bytes -> FactPart.decode(bytes).encode());
        check(
                "sealed-measure",
                RevenueSamples.sealed().encode(),
                bytes -> SealedMeasure.decode(bytes).encode());
    }

    @Test
    void batch_that_lifts_a_default() {
        check(
                "batch-lift",
                Samples.liftBatch().encode(),
                bytes -> Batch.decode(bytes).encode());
        assertThat(Batch.decode(Golden.bytes("batch-lift"))).isEqualTo(Samples.liftBatch());
    }

    @Test
    void trade_page() {
        check("trade-page", Samples.page().encode(), bytes -> {
            TradePage page = TradePage.decode(bytes);
            return TradePage.of(page.id(), page.trades()).encode();
        });
        assertThat(TradePage.decode(Golden.bytes("trade-page")).trades())
                .isEqualTo(Samples.page().trades());
    }

    @Test
    void status_page() {
        StatusPage status = StatusPage.alleged(Samples.page());
        status.move(0, TradeState.AFFIRMED);
        status.askCancel(0, NORTH);
        status.move(1, TradeState.SETTLED);
        status.nameReversal(1, true);
        status.reject(2, RejectReason.OTHER);
        status.move(3, TradeState.QUEUED);
        status.askCancel(3, SOUTH);
        check("status-page", status.encode(), bytes -> StatusPage.decode(bytes).encode());
    }

    @Test
    void balance_page() {
        BalancePage page = BalancePage.decode(Optional.empty());
        page.credit(1, 4095, 1_000_000_000_000_000_000L);
        page.credit(0, 2, 77);
        page.credit(0, 0, 500);
        page.hold(0, 0, 120);
        page.credit(0, 1, 5);
        page.debit(0, 1, 5);
        check(
                "balance-page",
                page.encode(),
                bytes -> BalancePage.decode(Optional.of(bytes)).encode());
    }

    @Test
    void constitution() {
        check(
                "constitution",
                Consortium.constitution().encode(),
                bytes -> Constitution.decode(bytes).encode());
    }

    @Test
    void lane_journal() {
        byte[] hash = new byte[32];
        Arrays.fill(hash, (byte) 0xA5);
        check(
                "lane-journal",
                new LaneJournal(3, 4_000_000_000L, 1_772_416_800_000L, hash).encode(),
                bytes -> LaneJournal.decode(Optional.of(bytes)).encode());
    }

    @Test
    void outcomes() {
        check("outcomes", Outcome.encode(Samples.outcomes()), bytes -> Outcome.encode(Outcome.decode(bytes)));
    }

    @Test
    void range() {
        StatePage page = new StatePage(List.of(Map.entry("I/HKD", new byte[] {0, 1, 2})), "K");
        check("range", page.encode(), bytes -> StatePage.decode(bytes).encode());
    }

    @Test
    void a_scripted_day_ends_in_the_same_state() {
        Consortium ledger = scriptedDay();
        BusinessDigest business = BusinessDigest.of(ledger.state().entries());

        Golden.assertText(
                "scripted-day.txt",
                List.of(
                        "state " + ledger.digest(),
                        "business " + business.hex(),
                        "positions " + business.positions(),
                        "trades " + business.trades()));
    }

    @Test
    void a_scripted_round_under_caps_and_limits_ends_in_the_same_state() {
        Consortium ledger = Consortium.unconstituted();
        ledger.found(Rules.constitution(
                1, List.of(new DebitCapRule(NORTH, "HKD", 900), new BilateralLimitRule(NORTH, SOUTH, "HKD", 700))));
        ledger.affirmed(0, Trades.payment("T1", 600), Trades.payment("T2", 200));
        ledger.as(NORTH, new Command.SettleRound(Consortium.HK, List.of(Consortium.page(0))));
        BusinessDigest business = BusinessDigest.of(ledger.state().entries());

        assertThat(ledger.state().has(Keys.exposure(Consortium.HK, NORTH, SOUTH)))
                .isTrue();
        assertThat(ledger.state().has(Keys.waiting(Consortium.HK))).isTrue();
        Golden.assertBytes("balance-page-below-zero", ledger.balance(NORTH).encode());
        Golden.assertBytes(
                "exposure",
                ledger.state().get(Keys.exposure(Consortium.HK, NORTH, SOUTH)).orElseThrow());
        Golden.assertBytes(
                "waiting-list", ledger.state().get(Keys.waiting(Consortium.HK)).orElseThrow());
        Golden.assertText("scripted-round.txt", List.of("state " + ledger.digest(), "business " + business.hex()));
    }

    @Test
    void a_scripted_offset_ends_in_the_same_state() {
        Consortium ledger = Consortium.funded();
        PageId first = ledger.affirmed(0, Trades.payment("T1", 200_000_000), Trades.pvp("T2", 78, 300_000_000));
        PageId second = ledger.affirmed(
                1, Trades.with(Trades.payment("T3", 150_000_000)).received());
        ledger.as(NORTH, new Command.Offset(Consortium.HK, Consortium.wholePages(second, first)));
        PageId third = ledger.affirmed(2, Trades.payment("T4", 9));
        ledger.as(SOUTH, new Command.SettleSet(Consortium.HK, Consortium.wholePages(third)));
        BusinessDigest business = BusinessDigest.of(ledger.state().entries());

        Golden.assertText("scripted-offset.txt", List.of("state " + ledger.digest(), "business " + business.hex()));
    }

    private static Consortium scriptedDay() {
        Consortium ledger = Consortium.funded();
        PageId first = ledger.affirmed(0, Trades.dvp("T1", 10, 1000), Trades.pvp("T2", 780, 100));
        PageId second =
                ledger.record(1, Trades.with(Trades.payment("T3", 5)).urgent(), Trades.payment("T4", 300_000_000));
        ledger.as(SOUTH, ledger.affirm(second));
        PageId third = ledger.record(2, Trades.payment("T5", 1), Trades.payment("T6", 2), Trades.payment("T7", 3));
        ledger.as(
                SOUTH,
                new Command.Reject(third, ledger.contentHash(third), Selection.of(0), RejectReason.UNKNOWN_TRADE));
        ledger.as(NORTH, new Command.RequestCancel(third, Selection.of(1)));
        ledger.as(SOUTH, new Command.RequestCancel(third, Selection.of(1)));
        ledger.settle(first, second, third);
        ledger.as(NORTH, new Command.RequestWithdrawal("W1", 0, "USD", 50, TODAY));
        ledger.affirmed(3, Trades.with(Trades.dvp("R1", 10, 1000)).reversing(true, 0, 0));
        ledger.settle(Consortium.page(3));
        ledger.later(Duration.ofDays(1));
        ledger.failOverdue(second, third);
        return ledger;
    }

    private static void check(String name, byte[] encoded, UnaryOperator<byte[]> readAndWrite) {
        Golden.assertBytes(name, encoded);
        assertThat(readAndWrite.apply(Golden.bytes(name))).isEqualTo(Golden.bytes(name));
    }
}
