package clearing.kernel.revenue.fact;

import static clearing.kernel.Consortium.BANK;
import static clearing.kernel.Consortium.HK;
import static clearing.kernel.Consortium.NORTH;
import static clearing.kernel.Consortium.SOUTH;

import clearing.kernel.Consortium;
import clearing.kernel.Outcome;
import clearing.kernel.codec.Blob;
import clearing.kernel.codec.Bytes;
import clearing.kernel.command.RevenueCommand;
import clearing.kernel.command.RevenueCommand.FactReport;
import clearing.kernel.revenue.agreement.Agreement;
import clearing.kernel.revenue.agreement.SignedTerms;
import clearing.kernel.revenue.run.RevenueBook;
import clearing.kernel.revenue.terms.Aggregation;
import clearing.kernel.revenue.terms.Changeover;
import clearing.kernel.revenue.terms.Clause;
import clearing.kernel.revenue.terms.Cycle;
import clearing.kernel.revenue.terms.Measure;
import clearing.kernel.revenue.terms.Party;
import clearing.kernel.revenue.terms.Period;
import clearing.kernel.revenue.terms.Terms;
import clearing.kernel.revenue.terms.Unit;
import clearing.kernel.revenue.terms.View;
import clearing.kernel.state.Keys;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** The sample consortium with a monthly agreement of all three in force since December, of which January is calculated next. */
public final class Shared {
    public static final String ID = "ROBO-1";
    public static final LocalDate DECEMBER = LocalDate.of(2025, 12, 1);
    public static final LocalDate JANUARY = LocalDate.of(2026, 1, 1);
    public static final LocalDate FEBRUARY = LocalDate.of(2026, 2, 1);
    /** Has begun; it ends in four weeks. */
    public static final LocalDate MARCH = LocalDate.of(2026, 3, 1);

    /** Of the north, at once; the south attests it. */
    public static final String COMMISSION = "commission";
    /** Of the south, at once, without a window. */
    public static final String USERS = "users";
    /** Of the south, in parts that sum. */
    public static final String CALLS = "calls";
    /** Of the south, in parts of which the last counts. */
    public static final String LEVEL = "level";
    /** Of the south, in parts of which the largest counts. */
    public static final String PEAK = "peak";
    /** Of the south, in parts that are averaged. */
    public static final String MEAN = "mean";

    public static final int WINDOW = 2;
    public static final long MOST = 1_000_000_000_000_000_000L;

    private final Consortium ledger;

    private Shared(Consortium ledger) {
        this.ledger = ledger;
    }

    public static Shared open() {
        return on(Consortium.funded());
    }

    public static Shared on(Consortium ledger) {
        Terms terms = terms();
        Blob bytes = Blob.of(terms.encode());
        SignedTerms signed = new SignedTerms(bytes, new TreeSet<>(List.of(NORTH, SOUTH, BANK)));
        Agreement agreement = new Agreement(
                0, Cycle.MONTHLY, HK, List.of(new Agreement.Version(1, DECEMBER, Optional.empty(), signed.hash())));
        ledger.state().put(Keys.agreement(ID), agreement.encode());
        ledger.state().put(Keys.terms(ID, 1), signed.encode());
        Shared shared = new Shared(ledger);
        shared.calculatedUpTo(JANUARY);
        return shared;
    }

