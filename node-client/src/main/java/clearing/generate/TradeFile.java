package clearing.generate;

import java.time.LocalDate;
import java.util.List;

/** {@code <Member>/trades.csv}: a member's own record of its trades, on whichever side it stands. */
final class TradeFile {
    private static final List<String> CLIENT_TEXTS = List.of(
            "",
            "Client order, executed in full",
            "Block order, part 2 of 3",
            "客戶指示",
            "Limit order \"good for day\"",
            "Programme trade");
    private static final List<String> PAYMENT_TEXTS = List.of(
            "Platform share, week 47", "商戶結算", "Payout batch", "Refund, order 40/17", "Subscription fees, net", "");

    private final DayOptions options;
    private final Draw draw;
    private final List<PlannedTrade> trades;

    TradeFile(DayOptions options, Draw draw, List<PlannedTrade> trades) {
        this.options = options;
        this.draw = draw;
        this.trades = trades;
    }

    String of(Member member) {
        Draw details = draw.stream(member.id());
        Csv csv = new Csv(
                "reference",
                "side",
                "kind",
                "counterparty",
                "account",
                "counterparty_account",
                "asset",
                "quantity",
                "settlement_asset",
                "settlement_amount",
                "trade_date",
                "value_date",
                "priority",
                "reverses",
                "price",
                "client",
                "text");
        for (PlannedTrade trade : trades) {
            if (trade.seller().member().equals(member) && trade.fate() != Fate.UNKNOWN_TO_SELLER) {
                write(csv, trade, true, options.date(), details);
            } else if (trade.buyer().member().equals(member) && trade.fate() != Fate.UNKNOWN_TO_BUYER) {
                LocalDate valueDate =
                        trade.fate() == Fate.VALUE_DATE_DIFFERS ? options.nextBusinessDay() : options.date();
                write(csv, trade.seenByBuyer(), false, valueDate, details);
            }
        }
        return csv.text();
    }

    private void write(Csv csv, PlannedTrade trade, boolean sells, LocalDate valueDate, Draw details) {
        Holder own = sells ? trade.seller() : trade.buyer();
        Holder other = sells ? trade.buyer() : trade.seller();
        Leg delivery = trade.delivery();
        String client = own.account().equals("CLIENT") ? "C" + details.between(10_001, 10_480) : "";
        csv.row(
                trade.reference(),
                sells ? "SELL" : "BUY",
                trade.kind().name(),
                other.member().id(),
                own.account(),
                other.account(),
                delivery.asset().code(),
                delivery.asset().decimal(delivery.amount()),
                trade.payment().map(leg -> leg.asset().code()).orElse(""),
                trade.payment().map(leg -> leg.asset().decimal(leg.amount())).orElse(""),
                options.date().toString(),
                valueDate.toString(),
                trade.urgent() ? "URGENT" : "NORMAL",
                trade.reverses(),
                trade.price(),
                client,
                text(trade, client, details));
    }

    private static String text(PlannedTrade trade, String client, Draw details) {
        if (!trade.reverses().isEmpty()) {
            return "Error trade, taken back";
        }
        if (trade.kind() == TradeKind.PAYMENT) {
            return details.from(PAYMENT_TEXTS);
        }
        return client.isEmpty() ? "" : details.from(CLIENT_TEXTS);
    }
}
