package clearing.kernel.state;

import clearing.kernel.calendar.CycleId;
import clearing.kernel.reconcile.AnchorPeriod;
import clearing.kernel.trade.PageId;
import java.time.LocalDate;

/** The ledger's keys. Parts come from ids whose alphabet has no slash, so two things never share a key. */
public final class Keys {
    /** The constitution in force. */
    public static final String CONSTITUTION = "K";

    public static final String BALANCE_PREFIX = "B/";
    public static final String ISSUED_PREFIX = "I/";
    public static final String CYCLE_PREFIX = "C/";
    public static final String FAIL_PREFIX = "F/";
    public static final String PAGE_PREFIX = "P/";
    public static final String STATUS_PREFIX = "S/";
    public static final String INSTRUCTION_PAGE_PREFIX = "M/P/";
    public static final String INSTRUCTIONS_PREFIX = "M/S/";
    public static final String HOLD_PREFIX = "H/";
    public static final String ADJUSTMENTS_PREFIX = "J/L/";

    public static final String VALUATION_PREFIX = "V/";
    public static final String PLEDGE_PREFIX = "O/";
    public static final String RESERVE_PREFIX = "R/";
    public static final String DEFAULT_PREFIX = "Z/";
    /** Everything about revenue agreements. */
    public static final String REVENUE_PREFIX = "G/";
    /** Shared breaks. */
    public static final String SHARED_BREAK_PREFIX = "E/B/";
    /** Anchors of journals. */
    public static final String ANCHOR_PREFIX = "E/J/";
    /** How many agreements have come into force. */
    public static final String AGREEMENTS = "G";
    /** Who is in default. */
    public static final String IN_DEFAULT = "Z";

    private Keys() {}

    public static String proposal(int version) {
        return "K/" + version;
    }

    public static String balance(String lane, String member) {
        return BALANCE_PREFIX + lane + "/" + member;
    }

    public static String issued(String asset) {
        return ISSUED_PREFIX + asset;
    }

    public static String page(PageId id) {
        return PAGE_PREFIX + id.path();
    }

    public static String status(PageId id) {
        return STATUS_PREFIX + id.path();
    }

    public static String journal(String lane) {
        return "L/" + lane;
    }

    /** What two members have given each other on a business day; ids in ascending order. */
    public static String exposure(String lane, String first, String second) {
        return "X/" + lane + "/" + first + "/" + second;
    }

    /** Pages of a lane with trades that the last round found short. */
    public static String waiting(String lane) {
        return "Q/" + lane;
    }

    /** A page of instructions to match. */
    public static String instructionPage(PageId id) {
        return INSTRUCTION_PAGE_PREFIX + id.path();
    }

    /** Where the instructions of a page stand. */
    public static String instructions(PageId id) {
        return INSTRUCTIONS_PREFIX + id.path();
    }

    public static String hold(String holder, String reference) {
        return HOLD_PREFIX + holder + "/" + reference;
    }

    /** Which page a block was split into. */
    public static String allocation(PageId block, int index) {
        return "J/A/" + block.path() + "/" + index;
    }

    /** Why the trades of a page are adjusting entries. */
    public static String adjustments(PageId page) {
        return ADJUSTMENTS_PREFIX + page.path();
    }

    /** What is closed of a lane. */
    public static String period(String lane) {
        return "Y/" + lane;
    }

    /** What parties ask of a lane's queue for what they give. */
    public static String wishes(String lane) {
        return "U/" + lane;
    }

    /** Whose agent has the turn at a lane's rounds. */
    public static String lease(String lane) {
        return "A/" + lane;
    }

    /** References may hold a slash; it is the last part, so keys stay apart. */
    public static String deposit(String issuer, String reference) {
        return "D/" + issuer + "/" + reference;
    }

    public static String withdrawal(String member, String reference) {
        return "W/" + member + "/" + reference;
    }

    /** The fence of a lane: the last cycle that was cut off. */
    public static String fence(String lane) {
        return CYCLE_PREFIX + lane;
    }

    public static String cycle(CycleId cycle) {
        return CYCLE_PREFIX + cycle;
    }

    /** What the pages of one author against one counterparty gave to a cycle, by strand of page numbers. */
    public static String intake(CycleId cycle, String author, String counterparty, int strand) {
        return CYCLE_PREFIX + cycle + "/" + author + "/" + counterparty + "/" + strand;
    }

