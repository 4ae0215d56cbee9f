package clearing.generate;

import java.util.List;

/**
 * A planned day, before any file of it exists.
 *
 * @param trades in the order they were struck
 * @param fundings opening deposits, then the day's deposits and withdrawals
 * @param books what every member's own systems will say
 */
record Day(Consortium consortium, DayOptions options, List<PlannedTrade> trades, List<Funding> fundings, Books books) {

    /**
     * Plans a day and proves that its outcome does not depend on the order of settlement.
     *
     * @throws InvalidOption if the day has too few trades for so many breaks
     */
    static Day plan(DayOptions options) {
        Consortium consortium = new Consortium();
        Draw draw = new Draw(options.seed());
        List<PlannedTrade> trades = new TradePlanner(consortium, options, draw.stream("trades")).plan();
        List<Funding> fundings = new FundingPlanner(consortium, options, draw.stream("funding")).plan(trades);
        SettlementProof.check(consortium, options, trades, fundings);
        List<Posting> postings = Posting.ofDay(consortium, options, trades, fundings);
        Books books = new BreakPlanter(consortium, options, draw.stream("breaks"), trades, postings).plant();
        return new Day(consortium, options, trades, fundings, books);
    }
}
