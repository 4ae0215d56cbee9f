package clearing.client.replay;

import java.util.List;

/**
 * What would have been different on a chain, as {@code clearing replay --json} prints it.
 *
 * @param blocks executed twice
 * @param transactions of the contract in them
 * @param moreRounds rounds that settled something and that nobody asked for on the chain
 * @param changes of the rules
 * @param members that act, in the constitution's order
 * @param refused commands that the chain accepted and the changed rules refuse
 */
public record ReplayReport(
        long blocks,
        long transactions,
        long moreRounds,
        List<String> changes,
        List<MemberReport> members,
        List<RefusedReport> refused) {
    /** Copies its lists. */
    public ReplayReport {
        changes = List.copyOf(changes);
        members = List.copyOf(members);
        refused = List.copyOf(refused);
    }

    /** Whether a member would have been better off: trades settled, time waited, liquidity needed by asset, fees by currency. */
    public enum Verdict {
        /** Better in something, worse in nothing. */
        GAINS,
        /** Worse in something, better in nothing. */
        LOSES,
        /** Better in one thing and worse in another. */
        MIXED,
        SAME
    }

    /**
     * One member.
     *
     * @param settled its trades that settled
     * @param waited from affirmation to settlement
     * @param assets that settlement moved at it, by code
     * @param fees by currency; none where no fee was asked about
     */
    public record MemberReport(
            String member,
            Verdict verdict,
            Counts settled,
            WaitReport waited,
            List<AssetReport> assets,
            List<FeeReport> fees) {
        /** Copies its lists. */
        public MemberReport {
            assets = List.copyOf(assets);
            fees = List.copyOf(fees);
        }
    }

    /**
     * The fees in one currency at one member.
     *
     * @param received its part of what all paid
     */
    public record FeeReport(String asset, Amounts paid, Amounts received) {}

    /** A number on the chain and under the changed rules. */
    public record Counts(long was, long would) {}

    /** An amount on the chain and under the changed rules, decimals of the asset's scale. */
    public record Amounts(String was, String would) {}

    /**
     * Waiting of the trades that settled both on the chain and here.
     *
     * @param trades how many
     * @param blocks from affirmation to settlement, summed over them
     * @param millis the same by the ledger's time
     */
    public record WaitReport(long trades, Counts blocks, Counts millis) {}

    /**
     * One asset at one member.
     *
     * @param moved by settlement, in and out
     * @param peakDebit the most that it had given away by settlement more than received: the liquidity it needed
     */
    public record AssetReport(String asset, Amounts moved, Amounts peakDebit) {}

    /**
     * Commands of a kind refused for one reason.
     *
     * @param code the result code
     * @param firstBlock where the first of them stands
     */
    public record RefusedReport(String command, String code, long count, long firstBlock) {
        RefusedReport again() {
            return new RefusedReport(command, code, count + 1, firstBlock);
        }
    }
}
