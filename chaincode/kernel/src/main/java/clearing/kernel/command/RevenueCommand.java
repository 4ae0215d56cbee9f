package clearing.kernel.command;

import clearing.kernel.codec.Blob;
import java.time.LocalDate;
import java.util.List;

/** What members ask of the ledger about shared revenue. An agreement is named by its id, a period by its first day. */
public sealed interface RevenueCommand extends Command.Revenue {

    /**
     * Proposes a version of an agreement and signs it for the caller's institution. A proposal of the same version that not all have signed
     * is replaced, with its signatures. Role: admin, of a party or the keeper of the escrow.
     *
     * @param terms canonical bytes
     */
    record ProposeTerms(Blob terms) implements RevenueCommand {}

    /**
     * Signs a proposed version; the last signature brings it into force. Role: admin, of who must sign.
     *
     * @param hash SHA-256 of the terms' canonical bytes, so that nobody signs what it did not read
     */
    record SignTerms(String agreement, int version, Blob hash) implements RevenueCommand {}

    /**
     * Reports measures of a period, or supersedes what was reported. Role: trader, of the measure's reporter.
     *
     * @param period first day
     * @param reports at least one
     */
    record ReportFacts(String agreement, LocalDate period, List<FactReport> reports) implements RevenueCommand {
        public ReportFacts {
            reports = List.copyOf(reports);
        }
    }

    /**
     * One part of a measure.
     *
     * @param part 0 for a measure that comes at once; else numbered from 0 without a gap
     * @param revision 0 for the first word, one more to supersede it
     * @param value in the unit of the measure
     * @param count of the single facts behind it; 1 when it is one itself
     * @param evidence 32 bytes: Merkle root of those facts, or hash of a document; zeros for none
     */
    record FactReport(String measure, int part, int revision, long value, long count, Blob evidence) {}

    /**
     * Says that all parts of a measure are reported: from now on it can be attested, challenged and calculated with. Role: trader, of the
     * measure's reporter.
     *
     * @param parts how many there are
     */
    record SealFacts(String agreement, LocalDate period, String measure, int parts) implements RevenueCommand {}

    /** Agrees to a sealed measure. Role: trader, of a party that the agreement names for it. */
    record AttestFacts(String agreement, LocalDate period, String measure, Blob content) implements RevenueCommand {}

    /**
     * Objects to a sealed measure within its window: what depends on it is not paid before the objection is withdrawn or the line disputed.
     * Role: trader, of a party other than the reporter.
     *
     * @param content hash of what was sealed, so that nobody objects to what it did not see
     * @param reason printable ASCII
     */
    record ChallengeFacts(String agreement, LocalDate period, String measure, Blob content, String reason)
            implements RevenueCommand {}

    /** Takes the caller's objection back. Role: trader. */
    record WithdrawChallenge(String agreement, LocalDate period, String measure) implements RevenueCommand {}

    /**
     * Disputes a clause's line of a period that has not been calculated: its amount is set aside in escrow while the rest is paid. Role: trader,
     * of a party.
     */
    record DisputeLine(String agreement, LocalDate period, String clause, String reason) implements RevenueCommand {}

    /**
     * Says who gets a set-aside amount: when every party has said the same, it is paid. Role: admin, of a party.
     *
     * @param amounts by party, in minor units, summing to what is set aside; in the order of the agreement's parties, none zero
     */
    record ResolveDispute(String agreement, LocalDate period, String clause, List<Portion> amounts)
            implements RevenueCommand {
        public ResolveDispute {
            amounts = List.copyOf(amounts);
        }
    }

    /** @param amount minor units */
    record Portion(String party, long amount) {}

    /**
     * Calculates the next period and writes its statement together with the payments. Role: agent, of a party or the keeper of the escrow.
     *
     * @param period first day; it must be over, and the one before calculated
     */
    record RunRevenue(String agreement, LocalDate period) implements RevenueCommand {}

    /** Pays out what has been withheld for long enough. Role: agent, of a party or the keeper of the escrow. */
    record ReleaseReserve(String agreement) implements RevenueCommand {}

    /**
     * Votes that a part of the reserve be drawn: the first vote proposes it, the last that is needed pays it. Role: admin, of a party.
     *
     * @param number 1 for the first drawing, then one more each time
     * @param amount minor units
     * @param reason printable ASCII
     */
    record DrawReserve(String agreement, int number, String to, long amount, String reason) implements RevenueCommand {}
}
