package clearing.books;

/** What a document of the books is worth. */
public enum StatementKind {
    /** The account as it stands: camt.053, MT940, MT950, and ledgers in CSV or XLSX. */
    STATEMENT,
    /** What was booked so far today: camt.052, MT942. */
    REPORT,
    /** That something was booked: camt.054. */
    NOTIFICATION;

    /** True when a statement is still to bring the entries again. */
    public boolean isAdvice() {
        return this != STATEMENT;
    }
}
