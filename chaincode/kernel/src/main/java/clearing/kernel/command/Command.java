package clearing.kernel.command;

import clearing.kernel.calendar.CycleId;
import clearing.kernel.codec.Blob;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.period.Adjustments;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.RejectReason;
import clearing.kernel.trade.Selection;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;

/** One thing that a member asks of the ledger. */
public sealed interface Command {

    /** Proposes a constitution and ratifies it for the caller's institution. Role: admin. */
    record Constitute(Constitution constitution) implements Command {}

    /**
     * Agrees to a proposed constitution. Role: admin.
     *
     * @param version the version that the proposal has
     * @param hash SHA-256 of the proposal's canonical bytes, so that nobody ratifies what it did not read
     */
    record Ratify(int version, byte[] hash) implements Command {
        public Ratify {
            hash = hash.clone();
        }

        @Override
        public byte[] hash() {
            return hash.clone();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Ratify that && version == that.version && Arrays.equals(hash, that.hash);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(hash) + version;
        }
    }

    /**
     * The issuer attests that it holds value for a member: money arrived at the settlement bank, securities at the custodian.
     * Role: treasurer, of the asset's issuer.
     *
     * @param reference the issuer's own, which makes the deposit happen once
     * @param amount minor units
     */
    record Deposit(String reference, String member, int account, String asset, long amount, LocalDate valueDate)
            implements Command {}

    /** A holder wants value paid out; the amount is held until the issuer attests. Role: treasurer. */
    record RequestWithdrawal(String reference, int account, String asset, long amount, LocalDate valueDate)
            implements Command {}

    /**
     * The issuer states that it has paid out, or that it will not. Role: treasurer, of the asset's issuer.
     *
     * @param member the holder who asked
     * @param reference the holder's reference
     */
    record AttestWithdrawal(String member, String reference, boolean paid) implements Command {}

    /** Alleges all trades of a page. Role: trader, of the page's author. */
    record RecordPage(byte[] page) implements Command {
        public RecordPage {
            page = page.clone();
        }

        @Override
        public byte[] page() {
            return page.clone();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof RecordPage that && Arrays.equals(page, that.page);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(page);
        }
    }

    /**
     * Confirms alleged trades. Role: trader, of the page's counterparty.
     *
     * @param contentHash SHA-256 of the page that the caller compared with its own books
     */
    record Affirm(PageId page, byte[] contentHash, Selection selection) implements Command {
        public Affirm {
            contentHash = contentHash.clone();
        }

        @Override
        public byte[] contentHash() {
            return contentHash.clone();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Affirm that
                    && page.equals(that.page)
                    && Arrays.equals(contentHash, that.contentHash)
                    && selection.equals(that.selection);
        }

        @Override
        public int hashCode() {
            return page.hashCode();
        }
    }

    /** Refuses alleged trades. Role: trader, of the page's counterparty. */
    record Reject(PageId page, byte[] contentHash, Selection selection, RejectReason reason) implements Command {
        public Reject {
            contentHash = contentHash.clone();
        }

        @Override
        public byte[] contentHash() {
            return contentHash.clone();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Reject that
                    && page.equals(that.page)
                    && Arrays.equals(contentHash, that.contentHash)
                    && selection.equals(that.selection)
                    && reason == that.reason;
        }

        @Override
        public int hashCode() {
            return page.hashCode();
        }
    }

    /** Asks to cancel trades that have not settled; they are cancelled when the other side has asked too. Role: trader. */
    record RequestCancel(PageId page, Selection selection) implements Command {}

    /** A settlement round over waiting trades, in the order given, urgent ones first. Role: agent, of any member. */
    record Settle(String lane, List<PageSelection> pages) implements Command {
        public Settle {
            pages = List.copyOf(pages);
        }
    }

    /**
     * A settlement round, after which affirmed trades with a value date before the lane's business day fail and trades that
     * were never affirmed expire. Role: agent, of any member.
     */
    record FailOverdue(String lane, List<PageSelection> pages) implements Command {
        public FailOverdue {
            pages = List.copyOf(pages);
        }
    }

    /**
     * A round that settles at one instant what offsets multilaterally among waiting trades: from "all settle", while a position is
     * short, the last trade that draws on it goes. Ranked urgent first, then by value date, page number, author, counterparty and
     * place. Role: agent, of any member.
     */
    record Offset(String lane, List<PageSelection> pages) implements Command {
        public Offset {
            pages = List.copyOf(pages);
        }
    }

    /**
     * Settles exactly these trades at one instant. Done only when all of them wait and are due, no position ends below its floor,
     * nobody is overtaken at a position that the set leaves without cover for it, and no further waiting trade of the named pages
     * or of those that earlier rounds found short could be added. Role: agent, of any member; whoever found the set.
     */
    record SettleSet(String lane, List<PageSelection> selections) implements Command {
        public SettleSet {
            selections = List.copyOf(selections);
        }
    }

