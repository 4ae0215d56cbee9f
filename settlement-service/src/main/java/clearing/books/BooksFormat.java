package clearing.books;

/** What a file of the books is. */
public enum BooksFormat {
    CAMT052(Family.CAMT),
    CAMT053(Family.CAMT),
    CAMT054(Family.CAMT),
    MT940(Family.MT),
    MT942(Family.MT),
    MT950(Family.MT),
    CSV(Family.CSV),
    XLSX(Family.XLSX);

    /** Formats that one reader takes. */
    public enum Family {
        /** ISO 20022. */
        CAMT,
        /** SWIFT, with or without envelope. */
        MT,
        /** Comma-separated, by a mapping of columns. */
        CSV,
        /** Office Open XML, by a mapping of columns. */
        XLSX,
        /** Files of the other families under ZIP or gzip. */
        PACKED
    }

    private final Family family;

    BooksFormat(Family family) {
        this.family = family;
    }

    /** Which reader takes it. */
    public Family family() {
        return family;
    }

    /** What its documents are worth. */
    public StatementKind kind() {
        return switch (this) {
            case CAMT052, MT942 -> StatementKind.REPORT;
            case CAMT054 -> StatementKind.NOTIFICATION;
            case CAMT053, MT940, MT950, CSV, XLSX -> StatementKind.STATEMENT;
        };
    }
}
