package clearing.settlement.ledger;

import clearing.kernel.codec.Blob;
import clearing.kernel.command.Command;
import clearing.kernel.trade.Amendment;
import clearing.kernel.trade.Leg;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.Priority;
import clearing.kernel.trade.Trade;
import clearing.kernel.trade.TradeKind;
import clearing.kernel.trade.TradePage;
import java.util.List;
import java.util.Optional;

/**
 * What two sides say to each other: Harbour alleges M-1, M-2 and M-3 and would amend M-3; Lotus instructs M-1 alike, M-2 with another
 * amount, and M-9, which nobody alleges; Lotus alleges L-1, and the bank something to Lotus that is none of Harbour's concern.
 */
public final class MatchingDay {
    private static final PageId ALLEGED = new PageId("HK", SimulatedChain.HARBOUR, SimulatedChain.LOTUS, 110);
    private static final PageId INSTRUCTED = new PageId("HK", SimulatedChain.LOTUS, SimulatedChain.HARBOUR, 0);
    private static final PageId OTHERS = new PageId("HK", SimulatedChain.BANK, SimulatedChain.LOTUS, 0);

    private MatchingDay() {}

    /** All of it, up to the comparison. */
    public static void compared(SimulatedChain chain) {
        record(chain, ALLEGED, payment("M-1", true, 100), payment("M-2", true, 20_000), payment("M-3", true, 300));
        instruct(
                chain, INSTRUCTED, payment("M-1", false, 100), payment("M-2", false, 20_100), payment("M-9", false, 9));
        instruct(chain, OTHERS, payment("B-1", false, 1));
        record(chain, new PageId("HK", SimulatedChain.LOTUS, SimulatedChain.HARBOUR, 110), payment("L-1", true, 5));
        record(
                chain,
                new PageId("HK", SimulatedChain.HARBOUR, SimulatedChain.LOTUS, 111),
                payment("M-3", true, 301).amending(new Amendment(ALLEGED.number(), 2)));
        chain.seal();
        chain.submit(
                SimulatedChain.LOTUS,
                new Command.Match(ALLEGED, INSTRUCTED, List.of(new Command.Pair(0, 0), new Command.Pair(1, 1))));
        chain.seal();
    }

    private static void record(SimulatedChain chain, PageId id, Trade... trades) {
        chain.submit(
                id.author(),
                new Command.RecordPage(TradePage.of(id, List.of(trades)).encode()));
    }

    private static void instruct(SimulatedChain chain, PageId id, Trade... instructions) {
        chain.submit(
                id.author(),
                new Command.Instruct(
                        Blob.of(TradePage.of(id, List.of(instructions)).encode())));
    }

    private static Trade payment(String reference, boolean byAuthor, long minor) {
        return new Trade(
                TradeKind.PAYMENT,
                byAuthor,
                Priority.NORMAL,
                0,
                0,
                Leg.plain(0, minor),
                Optional.empty(),
                SimulatedChain.DAY,
                SimulatedChain.DAY,
                reference,
                new byte[32],
                Optional.empty());
    }
}
