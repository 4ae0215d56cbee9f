package clearing.kernel;

import clearing.kernel.asset.Asset;
import clearing.kernel.asset.AssetKind;
import clearing.kernel.balance.BalancePage;
import clearing.kernel.codec.Blob;
import clearing.kernel.codec.Bytes;
import clearing.kernel.command.Command;
import clearing.kernel.command.Command.PageSelection;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.constitution.Lane;
import clearing.kernel.constitution.Member;
import clearing.kernel.constitution.MemberRole;
import clearing.kernel.state.Keys;
import clearing.kernel.state.StateDigest;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.RejectReason;
import clearing.kernel.trade.Selection;
import clearing.kernel.trade.StatusPage;
import clearing.kernel.trade.Trade;
import clearing.kernel.trade.TradePage;
import clearing.kernel.trade.TradeState;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Two brokers, a bank that issues everything, and a regulator, over a ledger in memory: what tests act with. */
public final class Consortium {
    public static final String NORTH = "NorthBrokers";
    public static final String SOUTH = "SouthSecurities";
    public static final String BANK = "HarbourBank";
    public static final String WATCH = "MarketAuthority";
    public static final String STRANGER = "NobodyKnown";

    public static final String HK = "HK";
    public static final String NY = "NY";

    /** Numbers of assets in the constitution. */
    public static final int HKD = 0;

    public static final int USD = 1;
    public static final int SHARE = 2;
    public static final int EUR = 3;
    public static final String SHARE_CODE = "US0378331005";

    public static final int HOUSE = 0;
    public static final int CLIENT = 1;

    /** A Monday; its business day in Hong Kong is the same date. */
    public static final LocalDate TODAY = LocalDate.of(2026, 3, 2);

    public static final Instant MORNING = Instant.parse("2026-03-02T02:00:00Z");

    private final MemoryState state = new MemoryState();
    private Instant now = MORNING;
    private int transactions;

    public static Constitution constitution() {
        return new Constitution(
                1,
                List.of(new Lane(HK, 480), new Lane(NY, -300)),
                List.of(
                        new Asset("HKD", AssetKind.CASH, 2, BANK, HK),
                        new Asset("USD", AssetKind.CASH, 2, BANK, HK),
                        new Asset(SHARE_CODE, AssetKind.SECURITY, 0, BANK, HK),
                        new Asset("EUR", AssetKind.CASH, 2, BANK, NY)),
                List.of(
                        new Member(NORTH, "North Brokers Ltd", List.of(MemberRole.BROKER), List.of("HOUSE", "CLIENT")),
                        new Member(
                                SOUTH, "South Securities Ltd", List.of(MemberRole.BROKER), List.of("HOUSE", "CLIENT")),
                        new Member(
                                BANK, "Harbour Bank", List.of(MemberRole.BANK, MemberRole.CUSTODIAN), List.of("HOUSE")),
                        new Member(WATCH, "Market Authority", List.of(MemberRole.REGULATOR), List.of())));
    }

    /** Nothing on the ledger yet. */
    public static Consortium unconstituted() {
        return new Consortium();
    }

    /** The constitution above, ratified by all three. */
    public static Consortium founded() {
        Consortium consortium = new Consortium();
        consortium.found(constitution());
        return consortium;
    }

    /** Founded, and each broker has 1,000,000.00 HKD, 1,000,000.00 USD and 1,000,000 shares in its house account. */
    public static Consortium funded() {
        return funded(constitution());
    }

    /** As {@link #funded()} under another constitution of the same members and accounts. */
    public static Consortium funded(Constitution constitution) {
        Consortium consortium = unconstituted();
        consortium.found(constitution);
        int number = 0;
        for (String member : List.of(NORTH, SOUTH)) {
            for (String asset : List.of("HKD", "USD")) {
                consortium.deposit("FUND-" + number++, member, HOUSE, asset, 100_000_000);
            }
            consortium.deposit("FUND-" + number++, member, HOUSE, SHARE_CODE, 1_000_000);
        }
        return consortium;
    }

