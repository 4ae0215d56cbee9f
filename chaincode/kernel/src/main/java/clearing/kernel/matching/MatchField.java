package clearing.kernel.matching;

import clearing.kernel.constitution.Constitution;
import clearing.kernel.trade.Leg;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.Trade;
import java.util.ArrayList;
import java.util.List;

/** What a match compares. The order is part of the ledger's encoding: a field's bit is its ordinal. */
public enum MatchField {
    KIND("kind"),
    /** Who delivers. */
    SIDE("side"),
    DELIVERY_ASSET("delivery.asset"),
    DELIVERY_AMOUNT("delivery.amount"),
    PAYMENT_ASSET("payment.asset"),
    PAYMENT_AMOUNT("payment.amount"),
    TRADE_DATE("tradeDate"),
    VALUE_DATE("valueDate"),
    /** The account of the trade's author, which the other side may not know. */
    AUTHOR_ACCOUNT("authorAccount"),
    /** The account of the side that instructs. */
    COUNTERPARTY_ACCOUNT("counterpartyAccount"),
    REFERENCE("reference");

    private static final MatchField[] VALUES = values();
    private final String path;

    MatchField(String path) {
        this.path = path;
    }

    /** The field's name for people and documents. */
    public String path() {
        return path;
    }

    int bit() {
        return 1 << ordinal();
    }

    /** The fields whose bits are set, in order. */
    public static List<MatchField> of(int mask) {
        List<MatchField> fields = new ArrayList<>();
        for (MatchField field : VALUES) {
            if ((mask & field.bit()) != 0) {
                fields.add(field);
            }
        }
        return fields;
    }

    /** True when every bit stands for a field. */
    public static boolean isMask(int mask) {
        return mask >= 0 && mask < 1 << VALUES.length;
    }

    /**
     * The field's value of a trade as text: names and codes, amounts in minor units.
     *
     * @param page the page that holds the trade
     * @param ofInstruction true for an instruction: what it calls its author is the trade's counterparty
     */
    public String value(Trade trade, PageId page, boolean ofInstruction, Constitution constitution) {
        return switch (this) {
            case KIND -> trade.kind().name();
            case SIDE -> (trade.authorDelivers() ? page.author() : page.counterparty()) + " delivers";
            case DELIVERY_ASSET -> constitution.asset(trade.delivery().asset()).code();
            case DELIVERY_AMOUNT -> Long.toString(trade.delivery().minor());
            case PAYMENT_ASSET ->
                trade.payment()
                        .map(leg -> constitution.asset(leg.asset()).code())
                        .orElse("none");
            case PAYMENT_AMOUNT ->
                trade.payment().map(Leg::minor).map(String::valueOf).orElse("none");
            case TRADE_DATE -> trade.tradeDate().toString();
            case VALUE_DATE -> trade.valueDate().toString();
            case AUTHOR_ACCOUNT ->
                ofInstruction
                        ? constitution.accountName(page.counterparty(), trade.counterpartyAccount())
                        : constitution.accountName(page.author(), trade.authorAccount());
            case COUNTERPARTY_ACCOUNT ->
                ofInstruction
                        ? constitution.accountName(page.author(), trade.authorAccount())
                        : constitution.accountName(page.counterparty(), trade.counterpartyAccount());
            case REFERENCE -> trade.reference();
        };
    }
}
