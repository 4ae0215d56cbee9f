package clearing.kernel;

import static clearing.kernel.Consortium.CLIENT;
import static clearing.kernel.Consortium.HK;
import static clearing.kernel.Consortium.HOUSE;
import static clearing.kernel.Consortium.MORNING;
import static clearing.kernel.Consortium.NORTH;
import static clearing.kernel.Consortium.SOUTH;
import static clearing.kernel.Consortium.TODAY;

import clearing.kernel.codec.Blob;
import clearing.kernel.command.Command;
import clearing.kernel.hold.Hold;
import clearing.kernel.period.Adjustments;
import clearing.kernel.period.ClosedPeriod;
import clearing.kernel.trade.Amendment;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.Selection;
import clearing.kernel.trade.Trade;
import clearing.kernel.trade.TradeId;
import clearing.kernel.trade.TradePage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One fixed value of each type that the life of a trade adds. */
public final class TradeLifeSamples {
    /** The south's instructions against the north. */
    public static final PageId INSTRUCTIONS = new PageId(HK, SOUTH, NORTH, 0);

    private TradeLifeSamples() {}

    /** Every command once. */
    public static Batch batch() {
        return Batch.of(
                new Command.Instruct(instructions(3)),
                new Command.Match(
                        Samples.PAGE_ID, INSTRUCTIONS, List.of(new Command.Pair(0, 1), new Command.Pair(1999, 0))),
                new Command.WithdrawInstructions(INSTRUCTIONS, Selection.of(0, 9)),
                new Command.PlaceHold(
                        "H/1", CLIENT, "HKD", 123_456_789_012L, SOUTH, HOUSE, MORNING.plus(Duration.ofDays(9))),
                new Command.PostHold(NORTH, "H/1", 77),
                new Command.ReleaseHold(NORTH, "H/1"),
                new Command.Allocate(Samples.PAGE_ID, 1999, page(Consortium.page(50), Trades.dvp("P/1", 10, 1000))),
                new Command.ClosePeriod(HK, TODAY.minusDays(3)),
                new Command.RecordLate(page(Consortium.page(51), Trades.dvp("L/1", 10, 1000)), adjustments()));
    }

    /** What agrees with a payment T1 of one cent by the north. */
    public static Blob instructions(int number) {
        Trade trade = Trades.with(Trades.payment("T1", 1)).received();
        return page(new PageId(HK, SOUTH, NORTH, number), trade);
    }

    public static Blob page(PageId id, Trade... trades) {
        return Blob.of(TradePage.of(id, List.of(trades)).encode());
    }

    /** A page that amends two trades and has one of its own. */
    public static TradePage amendments() {
        return TradePage.of(
                Consortium.page(43),
                List.of(
                        Trades.dvp("T", 10, 1000).amending(new Amendment(41, 1999)),
                        Trades.payment("U", 5),
                        Trades.pvp("V", 780, 100).amending(new Amendment(0, 0))));
    }

    public static Hold hold() {
        return new Hold(Hold.State.POSTED, CLIENT, "HKD", 500, SOUTH, HOUSE, MORNING.plus(Duration.ofHours(3)), 120);
    }

    public static ClosedPeriod closedPeriod() {
        return new ClosedPeriod(TODAY.minusDays(3), 7, NORTH, MORNING);
    }

    public static Adjustments adjustments() {
        return new Adjustments(
                TODAY.minusDays(9), "Booked late: file lost", List.of(Optional.of(new TradeId(Samples.PAGE_ID, 4))));
    }
}
