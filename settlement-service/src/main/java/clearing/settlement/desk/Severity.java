package clearing.settlement.desk;

/** How much a break matters. Stored by its place. */
public enum Severity {
    LOW,
    MEDIUM,
    HIGH,
    CRITICAL;

    /** The severity at that place. */
    public static Severity at(int place) {
        return values()[place];
    }
}
