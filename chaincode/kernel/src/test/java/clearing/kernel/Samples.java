package clearing.kernel;

import static clearing.kernel.Consortium.BANK;
import static clearing.kernel.Consortium.CLIENT;
import static clearing.kernel.Consortium.HK;
import static clearing.kernel.Consortium.HOUSE;
import static clearing.kernel.Consortium.NORTH;
import static clearing.kernel.Consortium.TODAY;

import clearing.kernel.calendar.CycleId;
import clearing.kernel.codec.Bytes;
import clearing.kernel.collateral.Price;
import clearing.kernel.command.Command;
import clearing.kernel.command.Command.PageSelection;
import clearing.kernel.command.QueueCommand;
import clearing.kernel.command.RiskCommand;
import clearing.kernel.queue.QueueControl;
import clearing.kernel.queue.QueuePriority;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.RejectReason;
import clearing.kernel.trade.Selection;
import clearing.kernel.trade.Trade;
import clearing.kernel.trade.TradePage;
import java.util.List;

/** One fixed value of each encoded type. */
public final class Samples {
    public static final PageId PAGE_ID = Consortium.page(41);

    private Samples() {}

    /** Every kind, direction and priority, a reversal of each origin, references of length 1 and 16. */
    public static TradePage page() {
        Trade far = Trades.with(Trades.payment("ABCDEFGHIJKLMN-/", 999_999_999_999_999_999L))
                .accounts(HOUSE, CLIENT);
        return TradePage.of(
                PAGE_ID,
                List.of(
                        Trades.dvp("T", 10, 1000),
                        Trades.with(Trades.pvp("FX/1", 780, 100)).urgent(),
                        Trades.with(far).received(),
                        Trades.with(Trades.dvp("R.1", 5, 500)).reversing(true, 7, 1999),
                        Trades.with(Trades.dvp("R.2", 5, 500)).reversing(false, 0, 0)));
    }

    /** Every command once, and one linked group. */
    public static Batch batch() {
        byte[] hash = page().contentHash();
        List<PageSelection> pages =
                List.of(PageSelection.all(PAGE_ID), new PageSelection(Consortium.page(42), Selection.of(0, 9, 1999)));
        List<Command> commands = List.of(
                new Command.Constitute(Consortium.constitution()),
                new Command.Ratify(1, Bytes.sha256(Consortium.constitution().encode())),
                new Command.Deposit("DEP-1", NORTH, CLIENT, "HKD", 123_456_789_012L, TODAY),
                new Command.RequestWithdrawal("WD/1", HOUSE, Consortium.SHARE_CODE, 77, TODAY.plusDays(1)),
                new Command.AttestWithdrawal(BANK, "WD/1", true),
                new Command.RecordPage(page().encode()),
                new Command.Affirm(PAGE_ID, hash, Selection.all()),
                new Command.Reject(PAGE_ID, hash, Selection.of(3), RejectReason.VALUE_DATE_DIFFERS),
                new Command.RequestCancel(PAGE_ID, Selection.of(0, 8)),
                new Command.Settle(HK, pages),
                new Command.FailOverdue(HK, pages));
        List<Batch.Entry> entries = new java.util.ArrayList<>();
        for (Command command : commands) {
            entries.add(new Batch.Entry(
                    command, command instanceof Command.Affirm || command instanceof Command.RecordPage));
        }
        return new Batch(entries);
    }

    /** The commands of liquidity saving, once each. */
    public static Batch liquidityBatch() {
        List<PageSelection> pages =
                List.of(PageSelection.all(PAGE_ID), new PageSelection(Consortium.page(42), Selection.of(0, 9, 1999)));
        return Batch.of(new Command.Offset(HK, pages), new Command.SettleSet(HK, pages));
    }

    /** The commands of continuous settlement, once each. */
    public static Batch continuousBatch() {
        return Batch.of(
                new Command.SettleRound(HK, List.of(PAGE_ID, Consortium.page(42))),
                new Command.SettleRound(HK, List.of()));
    }

    /** What parties ask of the queue, once each. */
    public static Batch queueBatch() {
        return Batch.of(new QueueCommand.Enlist(HK, List.of(PAGE_ID, Consortium.page(42))));
    }

    /** What parties ask of the queue for single trades, each kind once, one of them for a whole page. */
    public static Batch controlBatch() {
        Selection some = Selection.of(0, 9);
        return Batch.of(
                new QueueCommand.Control(PAGE_ID, Selection.all(), new QueueControl.Hold(true)),
                new QueueCommand.Control(PAGE_ID, some, new QueueControl.Hold(false)),
                new QueueCommand.Control(PAGE_ID, some, new QueueControl.Prioritise(QueuePriority.LOW)),
                new QueueCommand.Control(PAGE_ID, some, new QueueControl.Order(-7)),
                new QueueCommand.Control(
                        PAGE_ID, some, new QueueControl.Schedule(1_772_416_800_000L, 1_772_420_400_000L)));
    }

    /** Whether trades may settle in part. */
    public static Batch divideBatch() {
        return Batch.of(new QueueCommand.Control(PAGE_ID, Selection.of(3), new QueueControl.Divide(1_000)));
    }

    /** The commands of settlement cycles, once each. */
    public static Batch cycleBatch() {
        CycleId cycle = new CycleId(HK, TODAY, 1);
        return Batch.of(
                new Command.CutOff(cycle),
                new Command.NetCycle(cycle),
                new Command.SettleCycle(cycle, true),
                new Command.CloseCycle(cycle, List.of(PAGE_ID, Consortium.page(42))),
                new Command.Deliver(HK, List.of(new PageSelection(PAGE_ID, Selection.of(0, 9)))));
    }

    /** The commands of collateral, reserve fund and default, once each. */
    public static Batch riskBatch() {
        return Batch.of(
                new RiskCommand.Pledge("PL-1", CLIENT, Consortium.SHARE_CODE, 400),
                new RiskCommand.Release("PL-2", HOUSE, "HKD", 1_000_000_000_000_000_000L),
                new RiskCommand.AttestPrice(Consortium.SHARE_CODE, TODAY, 3, new Price(35_025, 1)),
                new RiskCommand.Contribute("RF-1", false, 3_000_000),
                new RiskCommand.TakeBack("RF-2", true, 1),
                new RiskCommand.DeclareDefault(NORTH, 1, "did not pay in"),
                new RiskCommand.ApproveDefault(NORTH, 1, page().contentHash()),
                new RiskCommand.CloseOut(NORTH, 1, List.of(PAGE_ID, Consortium.page(42))),
                new RiskCommand.RunWaterfall(NORTH, 1));
    }

    /** The command that ends a default. */
    public static Batch liftBatch() {
        return Batch.of(new RiskCommand.LiftDefault(NORTH, 2, "paid in since"));
    }

    public static List<Outcome> outcomes() {
        return List.of(
                Outcome.done(2000),
                Outcome.alreadyRecorded(),
                new Outcome(ResultCode.NOTHING_TO_DO, "", "", 0, 17),
                Outcome.refused(ResultCode.STATE_FORBIDS, "selection[3]"),
                Outcome.refused(ResultCode.INVALID_CONSTITUTION, "members[0].name", "caf\u00e9 \u6e2f"));
    }
}
