package clearing.settlement.ledger;

import clearing.client.calendar.CalendarFiles;
import clearing.kernel.asset.Asset;
import clearing.kernel.asset.AssetKind;
import clearing.kernel.calendar.CutOff;
import clearing.kernel.calendar.CycleId;
import clearing.kernel.calendar.RollConvention;
import clearing.kernel.codec.Bytes;
import clearing.kernel.command.Command;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.constitution.Lane;
import clearing.kernel.netting.NettingMode;
import clearing.kernel.rulebook.CalendarRule;
import clearing.kernel.rulebook.CycleTerms;
import clearing.kernel.rulebook.DvpModel;
import clearing.kernel.rulebook.Rulebook;
import clearing.kernel.trade.Leg;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.Priority;
import clearing.kernel.trade.Selection;
import clearing.kernel.trade.Trade;
import clearing.kernel.trade.TradeKind;
import clearing.kernel.trade.TradePage;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A day on which a lane of euros nets in cycles, cut off at 10:00 and 12:00 of Hong Kong: one pair settles, one is carried. */
public final class CycleDay {
    public static final String LANE = "EU";
    public static final CycleId FIRST = new CycleId(LANE, SimulatedChain.DAY, 0);
    public static final CycleId SECOND = new CycleId(LANE, SimulatedChain.DAY, 1);

    private static final String HARBOUR = SimulatedChain.HARBOUR;
    private static final String LOTUS = SimulatedChain.LOTUS;
    private static final String BANK = SimulatedChain.BANK;

    private CycleDay() {}

    /** Harbour pays Lotus 700 and gets 100 back; the bank owes Harbour 50 and has nothing. */
    public static SimulatedChain chain() {
        SimulatedChain chain = SimulatedChain.day(1, 3);
        List<PageId> pages = open(chain);
        chain.pause(Duration.ofHours(2));
        chain.submit(LOTUS, new Command.CutOff(FIRST));
        chain.seal();
        chain.submit(LOTUS, new Command.NetCycle(FIRST));
        chain.seal();
        chain.submit(LOTUS, new Command.SettleCycle(FIRST, true));
        chain.submit(LOTUS, new Command.CloseCycle(FIRST, pages));
        chain.seal();
        return chain;
    }

    /** The same, then a payment of dollars that settles at once, {@code T7-0} of 1.00, then the second cycle. */
    public static SimulatedChain both() {
        SimulatedChain chain = chain();
        chain.page(7, 1);
        chain.pause(Duration.ofHours(2));
        chain.submit(LOTUS, new Command.CutOff(SECOND));
        chain.submit(LOTUS, new Command.NetCycle(SECOND));
        chain.submit(LOTUS, new Command.SettleCycle(SECOND, true));
        chain.seal();
        return chain;
    }

    /** How many blocks those chains have before the first cycle is cut off. */
    public static int openBlocks() {
        SimulatedChain chain = SimulatedChain.day(1, 3);
        open(chain);
        return chain.blocks().size();
    }

    /** The pages of the pair that settles. */
    private static List<PageId> open(SimulatedChain chain) {
        agree(chain);
        chain.submit(BANK, new Command.Deposit("EUR-1", HARBOUR, 0, "EUR", 1_000, SimulatedChain.DAY));
        PageId there = page(chain, HARBOUR, LOTUS, 0, 700);
        PageId back = page(chain, LOTUS, HARBOUR, 0, 100);
        page(chain, BANK, HARBOUR, 0, 50);
        return List.of(there, back);
    }

    private static void agree(SimulatedChain chain) {
        Constitution frame = chain.constitution();
        List<Lane> lanes = List.of(frame.lanes().getFirst(), new Lane(LANE, 480));
        List<Asset> assets = new ArrayList<>(frame.assets());
        assets.add(new Asset("EUR", AssetKind.CASH, 2, BANK, LANE));
        CycleTerms terms = new CycleTerms(
                LANE,
                "MASTER",
                DvpModel.NET_BOTH,
                NettingMode.MULTILATERAL,
                RollConvention.FOLLOWING,
                new TreeMap<>(Map.of("EUR", "HK")),
                List.of(
                        new CutOff(0, Optional.empty(), LocalTime.of(10, 0)),
                        new CutOff(1, Optional.empty(), LocalTime.of(12, 0))),
                30,
                new TreeMap<>(Map.of("EUR", 25)));
        CalendarRule calendar = new CalendarRule(
                Optional.ofNullable(CalendarFiles.read(Optional.empty()).get("HK"))
                        .orElseThrow()
                        .calendar());
        Constitution next = new Constitution(2, lanes, assets, frame.members(), new Rulebook(List.of(calendar, terms)));
        chain.submit(HARBOUR, new Command.Constitute(next));
        chain.seal();
        for (String member : List.of(LOTUS, BANK)) {
            chain.submit(member, new Command.Ratify(2, Bytes.sha256(next.encode())));
            chain.seal();
        }
    }

    private static PageId page(SimulatedChain chain, String author, String counterparty, int number, long cents) {
        int euro = chain.constitution().assetIndex("EUR").orElseThrow();
        PageId id = new PageId(LANE, author, counterparty, 500 + number);
        Trade trade = new Trade(
                TradeKind.PAYMENT,
                true,
                Priority.NORMAL,
                0,
                0,
                Leg.plain(euro, cents),
                Optional.empty(),
                SimulatedChain.DAY,
                SimulatedChain.DAY,
                "E-" + cents,
                new byte[32],
                Optional.empty());
        TradePage page = TradePage.of(id, List.of(trade));
        chain.submit(author, new Command.RecordPage(page.encode()));
        chain.submit(counterparty, new Command.Affirm(id, page.contentHash(), Selection.all()));
        chain.seal();
        return id;
    }
}
