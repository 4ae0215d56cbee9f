package clearing.generate;

import java.util.List;

/** What was planted, for whoever compares it with what was found. No part of the system reads these files. */
final class AnswerKey {
    private AnswerKey() {}

    /** {@code planted-breaks.csv}: one row per break between chain and books. */
    static String breaks(List<PlantedBreak> planted) {
        Csv csv = new Csv("kind", "member", "account", "asset", "reference", "amount", "note");
        planted.forEach(each -> csv.row(
                each.kind().name(),
                each.holder().member().id(),
                each.holder().account(),
                each.asset().code(),
                each.reference(),
                each.asset().decimal(each.amount()),
                each.note()));
        return csv.text();
    }

    /** {@code planted-exceptions.csv}: one row per trade that does not settle, and the state in which it ends on the ledger. */
    static String exceptions(List<PlannedTrade> trades) {
        Csv csv = new Csv("kind", "reference", "seller", "buyer", "state");
        trades.stream()
                .filter(trade -> !trade.fate().settles())
                .forEach(trade -> csv.row(
                        trade.fate().name(),
                        trade.reference(),
                        trade.seller().member().id(),
                        trade.buyer().member().id(),
                        trade.fate().state()));
        return csv.text();
    }
}
