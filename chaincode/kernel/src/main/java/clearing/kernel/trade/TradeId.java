package clearing.kernel.trade;

/** A trade on the ledger: its page and its place in it, from 0. */
public record TradeId(PageId page, int index) {
    @Override
    public String toString() {
        return page.path() + "#" + index;
    }
}
