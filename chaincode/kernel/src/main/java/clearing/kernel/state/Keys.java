package clearing.kernel.state;

import clearing.kernel.calendar.CycleId;
import clearing.kernel.trade.PageId;

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
}
