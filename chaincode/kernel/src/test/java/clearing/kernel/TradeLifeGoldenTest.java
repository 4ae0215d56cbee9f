package clearing.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import clearing.kernel.command.Command;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.hold.Hold;
import clearing.kernel.matching.Instructions;
import clearing.kernel.period.Adjustments;
import clearing.kernel.period.ClosedPeriod;
import clearing.kernel.rulebook.MatchingRule;
import clearing.kernel.rulebook.PeriodRule;
import clearing.kernel.rulebook.Rules;
import clearing.kernel.state.Keys;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.Selection;
import clearing.kernel.trade.StatusPage;
import clearing.kernel.trade.TradePage;
import clearing.kernel.trade.TradeState;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The encoding of what the life of a trade adds, byte for byte. */
class TradeLifeGoldenTest {
    @Test
    void batch_of_the_life_of_trades() {
        check(
                "batch-trade-life",
                TradeLifeSamples.batch().encode(),
                bytes -> Batch.decode(bytes).encode());
        assertThat(Batch.decode(Golden.bytes("batch-trade-life"))).isEqualTo(TradeLifeSamples.batch());
    }

    @Test
    void trade_page_with_amendments() {
        check("trade-page-amendments", TradeLifeSamples.amendments().encode(), bytes -> {
            TradePage page = TradePage.decode(bytes);
            return TradePage.of(page.id(), page.trades()).encode();
        });
    }

    @Test
    void status_page_with_amendments_and_an_allocated_trade() {
        StatusPage status = StatusPage.alleged(TradeLifeSamples.amendments());
        status.move(0, TradeState.AFFIRMED);
        status.move(1, TradeState.ALLOCATED);
        check(
                "status-page-amendments",
                status.encode(),
                bytes -> StatusPage.decode(bytes).encode());
    }

    @Test
    void instructions_in_every_state() {
        Consortium ledger = Consortium.funded();
        PageId trades = ledger.record(
                7, Trades.payment("T1", 1), Trades.payment("T2", 2), Trades.payment("T3", 3), Trades.payment("T4", 4));
        PageId own = TradeLifeSamples.INSTRUCTIONS;
        Consortium.done(ledger.as(
                Consortium.SOUTH,
                new Command.Instruct(TradeLifeSamples.page(
                        own,
                        Trades.with(Trades.payment("T1", 1)).received(),
                        Trades.with(Trades.payment("T2", 3)).received(),
                        Trades.with(Trades.payment("T3", 3)).received(),
                        Trades.with(Trades.payment("T4", 4)).received()))));
        ledger.as(Consortium.SOUTH, new Command.Match(trades, own, List.of(pair(0), pair(1))));
        ledger.as(Consortium.SOUTH, new Command.WithdrawInstructions(own, Selection.of(2)));

        byte[] stored = ledger.state().get(Keys.instructions(own)).orElseThrow();

        check("instructions", stored, bytes -> Instructions.decode(bytes).encode());
        assertThat(List.of(0, 1, 2, 3))
                .extracting(Instructions.decode(stored)::state)
                .containsExactly(
                        Instructions.State.MATCHED,
                        Instructions.State.MISMATCHED,
                        Instructions.State.WITHDRAWN,
                        Instructions.State.OPEN);
    }

    @Test
    void hold_period_and_adjustments() {
        check(
                "hold",
                TradeLifeSamples.hold().encode(),
                bytes -> Hold.decode(bytes).encode());
        check(
                "closed-period",
                TradeLifeSamples.closedPeriod().encode(),
                bytes -> ClosedPeriod.decode(bytes).encode());
        check(
                "adjustments",
                TradeLifeSamples.adjustments().encode(),
                bytes -> Adjustments.decode(bytes).encode());
    }

    @Test
    void rules_of_matching_and_periods() {
        Constitution agreed = Rules.constitution(
                1,
                List.of(
                        Rules.calendar("HK"),
                        new MatchingRule(Consortium.HK, 200, 1, "HK", true, false, true),
                        new PeriodRule(Consortium.HK, 30)));
        check(
                "constitution-trade-life",
                agreed.encode(),
                bytes -> Constitution.decode(bytes).encode());
        assertThat(Constitution.decode(Golden.bytes("constitution-trade-life"))).isEqualTo(agreed);
    }

    private static Command.Pair pair(int index) {
        return new Command.Pair(index, index);
    }

    private static void check(String name, byte[] encoded, UnaryOperator<byte[]> readAndWrite) {
        Golden.assertBytes(name, encoded);
        assertThat(readAndWrite.apply(Golden.bytes(name))).isEqualTo(Golden.bytes(name));
    }
}