    public static Terms terms() {
        return new Terms(
                ID,
                1,
                "Robo adviser",
                "HKD",
                Cycle.MONTHLY,
                DECEMBER,
                Optional.empty(),
                Changeover.AT_PERIOD,
                List.of(
                        new Party(NORTH, "HOUSE", View.ALL),
                        new Party(SOUTH, "HOUSE", View.ALL),
                        new Party(BANK, "HOUSE", View.OWN)),
                NORTH,
                Optional.empty(),
                List.of(
                        parts(CALLS, Aggregation.SUM),
                        new Measure(
                                COMMISSION,
                                "Commission",
                                new Unit.Money("HKD"),
                                Aggregation.SUM,
                                false,
                                NORTH,
                                List.of(SOUTH),
                                WINDOW,
                                -500,
                                MOST),
                        parts(LEVEL, Aggregation.LAST),
                        parts(MEAN, Aggregation.AVERAGE),
                        parts(PEAK, Aggregation.MAX),
                        new Measure(
                                USERS,
                                "Users",
                                new Unit.Count("users"),
                                Aggregation.LAST,
                                false,
                                SOUTH,
                                List.of(),
                                0,
                                0,
                                MOST)),
                List.of(COMMISSION),
                List.of(new Clause.Residual(
                        "REST",
                        "The rest",
                        List.of(new Clause.Portion(NORTH, 700_000), new Clause.Portion(SOUTH, 300_000)),
                        false)),
                Optional.empty(),
                1);
    }

    private static Measure parts(String name, Aggregation how) {
        return new Measure(
                name, name, new Unit.Count("things"), how, true, SOUTH, List.of(BANK, NORTH), WINDOW, 0, MOST);
    }

    public Consortium ledger() {
        return ledger;
    }

    /** Says that this is the next period to be calculated. */
    public void calculatedUpTo(LocalDate next) {
        ledger.state()
                .put(
                        Keys.revenueBook(ID),
                        RevenueBook.open(ID, new Period(Cycle.MONTHLY, next)).encode());
    }

    public RevenueBook book() {
        return RevenueBook.decode(ledger.state().get(Keys.revenueBook(ID)).orElseThrow());
    }

    public static FactReport fact(String measure, int part, int revision, long value) {
        return new FactReport(measure, part, revision, value, 1, FactPart.NOTHING);
    }

    public static RevenueCommand reporting(LocalDate period, FactReport... reports) {
        return new RevenueCommand.ReportFacts(ID, period, List.of(reports));
    }

    /** The south reports. */
    public Outcome report(LocalDate period, FactReport... reports) {
        return ledger.as(SOUTH, reporting(period, reports));
    }

    /** The north reports the commission. */
    public Outcome commission(LocalDate period, int revision, long value) {
        return ledger.as(NORTH, reporting(period, fact(COMMISSION, 0, revision, value)));
    }

    public Outcome seal(LocalDate period, String measure, int parts) {
        return ledger.as(SOUTH, new RevenueCommand.SealFacts(ID, period, measure, parts));
    }

    public Optional<SealedMeasure> find(LocalDate period, String measure) {
        return ledger.state().get(Keys.measure(ID, period, measure)).map(SealedMeasure::decode);
    }

    public SealedMeasure sealed(LocalDate period, String measure) {
        return find(period, measure).orElseThrow();
    }

    public FactPart part(LocalDate period, String measure, int part) {
        return FactPart.decode(
                ledger.state().get(Keys.fact(ID, period, measure, part)).orElseThrow());
    }

    public Optional<FactPart> superseded(LocalDate period, String measure, int part, int revision) {
        return ledger.state()
                .get(Keys.supersededFact(ID, period, measure, part, revision))
                .map(FactPart::decode);
    }

    public RevenueCommand attesting(String measure) {
        return new RevenueCommand.AttestFacts(
                ID, JANUARY, measure, sealed(JANUARY, measure).content());
    }

    public RevenueCommand challenging(String measure, String reason) {
        return new RevenueCommand.ChallengeFacts(
                ID, JANUARY, measure, sealed(JANUARY, measure).content(), reason);
    }

    public static RevenueCommand withdrawing(String measure) {
        return new RevenueCommand.WithdrawChallenge(ID, JANUARY, measure);
    }

    /** SHA-256 over hashes, one after the other. */
    static Blob hashOver(List<Blob> hashes) {
        byte[] all = new byte[32 * hashes.size()];
        for (int i = 0; i < hashes.size(); i++) {
            System.arraycopy(hashes.get(i).bytes(), 0, all, 32 * i, 32);
        }
        return Blob.of(Bytes.sha256(all));
    }
}