    /** Cuts a cycle off, when its time has come: no trade enters it any more. Role: agent, of any member. */
    record CutOff(CycleId cycle) implements Command {}

    /** Nets all that a cycle took in. Role: agent, of any member. */
    record NetCycle(CycleId cycle) implements Command {}

    /**
     * Settles the nets of a cycle: all or none. Role: agent, of any member.
     *
     * @param carry settle the pairs that have cover and carry the others into the next cycle, when the agreed time for it has come
     */
    record SettleCycle(CycleId cycle, boolean carry) implements Command {}

    /** Writes the final state to the trades that pages gave to a settled cycle. Role: agent, of any member. */
    record CloseCycle(CycleId cycle, List<PageId> pages) implements Command {
        public CloseCycle {
            pages = List.copyOf(pages);
        }
    }

    /**
     * Delivers the securities of due trades, one by one, in a lane whose funds settle net; their payments enter the cycle. Role: agent, of
     * any member.
     */
    record Deliver(String lane, List<PageSelection> pages) implements Command {
        public Deliver {
            pages = List.copyOf(pages);
        }
    }

    /**
     * A whole settlement round over all due trades of these pages and of those that earlier rounds found short: gross in order, then
     * bilateral and multilateral offset, then gridlock resolution, as far as the lane's rules say. Ranked as {@link Offset}. Role:
     * agent, of any member.
     *
     * @param pages what has become due since the last round; may be empty
     */
    record SettleRound(String lane, List<PageId> pages) implements Command {
        public SettleRound {
            pages = List.copyOf(pages);
        }
    }

    /**
     * Instructs the other side of what {@code page} says, to be matched with what that side alleges. Role: trader, of the page's author.
     *
     * @param page a {@link clearing.kernel.trade.TradePage} whose author instructs; numbered apart from its pages of trades
     */
    record Instruct(Blob page) implements Command {}

    /**
     * Compares alleged trades with the other side's instructions. Pairs that agree are affirmed and closed; those that differ are noted
     * with the fields that differ, and stay alleged. Role: trader, of either side.
     *
     * @param trades a page of one side against the other
     * @param instructions a page of instructions of the other side
     */
    record Match(PageId trades, PageId instructions, List<Pair> pairs) implements Command {
        public Match {
            pairs = List.copyOf(pairs);
        }
    }

    /** A trade and an instruction by their places in their pages. */
    record Pair(int trade, int instruction) {}

    /** Takes back instructions that have not matched. Role: trader, of the page's author. */
    record WithdrawInstructions(PageId instructions, Selection selection) implements Command {}

    /**
     * Sets value aside for another member up to a deadline. Role: treasurer, of the holder.
     *
     * @param reference the holder's own, which makes the hold happen once
     * @param amount minor units
     * @param deadline milliseconds count; after the transaction and within {@link clearing.kernel.hold.HoldCommands#LONGEST}
     */
    record PlaceHold(
            String reference,
            int account,
            String asset,
            long amount,
            String beneficiary,
            int beneficiaryAccount,
            Instant deadline)
            implements Command {}

    /**
     * Takes held value before the deadline; what is left of it goes back to the holder. Role: treasurer, of the beneficiary.
     *
     * @param amount minor units, at most what is held
     */
    record PostHold(String holder, String reference, long amount) implements Command {}

    /** Gives held value back: the beneficiary at any time, everybody from the deadline on. Role: treasurer. */
    record ReleaseHold(String holder, String reference) implements Command {}

    /**
     * Splits an affirmed trade over the caller's accounts. Role: trader, of either side.
     *
     * @param block page of the trade
     * @param index its place there
     * @param parts a {@link clearing.kernel.trade.TradePage} of the caller's against the other side, numbered with its pages of trades
     */
    record Allocate(PageId block, int index, Blob parts) implements Command {}

    /**
     * Closes a lane's value dates up to a day, as soon as the lane's agreed rule allows it. Role: admin, of any member.
     *
     * @param through the last value date that is closed
     */
    record ClosePeriod(String lane, LocalDate through) implements Command {}

    /**
     * Alleges trades that come after their value date was closed, as entries of the open period. Role: trader, of the page's author.
     *
     * @param page a {@link clearing.kernel.trade.TradePage} of open value dates
     */
    record RecordLate(Blob page, Adjustments adjustments) implements Command {}

    /** Everything that members ask about shared breaks and their journals. */
    sealed interface Reconcile extends Command permits ReconcileCommand {}

    /** Everything that members ask about shared revenue. */
    sealed interface Revenue extends Command permits RevenueCommand {}

    /** The commands of collateral, reserve fund and default. */
    sealed interface Risk extends Command permits RiskCommand {}

    /** What parties ask of a lane's queue. */
    sealed interface Queue extends Command permits QueueCommand {}

    /** Trades of one page. */
    record PageSelection(PageId page, Selection selection) {
        public static PageSelection all(PageId page) {
            return new PageSelection(page, Selection.all());
        }
    }
}
