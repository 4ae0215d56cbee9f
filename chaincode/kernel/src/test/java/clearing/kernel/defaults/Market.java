package clearing.kernel.defaults;

import static clearing.kernel.Consortium.BANK;
import static clearing.kernel.Consortium.HK;
import static clearing.kernel.Consortium.HOUSE;
import static clearing.kernel.Consortium.NORTH;
import static clearing.kernel.Consortium.SHARE_CODE;
import static clearing.kernel.Consortium.SOUTH;
import static clearing.kernel.Consortium.TODAY;

import clearing.kernel.Consortium;
import clearing.kernel.Outcome;
import clearing.kernel.codec.Bytes;
import clearing.kernel.collateral.Price;
import clearing.kernel.command.Command;
import clearing.kernel.command.RiskCommand;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.constitution.Member;
import clearing.kernel.constitution.MemberRole;
import clearing.kernel.reserve.Contribution;
import clearing.kernel.rulebook.CollateralRule;
import clearing.kernel.rulebook.CoveredCapRule;
import clearing.kernel.rulebook.DebitCapRule;
import clearing.kernel.rulebook.DefaultRule;
import clearing.kernel.rulebook.ReserveRule;
import clearing.kernel.rulebook.Rule;
import clearing.kernel.rulebook.Rulebook;
import clearing.kernel.state.Keys;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.Selection;
import clearing.kernel.trade.Trade;
import clearing.kernel.trade.TradePage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The sample consortium with a third broker, rules of collateral, reserve fund and default, and money to act with. */
public final class Market {
    public static final String EAST = "EastCapital";
    /** A share is worth 90.00 HKD, a US dollar cent 7.8 HKD cents. */
    public static final Price SHARE_PRICE = new Price(9_000, 1);

    public static final Price USD_PRICE = new Price(78, 10);
    public static final List<String> ACTING = List.of(NORTH, SOUTH, BANK, EAST);

    private final Consortium ledger = Consortium.unconstituted();
    private int references;

    /** With the sample rules. */
    public static Market open() {
        return open(rules());
    }

    /** Founded under the rules; each broker and the bank have 1,000,000.00 HKD and 10,000 shares. */
    public static Market open(List<? extends Rule> rules) {
        Market market = new Market();
        market.found(constitution(1, rules));
        for (String member : ACTING) {
            market.fund(member, "HKD", 100_000_000);
            market.fund(member, SHARE_CODE, 10_000);
        }
        return market;
    }

    public static List<Rule> rules() {
        return List.of(
                new CollateralRule("HKD", "HKD", 0, List.of(), 0),
                new CollateralRule(SHARE_CODE, "HKD", 2_000, List.of(BANK), 3),
                new CollateralRule("USD", "HKD", 500, List.of(BANK, NORTH), 1),
                new DebitCapRule(SOUTH, "HKD", 50_000_000),
                new CoveredCapRule(SOUTH, "HKD"),
                new ReserveRule(NORTH, 3_000_000, 0, 4_000_000),
                new ReserveRule(SOUTH, 2_000_000, 0, 4_000_000),
                new ReserveRule(EAST, 1_000_000, 0, 500_000),
                new ReserveRule(BANK, 4_000_000, 1_000_000, 9_000_000),
                new DefaultRule("HKD", "HOUSE", List.of(NORTH, EAST, BANK), 2, List.of(BANK)));
    }

    public static Constitution constitution(int version, List<? extends Rule> rules) {
        Constitution frame = Consortium.constitution();
        List<Member> members = new ArrayList<>(frame.members());
        members.add(new Member(EAST, "East Capital", List.of(MemberRole.BROKER), List.of("HOUSE", "CLIENT")));
        return new Constitution(version, frame.lanes(), frame.assets(), members, new Rulebook(rules));
    }

    public void found(Constitution constitution) {
        Consortium.done(ledger.as(NORTH, new Command.Constitute(constitution)));
        byte[] hash = Bytes.sha256(constitution.encode());
        for (String member : List.of(SOUTH, BANK, EAST)) {
            Consortium.done(ledger.as(member, new Command.Ratify(constitution.version(), hash)));
        }
    }

