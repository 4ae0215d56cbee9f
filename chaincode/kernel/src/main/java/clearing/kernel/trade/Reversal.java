package clearing.kernel.trade;

/**
 * The settled trade that a trade gives back.
 *
 * @param byAuthor true when the settled trade's page has the same author as the page that holds the reversal
 * @param pageNumber number of the settled trade's page
 * @param index place of the settled trade in that page
 */
public record Reversal(boolean byAuthor, int pageNumber, int index) {
    /** The settled trade, seen from the page that holds the reversal. */
    public TradeId target(PageId holder) {
        PageId page = byAuthor
                ? new PageId(holder.lane(), holder.author(), holder.counterparty(), pageNumber)
                : new PageId(holder.lane(), holder.counterparty(), holder.author(), pageNumber);
        return new TradeId(page, index);
    }
}
