package clearing.kernel;

import clearing.kernel.collateral.Price;
import clearing.kernel.defaults.WaterfallRecord;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.SortedMap;

/** What collateral, reserve fund and defaults bring about. Movements of value are told as {@link Effect.Posted} besides. */
public sealed interface RiskEffect extends Effect.Risk {

    /**
     * A member's collateral changed.
     *
     * @param change minor units: positive when pledged, negative when released or used
     */
    record PledgeChanged(String member, int account, String asset, long change, String reference)
            implements RiskEffect {}

    /** A valuer stated a price. */
    record PriceAttested(String asset, String valuer, LocalDate date, int revision, Price price)
            implements RiskEffect {}

    /**
     * A contribution to the reserve fund changed.
     *
     * @param change minor units of the currency of account
     */
    record ReserveChanged(String member, boolean firstLoss, long change, String reference) implements RiskEffect {}

    /**
     * A member of the committee signed a default.
     *
     * @param declared whether it is declared by this signature
     */
    record DefaultSigned(String member, int number, String by, boolean declared) implements RiskEffect {}

    /**
     * A member of the committee signed that a default be lifted.
     *
     * @param lifted whether it is lifted by this signature
     */
    record LiftSigned(String member, int number, String by, boolean lifted) implements RiskEffect {}

    /**
     * Trades of the defaulter with one counterparty were closed out.
     *
     * @param owed what the defaulter owes it by asset code, in minor units; negative where it is owed
     */
    record ClosedOut(String member, int number, String counterparty, int trades, SortedMap<String, BigInteger> owed)
            implements RiskEffect {}

    /** A step of a waterfall, as it stands on the ledger. */
    record WaterfallStepped(String member, int number, WaterfallRecord record) implements RiskEffect {}
}
