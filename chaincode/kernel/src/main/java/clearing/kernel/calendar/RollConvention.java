package clearing.kernel.calendar;

/**
 * Where a date goes that is no business day: the business day conventions of the ISDA definitions, with FpML's codes. The order is part
 * of the ledger's encoding.
 */
public enum RollConvention {
    /** Nowhere. */
    NONE("NONE"),
    /** To the next business day. */
    FOLLOWING("FOLLOWING"),
    /** To the next business day, unless that is in another month: then to the one before. */
    MODIFIED_FOLLOWING("MODFOLLOWING"),
    /** To the business day before. */
    PRECEDING("PRECEDING"),
    /** To the business day before, unless that is in another month: then to the next. */
    MODIFIED_PRECEDING("MODPRECEDING");

    private final String fpml;

    RollConvention(String fpml) {
        this.fpml = fpml;
    }

    /** The code of FpML's business day convention scheme. */
    public String fpml() {
        return fpml;
    }
}
