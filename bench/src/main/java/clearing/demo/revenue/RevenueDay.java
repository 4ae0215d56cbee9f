package clearing.demo.revenue;

import clearing.client.cli.ClearingMain;
import clearing.client.profile.ProfileReader;
import clearing.client.revenue.ledger.AgreementView;
import clearing.client.trade.LedgerView;
import clearing.client.trade.MemberSession;
import clearing.kernel.revenue.run.Statement;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import picocli.CommandLine;

/**
 * Two agreements from their signatures to their payments, by the commands that people use: a robo-adviser's alliance over two months, with a
 * challenge, a correction, an earn-out that is missed and a reserve that is released; and a data service metered call by call.
 */
public final class RevenueDay {
    private static final String BROKER = "HarbourBrokers";
    private static final String DATA_BUYER = "LotusSecurities";
    private static final String KEEPER = "MeridianBank";
    private static final String PAYMENTS = "LanternPay";
    private static final String TECH = "QuillTech";
    private static final String ALLIANCE = "ROBO-1";
    private static final String DATA = "DATA-1";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Path folder;
    private final LocalDate today;
    private final RevenueDates dates;
    private final UnaryOperator<String> profiles;
    private final Consumer<String> progress;

    /**
     * @param folder for the members' files
     * @param today the lane's business day
     * @param profiles a member's connection profile
     */
    public RevenueDay(Path folder, LocalDate today, UnaryOperator<String> profiles, Consumer<String> progress) {
        this.folder = folder;
        this.today = today;
        this.dates = RevenueDates.before(today);
        this.profiles = profiles;
        this.progress = progress;
    }

    /** All of it. */
    public void share() throws IOException {
        RevenueFiles files = new RevenueFiles(folder, dates);
        progress.accept("two agreements about revenue are signed");
        sign(files.alliance(), ALLIANCE, BROKER, PAYMENTS, TECH, KEEPER);
        sign(files.dataService(), DATA, TECH, DATA_BUYER);
        progress.accept("members report what they measure; a lifetime value is challenged and corrected");
        firstMonth();
        progress.accept("revenue of " + dates.first() + " is calculated and paid");
        as(BROKER, "run", ALLIANCE);
        settle();
        progress.accept("a fee of " + dates.first() + " is corrected; revenue of " + dates.second() + " has a true-up");
        secondMonth();
        as(TECH, "run", ALLIANCE);
        progress.accept("a day of the data service: 12,500 calls");
        dataService(files.calls());
        settle();
        progress.accept("a stranger calculates both agreements again, offline");
        verify(ALLIANCE);
        verify(DATA);
    }

    private void verify(String id) {
        String file = folder.resolve(id + ".evidence.json").toString();
        as(TECH, "export", id, "-o", file);
        clearing(List.of("revenue", "verify", file));
    }

    private void sign(Path terms, String id, String proposer, String... others) {
        as(proposer, "propose", terms.toString());
        for (String member : others) {
            as(member, "sign", id, "--terms", terms.toString());
        }
    }

    private void firstMonth() {
        String month = dates.first().toString();
        as(BROKER, "report", ALLIANCE, month, "management_fee=1000000.00", "excess_return=200000.00");
        as(PAYMENTS, "report", ALLIANCE, month, "users=1200000", "lifetime_value=120000.00");
        as(TECH, "report", ALLIANCE, month, "growth=25%");
        as(BROKER, "challenge", ALLIANCE, month, "lifetime_value", "--reason", "Closed accounts are counted");
        as(PAYMENTS, "report", ALLIANCE, month, "lifetime_value=98000.00", "--supersede");
        attest(month);
    }

    private void secondMonth() {
        as(BROKER, "report", ALLIANCE, dates.first().toString(), "management_fee=1040000.00", "--supersede");
        as(TECH, "attest", ALLIANCE, dates.first().toString(), "management_fee");
        String month = dates.second().toString();
        as(BROKER, "report", ALLIANCE, month, "management_fee=900000.00", "excess_return=0.00");
        as(PAYMENTS, "report", ALLIANCE, month, "users=950000", "lifetime_value=101000.00");
        as(TECH, "report", ALLIANCE, month, "growth=12%");
        attest(month);
    }

    private void attest(String month) {
        for (String measure : List.of("management_fee", "excess_return")) {
            as(TECH, "attest", ALLIANCE, month, measure);
        }
        for (String measure : List.of("users", "lifetime_value", "growth")) {
            as(BROKER, "attest", ALLIANCE, month, measure);
        }
    }

    private void dataService(Path calls) {
        String day = dates.day().toString();
        as(TECH, "usage", "report", DATA, day, "calls", calls.toString());
        as(TECH, "seal", DATA, day, "calls");
        as(DATA_BUYER, "report", DATA, day, "subscriptions=20000.00");
        as(DATA_BUYER, "attest", DATA, day, "calls");
        as(TECH, "attest", DATA, day, "subscriptions");
        as(DATA_BUYER, "run", DATA);
    }

    /** The agents are not running yet: one member's settles what the runs have made due, and has the turn by it. */
    private void settle() {
        clearing(List.of("settle", "--profile", profiles.apply(BROKER)));
    }

    /** What a member's treasury booked of it. */
    public Optional<Path> books(String member, List<Path> statements) throws IOException {
        return new RevenueBooks(Files.createDirectories(folder), dates, today).statement(member, statements);
    }

    /** The statements as the ledger holds them. */
    public List<Statement> statements() throws InterruptedException {
        List<Statement> statements = new ArrayList<>();
        try (MemberSession session =
                MemberSession.open(ProfileReader.read(Path.of(profiles.apply(BROKER))), InstantSource.system())) {
            LedgerView ledger = session.catchUp(PATIENCE);
            for (String id : AgreementView.ids(ledger)) {
                AgreementView.find(ledger, id).ifPresent(view -> statements.addAll(view.statements()));
            }
        }
        return statements;
    }

    private void as(String member, String... words) {
        List<String> all = new ArrayList<>(List.of("revenue"));
        all.addAll(List.of(words));
        all.addAll(List.of("--profile", profiles.apply(member)));
        clearing(all);
    }

    private static String clearing(List<String> words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = ClearingMain.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        int exit = line.execute(words.toArray(String[]::new));
        if (exit != 0) {
            throw new IllegalStateException(
                    "clearing " + String.join(" ", words) + " ended with " + exit + ":\n" + out + err);
        }
        return out.toString();
    }
}
