package clearing.bench.journal;

import clearing.client.cli.ClearingMain;
import clearing.devnet.Devnet;
import clearing.devnet.DevnetConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;

/**
 * A consortium on an embedded ledger with a lane that settles gross, and three that have one cycle a day, whose cut-off of today has passed
 * wherever in the day this runs: their noon is now.
 */
final class CycleConsortium implements AutoCloseable {
    static final String MEMBER = "HarbourBrokers";
    private static final String OTHER = "LotusSecurities";
    private static final String BANK = "MeridianBank";
    private static final List<String> NODES = List.of(MEMBER, OTHER, BANK, "LanternPay", "QuillTech");
    private static final int NOON = 12 * 60;

    private final Path home;
    private final Devnet ledger;
    private final ContractServers contracts;
    private final int offset;

    /** What a command came to. */
    record Ran(int exit, String out, String err) {}

    private CycleConsortium(Path home, Devnet ledger, ContractServers contracts, int offset) {
        this.home = home;
        this.ledger = ledger;
        this.contracts = contracts;
        this.offset = offset;
    }

    static CycleConsortium start(Path home) throws IOException, InterruptedException {
        Devnet ledger = Devnet.start(DevnetConfig.at(home).withBatchTimeout(Duration.ofMillis(20)));
        ContractServers contracts = ContractServers.start(ledger.chaincodeAddresses("clearing"));
        if (!ledger.awaitChaincodes(Duration.ofMinutes(5))) {
            throw new IllegalStateException("The contract's servers do not connect.");
        }
        OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC);
        int offset = NOON - (now.getHour() * 60 + now.getMinute());
        CycleConsortium started = new CycleConsortium(home, ledger, contracts, offset);
        started.agree();
        return started;
    }

    /** The lanes' business day. */
    LocalDate today() {
        return OffsetDateTime.now(ZoneOffset.ofTotalSeconds(offset * 60)).toLocalDate();
    }

    Path profile(String member) {
        return roots().resolve(member).resolve("profile.json");
    }

    /** The members' folders, with their root certificates. */
    Path roots() {
        return home.resolve("members");
    }

    static Ran run(Object... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = ClearingMain.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        String[] words = new String[args.length];
        for (int i = 0; i < args.length; i++) {
            words[i] = args[i].toString();
        }
        return new Ran(line.execute(words), out.toString(), err.toString());
    }

    static String done(Object... args) {
        Ran ran = run(args);
        if (ran.exit() != 0) {
            throw new IllegalStateException(List.of(args) + ": " + ran.exit() + "\n" + ran.out() + ran.err());
        }
        return ran.out();
    }

    /** Cuts off, nets and settles the cycle of a lane. */
    String closeCycle(String lane) {
        return done("cycle", "close", "--lane", lane, "--profile", profile(BANK));
    }

    private void agree() throws IOException {
        Object[] init = new Object[5 + 2 * NODES.size()];
        init[0] = "init";
        init[1] = "--constitution";
        init[2] = write("constitution.json", constitution());
        init[3] = "--rules";
        init[4] = write("rules.json", rules());
        for (int i = 0; i < NODES.size(); i++) {
            init[5 + 2 * i] = "--profile";
            init[6 + 2 * i] = profile(NODES.get(i));
        }
        done(init);
        Path funding = write(
                "funding.csv",
                "operation,reference,member,account,asset,amount,value_date\nDEPOSIT,F-1," + OTHER
                        + ",HOUSE,HKD,90000.00," + today() + "\n");
        done("fund", "--profile", profile(BANK), "--funding", funding);
        done("submit", "--profile", profile(OTHER), "--trades", trades("lotus", "SELL", MEMBER));
        done("affirm", "--profile", profile(MEMBER), "--trades", trades("harbour", "BUY", OTHER));
        done("settle", "--profile", profile(BANK));
    }

    /** Two payments, of 2500.00 and 5000.00. */
    private Path trades(String name, String side, String counterparty) throws IOException {
        StringBuilder rows = new StringBuilder(
                "reference,side,kind,counterparty,account,counterparty_account,asset,quantity,"
                        + "settlement_asset,settlement_amount,trade_date,value_date,priority,reverses,price,client,text\n");
        for (int i = 1; i <= 2; i++) {
            rows.append(String.format(
                    Locale.ROOT,
                    "HB-%d,%s,PAYMENT,%s,HOUSE,HOUSE,HKD,%d.00,,,%s,%s,NORMAL,,,,%n",
                    i,
                    side,
                    counterparty,
                    2500 * i,
                    today(),
                    today()));
        }
        return write(name + ".csv", rows.toString());
    }

    private Path write(String name, String text) throws IOException {
        return Files.write(home.resolve(name), text.getBytes(StandardCharsets.UTF_8));
    }

    private String constitution() {
        StringBuilder members = new StringBuilder();
        for (String id : NODES) {
            String role = id.equals(BANK) ? "BANK" : "BROKER";
            members.append(members.isEmpty() ? "" : ",")
                    .append("{\"id\":\"" + id + "\",\"name\":\"" + id + "\",\"roles\":[\"" + role
                            + "\"],\"accounts\":[\"HOUSE\"]}");
        }
        return "{\"version\":1,\"lanes\":[" + lane("HK") + "," + lane("C0") + "," + lane("C1") + "," + lane("C2")
                + "],\"assets\":["
                + cash("HKD", "HK") + "," + cash("CNY", "C0") + "," + cash("EUR", "C1") + "," + cash("USD", "C2")
                + "],\"members\":[" + members
                + "]}";
    }

    private String lane(String code) {
        return "{\"code\":\"" + code + "\",\"utcOffsetMinutes\":" + offset + "}";
    }

    private static String cash(String code, String lane) {
        return "{\"code\":\"" + code + "\",\"kind\":\"CASH\",\"scale\":2,\"issuer\":\"" + BANK + "\",\"lane\":\"" + lane
                + "\"}";
    }

    private static String rules() {
        return "{\"rules\":[{\"rule\":\"calendar\",\"code\":\"HK\"}," + cycles("C0", "CNY") + "," + cycles("C1", "EUR")
                + "," + cycles("C2", "USD") + "]}";
    }

    private static String cycles(String lane, String asset) {
        return "{\"rule\":\"cycles\",\"lane\":\"" + lane + "\",\"agreement\":\"MASTER\",\"dvpModel\":3,"
                + "\"netting\":\"MULTILATERAL\",\"roll\":\"FOLLOWING\",\"calendars\":{\"" + asset
                + "\":\"HK\"},\"cutOffs\":[{\"time\":\"00:01\",\"assets\":{}}],\"failAfterMinutes\":30,\"penalties\":{\""
                + asset + "\":25}}";
    }

    @Override
    public void close() throws IOException {
        contracts.close();
        ledger.close();
    }
}
