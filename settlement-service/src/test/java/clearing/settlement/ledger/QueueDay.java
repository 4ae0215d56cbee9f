package clearing.settlement.ledger;

import clearing.kernel.command.Command;
import clearing.kernel.command.Command.PageSelection;
import clearing.kernel.command.QueueCommand;
import clearing.kernel.queue.QueueControl;
import clearing.kernel.queue.QueuePriority;
import clearing.kernel.trade.Leg;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.Priority;
import clearing.kernel.trade.Selection;
import clearing.kernel.trade.Trade;
import clearing.kernel.trade.TradeKind;
import clearing.kernel.trade.TradePage;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a queue meets, on a chain whose two brokers have 1,000,000.00 HKD each: gridlock, a ring, and trades that stay waiting. */
public final class QueueDay {
    /** Number of trades that {@link #waiting} leaves in the queue. */
    public static final int WAITING = 8;

    static final LocalDate LATER = LocalDate.of(2030, 1, 2);

    private static final String HARBOUR = SimulatedChain.HARBOUR;
    private static final String LOTUS = SimulatedChain.LOTUS;
    private static final String BANK = SimulatedChain.BANK;

    /** From when on the trade W-EARLY may settle: on the business day of the chain. */
    static final Instant EARLY = Instant.parse("2026-11-20T10:00:00Z");

    static final Instant PAST = Instant.parse("2026-11-20T08:00:00Z");

    private QueueDay() {}

    /** Pays from the page's author to its counterparty. */
    record Payment(String reference, boolean urgent, long minor, LocalDate valueDate) {
        static Payment normal(String reference, long minor) {
            return new Payment(reference, false, minor, SimulatedChain.DAY);
        }
    }

    /** Two payments of which neither broker has the cover, found short by a gross round; then the offset settles both. */
    static void gridlock(SimulatedChain chain) {
        PageSelection to = page(chain, HARBOUR, LOTUS, 100, Payment.normal("G-1", 150_000_000));
        PageSelection back = page(chain, LOTUS, HARBOUR, 100, Payment.normal("G-2", 120_000_000));
        chain.submit(BANK, new Command.Settle("HK", List.of(to, back)));
        chain.seal();
        chain.submit(LOTUS, new Command.Offset("HK", List.of(to, back)));
        chain.seal();
    }

    /** Three payments in a ring, proposed as a set: nobody's position is another one afterwards. */
    static void ring(SimulatedChain chain) {
        List<PageSelection> ring = List.of(
                page(chain, HARBOUR, LOTUS, 101, Payment.normal("R-1", 5_000_000)),
                page(chain, LOTUS, BANK, 101, Payment.normal("R-2", 5_000_000)),
                page(chain, BANK, HARBOUR, 101, Payment.normal("R-3", 5_000_000)));
        chain.submit(HARBOUR, new Command.SettleSet("HK", ring));
        chain.seal();
    }

    /**
     * Of Harbour: one that lacks cover and was found short, one that is not due, one that nobody has looked at yet and that ranks
     * behind the first and would take its cover; and three that it keeps back: held, not before a time, and past a time. To Harbour, and between others: one each whose payer has too little.
     */
    public static void waiting(SimulatedChain chain) {
        PageSelection found = page(
                chain,
                HARBOUR,
                LOTUS,
                102,
                new Payment("W-URGENT", true, 400_000_000, SimulatedChain.DAY),
                new Payment("W-LATER", false, 7, LATER));
        chain.submit(BANK, new Command.Settle("HK", List.of(found)));
        chain.seal();
        page(chain, LOTUS, BANK, 102, Payment.normal("W-OTHERS", 900_000_000));
        page(chain, BANK, HARBOUR, 102, Payment.normal("W-BANK", 1));
        page(chain, HARBOUR, LOTUS, 103, Payment.normal("W-BEHIND", 1_000_000));
        PageId kept = page(
                        chain,
                        HARBOUR,
                        LOTUS,
                        104,
                        Payment.normal("W-HELD", 1),
                        Payment.normal("W-EARLY", 2),
                        Payment.normal("W-PAST", 3))
                .page();
        control(chain, kept, 0, new QueueControl.Hold(true));
        control(chain, kept, 0, new QueueControl.Prioritise(QueuePriority.LOW));
        control(chain, kept, 1, new QueueControl.Schedule(EARLY.toEpochMilli(), 0));
        control(chain, kept, 2, new QueueControl.Schedule(0, PAST.toEpochMilli()));
        chain.seal();
    }

    /** A payment of 1,500,000.00 that both let be divided: 1,000,000.00 settle. */
    static void divided(SimulatedChain chain) {
        PageSelection page = page(chain, HARBOUR, LOTUS, 105, Payment.normal("P-1", 150_000_000));
        for (String member : List.of(HARBOUR, LOTUS)) {
            chain.submit(
                    member, new QueueCommand.Control(page.page(), Selection.of(0), new QueueControl.Divide(1_000_000)));
        }
        chain.submit(BANK, new Command.SettleRound("HK", List.of(page.page())));
        chain.seal();
    }

    private static void control(SimulatedChain chain, PageId page, int index, QueueControl control) {
        chain.submit(HARBOUR, new QueueCommand.Control(page, Selection.of(index), control));
    }

    private static PageSelection page(
            SimulatedChain chain, String author, String counterparty, int number, Payment... payments) {
        PageId id = new PageId("HK", author, counterparty, number);
        List<Trade> trades = new ArrayList<>();
        for (Payment payment : payments) {
            trades.add(new Trade(
                    TradeKind.PAYMENT,
                    true,
                    payment.urgent() ? Priority.URGENT : Priority.NORMAL,
                    0,
                    0,
                    Leg.plain(0, payment.minor()),
                    Optional.empty(),
                    SimulatedChain.DAY,
                    payment.valueDate(),
                    payment.reference(),
                    new byte[32],
                    Optional.empty()));
        }
        TradePage page = TradePage.of(id, trades);
        chain.submit(author, new Command.RecordPage(page.encode()));
        chain.submit(counterparty, new Command.Affirm(id, page.contentHash(), Selection.all()));
        chain.seal();
        return PageSelection.all(id);
    }
}
