package clearing.kernel.trade;

/** Why a counterparty does not affirm. The order is part of the ledger's encoding. */
public enum RejectReason {
    NONE,
    /** The counterparty's books have no such trade. */
    UNKNOWN_TRADE,
    ASSET_DIFFERS,
    QUANTITY_DIFFERS,
    SETTLEMENT_AMOUNT_DIFFERS,
    TRADE_DATE_DIFFERS,
    VALUE_DATE_DIFFERS,
    ACCOUNT_DIFFERS,
    SIDE_DIFFERS,
    OTHER
}
