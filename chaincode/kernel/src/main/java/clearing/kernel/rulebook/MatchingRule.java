package clearing.kernel.rulebook;

import clearing.kernel.asset.Asset;
import clearing.kernel.codec.ByteReader;
import clearing.kernel.codec.ByteWriter;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.constitution.ConstitutionRules.Fault;
import clearing.kernel.matching.MatchField;
import java.util.Optional;

/**
 * How near two sides' instructions must be to match in a lane.
 *
 * @param lane code of the lane
 * @param amountTolerance minor units by which the cash of a DVP or of a PAYMENT may differ; securities and both legs of a PVP never do
 * @param dateTolerance business days by which the value date may differ
 * @param calendar code of the calendar that counts them; may be empty when there is no tolerance
 * @param tradeDate whether trade dates are equal
 * @param authorAccount whether the account that the other side writes for the trade's author is the one that the author wrote
 * @param reference whether references are equal
 */
public record MatchingRule(
        String lane,
        long amountTolerance,
        int dateTolerance,
        String calendar,
        boolean tradeDate,
        boolean authorAccount,
        boolean reference)
        implements Rule {
    static final int TAG = 10;

    private static final int MAX_DAYS = 10;

    /** What holds without an agreed rule: everything is equal. */
    public static MatchingRule strict(String lane) {
        return new MatchingRule(lane, 0, 0, "", true, true, true);
    }

    static String name(String lane) {
        return "matching/" + lane;
    }

    /** Whether a field must be equal; those that are no matter of agreement always must, up to the tolerances. */
    public boolean requires(MatchField field) {
        return switch (field) {
            case TRADE_DATE -> tradeDate;
            case AUTHOR_ACCOUNT -> authorAccount;
            case REFERENCE -> reference;
            case KIND,
                    SIDE,
                    DELIVERY_ASSET,
                    DELIVERY_AMOUNT,
                    PAYMENT_ASSET,
                    PAYMENT_AMOUNT,
                    VALUE_DATE,
                    COUNTERPARTY_ACCOUNT -> true;
        };
    }

    @Override
    public String name() {
        return name(lane);
    }

    @Override
    public int tag() {
        return TAG;
    }

    @Override
    public void write(ByteWriter out) {
        out.text(lane).i64(amountTolerance).u8(dateTolerance).text(calendar);
        out.u8(tradeDate ? 1 : 0).u8(authorAccount ? 1 : 0).u8(reference ? 1 : 0);
    }

    static MatchingRule read(ByteReader in, String path) {
        return new MatchingRule(
                in.text(path + ".lane"),
                in.i64(path + ".amountTolerance"),
                in.u8(path + ".dateTolerance"),
                in.text(path + ".calendar"),
                in.flag(path + ".tradeDate"),
                in.flag(path + ".authorAccount"),
                in.flag(path + ".reference"));
    }

    @Override
    public Optional<Fault> check(Constitution constitution) {
        if (constitution.lane(lane).isEmpty()) {
            return Optional.of(new Fault("lane", "'" + lane + "' is no lane of this constitution"));
        }
        if (amountTolerance < 0 || amountTolerance > Asset.MAX_AMOUNT) {
            return Optional.of(new Fault("amountTolerance", "is outside 0.." + Asset.MAX_AMOUNT));
        }
        if (dateTolerance < 0 || dateTolerance > MAX_DAYS) {
            return Optional.of(new Fault("dateTolerance", "is outside 0.." + MAX_DAYS));
        }
        boolean counted = constitution.rules().calendar(calendar).isPresent();
        return dateTolerance > 0 && !counted || !calendar.isEmpty() && !counted
                ? Optional.of(new Fault("calendar", "'" + calendar + "' is no calendar of this rulebook"))
                : Optional.empty();
    }
}
