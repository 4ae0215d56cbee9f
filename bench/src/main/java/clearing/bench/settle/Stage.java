package clearing.bench.settle;

import clearing.client.profile.Profile;
import clearing.client.profile.ProfileReader;
import clearing.client.submit.LedgerException;
import clearing.client.submit.LedgerGateway;
import clearing.client.trade.MemberSession;
import clearing.demo.LedgerNetwork;
import clearing.kernel.Batch;
import clearing.kernel.Outcome;
import clearing.kernel.asset.Asset;
import clearing.kernel.asset.AssetKind;
import clearing.kernel.balance.BalancePage;
import clearing.kernel.command.Command;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.constitution.Lane;
import clearing.kernel.constitution.Member;
import clearing.kernel.constitution.MemberRole;
import clearing.kernel.state.Keys;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** A running network with a constitution in force and every trading member funded. */
final class Stage implements AutoCloseable {
    static final String CASH = "HKD";
    static final String SECURITY = "HK0000000015";
    static final List<String> TRADERS = List.of("HarbourBrokers", "LotusSecurities", "LanternPay", "QuillTech");

    /** Accounts of a trading member with more on them than any run moves. */
    static final int FUNDED = 31;
    /** Number of the account that has little. */
    static final int SCARCE = FUNDED;

    private static final long PLENTY = 100_000_000_000_000L;
    private static final long LITTLE_CASH = 150_000_000;
    private static final long LITTLE_SECURITIES = 150_000;
    private static final String BANK = "MeridianBank";
    private static final String LANE = "HK";
    private static final Duration READY_WITHIN = Duration.ofSeconds(90);

    private final Map<String, MemberSession> sessions = new LinkedHashMap<>();
    private final MemberSession naive;

    private Stage(LedgerNetwork network) {
        for (String member : allActing()) {
            sessions.put(
                    member, MemberSession.open(ProfileReader.read(network.profile(member)), InstantSource.system()));
        }
        Profile profile = ProfileReader.read(network.profile(TRADERS.getFirst()));
        naive = MemberSession.open(withChaincode(profile, "naive"), InstantSource.system());
    }

    /** Waits for the contracts, constitutes and funds. */
    static Stage set(LedgerNetwork network) throws InterruptedException {
        Stage stage = new Stage(network);
        stage.awaitReady();
        stage.constitute();
        stage.fund();
        return stage;
    }

    /** The trading members' identities of that name. */
    Map<String, LedgerGateway> identities(String name) {
        Map<String, LedgerGateway> identities = new LinkedHashMap<>();
        TRADERS.forEach(member -> identities.put(member, session(member).as(name)));
        return identities;
    }

    LedgerGateway agent() {
        return session(BANK).as("agent");
    }

    LedgerGateway naive() {
        return naive.as("trader");
    }

    private MemberSession session(String member) {
        MemberSession session = sessions.get(member);
        if (session == null) {
            throw new IllegalStateException("no session of " + member);
        }
        return session;
    }

    private static List<String> allActing() {
        List<String> members = new ArrayList<>(TRADERS);
        members.add(BANK);
        return members;
    }

    private void awaitReady() throws InterruptedException {
        Instant end = Instant.now().plus(READY_WITHIN);
        while (true) {
            try {
                Load.transact(naive(), "ready");
                session(BANK)
                        .as("admin")
                        .endorse("apply", Batch.of(constituteCommand()).encode());
                return;
            } catch (LedgerException | Load.AbortedException e) {
                if (Instant.now().isAfter(end)) {
                    throw new IllegalStateException("the contracts were not ready in time", e);
                }
                TimeUnit.MILLISECONDS.sleep(200);
            }
        }
    }

    private void constitute() throws InterruptedException {
        for (String member : allActing()) {
            until(session(member).as("admin"), constituteCommand());
        }
    }

    private static Command constituteCommand() {
        List<Member> members = new ArrayList<>();
        List<String> accounts =
                IntStream.rangeClosed(0, FUNDED).mapToObj(i -> "A" + i).toList();
        TRADERS.forEach(id -> members.add(new Member(id, id, List.of(MemberRole.BROKER), accounts)));
        members.add(new Member(BANK, BANK, List.of(MemberRole.BANK, MemberRole.CUSTODIAN), List.of("HOUSE")));
        return new Command.Constitute(new Constitution(
                1,
                List.of(new Lane(LANE, 480)),
                List.of(
                        new Asset(CASH, AssetKind.CASH, 2, BANK, LANE),
                        new Asset(SECURITY, AssetKind.SECURITY, 0, BANK, LANE)),
                members));
    }

    private void fund() throws InterruptedException {
        LocalDate day = LocalDate.of(2026, 11, 19);
        for (String member : TRADERS) {
            for (String asset : List.of(CASH, SECURITY)) {
                List<Command> deposits = new ArrayList<>();
                for (int account = 0; account <= FUNDED; account++) {
                    long little = asset.equals(CASH) ? LITTLE_CASH : LITTLE_SECURITIES;
                    deposits.add(new Command.Deposit(
                            "O" + TRADERS.indexOf(member) + (asset.equals(CASH) ? "C" : "S") + account,
                            member,
                            account,
                            asset,
                            account == SCARCE ? little : PLENTY,
                            day));
                }
                until(session(BANK).as("treasurer"), deposits);
            }
        }
    }

    /** Positions of the trading members that are below zero. */
    int overdrafts() throws LedgerException {
        int found = 0;
        for (String member : TRADERS) {
            byte[] page = session(BANK).as("agent").evaluate("get", Load.text(Keys.balance(LANE, member)));
            found += (int) BalancePage.decode(Optional.of(page)).positions().stream()
                    .filter(p -> p.available() < 0 || p.held() < 0)
                    .count();
        }
        return found;
    }

    /** Until it stands on the ledger. */
    private static void until(LedgerGateway ledger, Command command) throws InterruptedException {
        until(ledger, List.of(command));
    }

    private static void until(LedgerGateway ledger, List<? extends Command> commands) throws InterruptedException {
        byte[] batch = Batch.of(commands).encode();
        for (int attempt = 0; attempt < 100; attempt++) {
            try {
                List<Outcome> outcomes = Outcome.decode(Load.transact(ledger, "apply", batch));
                if (outcomes.stream().allMatch(Outcome::accepted)) {
                    return;
                }
                throw new IllegalStateException("refused: " + outcomes);
            } catch (LedgerException | Load.AbortedException e) {
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }
        throw new IllegalStateException(
                "did not come through: " + commands.getFirst().getClass().getSimpleName());
    }

    private static Profile withChaincode(Profile p, String chaincode) {
        return new Profile(
                p.file(),
                p.member(),
                p.channel(),
                chaincode,
                p.genesisBlock(),
                p.gateways(),
                p.identities(),
                p.chaincodeServer(),
                p.agent());
    }

    @Override
    public void close() {
        sessions.values().forEach(MemberSession::close);
        naive.close();
    }
}