    public Consortium ledger() {
        return ledger;
    }

    public void fund(String member, String asset, long amount) {
        ledger.deposit("F" + references++, member, HOUSE, asset, amount);
    }

    public Market priced() {
        attest(SHARE_CODE, SHARE_PRICE);
        attest("USD", USD_PRICE);
        return this;
    }

    public void attest(String asset, Price price) {
        Consortium.done(ledger.as(BANK, new RiskCommand.AttestPrice(asset, TODAY, 0, price)));
    }

    public Market pledged(String member, String asset, long quantity) {
        Consortium.done(ledger.as(member, new RiskCommand.Pledge("P" + references++, HOUSE, asset, quantity)));
        return this;
    }

    public Market contributed(String member, boolean firstLoss, long amount) {
        Consortium.done(ledger.as(member, new RiskCommand.Contribute("R" + references++, firstLoss, amount)));
        return this;
    }

    /** Everyone at its target, the bank with its own capital before that. */
    public Market reserved() {
        return contributed(NORTH, false, 3_000_000)
                .contributed(SOUTH, false, 2_000_000)
                .contributed(EAST, false, 1_000_000)
                .contributed(BANK, false, 4_000_000)
                .contributed(BANK, true, 1_000_000);
    }

    /** Trades that the author alleged and the counterparty affirmed. */
    public PageId affirmed(String author, String counterparty, int number, Trade... trades) {
        PageId id = recorded(author, counterparty, number, trades);
        Consortium.done(ledger.as(counterparty, new Command.Affirm(id, ledger.contentHash(id), Selection.all())));
        return id;
    }

    public PageId recorded(String author, String counterparty, int number, Trade... trades) {
        PageId id = new PageId(HK, author, counterparty, number);
        Consortium.done(ledger.as(
                author, new Command.RecordPage(TradePage.of(id, List.of(trades)).encode())));
        return id;
    }

    /** Signed by the north and the bank. */
    public void declared(String member) {
        Consortium.done(ledger.as(NORTH, new RiskCommand.DeclareDefault(member, 1, "did not pay")));
        Consortium.done(ledger.as(BANK, new RiskCommand.DeclareDefault(member, 1, "did not pay")));
    }

    public Outcome closeOut(String member, PageId... pages) {
        return ledger.as(NORTH, new RiskCommand.CloseOut(member, 1, List.of(pages)));
    }

    public Outcome waterfall(String member) {
        return ledger.as(NORTH, new RiskCommand.RunWaterfall(member, 1));
    }

    public DefaultCase stored(String member) {
        return DefaultCase.decode(
                ledger.state().get(Keys.defaultCase(member, 1)).orElseThrow());
    }

    /** The steps on the ledger, in key order. */
    public List<WaterfallRecord> steps(String member) {
        List<WaterfallRecord> steps = new ArrayList<>();
        for (Map.Entry<String, byte[]> entry : ledger.state().entries()) {
            if (entry.getKey().startsWith(Keys.defaultCase(member, 1) + "/")) {
                steps.add(WaterfallRecord.decode(entry.getValue()));
            }
        }
        return steps;
    }

    public Contribution contribution(String member) {
        return ledger.state()
                .get(Keys.reserve(member))
                .map(Contribution::decode)
                .orElse(new Contribution(0, 0));
    }

    /** A step in one line, for comparison with what a test expects. */
    public static String line(WaterfallRecord record) {
        StringBuilder text = new StringBuilder(record.step() + " " + record.before() + " -> " + record.after());
        for (WaterfallRecord.Line line : record.lines()) {
            text.append(" | ").append(line.member()).append(' ').append(line.amount());
            if (!line.share().equals(line.amount())) {
                text.append(" of ").append(line.share());
            }
            if (!line.asset().equals("HKD")) {
                text.append(" for ").append(line.quantity()).append(' ').append(line.asset());
            }
        }
        return text.toString();
    }
}