    /** What two members carried into a cycle; the first is the smaller id. */
    public static String fail(CycleId cycle, String first, String second) {
        return FAIL_PREFIX + cycle + "/" + first + "/" + second;
    }

    /** In which cycles a page has trades. */
    public static String cyclesOf(PageId page) {
        return "N/" + page.path();
    }

    /** The newest valuation of an asset by a valuer. */
    public static String valuation(String asset, String valuer) {
        return VALUATION_PREFIX + asset + "/" + valuer;
    }

    /** One valuation, as it was attested. */
    public static String valuationFact(String asset, String valuer, int day, int revision) {
        return valuation(asset, valuer) + "/" + LocalDate.ofEpochDay(day) + "/" + revision;
    }

    /** All that a member has pledged. */
    public static String pledges(String member) {
        return PLEDGE_PREFIX + member;
    }

    public static String pledgeMovement(String member, String reference) {
        return pledges(member) + "/" + reference;
    }

    /** A member's share of the reserve fund. */
    public static String reserve(String member) {
        return RESERVE_PREFIX + member;
    }

    public static String reserveMovement(String member, String reference) {
        return reserve(member) + "/" + reference;
    }

    /** A default, from the first signature on. */
    public static String defaultCase(String member, int number) {
        return DEFAULT_PREFIX + member + "/" + number;
    }

    /** One step of a waterfall: they stand in key order. */
    public static String waterfallStep(String member, int number, int pass, int step) {
        return defaultCase(member, number) + "/" + digits(pass) + "/" + digits(step);
    }

    /** Which versions of an agreement have come into force. */
    public static String agreement(String id) {
        return REVENUE_PREFIX + "A/" + id;
    }

    /** A version's terms and who has signed them. */
    public static String terms(String agreement, int version) {
        return REVENUE_PREFIX + "T/" + agreement + "/" + digits(version);
    }

    /** Where an agreement's calculation stands. */
    public static String revenueBook(String agreement) {
        return REVENUE_PREFIX + "R/" + agreement;
    }

    /** What a measure is for a period. */
    public static String measure(String agreement, LocalDate period, String measure) {
        return REVENUE_PREFIX + "M/" + agreement + "/" + period + "/" + measure;
    }

    /** A part of a measure as it stands. */
    public static String fact(String agreement, LocalDate period, String measure, int part) {
        return REVENUE_PREFIX + "F/" + agreement + "/" + period + "/" + measure + "/" + digits(part);
    }

    /** A part of a measure as it stood before it was superseded. */
    public static String supersededFact(String agreement, LocalDate period, String measure, int part, int revision) {
        return fact(agreement, period, measure, part) + "/" + digits(revision);
    }

    /** A disputed line. */
    public static String dispute(String agreement, LocalDate period, String clause) {
        return REVENUE_PREFIX + "D/" + agreement + "/" + period + "/" + clause;
    }

    /** The statement of a period: written once. */
    public static String revenueStatement(String agreement, LocalDate period) {
        return REVENUE_PREFIX + "S/" + agreement + "/" + period;
    }

    /** What parties have been allotted for a period so far, corrections included. */
    public static String allotted(String agreement, LocalDate period) {
        return REVENUE_PREFIX + "E/" + agreement + "/" + period;
    }

    /** What an agreement has in escrow. */
    public static String escrow(String agreement) {
        return REVENUE_PREFIX + "V/" + agreement;
    }

    /** A drawing on the reserve. */
    public static String drawing(String agreement, int number) {
        return REVENUE_PREFIX + "W/" + agreement + "/" + digits(number);
    }

    /** A break that two members share; the reference is the last part, so keys stay apart. */
    public static String sharedBreak(String opener, String reference) {
        return SHARED_BREAK_PREFIX + opener + "/" + reference;
    }

    /** The anchor of a member's journal of a period, as it stands. */
    public static String anchor(String member, AnchorPeriod period) {
        return ANCHOR_PREFIX + member + "/" + period.day() + "/" + digits(period.cycle());
    }

    /** An anchor that was superseded. */
    public static String supersededAnchor(String member, AnchorPeriod period, int revision) {
        return anchor(member, period) + "/" + digits(revision);
    }

    /** A member's newest anchor. */
    public static String lastAnchor(String member) {
        return "E/L/" + member;
    }

    private static String digits(int number) {
        String digits = Integer.toString(number);
        return "0".repeat(Math.max(0, 5 - digits.length())) + digits;
    }
}
