package clearing.books;

/** What a row says that is none of the entries among which it stands. */
public enum TotalKind {
    /** The sum of the rows above it, or of those since the sum before it. */
    SUM,
    /** The balance before the first entry. */
    OPENING,
    /** The balance after the last entry. */
    CLOSING,
    /** Nothing that is calculated with. */
    TEXT
}
