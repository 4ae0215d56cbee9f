package clearing.client.certificate;

import clearing.client.cli.ClearingMain;
import clearing.devnet.Devnet;
import clearing.devnet.DevnetConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine;

/**
 * A consortium on an embedded ledger that has settled a delivery against payment, by the same commands that people use. Made once for
 * all tests of this JVM; it ends with it.
 */
public final class SettledDay {
    static final String REFERENCE = "HB-1";
    private static final String SHARE = "HK0000069689";
    private static final String DATE = "2026-11-20";
    private static final List<String> NODES =
            List.of("HarbourBrokers", "LotusSecurities", "MeridianBank", "LanternPay", "QuillTech");

    /** What a command came to. */
    public record Ran(int exit, String out, String err) {}

    private static final class Holder {
        static final SettledDay DAY = make();
    }

    private final Path home;

    private SettledDay(Path home) {
        this.home = home;
    }

    public static SettledDay get() {
        return Holder.DAY;
    }

    Path home() {
        return home;
    }

    public Path profile(String member) {
        return home.resolve("members").resolve(member).resolve("profile.json");
    }

    public Path genesis() {
        return home.resolve("genesis.block");
    }

    /** The members' folders, with their root certificates. */
    public Path roots() {
        return home.resolve("members");
    }

    public static Ran run(Object... args) {
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

    private static SettledDay make() {
        try {
            Path home = Files.createTempDirectory("settled-day");
            Devnet ledger = Devnet.start(DevnetConfig.at(home).withBatchTimeout(Duration.ofMillis(20)));
            ContractServers.start(ledger.chaincodeAddresses("clearing"));
            if (!ledger.awaitChaincodes(Duration.ofMinutes(5))) {
                throw new IllegalStateException("The contract's servers do not connect.");
            }
            SettledDay day = new SettledDay(home);
            day.settle();
            return day;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void settle() throws IOException {
        String[] init = new String[3 + 2 * NODES.size()];
        init[0] = "init";
        init[1] = "--constitution";
        init[2] = write("constitution.json", constitution()).toString();
        for (int i = 0; i < NODES.size(); i++) {
            init[3 + 2 * i] = "--profile";
            init[4 + 2 * i] = profile(NODES.get(i)).toString();
        }
        done((Object[]) init);
        Path funding = write(
                "funding.csv",
                "operation,reference,member,account,asset,amount,value_date\n" + "DEPOSIT,F-1,HarbourBrokers,HOUSE,"
                        + SHARE + ",1000," + DATE + "\n" + "DEPOSIT,F-2,LotusSecurities,HOUSE,HKD,90000.00," + DATE
                        + "\n");
        done("fund", "--profile", profile("MeridianBank"), "--funding", funding);
        done(
                "submit",
                "--profile",
                profile("HarbourBrokers"),
                "--trades",
                trades("harbour", "SELL", "LotusSecurities"));
        done("affirm", "--profile", profile("LotusSecurities"), "--trades", trades("lotus", "BUY", "HarbourBrokers"));
        done("settle", "--profile", profile("MeridianBank"));
    }

    private Path trades(String name, String side, String counterparty) throws IOException {
        StringBuilder rows = new StringBuilder(
                "reference,side,kind,counterparty,account,counterparty_account,asset,quantity,"
                        + "settlement_asset,settlement_amount,trade_date,value_date,priority,reverses,price,client,text\n");
        for (int i = 1; i <= 3; i++) {
            rows.append("HB-")
                    .append(i)
                    .append(',')
                    .append(side)
                    .append(",DVP,")
                    .append(counterparty)
                    .append(",HOUSE,HOUSE,")
                    .append(SHARE)
                    .append(',')
                    .append(100 * i)
                    .append(",HKD,")
                    .append(2500 * i)
                    .append(".00,")
                    .append(DATE)
                    .append(',')
                    .append(DATE)
                    .append(",NORMAL,,25.00,,\n");
        }
        return write(name + ".csv", rows.toString());
    }

    private Path write(String name, String text) throws IOException {
        return Files.write(home.resolve(name), text.getBytes(StandardCharsets.UTF_8));
    }

    private static void done(Object... args) {
        Ran ran = run(args);
        if (ran.exit() != 0) {
            throw new IllegalStateException(List.of(args) + ": " + ran.exit() + "\n" + ran.out() + ran.err());
        }
    }

    private static String constitution() {
        StringBuilder members = new StringBuilder();
        for (String id : NODES) {
            members.append(members.isEmpty() ? "" : ",")
                    .append(String.format(
                            java.util.Locale.ROOT,
                            "{\"id\":\"%s\",\"name\":\"%s\",\"roles\":[\"%s\"],\"accounts\":[\"HOUSE\"]}",
                            id,
                            id,
                            switch (id) {
                                case "MeridianBank" -> "BANK";
                                case "LanternPay" -> "PAYMENT_INSTITUTION";
                                case "QuillTech" -> "PLATFORM";
                                default -> "BROKER";
                            }));
        }
        return "{\"version\":1,\"lanes\":[{\"code\":\"HK\",\"utcOffsetMinutes\":480}],\"assets\":["
                + "{\"code\":\"HKD\",\"kind\":\"CASH\",\"scale\":2,\"issuer\":\"MeridianBank\",\"lane\":\"HK\"},"
                + "{\"code\":\"" + SHARE
                + "\",\"kind\":\"SECURITY\",\"scale\":0,\"issuer\":\"MeridianBank\",\"lane\":\"HK\"}],"
                + "\"members\":[" + members + "]}";
    }
}
