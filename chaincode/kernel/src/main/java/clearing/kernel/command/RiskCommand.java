package clearing.kernel.command;

import clearing.kernel.collateral.Price;
import clearing.kernel.trade.PageId;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;

/** What members ask of the ledger about collateral, the reserve fund, and a member's default. */
public sealed interface RiskCommand extends Command.Risk {

    /**
     * Sets available value aside as collateral. Role: treasurer.
     *
     * @param reference the member's own, which makes the movement happen once
     * @param quantity minor units
     */
    record Pledge(String reference, int account, String asset, long quantity) implements RiskCommand {}

    /** Takes collateral back, as far as what stays carries what is used. Role: treasurer. */
    record Release(String reference, int account, String asset, long quantity) implements RiskCommand {}

    /**
     * States what an asset is worth. Role: treasurer, of a valuer that the rulebook names for the asset.
     *
     * @param date the day that the price is of, not after the business day of the asset's lane
     * @param revision 0 for the first price of the date, one more to supersede it
     */
    record AttestPrice(String asset, LocalDate date, int revision, Price price) implements RiskCommand {}

    /**
     * Contributes to the reserve fund, from the account that the default rule names. Role: treasurer.
     *
     * @param firstLoss true for own capital that stands before the fund of all
     * @param amount minor units of the currency of account
     */
    record Contribute(String reference, boolean firstLoss, long amount) implements RiskCommand {}

    /** Takes a contribution back, down to its target. Role: treasurer. */
    record TakeBack(String reference, boolean firstLoss, long amount) implements RiskCommand {}

    /**
     * Signs that a member is in default: the first signature proposes it. Role: admin, of a member of the committee.
     *
     * @param number 1 for the member's first default, one more after one that was lifted
     * @param reason what happened, printable ASCII; what the signatures are under
     */
    record DeclareDefault(String member, int number, String reason) implements RiskCommand {}

    /**
     * Signs a proposed default. Role: admin, of a member of the committee.
     *
     * @param hash SHA-256 of what is declared, so that nobody signs what it did not read
     */
    record ApproveDefault(String member, int number, byte[] hash) implements RiskCommand {
        public ApproveDefault {
            hash = hash.clone();
        }

        @Override
        public byte[] hash() {
            return hash.clone();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof ApproveDefault that
                    && member.equals(that.member)
                    && number == that.number
                    && Arrays.equals(hash, that.hash);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(hash) + number;
        }
    }

    /**
     * Signs that a default is over, because it was declared wrongly or is cured: the first signature proposes it. Refused as long as
     * something that was closed out is owed, and for good once others have borne a part of the loss. Role: admin, of a member of the
     * committee.
     *
     * @param reason why, printable ASCII; what the signatures are under
     */
    record LiftDefault(String member, int number, String reason) implements RiskCommand {}

    /**
     * Closes out all open trades of some of the defaulter's pages: they net, by counterparty and asset, into the default. Trades that a
     * cycle took in leave it; what the pair owes each other in cycles that are netted already goes with them as one sum. A large book
     * takes several such commands; a page that was closed out before adds nothing. Role: agent, of any member.
     */
    record CloseOut(String member, int number, List<PageId> pages) implements RiskCommand {
        public CloseOut {
            pages = List.copyOf(pages);
        }
    }

    /**
     * Runs the waterfall over what is still owed. Again after more was closed out or more value has come in: what was paid counts.
     * Role: agent, of a member of the committee.
     */
    record RunWaterfall(String member, int number) implements RiskCommand {}
}
