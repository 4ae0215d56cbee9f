package clearing.kernel;

import clearing.kernel.command.RevenueCommand;
import clearing.kernel.revenue.fact.SealedMeasure;
import clearing.kernel.revenue.run.Statement;
import clearing.kernel.revenue.terms.Period;
import clearing.kernel.revenue.terms.Terms;
import clearing.kernel.trade.TradeId;
import java.util.List;

/** What revenue agreements bring about. Their payments are told as trades besides. */
public sealed interface RevenueEffect extends Effect.Revenue {
    /** Id of the agreement. */
    String agreement();

    /**
     * Terms were proposed or signed.
     *
     * @param inForce whether this signature brought them into force
     */
    record TermsSigned(String agreement, Terms terms, String by, boolean inForce) implements RevenueEffect {}

    /** A part of a measure was reported or superseded. */
    record FactReported(String agreement, Period period, RevenueCommand.FactReport report, String by)
            implements RevenueEffect {}

    /** A measure was sealed, or what is sealed changed: by a correction, an attestation, a challenge or its withdrawal. */
    record MeasureSealed(String agreement, Period period, String measure, SealedMeasure now, Word word, String by)
            implements RevenueEffect {}

    /** What changed about a sealed measure. */
    enum Word {
        SEALED,
        CORRECTED,
        ATTESTED,
        CHALLENGED,
        CHALLENGE_WITHDRAWN
    }

    /** A line will be set aside. */
    record LineDisputed(String agreement, Period period, String clause, String by, String reason)
            implements RevenueEffect {}

    /**
     * A party said who gets what was set aside.
     *
     * @param paid whether all have said the same now, so that it is paid
     */
    record DisputeAnswered(
            String agreement,
            Period period,
            String clause,
            String by,
            List<RevenueCommand.Portion> amounts,
            boolean paid)
            implements RevenueEffect {}

    /** A period was calculated. */
    record Calculated(String agreement, Statement statement) implements RevenueEffect {}

    /** Reserve was paid out after its time. */
    record ReserveReleased(String agreement, Period withheldFor, String member, long amount, TradeId payment)
            implements RevenueEffect {}

    /**
     * A party voted for a drawing.
     *
     * @param drawn whether it is paid by this vote
     */
    record DrawingVoted(String agreement, int number, String to, long amount, String reason, String by, boolean drawn)
            implements RevenueEffect {}
}
