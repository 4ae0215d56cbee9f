package clearing.books;

import java.util.Arrays;
import java.util.Optional;

/** What a column of a CSV file can mean. The key is what a mapping calls it. */
public enum CsvTarget {
    RECORD("record"),
    STATEMENT("statement"),
    ACCOUNT("account"),
    ASSET("asset"),
    BOOKING_DATE("bookingDate"),
    VALUE_DATE("valueDate"),
    REFERENCE("reference"),
    COUNTERPARTY("counterparty"),
    AMOUNT("amount"),
    DEBIT("debit"),
    CREDIT("credit"),
    DIRECTION("direction"),
    REVERSAL("reversal"),
    TEXT("text"),
    CODE("code"),
    ENTRY_ID("entryId");

    private final String key;

    CsvTarget(String key) {
        this.key = key;
    }

    /** Name in a mapping. */
    public String key() {
        return key;
    }

    /** The target of a name in a mapping. */
    public static Optional<CsvTarget> of(String key) {
        return Arrays.stream(values()).filter(t -> t.key.equals(key)).findFirst();
    }
}
