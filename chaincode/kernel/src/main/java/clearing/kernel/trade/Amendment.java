package clearing.kernel.trade;

/**
 * The trade that an amended trade replaces: of the same author against the same counterparty.
 *
 * @param pageNumber number of the replaced trade's page
 * @param index place of the replaced trade in that page
 */
public record Amendment(int pageNumber, int index) {
    /** The replaced trade, seen from the page that holds the amended one. */
    public TradeId target(PageId holder) {
        return new TradeId(new PageId(holder.lane(), holder.author(), holder.counterparty(), pageNumber), index);
    }
}
