package clearing.kernel.revenue;

import static clearing.kernel.Consortium.BANK;
import static clearing.kernel.Consortium.NORTH;
import static clearing.kernel.Consortium.SOUTH;

import clearing.kernel.Batch;
import clearing.kernel.Samples;
import clearing.kernel.codec.Blob;
import clearing.kernel.command.RevenueCommand;
import clearing.kernel.command.RevenueCommand.FactReport;
import clearing.kernel.command.RevenueCommand.Portion;
import clearing.kernel.revenue.exact.Fraction;
import clearing.kernel.revenue.fact.FactPart;
import clearing.kernel.revenue.fact.SealedMeasure;
import clearing.kernel.revenue.fact.Shared;
import java.time.LocalDate;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/** One fixed value of each encoded type of revenue. */
public final class RevenueSamples {
    private static final LocalDate PERIOD = LocalDate.of(2026, 11, 1);
    private static final Blob HASH = Blob.of(Samples.page().contentHash());

    private RevenueSamples() {}

    /** Every command once. */
    public static Batch batch() {
        return Batch.of(
                new RevenueCommand.ProposeTerms(Blob.of(Shared.terms().encode())),
                new RevenueCommand.SignTerms("ROBO-1", 3, HASH),
                new RevenueCommand.ReportFacts(
                        "ROBO-1",
                        PERIOD,
                        List.of(
                                new FactReport("commission", 0, 2, -1_234_567_890_123L, 1, FactPart.NOTHING),
                                new FactReport("calls", 9_999, 65_535, Long.MAX_VALUE, 10_000, HASH))),
                new RevenueCommand.SealFacts("ROBO-1", PERIOD, "calls", 10_000),
                new RevenueCommand.AttestFacts("ROBO-1", PERIOD, "calls", HASH),
                new RevenueCommand.ChallengeFacts("ROBO-1", PERIOD, "calls", HASH, "the meter stood still"),
                new RevenueCommand.WithdrawChallenge("ROBO-1", PERIOD, "calls"),
                new RevenueCommand.DisputeLine("ROBO-1", PERIOD, "USAGE", "not agreed"),
                new RevenueCommand.ResolveDispute(
                        "ROBO-1", PERIOD, "USAGE", List.of(new Portion(NORTH, 70), new Portion(BANK, 30))),
                new RevenueCommand.RunRevenue("ROBO-1", PERIOD),
                new RevenueCommand.ReleaseReserve("ROBO-1"),
                new RevenueCommand.DrawReserve("ROBO-1", 1, SOUTH, 500_000, "refund to clients"));
    }

    public static FactPart part() {
        return new FactPart(7, -12_345, 10_000, HASH, Blob.of(new byte[32]));
    }

    public static SealedMeasure sealed() {
        TreeMap<String, String> challenges = new TreeMap<>();
        challenges.put(BANK, "the meter stood still");
        return new SealedMeasure(
                31,
                Fraction.of(-22, 7),
                310_000,
                4,
                PERIOD.plusDays(30),
                HASH,
                new TreeSet<>(List.of(NORTH, SOUTH)),
                challenges);
    }
}
