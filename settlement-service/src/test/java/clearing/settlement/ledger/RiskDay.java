package clearing.settlement.ledger;

import clearing.kernel.asset.Asset;
import clearing.kernel.asset.AssetKind;
import clearing.kernel.codec.Bytes;
import clearing.kernel.collateral.Price;
import clearing.kernel.command.Command;
import clearing.kernel.command.RiskCommand;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.rulebook.BilateralLimitRule;
import clearing.kernel.rulebook.CollateralRule;
import clearing.kernel.rulebook.CoveredCapRule;
import clearing.kernel.rulebook.DebitCapRule;
import clearing.kernel.rulebook.DefaultRule;
import clearing.kernel.rulebook.Rule;
import clearing.kernel.rulebook.Rulebook;
import clearing.kernel.trade.Leg;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.Priority;
import clearing.kernel.trade.Selection;
import clearing.kernel.trade.Trade;
import clearing.kernel.trade.TradeKind;
import clearing.kernel.trade.TradePage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A day on which Lotus owes euros under a covered cap, the price of its collateral goes stale with the day, and it is put into default. */
public final class RiskDay {
    public static final String LOTUS = SimulatedChain.LOTUS;
    /** Cents that Lotus owes under its cap. */
    public static final long USED = 4_000;

    private static final String HARBOUR = SimulatedChain.HARBOUR;
    private static final String BANK = SimulatedChain.BANK;

    private RiskDay() {}

    public static SimulatedChain chain() {
        SimulatedChain chain = SimulatedChain.day(1, 3);
        agree(
                chain,
                new CollateralRule("HKD", "EUR", 0, List.of(BANK), 0),
                new DebitCapRule(LOTUS, "EUR", 50_000),
                new CoveredCapRule(LOTUS, "EUR"),
                new BilateralLimitRule(HARBOUR, LOTUS, "EUR", 1_000),
                new DefaultRule("EUR", "HOUSE", List.of(HARBOUR, BANK), 2, List.of(BANK)));
        chain.submit(BANK, new RiskCommand.AttestPrice("HKD", SimulatedChain.DAY, 0, new Price(1, 9)));
        chain.seal();
        chain.submit(LOTUS, new RiskCommand.Pledge("P-1", 0, "HKD", 90_000));
        chain.seal();
        PageId owed = page(chain, 0, USED);
        chain.submit(BANK, new Command.SettleRound("HK", List.of(owed)));
        chain.seal();
        page(chain, 1, 2_000);
        for (String member : List.of(HARBOUR, BANK)) {
            chain.submit(member, new RiskCommand.DeclareDefault(LOTUS, 1, "did not pay"));
            chain.seal();
        }
        return chain;
    }

    /** Euros are an asset from then on, and the rules are in force. */
    static void agree(SimulatedChain chain, Rule... rules) {
        Constitution frame = chain.constitution();
        List<Asset> assets = new ArrayList<>(frame.assets());
        assets.add(new Asset("EUR", AssetKind.CASH, 2, BANK, "HK"));
        Constitution next = new Constitution(2, frame.lanes(), assets, frame.members(), new Rulebook(List.of(rules)));
        chain.submit(HARBOUR, new Command.Constitute(next));
        chain.seal();
        for (String member : List.of(LOTUS, BANK)) {
            chain.submit(member, new Command.Ratify(2, Bytes.sha256(next.encode())));
            chain.seal();
        }
    }

    /** Lotus pays Harbour. */
    static PageId page(SimulatedChain chain, int number, long cents) {
        int euro = chain.constitution().assetIndex("EUR").orElseThrow();
        PageId id = new PageId("HK", LOTUS, HARBOUR, 700 + number);
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
                "RISK-" + cents,
                new byte[32],
                Optional.empty());
        TradePage page = TradePage.of(id, List.of(trade));
        chain.submit(LOTUS, new Command.RecordPage(page.encode()));
        chain.submit(HARBOUR, new Command.Affirm(id, page.contentHash(), Selection.all()));
        chain.seal();
        return id;
    }
}
