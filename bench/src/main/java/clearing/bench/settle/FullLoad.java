package clearing.bench.settle;

import clearing.bench.settle.PageDesign.Accounts;
import clearing.bench.settle.PageDesign.Rounds;
import clearing.demo.LedgerNetwork;

/** What the ledger settles at full load, as {@code scripts/bench settle} measures it, for benchmarks of those who read the ledger. */
public final class FullLoad {
    private static final int WARM_PAGES = 8;
    private static final int TRADES_A_PAGE = 2_000;

    private FullLoad() {}

    /**
     * Trades a second through their whole life, in pages, between ten accounts of four members.
     *
     * @param network started, and new
     * @param pages of 2,000 trades
     */
    public static double measure(LedgerNetwork network, int pages) throws InterruptedException {
        try (Stage stage = Stage.set(network)) {
            PageDesign design =
                    new PageDesign(stage.identities("trader"), stage.identities("agent"), stage.agent(), 0, 1);
            design.fullLoad(WARM_PAGES, TRADES_A_PAGE, Accounts.HOT, Rounds.GROSS, 1);
            return design.fullLoad(pages, TRADES_A_PAGE, Accounts.HOT, Rounds.GROSS, 2);
        }
    }
}