    public void found(Constitution constitution) {
        done(as(NORTH, new Command.Constitute(constitution)));
        byte[] hash = clearing.kernel.codec.Bytes.sha256(constitution.encode());
        done(as(SOUTH, new Command.Ratify(constitution.version(), hash)));
        done(as(BANK, new Command.Ratify(constitution.version(), hash)));
    }

    public MemoryState state() {
        return state;
    }

    public void at(Instant instant) {
        now = instant;
    }

    public Instant now() {
        return now;
    }

    public void later(Duration time) {
        now = now.plus(time);
    }

    public static Caller caller(String member) {
        return person(member, "anybody", EnumSet.allOf(Role.class));
    }

    /** Somebody of a member. */
    public static Caller person(String member, String name, Set<Role> roles) {
        byte[] words = (member + "/" + name).getBytes(StandardCharsets.US_ASCII);
        return new Caller(member, roles, Blob.of(Bytes.sha256(words)));
    }

    /** Applies without committing. */
    public Transition attempt(Caller caller, Batch batch) {
        return Kernel.apply(state, caller, new TxContext("tx-" + transactions, now), batch);
    }

    /** Applies and commits, as a peer does. */
    public Transition apply(Caller caller, Batch batch) {
        Transition transition = attempt(caller, batch);
        transactions++;
        state.commit(transition.writes());
        return transition;
    }

    /** One command by a caller with every role. */
    public Outcome as(String member, Command command) {
        return apply(caller(member), Batch.of(command)).outcomes().getFirst();
    }

    public void deposit(String reference, String member, int account, String asset, long amount) {
        done(as(BANK, new Command.Deposit(reference, member, account, asset, amount, TODAY)));
    }

    /** Records a page of the north's against the south. */
    public PageId record(int number, Trade... trades) {
        PageId id = page(number);
        done(as(NORTH, recordCommand(id, trades)));
        return id;
    }

    /** Recorded by the north and affirmed by the south. */
    public PageId affirmed(int number, Trade... trades) {
        PageId id = record(number, trades);
        done(as(SOUTH, affirm(id)));
        return id;
    }

    public Command.Affirm affirm(PageId id) {
        return new Command.Affirm(id, contentHash(id), Selection.all());
    }

    public Command.Reject reject(PageId id) {
        return new Command.Reject(id, contentHash(id), Selection.all(), RejectReason.OTHER);
    }

    public Outcome settle(PageId... pages) {
        return as(NORTH, round(pages));
    }

    public Outcome failOverdue(PageId... pages) {
        return as(NORTH, new Command.FailOverdue(HK, wholePages(pages)));
    }

    public static Command.Settle round(PageId... pages) {
        return new Command.Settle(HK, wholePages(pages));
    }

    public static List<PageSelection> wholePages(PageId... pages) {
        return List.of(pages).stream().map(PageSelection::all).toList();
    }

    public static PageId page(int number) {
        return new PageId(HK, NORTH, SOUTH, number);
    }

    public static Command.RecordPage recordCommand(PageId id, Trade... trades) {
        return new Command.RecordPage(TradePage.of(id, List.of(trades)).encode());
    }

    public StatusPage status(PageId id) {
        return StatusPage.decode(state.get(Keys.status(id)).orElseThrow());
    }

    public byte[] contentHash(PageId id) {
        return status(id).contentHash();
    }

    public TradeState tradeState(PageId id, int index) {
        return status(id).state(index);
    }

    /** Available in the house account, lane HK. */
    public long available(String member, int asset) {
        return balance(member).available(HOUSE, asset);
    }

    public BalancePage balance(String member) {
        return BalancePage.decode(state.get(Keys.balance(HK, member)));
    }

    public Optional<Long> issued(String asset) {
        return state.get(Keys.issued(asset)).map(bytes -> clearing.kernel.codec.Bytes.getLong(bytes, 0));
    }

    public String digest() {
        return HexFormat.of().formatHex(StateDigest.of(state.entries()));
    }

    /** Fails at once when a step that a test builds on did not succeed. */
    public static void done(Outcome outcome) {
        if (outcome.code() != ResultCode.OK) {
            throw new AssertionError("expected OK, got " + outcome);
        }
    }
}
