package clearing.kernel.trade;

import clearing.kernel.codec.ByteReader;
import clearing.kernel.codec.ByteWriter;

/**
 * The identity of a page: the author numbers its own pages against each counterparty, so pages need no shared counter.
 *
 * @param number 0 or more
 */
public record PageId(String lane, String author, String counterparty, int number) implements Comparable<PageId> {
    /** Numbers from here on belong to payments that agreements about revenue make. */
    public static final int FIRST_OF_AGREEMENTS = 1 << 30;

    /** Whether an agreement made the page: its author does not number it. */
    public boolean isOfAgreement() {
        return number >= FIRST_OF_AGREEMENTS;
    }

    /** Author, counterparty and number: the lane is part of the page, not of its key. */
    public String path() {
        String digits = Integer.toString(number);
        return author + "/" + counterparty + "/" + "0".repeat(10 - digits.length()) + digits;
    }

    public boolean isParty(String member) {
        return author.equals(member) || counterparty.equals(member);
    }

    public void write(ByteWriter out) {
        out.text(lane).text(author).text(counterparty).i32(number);
    }

    public static PageId read(ByteReader in, String field) {
        PageId id = new PageId(
                in.text(field + ".lane"),
                in.text(field + ".author"),
                in.text(field + ".counterparty"),
                in.i32(field + ".number"));
        if (id.number < 0) {
            throw in.fault(clearing.kernel.ResultCode.MALFORMED, field + ".number", "is negative");
        }
        return id;
    }

    @Override
    public int compareTo(PageId other) {
        return path().compareTo(other.path());
    }
}
